"""Ce que Dash n'a pas à suivre : un morceau de page sans identifiant ni contrôle voyage en HTML, dans un attribut.

Dash monte un à un tous les composants d'une page, même ceux qu'aucun callback ne touche : les légendes et les répartitions
en comptaient plus de mille. assets/maillage.js pose ces morceaux à l'ouverture (`data-html`) ; Dash n'y revient jamais.
"""

from __future__ import annotations

import re

from dash.development.base_component import Component
from markupsafe import Markup, escape

ATTRIBUT = "data-html"
# Sous ce nombre de composants, un morceau coûte moins cher à Dash qu'à relire.
AU_MOINS = 2
HTML = "dash_html_components"
NOMS = {"className": "class", "htmlFor": "for"}
LETTRE = re.compile("[A-Z]")


def alleger(arbre: object) -> object:
    """`arbre` (composant, liste, texte), dont chaque morceau inerte est remplacé par son élément vide et `data-html`."""
    if isinstance(arbre, (list, tuple)):
        return [alleger(un) for un in arbre]
    if not isinstance(arbre, Component):
        return arbre
    if inerte(arbre):
        return _fige(arbre) if _taille(arbre) > AU_MOINS else arbre
    props = {nom: alleger(valeur) if _porte(valeur) else valeur for nom, valeur in _props(arbre).items()}
    return type(arbre)(**props)


def inerte(arbre: object) -> bool:
    """Vrai si `arbre` n'est fait que d'éléments HTML sans identifiant : aucun callback ne peut le viser."""
    if isinstance(arbre, (list, tuple)):
        return all(inerte(un) for un in arbre)
    if not isinstance(arbre, Component):
        return True
    return arbre._namespace == HTML and not getattr(arbre, "id", None) and inerte(getattr(arbre, "children", None))


def en_html(arbre: object) -> Markup:
    """Le HTML d'un morceau inerte ; tout texte y est échappé."""
    if arbre is None:
        return Markup()
    if isinstance(arbre, (list, tuple)):
        return Markup().join(en_html(un) for un in arbre)
    if not isinstance(arbre, Component):
        return escape(arbre)
    props = _props(arbre)
    children, nom = props.pop("children", None), arbre._type.lower()
    attributs = Markup().join(_attribut(cle, valeur) for cle, valeur in props.items() if valeur not in (None, False))
    return Markup(f"<{nom}{attributs}>{en_html(children)}</{nom}>")


def _attribut(nom: str, valeur: object) -> Markup:
    nom = NOMS.get(nom, nom).lower()
    if valeur is True:
        return Markup(f" {nom}")
    if isinstance(valeur, dict):
        valeur = ";".join(f"{LETTRE.sub(lambda m: '-' + m.group().lower(), cle)}:{une}" for cle, une in valeur.items())
    return Markup(f' {nom}="{escape(valeur)}"')


def _fige(arbre: Component) -> Component:
    props = _props(arbre)
    return type(arbre)(**{**props, "children": None, ATTRIBUT: str(en_html(props.get("children")))})


def _taille(arbre: object) -> int:
    if isinstance(arbre, (list, tuple)):
        return sum(map(_taille, arbre))
    return 1 + _taille(getattr(arbre, "children", None)) if isinstance(arbre, Component) else 0


def _porte(valeur: object) -> bool:
    """Vrai si `valeur` est un composant, ou une liste qui en contient."""
    return isinstance(valeur, Component) or isinstance(valeur, (list, tuple)) and any(map(_porte, valeur))


def _props(arbre: Component) -> dict:
    return arbre.to_plotly_json()["props"]
