"""Ce que la carte peint dans une commune, en mots : la même classe, court ou en toutes lettres."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.commune.fiche import Classement, classement
from layers.registre.catalogue import Classe, Couche
from views.ecriture import phrases as w
from views.ecriture.classe_dite import court, libelle
from views.export.contenu import classe as classe_de
from views.mots import phrases as m
from views.mots.adresse import special
from views.vue.etats import AVENIR, HORS, etats
from views.vue.vue import View

RESERVES = {HORS: f", {m.HORS_FILTRES}", AVENIR: f", {m.A_VENIR}"}
SANS_CLASSE = {special(mark): name for mark, name in m.MARQUES.items()}


@dataclass(frozen=True)
class Peinte:
    """Une commune dans une vue. `etat` : voir views/vue/etats.py ; `classe` : None pour une marque ; `dite` : « ZAC, hors des
    filtres » ; `entiere` : « zone d'action complémentaire (ZAC), hors des filtres »."""

    etat: str
    classe: Classe | None
    dite: str
    entiere: str
    classement: Classement


def peinte(atlas: Atlas, view: View, code: str) -> Peinte:
    """La commune `code` de la région, telle que la carte la peint ; KeyError si elle n'y est pas."""
    state, row, couche = etats(atlas, view)[code], atlas.commune(code), atlas.catalogue.couche(view.theme)
    it = classement(couche, row)
    found = classe_de(couche, row[couche.id])
    reserve = RESERVES.get(state, "")
    if found is None:
        said = SANS_CLASSE[row[couche.id]] + reserve
        return Peinte(state, None, said, said, it)
    return Peinte(state, found, _court(couche, found, it) + reserve, _entiere(couche, found, it) + reserve, it)


def _court(couche: Couche, found: Classe, it: Classement) -> str:
    """Un taux dit son nombre, puis sa classe."""
    return f"{w.decimal(it.valeur)} ({court(found)})" if it.valeur is not None and couche.kind == "rate" else court(found)


def _entiere(couche: Couche, found: Classe, it: Classement) -> str:
    if it.valeur is not None and couche.kind == "rate":
        return f"{w.decimal(it.valeur)} {couche.unit} ({libelle(found)})"
    return f"{libelle(found)} ({found.code})" if found.spoken else libelle(found)
