"""Les trois tableaux d'une fiche : les voisines, la comparaison, les communes semblables."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.similaires import manques, semblables
from layers.commune.voisinage import Ensemble, Voisine, comparaison, voisines
from layers.registre.catalogue import Classe
from layers.socle.entrees import COMPARAISON, Usage
from layers.usages import usages
from views.commune import phrases as f
from views.ecriture import phrases as w
from views.sources.citees import Source, Sources

ZONAGE = "zonage-medecins"
MARQUES = w.MARQUES_DU_JEU


@dataclass(frozen=True)
class Cellule:
    """Une case. `manque` : la valeur n'est pas connue, et le texte dit pourquoi. `nombre` : se range à droite."""

    texte: str
    lien: str = ""
    manque: bool = False
    classe: Classe | None = None
    nombre: bool = False


@dataclass(frozen=True)
class TableauDeFiche:
    """Un tableau et ce qu'il faut savoir pour le lire. La première case d'une ligne la nomme. Sans ligne : `avis` dit pourquoi.

    `suite` : ce que le tableau apprend, en phrases, sous son propre titre `suite_titre`.
    """

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[Cellule, ...], ...]
    avis: tuple[str, ...]
    sources: tuple[Source, ...]
    note: str = ""
    suite_titre: str = ""
    suite: tuple[str, ...] = ()


def tableau_voisines(atlas: Atlas, it: Fiche, sources: Sources) -> TableauDeFiche:
    """Les voisines : population, classe des médecins, et ce qu'elles ont."""
    found = voisines(atlas, it.code)
    rows = tuple((*_qui(one.code, one.nom, one.departement), *_voisine(atlas, one)) for one in found)
    entetes = (f.VOISINE, f.HABITANTS, f.CLASSE_MEDECINS, f.SES_STRUCTURES)
    cited = (sources.entry(atlas.catalogue.couche(ZONAGE)), sources.sites()) if found else ()
    return TableauDeFiche(f.VOISINES, entetes, rows, () if found else (f.SANS_VOISINE,), cited, _sigles(rows))


def _sigles(rows: tuple[tuple[Cellule, ...], ...]) -> str:
    """Ce que veulent dire les sigles de classes du tableau, chacun une fois."""
    return f.sigles(tuple(dict.fromkeys(cell.classe for row in rows for cell in row if cell.classe is not None)))


def _qui(code: str, nom: str, departement: str) -> tuple[Cellule]:
    return (Cellule(f"{nom} ({departement})", f"/commune/{code}"),)


def _voisine(atlas: Atlas, one: Voisine) -> tuple[Cellule, ...]:
    outside = one.structures is None
    said = f.HORS_REGION_COURT if one.structures is None else f.structures(one.structures, atlas.catalogue)
    return (_entier(one.population), _classe(atlas, one.classes[ZONAGE]), Cellule(said, manque=outside))


def _entier(value: int | None) -> Cellule:
    return Cellule(w.NON_PUBLIE if value is None else w.entier(value), manque=value is None, nombre=True)


def _classe(atlas: Atlas, code: str) -> Cellule:
    couche = atlas.catalogue.couche(ZONAGE)
    if code not in couche.rank:
        return Cellule(MARQUES[code], manque=True)
    classe = couche.classes[couche.rank[code]]
    return Cellule(classe.code if classe.spoken else classe.label, classe=classe)


