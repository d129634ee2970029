"""Le tableau des taux : les territoires d'une région en lignes, les taux en colonnes, la région et la France au-dessus.

La teinte d'une case dit un rang, son filet une valeur depuis zéro.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.geo.territoire import FRANCE
from layers.regions import adresse_de_carte
from layers.taux.declares import NEUTRE, PART, proposes
from layers.taux.rangs import PEU, Rang
from layers.taux.valeurs import Valeur, valeur
from views.ecriture import phrases as w
from views.taux import phrases_classement as t
from views.taux.adresse import (
    BAS,
    HABITANTS,
    HAUT,
    NIVEAUX,
    NOM,
    RACINE,
    DemandeDeTaux,
    adresse,
    de_region,
    niveau,
    premier_sens,
    triee,
)
from views.taux.dits import TauxDit, dit, lue, reserve
from views.taux.table import TableDeTaux, constat, tableau

PAR_PAGE = 100
ARIA = {HAUT: "descending", BAS: "ascending"}


@dataclass(frozen=True)
class CaseDeTaux:
    """Une case : la valeur lue, ce qui la trie (None : rien, en dernier), sa teinte, la longueur de son filet (0 à 100)."""

    dite: str
    nombre: float | None
    teinte: int | None
    extreme: bool
    longueur: float
    reserve: str
    rang: str
    classe: bool = False

    @property
    def classes(self) -> str:
        """Celles de sa case dans la page : sa teinte, et si c'est une classe."""
        return " ".join(filter(None, ("" if self.teinte is None else f"t{self.teinte}", "classe" if self.classe else "")))


@dataclass(frozen=True)
class RangeeDeTaux:
    """Un territoire : ses deux adresses (« » : aucune), sa population, ses cases."""

    id: str
    nom: str
    dossier: str
    carte: str
    habitants: int | None
    cases: tuple[CaseDeTaux, ...]


@dataclass(frozen=True)
class Colonne:
    """Une tête de colonne : son taux (None : le nom, les habitants), où elle mène, son état de tri."""

    titre: str
    date: str
    lien: str
    aria: str
    cle: str
    sens: str


@dataclass(frozen=True)
class PageDeTaux:
    """Ce que le gabarit reçoit."""

    demande: DemandeDeTaux
    titre: str
    avis: str
    colonnes: tuple[Colonne, ...]
    reperes: tuple[RangeeDeTaux, ...]
    rangees: tuple[RangeeDeTaux, ...]
    niveaux: tuple[tuple[str, str, bool], ...]
    regions: tuple[tuple[str, str, bool], ...]
    departements: tuple[tuple[str, str, bool], ...]
    choix: tuple[tuple[str, str, bool], ...]
    cache: tuple[tuple[str, str], ...]
    legende: str
    notes: tuple[str, ...]
    sources: tuple[TauxDit, ...]
    suite: tuple[str, str, str]
    fichiers: tuple[tuple[str, str], ...]

    @property
    def entier(self) -> bool:
        """Vrai si toutes les lignes sont là : la page peut les trier elle-même."""
        return not any(self.suite)

    @property
    def reserves(self) -> bool:
        """Vrai si une valeur montrée n'est pas celle de tous ses habitants."""
        return any(one.reserve for row in (*self.reperes, *self.rangees) for one in row.cases)

    @property
    def sources_dites(self) -> str:
        """Les éditeurs et leurs dates, chacun une fois, en une phrase."""
        said = dict.fromkeys(f"{one.editeur}, {one.date_longue}" for one in self.sources)
        return t.sources(tuple(said), w.date(self.demande.atlas.millesime("population")))


