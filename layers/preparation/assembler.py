"""Joint ce qui a été lu aux communes en vigueur : les deux tables d'un jeu de données et son manifeste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from layers.geo.cog import parents_of
from layers.geo.fusion import cell_of
from layers.geo.par_nom import noms_connus
from layers.geo.perimetres import Rattachement, rattache
from layers.geo.polygones import Polygones
from layers.jeu.jeu import SITE_COLUMNS, column_of
from layers.jeu.tracabilite import DIT_PAR_LE_FICHIER, DIT_PAR_LE_REGISTRE, DIT_PAR_PERSONNE
from layers.preparation.comparaison import compare
from layers.preparation.finess import FluxFiness, SitesReunis, unite
from layers.preparation.lire import Intake, Lu
from layers.preparation.places import CADRE, FORME
from layers.preparation.publications import Publication, millesime, publications, rapproche
from layers.preparation.reconnaitre import ACTIVITES, CORRECTIONS, EQUIPEMENTS, ETABLISSEMENTS, EXTRAIT, HISTORIQUE, PLUS, SOINS
from layers.registre.catalogue import Catalogue, Perimetre
from layers.socle.defauts import Defect
from layers.socle.rapport import MOST_OF_REGION, NomsDesCommunes, named

NON_PRECISE = "non précisé dans le fichier"
ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
FINESS_TITLES = {
    PLUS: "FINESS+ « structures », flux quotidien",
    HISTORIQUE: "FINESS, flux historique géolocalisé",
    EXTRAIT: "FINESS, extrait régional par activité",
    ETABLISSEMENTS: "FINESS, établissements d'une région (adresses, dates d'ouverture)",
    EQUIPEMENTS: "FINESS, équipements d'une région (places)",
    SOINS: "FINESS, activités de soins autorisées d'une région",
    ACTIVITES: "FINESS+ « activités », flux quotidien",
    CORRECTIONS: "Corrections de l'agence",
}


COMPLEMENTS = (EQUIPEMENTS, SOINS, ACTIVITES, CORRECTIONS)  # ils disent quelque chose des sites d'un flux, et n'en sont pas un


@dataclass(frozen=True, eq=False)
class Assembled:
    """Les tables du jeu (voir layers/jeu/jeu.py), le manifeste sans empreinte, les couches que le registre connaît, et de quoi
    nommer les communes dans le rapport. `refus` : ce qui interdit de mettre en service, sauf raison donnée."""

    communes: pd.DataFrame
    sites: pd.DataFrame
    manifest: dict
    known: tuple[str, ...]
    lieux: NomsDesCommunes
    refus: tuple[Defect, ...] = ()


def assemble(
    intake: Intake,
    catalogue: Catalogue,
    communes: pd.DataFrame,
    anciennes: pd.DataFrame,
    region: str,
    box: tuple[float, ...],
    served: Mapping | None = None,
    polygones: Polygones | None = None,
) -> Assembled:
    """Joint les fichiers de `intake` aux `communes` (layers.geo.communes.read_communes), une à une et dans leur ordre.

    `anciennes` : voir layers.geo.communes.read_anciennes_communes. `box` : ouest, sud, est, nord de `region`, en degrés. `served` : le
    manifeste en service, qui se souvient de ce que disait l'éditeur des valeurs corrigées. `polygones` : les surfaces des communes, pour
    juger les positions ; sans elles, leurs cadres. Une couche sans fichier a une colonne vide ;
    une couche dont des communes ont des parties qui diffèrent a aussi `<id>:parties`.
    """
    parents = parents_of(communes)
    noms = dict(zip(anciennes["code"], anciennes["nom"]))
    poids = {code: int(population) for code, population in zip(anciennes["code"], anciennes["population"]) if not pd.isna(population)}
    by_id = {lu.id: lu for lu in intake.lus}  # les couches exceptées, une seule table par source (layers/preparation/lire.py)
    columns, sources = {}, []
    lieux = NomsDesCommunes({**noms, **communes["nom"]}, frozenset(communes.index[communes["region"] == region]))
    known_names = cache(lambda: noms_connus(communes, anciennes, parents, _names_of_the_past(by_id)))
    for couche in catalogue.of_level("commune"):
        found = [rapproche(*one, communes.index, parents, poids, known_names) for one in publications(couche, intake.lus)]
        columns |= _columns(couche.id, found, communes.index, noms)
        sources += [_commune_source(one, [couche.id], lieux) for one in found[:1]]
        for one in found[1:]:
            older = one.couche.id == found[0].couche.id
            sources.append(_older_source(one, found[0], lieux) if older else _compared_source(one, found[0], lieux))
            columns |= {column_of(couche.id, millesime(one.lu, one.couche)): one.found.valeurs.to_list()} if older else {}
    for perimetre in catalogue.perimetres:
        lu = by_id.get(perimetre.id)
        if lu:
            attached = rattache(lu.table, perimetre, communes, parents)
            columns |= {perimetre.id: attached.codes, f"{perimetre.id}:nom": attached.noms}
            sources.append(_perimetre_source(lu, perimetre, attached, lieux))
    table = pd.DataFrame({"code_commune": communes.index.to_list(), **columns}, dtype="str")
    flux = [FluxFiness(lu.id, lu.date, lu.table, lu.lignes, lu.ecarts, lu.fichier) for lu in intake.lus if lu.id in FINESS_TITLES]
    sites, refus = pd.DataFrame(columns=list(SITE_COLUMNS), dtype="str"), ()
    feeds, more = ([one for one in flux if (one.id in COMPLEMENTS) is kind] for kind in (False, True))
    if feeds:
        reunion = unite(feeds, _of_region(communes, region, polygones), parents, box, catalogue, communes.index, more, _corrigees(served))
        sites, refus = reunion.sites, reunion.refus
        sources += [_site_source(by_id[one.id], reunion, catalogue) for one in flux]
        sources = [{**one, "editeur": reunion.editeur} if one["id"] == CORRECTIONS else one for one in sources]
    manifest = {"mode": "official", "hash": "", "date": _latest(sources), "region": region, "sources": sources}
    return Assembled(table, sites, manifest, tuple(catalogue.by_id), lieux, refus)


def _columns(couche_id: str, found: list[Publication], codes: pd.Index, noms: dict[str, str]) -> dict[str, list[str]]:
    """Les colonnes d'une couche : celles de sa première publication, et ses parties s'il y en a ; vides sans publication."""
    if not found:
        return {couche_id: [""] * len(codes)}
    shown = found[0].found
    columns = {couche_id: shown.valeurs.to_list()}
    if shown.parties:
        columns[f"{couche_id}:parties"] = [cell_of(shown.parties.get(code, ()), noms) for code in codes]
    return columns


def _of_region(communes: pd.DataFrame, region: str, polygones: Polygones | None) -> pd.DataFrame:
    """Les communes de la région, avec la mairie (à défaut, un point de leur territoire) et leur surface, si on l'a."""
    kept = communes[communes["region"] == region]
    points = {column: kept[column].fillna(kept[f"{column}_interieure"]) for column in ("longitude", "latitude")}
    kept = kept.assign(**points).reset_index()
    shapes = polygones.de(kept.dropna(subset=list(CADRE))) if polygones else {}
    return kept.assign(**{FORME: [shapes.get(int(number)) for number in kept["numero"]]}) if shapes else kept


