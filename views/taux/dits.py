"""Un taux prêt à lire : ses titres, sa valeur, sa date et qui en répond."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from layers.atlas import SPECIAL, Atlas
from layers.registre.catalogue import Classe, Couche, Structure
from layers.taux.declares import MOYENNE, PART, SITES, Taux
from layers.taux.valeurs import Valeur
from layers.usages import sites_de
from views.ecriture import phrases as w
from views.taux import phrases as t

# Sous cette part d'habitants dont on ne sait rien, rien n'est à dire : la part s'écrit au dixième.
RIEN_A_DIRE = 0.05


@dataclass(frozen=True)
class TauxDit:
    """`date`, `date_longue` : le millésime de ses données ; `source` : « DREES. Accessibilité… »."""

    taux: Taux
    titre: str
    colonne: str
    compte: str
    date: str
    date_longue: str
    editeur: str
    source: str


@lru_cache(maxsize=128)
def dit(atlas: Atlas, one: Taux, communal: bool = False) -> TauxDit:
    """Les mots d'un taux, au millésime du jeu montré. `communal` : en tête d'une colonne de communes."""
    entry = _entree(atlas, one)
    title, column, what = _mots(one, entry)
    if communal:
        column = t.COLONNES_D_UNE_COMMUNE.get(one.id, column)
    vintage = atlas.millesime(entry.id)
    editor = entry.source.partition(",")[0] if isinstance(entry, Structure) else entry.publisher
    return TauxDit(one, title, column, what, _mois(vintage), w.date(vintage), editor, f"{entry.publisher}. {entry.source}")


def _entree(atlas: Atlas, one: Taux) -> Couche | Structure:
    """L'entrée du registre dont le taux a les données ; d'un usage, la catégorie de la plupart de ses sites."""
    if one.genre in (PART, MOYENNE, SITES):
        return atlas.catalogue.by_id[one.entree]
    return atlas.catalogue.structure(sites_de(atlas, one.entree)["categorie"].mode()[0])


def _mots(one: Taux, entry: Couche | Structure) -> tuple[str, str, str]:
    """(titre, tête de colonne, ce qu'il compte) ; à défaut de phrases, ceux du registre."""
    if one.id in t.TITRES:
        return t.TITRES[one.id], t.COLONNES[one.id], t.COMPTES[one.id]
    if isinstance(entry, Structure):
        base = w.entier(one.base)
        return t.sites(entry.pluriel, base), t.sites_court(entry.pluriel, base), t.sites(entry.pluriel, base)
    return entry.short, entry.short, entry.title


def _mois(vintage: str) -> str:
    """« nov. 2026 » pour un jour ; une année, une phrase restent ce qu'elles sont."""
    day = len(vintage) == 10 and vintage[4] == "-"
    return w.date_courte(vintage[:7] if day else vintage)


def lue(atlas: Atlas, one: Valeur, id_: str = "") -> str:
    """La valeur telle qu'elle se lit : « 42,4 % », « 3,14 », « 5,3 km », « ZIP » d'une commune ; « non publié »."""
    if id_.startswith("com-") and one.taux.genre == PART:
        return _classe(atlas, one.taux, id_.removeprefix("com-"))
    if one.nombre is None:
        return t.NON_PUBLIE
    if one.taux.unite == "%":
        return w.pourcentage(one.nombre)
    return w.decimal(one.ecrit, one.taux.decimales) + (f"{w.INSECABLE}{one.taux.unite}" if one.taux.unite else "")


def _classe(atlas: Atlas, one: Taux, code: str) -> str:
    couche = atlas.catalogue.couche(one.entree)
    found = atlas.communes.at[code, one.entree]
    if found in SPECIAL:
        return w.MARQUES_DU_JEU[found].partition(" :")[0].lower()
    return _dite(couche.classes[couche.rank[found]])


def dites(atlas: Atlas, one: Taux) -> tuple[str, ...]:
    """Les classes d'une part, telles qu'une commune les porte : « ZIP », « Sous-dotée »."""
    couche = atlas.catalogue.couche(one.entree)
    return tuple(_dite(couche.classes[couche.rank[code]]) for code in one.classes if code in couche.rank)


def _dite(classe: Classe) -> str:
    return classe.code if classe.spoken else classe.label


def reserve(one: Valeur) -> str:
    """Ce qu'il faut savoir d'une valeur qui n'est pas celle de tous ses habitants ; « » sinon."""
    if one.nombre is None or one.inconnus < RIEN_A_DIRE:
        return ""
    return t.ICI_SEULEMENT.format(part=w.pourcentage(100 - one.inconnus))


def ecart(a: Valeur, b: Valeur) -> str:
    """b − a, calculé sur les valeurs écrites : la salle qui refait la soustraction trouve la même. « » si l'une manque."""
    if a.ecrit is None or b.ecrit is None:
        return ""
    gap = round(b.ecrit - a.ecrit, a.taux.decimales)
    if a.taux.unite == "%":
        return w.points(gap)
    unit = f"{w.INSECABLE}{a.taux.unite}" if a.taux.unite else ""
    return w.signe(gap, w.decimal(abs(gap), a.taux.decimales) + unit)