def page(demande: DemandeDeTaux, cartes: Mapping[str, Atlas], modele: Modele) -> PageDeTaux:
    """La page d'une demande."""
    atlas = demande.atlas
    table = tableau(demande, modele)
    last = max(1, -(-len(table.ordre) // PAR_PAGE)) if len(table.ordre) > 2 * PAR_PAGE else 1
    at = min(demande.page, last)
    shown = table.ordre[(at - 1) * PAR_PAGE : at * PAR_PAGE] if last > 1 else table.ordre
    said = [dit(atlas, one, demande.niveau == "com") for one in demande.taux]
    return PageDeTaux(
        demande,
        titre=constat(demande, table),
        avis=w.avis_adresse(demande.ignorees),
        colonnes=_colonnes(demande, said),
        reperes=tuple(_repere(*one) for one in reperes(demande, cartes, modele)),
        rangees=tuple(_rangee(table, id_) for id_ in shown),
        niveaux=tuple((niveau(demande, one), t.NIVEAUX[one], one == demande.niveau) for one in NIVEAUX),
        regions=tuple((de_region(demande, one), one.regions.at[one.region, "nom"], one.region == atlas.region) for one in cartes.values()),
        departements=_departements(demande),
        choix=tuple((one.id, dit(atlas, one).titre, one in demande.taux) for one in proposes(atlas, demande.niveau)),
        cache=_cache(demande),
        legende=_legende(len(table.ordre)),
        notes=_notes(demande, len(table.ordre)),
        sources=tuple(said),
        suite=_suite(demande, at, last, len(table.ordre)),
        fichiers=tuple((name, adresse(demande, f"{RACINE}.{kind}")) for kind, name in (("csv", t.CSV), ("xlsx", t.XLSX))),
    )


def _rangee(table: TableDeTaux, id_: str) -> RangeeDeTaux:
    cases = tuple(
        case(table.atlas, table.valeurs[one.id][id_], table.rangs[one.id].get(id_), table.plus_grand[one.id], id_) for one in table.taux
    )
    return RangeeDeTaux(id_, table.noms[id_], dossier(id_), sur_la_carte(table.atlas, id_), table.habitants[id_], cases)


def case(atlas: Atlas, one: Valeur, rank: Rang | None, largest: float = 0.0, id_: str = "") -> CaseDeTaux:
    """La case d'une valeur ; `largest` : la plus grande de sa colonne, où le filet est entier."""
    said = f"{rank.rang} sur {rank.sur}" if rank else ""
    tint = rank.teinte if rank else None
    if id_.startswith("com-") and one.taux.genre == PART:  # une classe : ni filet, ni extrême
        return CaseDeTaux(lue(atlas, one, id_), one.nombre, tint, False, 0.0, "", "", classe=True)
    length = round(100 * abs(one.nombre) / largest, 1) if one.nombre and largest else 0.0
    return CaseDeTaux(lue(atlas, one, id_), one.nombre, tint, bool(rank and rank.extreme), length, reserve(one), said)


def dossier(id_: str) -> str:
    """La page d'un territoire : la fiche d'une commune, le dossier des autres."""
    return f"/commune/{id_.removeprefix('com-')}" if id_.startswith("com-") else f"/territoire/{id_}"


def sur_la_carte(atlas: Atlas, id_: str) -> str:
    """La vue de carte d'une région, ou d'un territoire de celle de `atlas` ; « » si ce service ne la montre pas."""
    if id_.startswith("reg-"):
        return adresse_de_carte(atlas, id_.removeprefix("reg-"))
    base = adresse_de_carte(atlas, atlas.region)
    return f"{base}?territoire={id_}" if base and id_ != FRANCE else ""


def _colonnes(demande: DemandeDeTaux, said: list[TauxDit]) -> tuple[Colonne, ...]:
    def head(titre: str, date: str, cle: str) -> Colonne:
        aria = ARIA[demande.ordre] if cle == demande.tri else "none"
        return Colonne(titre, date, triee(demande, cle), aria, cle, ARIA[premier_sens(demande.taux, cle)])

    people = w.date(demande.atlas.millesime("population"))[-4:]
    return (head(t.NOM_DE[demande.niveau], "", NOM), head(t.HABITANTS, people, HABITANTS),
            *(head(one.colonne, one.date, one.taux.id) for one in said))  # fmt: skip


def reperes(demande: DemandeDeTaux, cartes: Mapping[str, Atlas], modele: Modele):
    """(atlas, identifiant, nom, habitants, valeurs) de la région, des autres dont les documents disent les départements si un taux au
    moins en est publié, de la France : chacune comptée sur ses propres structures. Les régions elles-mêmes ne se comparent qu'à la
    France."""
    own = demande.atlas
    regions = [] if demande.niveau == "reg" else [own, *(one for one in cartes.values() if one.region != own.region and _racontee(one))]
    told = [(one, f"reg-{one.region}", *one.regions.loc[one.region, ["nom", "population"]]) for one in regions]
    for atlas, id_, nom, people in (*told, (own, FRANCE, t.FRANCE, own.regions["population"].sum())):
        values = [valeur(atlas, modele, one, id_) for one in demande.taux]
        if atlas is own or any(one.nombre is not None for one in values):
            yield atlas, id_, nom, int(people), values


def _racontee(atlas: Atlas) -> bool:
    """Vrai si les documents publient des chiffres de la plupart des départements de cette région."""
    inside = atlas.departements.index[atlas.departements["region"] == atlas.region]
    return 2 * sum(f"dep-{code}" in atlas.faits.par_territoire for code in inside) > len(inside)


def _repere(atlas: Atlas, id_: str, nom: str, people: int, values: list[Valeur]) -> RangeeDeTaux:
    return RangeeDeTaux(id_, nom, dossier(id_), sur_la_carte(atlas, id_), people, tuple(case(atlas, one, None) for one in values))


def _departements(demande: DemandeDeTaux) -> tuple[tuple[str, str, bool], ...]:
    if demande.niveau != "com":
        return ()
    names = demande.atlas.departements
    own = names[names["region"] == demande.atlas.region]["nom"]
    return (("", t.TOUTE_LA_REGION, not demande.departement),
            *((code, nom, code == demande.departement) for code, nom in own.items()))  # fmt: skip


def _cache(demande: DemandeDeTaux) -> tuple[tuple[str, str], ...]:
    """Ce que le formulaire des taux garde de l'adresse."""
    told = {"region": demande.atlas.region, "niveau": demande.niveau, "departement": demande.departement}
    return tuple((key, value) for key, value in told.items() if value)


def _legende(n: int) -> str:
    """Comment se lit la teinte ; sur treize territoires sans égaux, combien ont chacune."""
    return t.PEU_DE_LIGNES if n < PEU else t.teinte(n, (2, 3, 3, 3, 2) if n == 13 else None)


def _notes(demande: DemandeDeTaux, n: int) -> tuple[str, ...]:
    neutral = any(one.sens == NEUTRE for one in demande.taux)
    return tuple(one for one in (t.FILET if n >= PEU else "", t.NEUTRE if neutral else "") if one)


def _suite(demande: DemandeDeTaux, at: int, last: int, total: int) -> tuple[str, str, str]:
    """(adresse d'avant, adresse d'après, ce qui est montré) ; trois « » si tout l'est."""
    if last == 1:
        return "", "", ""
    before = adresse(replace(demande, page=at - 1)) if at > 1 else ""
    after = adresse(replace(demande, page=at + 1)) if at < last else ""
    return before, after, t.montrees((at - 1) * PAR_PAGE + 1, min(at * PAR_PAGE, total), total)