def _names_of_the_past(by_id: dict[str, Lu]) -> list[tuple[str, str]]:
    """Les noms que portaient les communes l'année de la table des territoires de vie-santé, quand elle est là."""
    lu = by_id.get("tvs")
    return list(zip(lu.table["code_commune"], lu.table["nom_commune"])) if lu else []


def _commune_source(one: Publication, couches: list[str], lieux: NomsDesCommunes) -> dict:
    lu, couche, found = one.lu, one.couche, one.found
    old = {**found.repliees, **found.remplacees}
    said = [
        (found.repliees, "Lignes d'anciennes communes ou d'arrondissements portées à leur commune"),
        (found.remplacees, "Lignes d'arrondissements laissées, leur commune ayant la sienne"),
        (found.partagees, "Communes dont les anciennes communes diffèrent, dites « partagées » avec leurs parties"),
        (found.moyennes, "Communes dont le taux est la moyenne de leurs anciennes communes, pondérée par la population"),
        (found.nouvelles, "Communes en vigueur sans ligne, d'un département que le fichier couvre (oubliées, créées ou rétablies depuis)"),
        (found.hors_champ, "Communes en vigueur sans ligne, d'un département que le fichier ne couvre pas"),
    ]
    remarks = [*lu.remarques, *one.remarques, *(f"{words} : {lieux.dits(codes, old)}." for codes, words in said if codes)]
    if found.sans_correspondance:
        remarks.append(f"Codes du fichier sans commune en vigueur : {named(found.sans_correspondance, MOST_OF_REGION)}.")
    agree = couche.vintage.startswith(lu.date) or lu.date.startswith(couche.vintage)
    if lu.dite_par == DIT_PAR_LE_FICHIER and not agree and lu.freres == 1:
        remarks.append(f"Le registre annonce {couche.vintage}, le fichier dit {lu.date} : c'est la date du fichier qui est gardée.")
    return {
        **_identity(lu, couche.title, couche.publisher, couche.licence, couche.vintage),
        "lignes_retenues": one.retenues,
        "lignes_sans_correspondance": one.perdues,
        "sans_correspondance": one.sans_correspondance,
        "communes_sans_ligne": found.sans_ligne,
        "fusions": _by_commune(found.repliees),
        "couches": couches,
        "remarques": remarks,
    }


