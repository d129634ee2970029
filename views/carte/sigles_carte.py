"""Les sigles de la page de la carte : dans un arbre de composants, chacun devient un bouton, et les listes ont le leur.

La définition n'est pas dans la page : assets/sigles.js la lit dans le glossaire à la première ouverture. Un bouton ne se met pas
dans un lien, un bouton ou une étiquette de case : là, un bouton de plus ouvre tous les sigles d'un cadre.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar, overload

from dash import html
from dash.development.base_component import Component

from layers.registre.glossaire import Terme
from views.ecriture import phrases_sigles as g
from views.ecriture.sigles import Formes

INTERDITS = ("A", "Button", "Summary", "Label", "H1", "Data", "MultiSelect", "SegmentedControl")
# Ce qui répond d'un chiffre redit ses éditeurs à chaque ligne : le premier suffit.
REDITES = "repond"
Un = TypeVar("Un", bound=Component)


@overload
def ouvrir(arbre: Un, termes: tuple[Terme, ...]) -> Un: ...
@overload
def ouvrir(arbre: list, termes: tuple[Terme, ...]) -> list: ...
@overload
def ouvrir(arbre: str, termes: tuple[Terme, ...]) -> str | list: ...
def ouvrir(arbre: object, termes: tuple[Terme, ...]) -> object:
    """`arbre` (composant, liste ou texte), ses sigles en boutons. L'arbre est changé sur place ; un texte rend une liste."""
    formes = _formes(termes)
    return _ouvre(arbre, formes, set(), redites=False) if formes.terme else arbre


def bouton_des_sigles(cadre: str) -> html.Button:
    """Le bouton qui dit tous les sigles d'un cadre de la page. `cadre` : le sélecteur de ce cadre."""
    return html.Button(g.CES_SIGLES, className="sigles", type="button", **{"data-sigles": cadre, "aria-haspopup": "dialog"})


def a_des_sigles(textes: Iterable[str], termes: tuple[Terme, ...]) -> bool:
    """Vrai si l'un de ces textes a un sigle du glossaire."""
    return any(map(_formes(termes).dans, textes))


@lru_cache(maxsize=4)
def _formes(termes: tuple[Terme, ...]) -> Formes:
    return Formes(termes)


def _ouvre(node: object, formes: Formes, seen: set[str], redites: bool) -> object:
    if isinstance(node, str):
        return _decoupe(node, formes, seen, redites)
    if isinstance(node, (list, tuple)):
        return [part for child in node for part in _liste(_ouvre(child, formes, seen, redites))]
    if isinstance(node, Component) and type(node).__name__ not in INTERDITS and getattr(node, "children", None) is not None:
        inside = redites or getattr(node, "className", None) == REDITES
        node.children = _ouvre(node.children, formes, seen, inside)
    return node


def _liste(part: object) -> list:
    return part if isinstance(part, list) else [part]


def _decoupe(text: str, formes: Formes, seen: set[str], redites: bool) -> str | list:
    """Le texte, coupé autour de ses sigles ; tel quel s'il n'en a pas."""
    parts: list = []
    at = 0
    for one in formes.dans(text):
        terme = formes.terme[one.forme]
        if redites and terme.sigle in seen:
            continue
        button = _bouton(one.forme, terme, again=terme.sigle in seen)
        seen.add(terme.sigle)
        parts += [text[at : one.debut], html.Span([one.avant, button, one.apres], className="colle") if one.avant or one.apres else button]
        at = one.fin
    return [part for part in (*parts, text[at:]) if part != ""] if parts else text


def _bouton(forme: str, terme: Terme, again: bool) -> html.Button:
    aside = {"tabIndex": -1} if again else {}
    return html.Button(forme, className="sigle", type="button", **{"data-sigle": terme.ancre, "aria-haspopup": "dialog"}, **aside)
