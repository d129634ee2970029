"""Ce que Dash n'a pas à suivre : un morceau de page sans identifiant ni contrôle voyage en listes, dans un attribut.

Dash monte un à un tous les composants d'une page, même ceux qu'aucun callback ne touche : les légendes et les répartitions
en comptaient plus de mille. assets/maillage.js pose ces morceaux à l'ouverture (`data-fige`) ; Dash n'y revient jamais.
"""

from __future__ import annotations

import json
import re

from dash.development.base_component import Component

ATTRIBUT = "data-fige"
# Sous ce nombre de composants, un morceau coûte moins cher à Dash qu'à relire.
AU_MOINS = 2
HTML = "dash_html_components"
NOMS = {"className": "class", "htmlFor": "for"}
LETTRE = re.compile("[A-Z]")


def alleger(arbre: object) -> object:
    """`arbre` (composant, liste, texte), dont chaque morceau inerte est remplacé par son élément vide et `data-fige`."""
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


def noeuds(arbre: object) -> list:
    """Un morceau inerte en listes : un texte, ou [nom, attributs, *enfants]. Rien n'y est du HTML : rien n'est à échapper."""
    if isinstance(arbre, (list, tuple)):
        return [noeud for un in arbre for noeud in noeuds(un)]
    if not isinstance(arbre, Component):
        return [] if arbre is None else [str(arbre)]
    props = _props(arbre)
    children = props.pop("children", None)
    attributs = dict(_attribut(nom, valeur) for nom, valeur in props.items() if valeur not in (None, False))
    return [[arbre._type.lower(), attributs, *noeuds(children)]]


def _attribut(nom: str, valeur: object) -> tuple[str, str]:
    if isinstance(valeur, dict):
        valeur = ";".join(f"{LETTRE.sub(lambda m: '-' + m.group().lower(), cle)}:{une}" for cle, une in valeur.items())
    return NOMS.get(nom, nom).lower(), "" if valeur is True else str(valeur)


def _fige(arbre: Component) -> Component:
    props = _props(arbre)
    carried = json.dumps(noeuds(props.get("children")), ensure_ascii=False, separators=(",", ":"))
    return type(arbre)(**{**props, "children": None, ATTRIBUT: carried})


def _taille(arbre: object) -> int:
    if isinstance(arbre, (list, tuple)):
        return sum(map(_taille, arbre))
    return 1 + _taille(getattr(arbre, "children", None)) if isinstance(arbre, Component) else 0


def _porte(valeur: object) -> bool:
    """Vrai si `valeur` est un composant, ou une liste qui en contient."""
    return isinstance(valeur, Component) or isinstance(valeur, (list, tuple)) and any(map(_porte, valeur))


def _props(arbre: Component) -> dict:
    return arbre.to_plotly_json()["props"]