def _compared_source(one: Publication, shown: Publication, lieux: NomsDesCommunes) -> dict:
    """Une autre publication de la couche que montre `shown` : elle ne porte aucune couche, et dit ses différences."""
    found = compare(shown.found, one.found)
    source = _commune_source(one, [], lieux)
    chosen = f"Sert à comparer : la couche vient de « {shown.lu.fichier} », que le registre préfère."
    return {**source, "remarques": [chosen, *found.phrases(lieux), *source["remarques"]], "differences": found.differences}


def _older_source(one: Publication, shown: Publication, lieux: NomsDesCommunes) -> dict:
    """Un autre millésime de la couche que montre `shown` : ses valeurs sont gardées à côté, pour comparer."""
    found = compare(shown.found, one.found)
    vintage = millesime(one.lu, one.couche)
    source = _commune_source(one, [], lieux)
    newest = millesime(shown.lu, shown.couche)
    kept = f"Millésime {vintage}, gardé pour comparer : la couche montre celui de « {shown.lu.fichier} » ({newest})."
    changed = f"Communes de valeurs différentes d'un millésime à l'autre : {len(found.differences)}, de même valeur : {found.memes}."
    remarks = [kept, changed, *source["remarques"]]
    return {**source, "id": f"{source['id']}@{vintage}", "millesime_de": shown.couche.id, "remarques": remarks}


def _by_commune(folded: dict[str, str]) -> dict[str, list[str]]:
    """{ancien code: commune} -> {commune: ses anciens codes, triés}."""
    return {commune: sorted(old for old, new in folded.items() if new == commune) for commune in sorted(set(folded.values()))}


def _perimetre_source(lu: Lu, perimetre: Perimetre, found: Rattachement, lieux: NomsDesCommunes) -> dict:
    remarks = [*lu.remarques]
    if found.repliees:
        remarks.append(f"Lignes d'anciennes communes portées à leur commune : {lieux.dits(found.repliees, found.repliees)}.")
    if perimetre.exhaustive and found.plusieurs:
        remarks.append(f"Communes réunies d'anciennes communes de zones différentes, toutes dites : {lieux.dits(found.plusieurs)}.")
    if perimetre.exhaustive and found.sans_ligne:
        remarks.append(f"Communes en vigueur sans ligne dans le fichier : {lieux.dits(found.sans_ligne)}.")
    if not perimetre.exhaustive:
        known = len(found.codes) - len(found.sans_ligne)
        remarks.append(f"Le fichier couvre {known} communes, celles des régions qui y ont au moins une zone.")
    return {
        **_identity(lu, perimetre.title, perimetre.publisher, perimetre.licence, perimetre.vintage),
        "lignes_retenues": found.retenues,
        "sans_correspondance": found.sans_correspondance,
        "communes_sans_ligne": found.sans_ligne if perimetre.exhaustive else [],
        "couches": [perimetre.id],
        "remarques": remarks,
    }


def _site_source(lu: Lu, reunion: SitesReunis, catalogue: Catalogue) -> dict:
    """La source d'un flux de sites ; seul le flux de base porte les structures montrées."""
    structures = [one for one in catalogue.structures if one.reader == "finess"]
    present = set(reunion.sites["categorie"])
    remarks = [*lu.remarques, *reunion.remarques[lu.id]]
    if not lu.date:
        remarks.append("Le fichier n'annonce pas de date.")
    return {
        **_identity(lu, FINESS_TITLES[lu.id], structures[0].publisher, structures[0].licence, NON_PRECISE),
        "lignes_retenues": reunion.retenus[lu.id],
        "sans_correspondance": reunion.sans_correspondance[lu.id],
        "couches": [one.id for one in structures if one.id in present] if lu.id == reunion.base else [],
        "remarques": remarks,
    }


def _identity(lu: Lu, title: str, publisher: str, licence: str, vintage: str) -> dict:
    """Ce qu'est le fichier. Le millésime est celui que son contenu dit ; à défaut celui du registre (`vintage`), et on le dit."""
    sinon = DIT_PAR_PERSONNE if vintage == NON_PRECISE else DIT_PAR_LE_REGISTRE
    return {
        "id": lu.id,
        "titre": title,
        "fichier": lu.fichier,
        "sha256": lu.sha256,
        "editeur": publisher,
        "licence": licence,
        "millesime": lu.date or vintage,
        "millesime_dit_par": lu.dite_par or sinon,
        "lignes_lues": lu.lignes,
    }


def _latest(sources: list[dict]) -> str:
    """La plus récente des dates que les données annoncent (ISO, parfois sans le jour) ; '' si aucune. Une correction n'en est pas une."""
    dates = (source["millesime"] for source in sources if source["id"] != CORRECTIONS)
    return max((one for one in dates if ISO_DATE.fullmatch(one)), default="")


def _corrigees(served: Mapping | None) -> Mapping[str, dict]:
    """Ce que le jeu en service retient des valeurs corrigées."""
    sources = served["sources"] if served else ()
    return next((source.get("editeur", {}) for source in sources if source["id"] == CORRECTIONS), {})