def tableau_comparaison(atlas: Atlas, it: Fiche, sources: Sources) -> TableauDeFiche:
    """La commune, ses voisines, son intercommunalité, son département, sa région : une colonne chacun."""
    wholes = comparaison(atlas, it.code)
    shown = compares(atlas) if it.dans_la_region else ()
    rows = [
        (Cellule(f.HABITANTS), *(_entier(one.population) for one in wholes)),
        (Cellule(f.DENSITE), *(_nombre(one.densite, 1) for one in wholes)),
        (Cellule(f.APL_COURT), *(_apl(one.apl) for one in wholes)),
        (Cellule(f.PART_ZIP), *(_part(one.part_prioritaire) for one in wholes)),
        *((Cellule(kind.pluriel), *(_sites(one, kind.id) for one in wholes)) for kind in shown),
    ]
    outside = tuple(f"{_ensemble(one)}{w.INSECABLE}: {f.hors_region(one.hors_region)}." for one in wholes[1:4] if one.hors_region > 0)
    couches = (atlas.catalogue.couche("apl"), atlas.catalogue.couche(ZONAGE))
    cited = (sources.entry(atlas.catalogue.by_id["population"]), *(sources.entry(c) for c in couches), sources.sites())
    entetes = (f.ENSEMBLE, *(_ensemble(one) for one in wholes))
    note = f.COMPARER_NOTE if it.dans_la_region else ""
    return TableauDeFiche(f.COMPARER, entetes, tuple(rows), outside if it.dans_la_region else (f.SITES_HORS_DONNEES,), cited, note)


def compares(atlas: Atlas) -> tuple[Usage, ...]:
    """Ce que l'on compare, dans l'ordre où on le cherche : ce pour quoi on va dans un site, quand le jeu en a au moins un."""
    return tuple(one for one in usages(atlas) if COMPARAISON in one.places)


def _ensemble(one: Ensemble) -> str:
    return f.NIVEAUX["voisines"] if one.niveau == "voisines" else f.intercommunalite(one.nom)


def _nombre(value: float | None, digits: int) -> Cellule:
    return Cellule(w.NON_PUBLIE if value is None else w.decimal(value, digits), manque=value is None, nombre=True)


def _apl(value: float | None) -> Cellule:
    return Cellule(w.PAS_DE_DONNEE if value is None else f.apl(value), manque=value is None, nombre=True)


def _part(value: float | None) -> Cellule:
    return Cellule(w.pourcentage(value), manque=value is None, nombre=True)


def _sites(one: Ensemble, usage: str) -> Cellule:
    """« 58 (3,3) », le nombre et ce qu'il fait pour 10 000 habitants. Zéro se dit 0 ; hors de la région, rien n'est recensé."""
    if usage not in one.usages:
        return Cellule(f.HORS_DONNEES, manque=True, nombre=True)
    return Cellule(f.sites_et_taux(one.usages[usage], one.pour_10_000(usage)), nombre=True)


def tableau_semblables(atlas: Atlas, it: Fiche, sources: Sources) -> TableauDeFiche:
    """Les dix communes semblables, puis ce qu'elles ont qui manque à celle-ci."""
    found = semblables(atlas, it.code)
    rows = tuple(
        (
            *_qui(one.code, one.nom, one.departement),
            _entier(one.population),
            _nombre(one.densite, 0),
            Cellule(w.distance(one.ville_m) if one.ville_m else f.VILLE_ELLE_MEME, nombre=True),
            _classe(atlas, atlas.communes.at[one.code, ZONAGE]),
            Cellule(f.structures(one.structures, atlas.catalogue)),
        )
        for one in found
    )
    entetes = (f.VOISINE, f.HABITANTS, f.DENSITE, f.VILLE, f.CLASSE_MEDECINS, f.SES_STRUCTURES)
    if not found:
        return TableauDeFiche(f.SEMBLABLES, entetes, (), (f.SANS_SEMBLABLES,), ())
    lacking = tuple(
        f.manque(len(one.communes), len(found), atlas.catalogue.structure(one.categorie), one.communes)
        for one in manques(atlas, it.code, found)
    )
    cited = (sources.entry(atlas.catalogue.by_id["population"]), sources.entry(atlas.catalogue.couche(ZONAGE)), sources.sites())
    note = f"{f.SEMBLABLES_INTRO} {_sigles(rows)}".strip()
    return TableauDeFiche(f.SEMBLABLES, entetes, rows, (), cited, note, f.CE_QUI_MANQUE, lacking or (f.RIEN_NE_MANQUE,))
