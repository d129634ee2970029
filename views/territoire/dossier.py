"""Le dossier d'un territoire de la carte : constat, six chiffres, profil, distances, zonages, structures, communes éloignées."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.couverture import KM, au_dela, courbe, trajets_de
from layers.acces.modele import Modele
from layers.atlas import SPECIAL, Atlas
from layers.geo.territoire import FRANCE, Territoire
from layers.taux.declares import profil as taux_du_profil
from layers.taux.declares import taux
from layers.taux.semblables import semblables
from layers.taux.valeurs import valeur
from layers.territoire.indicateurs import repartition
from layers.territoire.territoires import COLONNES, mask
from layers.usages import sites_de
from views.ecriture import phrases as w
from views.taux.dits import lue
from views.taux.profil import LigneDeProfil, profil
from views.territoire import constats
from views.territoire import phrases_dossier as t
from views.vue.filtres import professions

CLES = ("manque-medecins", "apl", "sites-msp", "msp-10km", "manque-masseurs-kinesitherapeutes", "sites-pharmacie")
MSP, SEUIL, AU_PLUS_LOIN = "msp", 10, 25
STRUCTURES = ("msp", "cds", "pharmacie", "ehpad", "laboratoire")


@dataclass(frozen=True)
class Multiple:
    """Une petite courbe : un territoire, sa part au-delà du seuil, et celle de chaque kilomètre de 0 à AU_PLUS_LOIN."""

    nom: str
    lien: str
    ici: bool
    part: float
    dite: str
    courbe: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """Un morceau d'une barre : sa classe, sa part (0 à 100), sa teinte (« » : sans classe, hachuré), sa part écrite."""

    classe: str
    part: float
    teinte: str
    dite: str


@dataclass(frozen=True)
class BarreDeZonage:
    """Une profession : (nom du territoire, ses parts), lui d'abord ; sa source et sa date."""

    titre: str
    rangs: tuple[tuple[str, tuple[Part, ...]], ...]
    source: str


@dataclass(frozen=True)
class Eloignee:
    """Une commune au-delà du seuil."""

    code: str
    nom: str
    zone: str
    teinte: str
    habitants: str
    distance: str
    proche: str


@dataclass(frozen=True)
class Dossier:
    """Ce que le gabarit reçoit ; une partie vide n'est pas montrée."""

    superficie: str
    phrase: str
    cles: tuple[LigneDeProfil, ...]
    titre: str
    profil: tuple[LigneDeProfil, ...]
    niveau: str
    titre_distances: str
    multiples: tuple[Multiple, ...]
    region: tuple[float, ...]
    zonages: tuple[BarreDeZonage, ...]
    structures: tuple[tuple[str, ...], ...]
    eloignees: tuple[Eloignee, ...]
    eloignees_dit: str
    sources: str


def dossier(atlas: Atlas, modele: Modele, here: Territoire) -> Dossier | None:
    """Le dossier d'un territoire que la carte compte, vu de l'Atlas de sa région ; None pour un lieu des documents, une commune."""
    if here.niveau not in (FRANCE, *COLONNES):
        return None
    lines = profil(atlas, modele, taux_du_profil(atlas, here.niveau), {here.id: here.nom}, semblables(atlas, here.id))
    by_id = {one.taux.taux.id: one for one in lines}
    ranked = sorted(lines, key=lambda one: -(one.sujets[0].rang.rang if one.sujets[0].rang else 0))
    inside = mask(atlas, here.id)
    far = _au_dela(atlas, modele, inside) if here.niveau != FRANCE else None
    multiples = tuple(_multiples(atlas, modele, here)) if here.niveau != FRANCE else ()
    own = by_id.get("msp-10km")
    return Dossier(
        superficie=_superficie(atlas, inside),
        phrase=constats.phrase(here.nom, here.niveau, lines),
        cles=tuple(by_id[id_] for id_ in CLES if id_ in by_id),
        titre=constats.titre(lines, here.niveau),
        profil=tuple(ranked),
        niveau=here.niveau,
        titre_distances=_titre_des_distances(own),
        multiples=multiples if own else (),
        region=_courbe(atlas, modele, f"reg-{atlas.region}") if multiples else (),
        zonages=tuple(_zonages(atlas, here, inside)),
        structures=tuple(_structures(atlas, modele, here, inside)),
        eloignees=tuple(_eloignees(atlas, far)) if far is not None else (),
        eloignees_dit=t.eloignees(len(far), int(far["population"].sum())) if far is not None else "",
        sources=sources(atlas, lines),
    )


def _superficie(atlas: Atlas, inside: np.ndarray) -> str:
    area = atlas.communes.loc[inside, "superficie_km2"]
    return "" if area.isna().any() else f"{w.entier(area.sum())}{w.INSECABLE}km²"


def _au_dela(atlas: Atlas, modele: Modele, inside: np.ndarray) -> pd.DataFrame | None:
    """Les communes du territoire au-delà du seuil ; None si le jeu n'a pas de maison de santé ici, ou si aucune n'est si loin."""
    if "msp-10km" not in taux(atlas):
        return None
    found = trajets_de(atlas, modele, MSP)
    kept = np.asarray(found.communes.index.isin(atlas.communes.index[inside]))
    far = au_dela(found, KM, SEUIL, kept)
    return far if len(far) else None


