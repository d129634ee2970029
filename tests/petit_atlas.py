"""Un Atlas inventé, petit assez pour tout y compter à la main : six communes du Sud en deux départements, une ailleurs.

Communes du Sud, 2 000 habitants connus (100 + 300 + 600 + 200 + 800) :

code   nom                     habitants  zonage des médecins  APL  montagne  FRR      mairie
31001  L'Isle-d'Amont                100  ZIP                  1    NC        NON      1,5 ; 43,5
31002  Aval-sur-Garonne              300  ZAC                  2    NC        FRR+     1,6 ; 43,5
31003  Saint-Étienne-du-Cœur         600  masqué (N/D)         N/D  C         NON      1,5 ; 44,0
46001  Causse                    inconnu  partagé (PART)       3    C         FRR      1,5 ; 44,5
46002  Sans-Mairie                   200  absent               –    absent    absent   inconnue
46003  Vallée                        800  ZAR                  4    C         FRR      1,5 ; 44,6

Le registre, les faits, les départements et les régions sont ceux du dépôt.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from layers.aides.registre import read_aides
from layers.atlas import Atlas, joined, placed
from layers.faits.fait import Faits
from layers.faits.lecture import read_faits
from layers.geo.communes import read_departements, read_regions
from layers.jeu.jeu import SITE_COLUMNS
from layers.registre.catalogue import Catalogue, read_catalogue
from layers.registre.reperes import read_reperes

DATA = Path(__file__).resolve().parent.parent / "data"
NAN = float("nan")
DU_SUD = ["31001", "31002", "31003", "46001", "46002", "46003"]
POPULATION_DU_SUD = 2000

# code, nom, departement, region, epci, population, codes postaux, longitude, latitude
COMMUNES = (
    ("75056", "Capitale", "75", "11", "", 1000, ("75001", "75002"), 2.35, 48.85),
    ("31001", "L'Isle-d'Amont", "31", "76", "200000001", 100, ("31000",), 1.5, 43.5),
    ("31002", "Aval-sur-Garonne", "31", "76", "200000001", 300, ("31000",), 1.6, 43.5),
    ("31003", "Saint-Étienne-du-Cœur", "31", "76", "200000002", 600, ("31010",), 1.5, 44.0),
    ("46001", "Causse", "46", "76", "200000002", None, ("46000",), 1.5, 44.5),
    ("46002", "Sans-Mairie", "46", "76", "", 200, ("46000",), NAN, NAN),
    ("46003", "Vallée", "46", "76", "200000001", 800, ("46010", "46020"), 1.5, 44.6),
)
# Les infirmiers n'ont pas de colonne (aucun fichier préparé) ; les kinésithérapeutes en ont une vide.
VALEURS = {
    "zonage-medecins": ("HZ", "ZIP", "ZAC", "N/D", "PART", "", "ZAR"),
    "zonage-masseurs-kinesitherapeutes": ("",) * 7,
    "zonage-orthophonistes": ("", "SDE", "INT", "INT", "INT", "TD", "INT"),
    "apl": ("5.0", "1.0", "2.0", "N/D", "3.0", "", "4.0"),
    "montagne": ("NC", "NC", "NC", "C", "C", "", "C"),
    "frr": ("NON", "NON", "FRR+", "NON", "FRR", "", "FRR"),
}
SITES = (
    ("310000001", "MSP D'AMONT", "msp", "", "31001", 1.5, 43.5, "exacte", "finess-historique"),
    ("460000001", "MSP DE LA VALLEE", "msp", "", "46003", 1.5, 44.6, "exacte", "finess-historique"),
    ("310000002", "CENTRE DENTAIRE AVAL", "cds", "dentaire", "31002", 1.6, 43.5, "approximative", "finess-historique"),
    ("460000002", "CENTRE DE SANTE", "cds", "", "46001", NAN, NAN, "approximative", "finess-historique"),
    ("310000003", "PHARMACIE DU COEUR", "pharmacie", "", "31003", 1.5, 44.0, "exacte", "finess-historique"),
)
SOURCE = {
    "id": "zonage-medecins",
    "titre": "Zonage des médecins généralistes",
    "fichier": "zonage.csv",
    "sha256": "cd" * 32,
    "editeur": "ARS",
    "licence": "Licence Ouverte 2.0",
    "millesime": "2025",
    "lignes_lues": 1590,
    "lignes_retenues": 1589,
    "sans_correspondance": ["97701"],
    "couches": ["zonage-medecins"],
    "remarques": ["Une remarque."],
}


def petites_communes() -> pd.DataFrame:
    """La géographie des sept communes, aux colonnes de layers.geo.communes.read_communes."""
    columns = ["code_commune", "nom", "departement", "region", "epci", "population", "codes_postaux", "longitude", "latitude"]
    table = pd.DataFrame(list(COMMUNES), columns=columns).set_index("code_commune")
    table["population"] = table["population"].astype("Int64")
    row = pd.Series(range(len(table)), index=table.index, dtype="float64")
    # Des emprises faciles : la ligne n va de (n, 40 + n) à (n + 0,5 ; 40,5 + n).
    boxes = {"ouest": row, "sud": 40 + row, "est": row + 0.5, "nord": 40.5 + row}
    empty = pd.Series([()] * len(table), index=table.index)
    # Faute de mairie, un point intérieur : celui de Sans-Mairie est à un dixième de degré au nord de Vallée.
    inner = {"longitude_interieure": table["longitude"].fillna(1.5), "latitude_interieure": table["latitude"].fillna(44.7)}
    return table.assign(numero=range(len(table)), voisins=empty, anciens_codes=empty, superficie_km2=10.0, **boxes, **inner)


def petit_atlas(catalogue: Catalogue | None = None, faits: Faits | None = None, **changes) -> Atlas:
    """L'Atlas des sept communes ; `changes` remplace des champs (region, manifest, sites…)."""
    catalogue = catalogue or read_catalogue(DATA / "catalogue.toml")
    faits = faits or read_faits(DATA / "facts", catalogue)
    communes = petites_communes()
    values = pd.DataFrame({"code_commune": communes.index, **VALEURS}, dtype="str")
    epci = {"siren": ["200000001", "200000002"], "nom": ["CC des Rives", "CC du Milieu"], "type": ["CC", "CC"], "population": [1200, 600]}
    contact = {
        "adresse": "1 place du Puits\n31000 L'Isle-d'Amont",
        "telephone": "05 00 00 00 00",
        "courriel": "",
        "site": "https://isle.example/accueil",
        "horaires": "",
    }
    atlas = Atlas(
        catalogue=catalogue,
        communes=joined(communes, values, catalogue, faits),
        mairies=pd.DataFrame([contact], index=pd.Index(["31001"], name="code_commune")),
        departements=read_departements(DATA / "geo"),
        regions=read_regions(DATA / "geo"),
        epci=pd.DataFrame(epci).set_index("siren"),
        sites=placed(pd.DataFrame(list(SITES), columns=list(SITE_COLUMNS)), catalogue, communes),
        faits=faits,
        aides=read_aides(DATA / "facts"),
        reperes=read_reperes(DATA / "facts"),
        manifest={"mode": "official", "hash": "ab" * 32, "date": "2026-05-12", "sources": [SOURCE]},
        region="76",
    )
    return replace(atlas, **changes)


