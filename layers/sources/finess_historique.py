"""Lit le flux FINESS historique géolocalisé : sans en-tête, Lambert 93, une ligne de date en tête."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from pyproj import Transformer

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.delimited import expect_few, read_records
from layers.sources.finess_checks import check_sites, coordinates

SITE, PLACE, HEADER = "structureet", "geolocalisation", "finess"
SITE_FIELDS, PLACE_FIELDS = 32, 6
# Rang des champs d'une ligne structureet, tels que l'éditeur les numérote (0 = le mot structureet).
NUMERO, NOM, NOM_LONG, COMMUNE, DEPARTEMENT, CATEGORIE = 1, 3, 4, 12, 13, 18
SITE_COLUMNS = ["numero_finess", "nom", "nom_long", "commune", "departement", "categorie"]
PLACE_COLUMNS = ["numero_finess", "x", "y", "projection"]
OVERSEAS = re.compile(r"9[A-F]\Z")
# Emprise de Lambert 93, en mètres : un couple hors d'elle (ordre inversé, autre projection) n'est pas une position.
X_RANGE, Y_RANGE = (0, 1_300_000), (6_000_000, 7_200_000)
NAMES = {"numero_finess": "nofinesset", "nom": "rs", "categorie": "categetab", "code_commune": "departement + commune"}


def read_finess_historique(path: Path, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (« ; », UTF-8, ou Latin-1 avant 2025) et rend une ligne par site, dans l'ordre du fichier.

    Colonnes : numero_finess, nom, nom_long (ou ''), categorie (code FINESS), code_commune, longitude et
    latitude (degrés, EPSG:4326 ; NaN si le site n'a pas de position en Lambert 93), index = numéro de ligne.
    DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    sites, places = _split(path, checker, tell)
    sites["code_commune"] = [insee(departement, commune) for departement, commune in zip(sites["departement"], sites["commune"])]
    check_sites(checker, sites, NAMES)
    for table, where in ((sites, SITE), (places, PLACE)):
        numbers = table["numero_finess"]
        for number, value in numbers[numbers.duplicated()].head(200).items():
            checker.expect(False, row=int(number), column="nofinesset", expected=f"une seule ligne {where} par site", found=value)
    x, y = (coordinates(checker, places, column, f"coord{column}et") for column in ("x", "y"))
    checker.raise_if_any()
    located = places.assign(x=x, y=y).set_index("numero_finess")
    longitude, latitude = _to_degrees(located)
    sites["longitude"] = sites["numero_finess"].map(longitude)
    sites["latitude"] = sites["numero_finess"].map(latitude)
    return sites.drop(columns=["commune", "departement"])


def date_of_finess_historique(path: Path) -> str:
    """La date (ISO) que la première ligne du fichier annonce ; '' si elle n'en annonce pas."""
    with path.open("rb") as handle:
        first = handle.readline(200).decode("latin-1").strip().split(";")
    return first[3] if len(first) > 3 and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", first[3]) else ""


def insee(departement: str, commune: str) -> str:
    """Département et commune du flux -> code INSEE : 09 + 289 -> 09289 ; 9A + 101 -> 97101 (outre-mer)."""
    return ("97" if OVERSEAS.match(departement) else departement) + commune


def _split(path: Path, checker: Checker, tell: Tell) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Les lignes structureet, puis les lignes geolocalisation, en deux tables de textes."""
    sites: dict[int, list[str]] = {}
    places: dict[int, list[str]] = {}
    for number, fields in read_records(path, checker, ";", mixed_encodings=True, tell=tell):
        kind, wanted = fields[0], {SITE: SITE_FIELDS, PLACE: PLACE_FIELDS}.get(fields[0])
        if number == 1:
            checker.expect(kind == HEADER, row=1, expected="finess;etalab;…;date", found=";".join(fields[:4]))
        if wanted is None:
            if number > 1:
                expect_few(checker, number, expected=f"une ligne {SITE} ou {PLACE}", found=kind)
        elif len(fields) != wanted:
            expect_few(checker, number, expected=f"{wanted} champs", found=f"{len(fields)} champs")
        elif kind == SITE:
            sites[number] = [fields[i] for i in (NUMERO, NOM, NOM_LONG, COMMUNE, DEPARTEMENT, CATEGORIE)]
        else:
            places[number] = fields[1:5]
    checker.expect(bool(sites), expected=f"au moins une ligne {SITE}", found="aucune")
    checker.raise_if_any()
    return _texts(sites, SITE_COLUMNS), _texts(places, PLACE_COLUMNS)


def _texts(rows: dict[int, list[str]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows.values()), columns=columns, index=pd.Index(list(rows), name="ligne"), dtype="str")


def _to_degrees(places: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Lambert 93 (EPSG:2154, mètres) -> degrés (EPSG:4326) ; NaN hors de l'emprise ou dans une autre projection."""
    inside = places["x"].between(*X_RANGE) & places["y"].between(*Y_RANGE) & ~places["projection"].str.contains("UTM")
    kept = places[inside]
    to_degrees = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(kept["x"].to_numpy(), kept["y"].to_numpy())
    return pd.Series(longitude, index=kept.index, dtype="float64"), pd.Series(latitude, index=kept.index, dtype="float64")
