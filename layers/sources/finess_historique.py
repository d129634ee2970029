"""Lit le flux FINESS historique géolocalisé : sans en-tête, Lambert 93, une ligne de date en tête."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from layers.socle import limites as bornes
from layers.socle.cles import net
from layers.socle.defauts import Checker, Defect
from layers.socle.rapport import named
from layers.socle.suivi import EVERY, Tell, muet
from layers.sources.ecarts import Ecart, FluxDeSites, trie
from layers.sources.positions import coordinates, lambert_93
from layers.sources.texte import dits, lignes

SITE, PLACE, HEADER = "structureet", "geolocalisation", "finess"
WANTED = {SITE: 32, PLACE: 6}
# Rang des champs d'une ligne structureet, tels que l'éditeur les numérote (0 = le mot structureet).
NUMERO, NOM, NOM_LONG, COMMUNE, DEPARTEMENT, CATEGORIE = 1, 3, 4, 12, 13, 18
AVANT_NOM, APRES_NOM = 3, 27  # champs avant les deux noms, et après : de quoi les retrouver si l'un contient un « ; »
SITE_COLUMNS = ["numero_finess", "nom", "nom_long", "commune", "departement", "categorie"]
PLACE_COLUMNS = ["numero_finess", "x", "y", "projection"]
OVERSEAS = re.compile(r"9[A-F]\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# Emprise de Lambert 93, en mètres : un couple hors d'elle (ordre inversé, autre projection) n'est pas une position.
X_RANGE, Y_RANGE = (0, 1_300_000), (6_000_000, 7_200_000)
NAMES = {"numero_finess": "nofinesset", "nom": "rs", "categorie": "categetab", "code_commune": "departement + commune"}


@dataclass
class _Lignes:
    """Les lignes lues, par leur numéro ; celles qui ont été rétablies, et celles qui ont été mises de côté."""

    sites: dict[int, list[str]] = field(default_factory=dict)
    places: dict[int, list[str]] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    ecarts: list[Ecart] = field(default_factory=list)
    date: str = ""


def read_finess_historique(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit `path` (« ; », UTF-8, ou Windows-1252 avant 2025) et rend une ligne par site, dans l'ordre du fichier.

    Colonnes de `sites` : numero_finess, nom, nom_long (ou ''), categorie (code FINESS), code_commune, longitude et latitude (degrés,
    EPSG:4326 ; NaN si le site n'a pas de position en Lambert 93), index = numéro de ligne. Une ligne mal formée est mise de côté
    (`ecarts`). DataError : ni première ligne ni site, fichier coupé à sa dernière ligne, date impossible.
    """
    checker = Checker(path.name)
    bornes.check_size(path, checker)
    soins: Counter[str] = Counter()
    found = _split(path, checker, soins, tell)
    checker.expect(bool(found.sites) or bool(found.ecarts), expected=f"au moins une ligne {SITE}", found="aucune")
    checker.raise_if_any()
    sites, places = _texts(found.sites, SITE_COLUMNS), _texts(found.places, PLACE_COLUMNS)
    codes = [insee(departement, commune) for departement, commune in zip(sites["departement"], sites["commune"])]
    sites["code_commune"] = pd.Series(codes, index=sites.index, dtype="str")
    sites = sites.drop(columns=["commune", "departement"])
    kept, bad = trie(sites, path.name, NAMES)
    ecarts = [*found.ecarts, *bad]
    if not len(kept):
        checker.defects += [one.defaut for one in ecarts]
    checker.raise_if_any()
    located, unreadable = _to_degrees(places.drop_duplicates("numero_finess"))
    for column in ("longitude", "latitude"):
        kept[column] = kept["numero_finess"].map(located[column])
    said = [f"Noms coupés par un guillemet ou un point-virgule, rétablis : {named(found.mended)}."] if found.mended else []
    said += [f"Positions illisibles, laissées : {unreadable}."] if unreadable else []
    return FluxDeSites(kept, len(sites) + len(found.ecarts), found.date, (*dits(soins), *said), tuple(ecarts))


def insee(departement: str, commune: str) -> str:
    """Département et commune du flux -> code INSEE : 09 + 289 -> 09289 ; 9A + 101 -> 97101 (outre-mer)."""
    return ("97" if OVERSEAS.match(departement) else departement) + commune


