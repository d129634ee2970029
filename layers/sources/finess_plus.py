"""Lit le flux FINESS+ « structures » (ANS) : un JSON de 700 Mo, décompressé et lu au fil de l'eau, jamais tenu en mémoire."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ijson
import pandas as pd

from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.socle.rapport import named
from layers.socle.suivi import EVERY, Tell, muet
from layers.sources.delimited import expect_few, expect_rows
from layers.sources.finess_checks import check_sites
from layers.sources.positions import position_of

HEAD = 65_536
SCHEMA = re.compile(rb'"schemaVersion"\s*:\s*"([^"]{0,20})"')
GENERATED = re.compile(rb'"generatedAt"\s*:\s*"(\d{4}-\d{2}-\d{2})')
KNOWN_SCHEMA = re.compile(rb"v?1(\.\d+)*\Z")
CARE = "03"  # usageAdresse du lieu de soins ; les autres sont des adresses de gestion ou d'accueil
COMMUNE_KEY = re.compile(r"\w{5}\Z")  # cleInInteropBAN d'une commune : le point est son centre, non le bâtiment
NAMES = {
    "numero_finess": "numFinessEge",
    "nom": "nomEgeCourt",
    "categorie": "categorieentiteGeographiqueExercice",
    "code_commune": "cogCommune",
}
COLUMNS = ["numero_finess", "nom", "nom_long", "categorie", "code_commune", "longitude", "latitude"]


@dataclass(frozen=True, eq=False)
class FluxPlus:
    """Le flux lu. `sites` : les sites ouverts, aux colonnes des autres flux ; `lus` : sites du flux, fermés compris ;
    `date` : le jour (ISO) que le flux annonce, '' s'il n'en annonce pas ; `remarques` : ce qui a été laissé, et combien."""

    sites: pd.DataFrame
    lus: int
    date: str
    remarques: tuple[str, ...]


def read_finess_plus(path: Path, tell: Tell = muet) -> FluxPlus:
    """Lit `path` (JSON, gzip ou non) et rend une ligne par site ouvert : etatObjet « A » et sans dateFermeture.

    Colonnes de `sites` : numero_finess, nom, nom_long (ou ''), categorie (code FINESS), code_commune, longitude et
    latitude (degrés, EPSG:4326 ; NaN sans position, ou quand elle n'est que le centre de la commune) ; index = rang du
    site dans le flux. L'adresse est celle du lieu de soins (usageAdresse 03). `tell` reçoit le nombre de sites lus et la
    part du fichier, de 0 à 1. DataError : gzip tronqué, JSON coupé, autre schéma, et tous les défauts des sites.
    """
    checker = Checker(path.name)
    bornes.check_size(path, checker)
    date = _announced(path, checker)
    counts: Counter[str] = Counter()
    homeless: list[str] = []
    rows: dict[int, tuple] = {}
    for rank, site in enumerate(_sites(path, checker, tell), start=1):
        counts["lus"] += 1
        row = _row(site, rank, checker, counts, homeless)
        if row:
            rows[rank] = row
    checker.expect(bool(counts["lus"]) or bool(checker.defects), expected="au moins un site (pmej[].ege[])", found="aucun")
    table = pd.DataFrame(list(rows.values()), columns=COLUMNS, index=pd.Index(list(rows), name="ligne"))
    table = table.astype(dict.fromkeys(COLUMNS[:5], "str") | dict.fromkeys(COLUMNS[5:], "float64"))
    check_sites(checker, table, NAMES)
    sites = _without_copies(checker, table, counts)
    checker.raise_if_any()
    return FluxPlus(sites, counts["lus"], date, _remarks(counts, homeless))


def _announced(path: Path, checker: Checker) -> str:
    """Le jour que le début du flux annonce ; note un défaut si son schéma n'est pas de la version 1."""
    with bornes.unpacked(path, checker) as stream:
        head = stream.read(HEAD)
    schema, day = SCHEMA.search(head), GENERATED.search(head)
    version = schema.group(1) if schema else b""
    known = bool(KNOWN_SCHEMA.match(version))
    checker.expect(known, column="schemaVersion", expected="le schéma v1", found=version.decode("ascii", "replace"))
    return day.group(1).decode("ascii") if day else ""


def _sites(path: Path, checker: Checker, tell: Tell) -> Iterator[dict]:
    """Chaque site du flux, un à un ; la personne morale qui le porte n'est jamais construite entière."""
    with bornes.unpacked(path, checker) as stream:
        try:
            for rank, site in enumerate(ijson.items(stream, "pmej.item.ege.item", use_float=True), start=1):
                if rank > bornes.MOST_ROWS:
                    bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} sites", "davantage")
                if rank % EVERY == 0:
                    tell(rank, stream.raw.share)
                yield site
        except (ijson.JSONError, UnicodeDecodeError) as error:
            bornes.refuse(checker, "un JSON entier, en UTF-8", error)