def petite_demonstration() -> Atlas:
    """Le même, qui dit être une démonstration."""
    return petit_atlas(manifest={"mode": "demonstration", "hash": "ef" * 32, "date": "2026-04-30", "sources": [SOURCE]})


def texts(component) -> list[str]:
    """Tous les textes d'un composant (ou d'une liste) de Dash, dans l'ordre, propriétés parlées comprises."""
    if component is None or isinstance(component, (bool, int, float)):
        return []
    if isinstance(component, str):
        return [component]
    if isinstance(component, (list, tuple)):
        return [text for one in component for text in texts(one)]
    spoken = [value for name in ("aria-label", "placeholder", "label", "description") for value in texts(getattr(component, name, None))]
    return spoken + texts(getattr(component, "children", None))


def text_of(component) -> str:
    """Tout le texte d'un composant, en une ligne."""
    return " ".join(texts(component))


def every(component, **properties):
    """Les composants de l'arbre qui ont toutes ces propriétés (className : l'une des classes CSS suffit)."""
    if isinstance(component, (list, tuple)):
        return [found for one in component for found in every(one, **properties)]
    if not hasattr(component, "to_plotly_json"):
        return []
    wanted = {name: value for name, value in properties.items() if name not in ("className", "kind")}
    classes = (getattr(component, "className", None) or "").split()
    here = all(getattr(component, name, None) == value for name, value in wanted.items())
    here = here and ("className" not in properties or properties["className"] in classes)
    here = here and ("kind" not in properties or type(component).__name__ == properties["kind"])
    below = every(getattr(component, "children", None), **properties) + every(getattr(component, "label", None), **properties)
    return ([component] if here else []) + below