def champs(text: str, wanted: int) -> tuple[list[str], bool]:
    """(les champs d'une ligne, si elle a été rétablie). Un guillemet que rien ne ferme est une lettre ; un « ; » dans un nom aussi,
    quand les deux noms sont le même : « MSP NORD; SUD;MSP NORD; SUD »."""
    fields = next(csv.reader([text], delimiter=";"))
    if len(fields) == wanted:
        return fields, False
    plain = [_sans_guillemet(one) for one in text.split(";")]
    if len(plain) == wanted:
        return plain, True
    middle = plain[AVANT_NOM : len(plain) - APRES_NOM]
    half = len(middle) // 2
    if wanted == WANTED[SITE] and len(plain) > wanted and len(middle) == 2 * half and middle[:half] == middle[half:]:
        name = "; ".join(one.strip() for one in middle[:half])
        return [*plain[:AVANT_NOM], name, name, *plain[len(plain) - APRES_NOM :]], True
    return fields, False


def _split(path: Path, checker: Checker, soins: Counter[str], tell: Tell) -> _Lignes:
    """Les lignes structureet, puis les lignes geolocalisation."""
    found = _Lignes()
    for number, text in _numbered(path, checker, soins, tell):
        kind = text.partition(";")[0].strip()
        if number == 1:
            _first(text, found, checker)
            if kind == HEADER:
                continue
        wanted = WANTED.get(kind)
        if wanted is None:
            found.ecarts.append(Ecart(Defect(path.name, number, "", f"une ligne {SITE} ou {PLACE}", kind)))
            continue
        fields, mended = champs(text, wanted)
        fields = [net(one) for one in fields]
        if len(fields) != wanted:
            defect = Defect(path.name, number, "", f"{wanted} champs", f"{len(fields)} champs")
            found.ecarts.append(Ecart(defect, fields[1] if len(fields) > 1 else ""))
        elif kind == SITE:
            found.sites[number] = [fields[i] for i in (NUMERO, NOM, NOM_LONG, COMMUNE, DEPARTEMENT, CATEGORIE)]
            found.mended += [fields[NUMERO]] if mended else []
        else:
            found.places[number] = fields[1:5]
    _refuse_cut(path, found, checker)
    return found


def _first(text: str, found: _Lignes, checker: Checker) -> None:
    fields = [one.strip() for one in text.split(";")]
    checker.expect(fields[0] == HEADER, row=1, expected="finess;etalab;…;date", found=";".join(fields[:4]))
    written = fields[3] if len(fields) > 3 else ""
    real = not DAY.match(written) or pd.notna(pd.to_datetime(written, errors="coerce"))
    checker.expect(real, row=1, expected="une date qui existe", found=written)
    found.date = written if DAY.match(written) else ""


def _refuse_cut(path: Path, found: _Lignes, checker: Checker) -> None:
    """Une dernière ligne incomplète et sans fin de ligne : le téléchargement s'est arrêté là, d'autres lignes manquent."""
    last = max([*found.sites, *found.places], default=0)
    with path.open("rb") as handle:
        handle.seek(-1, 2)
        ended = handle.read(1) in b"\r\n"
    cut = [one.defaut for one in found.ecarts if (one.defaut.row or 0) > last and not ended]
    for one in cut:
        checker.expect(False, row=one.row, expected=f"{one.expected} : le fichier est coupé, le télécharger de nouveau", found=one.found)


def _numbered(path: Path, checker: Checker, soins: Counter[str], tell: Tell) -> Iterator[tuple[int, str]]:
    with bornes.unpacked(path, checker, json=False) as stream:
        for number, text in enumerate(lignes(stream, checker, soins), start=1):
            if number > bornes.MOST_ROWS:
                bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} lignes", "davantage", number)
            if number % EVERY == 0:
                tell(number, stream.raw.share)
            if text.strip(" ;"):
                yield number, text


def _sans_guillemet(text: str) -> str:
    """Un champ dont le guillemet de tête n'est jamais fermé le perd ; un champ entre guillemets aussi."""
    bare = text.strip()
    if bare.startswith('"') and bare.count('"') % 2:
        return bare[1:]
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare


def _texts(rows: dict[int, list[str]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows.values()), columns=columns, index=pd.Index(list(rows), name="ligne"), dtype="str")


def _to_degrees(places: pd.DataFrame) -> tuple[dict[str, dict[str, float]], int]:
    """({longitude, latitude: {numéro: degrés}}, positions illisibles) ; rien hors de l'emprise ou dans une autre projection."""
    x, bad_x = coordinates(places["x"])
    y, bad_y = coordinates(places["y"])
    inside = x.between(*X_RANGE) & y.between(*Y_RANGE) & ~places["projection"].str.contains("UTM")
    numbers = places.loc[inside, "numero_finess"]
    longitude, latitude = lambert_93().transform(x[inside].to_numpy(), y[inside].to_numpy())
    return {"longitude": dict(zip(numbers, longitude)), "latitude": dict(zip(numbers, latitude))}, bad_x + bad_y