def _row(site: object, rank: int, checker: Checker, counts: Counter[str], homeless: list[str]) -> tuple | None:
    """La ligne d'un site ouvert ; None s'il est fermé ou sans lieu de soins (compté), ou mal formé (défaut)."""
    try:
        about = site["informationsGeneralesEGE"]
        numero, closed = about["numFinessEge"], about.get("dateFermeture")
        addresses = [one for one in site.get("adresse") or [] if one["usageAdresse"] == CARE]
        category, state = site["categorieentiteGeographiqueExercice"], site["etatObjet"]
        if state != "A" or closed:
            counts["fermes"] += 1
            return None
        if not addresses:
            homeless.append(str(numero))
            return None
        counts["lieux de plus"] += len(addresses) > 1
        longitude, latitude = _position(addresses[0].get("coordonneesGeographique") or {}, counts)
        names = (_text(about.get("nomEgeCourt")), _text(about.get("nomEgeLong")))
        return _text(numero), names[0] or names[1], names[1], _text(category), _text(addresses[0]["cogCommune"]), longitude, latitude
    except (KeyError, TypeError, AttributeError) as error:
        expect_few(checker, rank, expected="un site au schéma v1 (informationsGeneralesEGE, adresse, etatObjet)", found=repr(error))
        return None


def _position(place: dict, counts: Counter[str]) -> tuple[float, float]:
    missing = (float("nan"), float("nan"))
    if COMMUNE_KEY.match(_text(place.get("cleInInteropBAN"))):
        counts["centres"] += 1
        return missing
    pairs = [(place.get("coordonneeX"), place.get("coordonneeY")), (place.get("directionLongitude"), place.get("directionLatitude"))]
    found, refused = position_of(pairs)
    counts["refusees"] += refused
    counts["sans position"] += found is None and not refused
    return found or missing


def _without_copies(checker: Checker, table: pd.DataFrame, counts: Counter[str]) -> pd.DataFrame:
    """Un site écrit deux fois à l'identique est gardé une fois et compté ; deux fois différemment, c'est un défaut."""
    kept = table.drop_duplicates()
    counts["copies"] = len(table) - len(kept)
    twice = kept["numero_finess"].duplicated()
    expect_rows(checker, kept, twice, "numero_finess", NAMES["numero_finess"], "un seul site ouvert par numéro, ou le même deux fois")
    return kept


def _remarks(counts: Counter[str], homeless: list[str]) -> tuple[str, ...]:
    said = [
        (counts["fermes"], "Sites fermés, laissés"),
        (counts["sans position"], "Sites ouverts sans coordonnées"),
        (counts["centres"], "Sites dont la position n'est que le centre de la commune, non gardée"),
        (counts["refusees"], "Sites aux coordonnées refusées, ni en degrés ni en Lambert 93"),
        (counts["copies"], "Sites écrits deux fois à l'identique, gardés une fois"),
        (counts["lieux de plus"], "Sites de plusieurs lieux de soins, le premier gardé"),
    ]
    remarks = [f"{words} : {count}." for count, words in said if count]
    if homeless:
        remarks.append(f"Sites ouverts sans lieu de soins (adresse 03), laissés : {named(homeless)}.")
    return tuple(remarks)


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