def _titre_des_distances(one: LigneDeProfil | None) -> str:
    if one is None or one.sujets[0].valeur.ecrit is None:
        return ""
    region = one.region.valeur.ecrit if one.region else None
    return t.titre_des_distances(one.sujets[0].valeur.ecrit, region)


def _courbe(atlas: Atlas, modele: Modele, id_: str) -> tuple[float, ...]:
    found = trajets_de(atlas, modele, MSP)
    kept = np.asarray(found.communes.index.isin(atlas.communes.index[mask(atlas, id_)]))
    return courbe(found, KM, kept)[: AU_PLUS_LOIN + 1]


def _multiples(atlas: Atlas, modele: Modele, here: Territoire):
    """Une courbe par département de la région, du plus au moins éloigné ; d'une intercommunalité, la sienne."""
    if "msp-10km" not in taux(atlas):
        return
    names = {here.id: here.nom} if here.niveau == "epci" else semblables(atlas, here.id)
    values = {id_: valeur(atlas, modele, taux(atlas)["msp-10km"], id_) for id_ in names}
    for id_ in sorted((id_ for id_, one in values.items() if one.nombre is not None), key=lambda id_: -values[id_].nombre):
        one = values[id_]
        yield Multiple(names[id_], f"/territoire/{id_}", id_ == here.id, one.nombre, lue(atlas, one), _courbe(atlas, modele, id_))


def _zonages(atlas: Atlas, here: Territoire, inside: np.ndarray):
    """Une barre par profession, pour lui, sa région et la France ; une profession sans donnée n'y est pas."""
    region = f"reg-{atlas.region}"
    of = {here.id: (here.nom, inside), region: (t.REGION, mask(atlas, region)), FRANCE: (t.FRANCE, mask(atlas, FRANCE))}
    for couche in professions(atlas.catalogue):
        if atlas.communes.loc[inside, couche.id].isin(SPECIAL).all():
            continue
        rows = tuple((nom, tuple(_parts(atlas, couche, rows))) for nom, rows in of.values())
        yield BarreDeZonage(couche.short, rows, f"{couche.publisher}, {w.date(atlas.millesime(couche.id))}")


def _parts(atlas: Atlas, couche, rows: np.ndarray):
    shares = repartition(atlas.communes[rows], couche)
    for classe in couche.classes:
        part = shares[classe.code][1]
        if part:
            yield Part(classe.code if classe.spoken else classe.label, part, classe.colour, w.pourcentage(part))
    unknown = sum(shares[code][1] or 0.0 for code in SPECIAL)
    if unknown:
        yield Part(t.SANS_CLASSE, unknown, "", w.pourcentage(unknown))


def _structures(atlas: Atlas, modele: Modele, here: Territoire, inside: np.ndarray):
    """(nom, nombre, base, taux, celui de la région, distance médiane, celle de la région) ; rien hors des régions préparées."""
    known, region = taux(atlas), f"reg-{atlas.region}"
    codes = set(atlas.communes.index[inside])
    for id_ in STRUCTURES:
        rate = known.get(f"sites-{id_}")
        own = valeur(atlas, modele, rate, here.id) if rate else None
        if own is None or own.nombre is None:
            continue
        count = int((atlas.sites.loc[atlas.sites["categorie"] == id_, "code_commune"].isin(codes)).sum())
        beside = "" if here.id == region else lue(atlas, valeur(atlas, modele, rate, region))
        median = known.get(f"distance-{id_}")
        far = [lue(atlas, valeur(atlas, modele, median, one)) if median else "" for one in (here.id, region)]
        name = atlas.catalogue.structure(id_).pluriel
        yield (name, w.entier(count), t.pour(rate.base), lue(atlas, own), beside, far[0], "" if here.id == region else far[1])


def _eloignees(atlas: Atlas, far: pd.DataFrame):
    sites = trajets_sites(atlas)
    couche = professions(atlas.catalogue)[0]
    for code, row in far.head(t.MONTREES).iterrows():
        found = row[couche.id]
        classe = couche.classes[couche.rank[found]] if found in couche.rank else None
        near = atlas.communes["nom"].get(sites.iloc[int(row["rang"])]["code_commune"], "")
        people = w.NON_PUBLIE if pd.isna(row["population"]) else w.entier(row["population"])
        said = w.MARQUES_DU_JEU[found].lower() if classe is None else classe.code if classe.spoken else classe.label
        km = f"{w.decimal(row['distance'])}{w.INSECABLE}km"
        yield Eloignee(str(code), row["nom"], said, classe.colour if classe else "", people, km, near)


def trajets_sites(atlas: Atlas) -> pd.DataFrame:
    """Les maisons de santé, dans l'ordre où les trajets les numérotent."""
    return sites_de(atlas, MSP).reset_index(drop=True)


def sources(atlas: Atlas, lines: tuple[LigneDeProfil, ...]) -> str:
    """Qui répond du profil, chacun une fois, avec sa date."""
    said = dict.fromkeys(f"{one.taux.editeur}, {one.taux.date_longue}" for one in lines)
    return t.sources((*said, f"INSEE (populations), {w.date(atlas.millesime('population'))}"))
