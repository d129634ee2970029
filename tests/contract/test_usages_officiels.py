"""Pour cinquante communes nommées, le plus proche de chaque usage, contre un oracle qui lit les lignes de l'éditeur autrement.

L'oracle : le module csv, le flux FINESS+ et l'extrait lus tels quels, la géodésique de l'ellipsoïde WGS84 (pyproj) au lieu de la
sphère ; rien n'en est gardé au dépôt. Un site dont la position vient d'ailleurs que du flux y est celui de la carte.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import unicodedata

import pytest
from pyproj import Geod

from layers.commune.fiche import fiche
from layers.prepare import main as prepare
from layers.usages import sites_de

NOMMEES = (
    "31555", "12145", "30341", "66136", "30321", "31483", "46102", "34172", "82013", "65440", "81004", "81065", "11069", "11262", "32013",
    "09122", "48095", "12202", "46042", "34032", "30007", "30189", "82121", "65286", "66149", "34301", "31395", "34145", "34111", "11076",
    "46128", "32107", "12300", "12089", "81060", "09225", "09160", "48092", "48080", "66049", "66067", "31042", "65258", "34199", "34142",
    "30028", "30202", "12218", "31149", "32256",
)  # fmt: skip
TERRE = Geod(ellps="WGS84")
ACTIVITES = {"urgences": {"14"}, "hopital": {"01", "02", "03", "14"}, "maternite": {"03"}}
CATEGORIES = {"msp": "603", "pharmacie": "620", "ehpad": "500", "laboratoire": "611", "cpts": "604", "garde": "617", "ssiad": "354"}
PRES = 1.006  # de la sphère à l'ellipsoïde, sous nos latitudes


def mots(texte: str) -> set[str]:
    sans = "".join(one for one in unicodedata.normalize("NFKD", texte.upper()) if not unicodedata.combining(one))
    return set(re.findall(r"[A-Z0-9]+", sans))


@pytest.fixture(scope="module")
def lignes(official_dir) -> dict[str, dict]:
    """{numéro: catégorie, noms, activités}, de l'extrait."""
    found: dict[str, dict] = {}
    with (official_dir / "finess" / "finess_occitanie_extrait_2026-01.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names = mots(f"{row['raison_sociale']} {row['rslongue']}")
            one = found.setdefault(row["numero finess etablissement"], {"categorie": row["categetab"], "mots": names, "activites": set()})
            one["activites"].add(row["activite"])
            one["ici"] = (float(row["longitude"] or "nan"), float(row["latitude"] or "nan"))
            one["departement"] = row["departement"]
    return found


@pytest.fixture(scope="module")
def ouverts(official_dir) -> set[str]:
    """Les sites que le flux du jour dit ouverts, et ceux des catégories qu'il ne publie pas."""
    with gzip.open(official_dir / "finess" / "finess-structures-journalier-20261120.json.gz", "rt", encoding="utf-8") as handle:
        sites = [site for holder in json.load(handle)["pmej"] for site in holder["ege"]]
    about = [(site, site["informationsGeneralesEGE"]) for site in sites]
    return {told["numFinessEge"] for site, told in about if site["etatObjet"] == "A" and not told.get("dateFermeture")}


def candidats(usage: str, lignes: dict, ouverts: set[str], departement: str) -> set[str]:
    """Les numéros où l'on peut aller pour cet usage, d'après les lignes de l'éditeur."""
    publiees = {lignes[number]["categorie"] for number in ouverts if number in lignes}
    there = {number: one for number, one in lignes.items() if number in ouverts or one["categorie"] not in publiees}
    if usage in ACTIVITES:
        banned = {"SMUR", "SAMU"} if usage != "maternite" else set()
        return {number for number, one in there.items() if one["activites"] & ACTIVITES[usage] and not one["mots"] & banned}
    if usage == "dac":
        return {number for number, one in there.items() if one["categorie"] == "606" and one["departement"] == departement}
    return {number for number, one in there.items() if one["categorie"] == CATEGORIES[usage]}


@pytest.mark.parametrize("usage", [*ACTIVITES, *CATEGORIES, "dac"])
def test_the_nearest_of_each_use_is_the_one_an_oracle_finds(official, lignes, ouverts, usage):
    places = {one.numero_finess: (one.longitude, one.latitude) for one in official.sites.itertuples()}
    for code in NOMMEES:
        row = official.commune(code)
        numbers = candidats(usage, lignes, ouverts, row["departement"])
        away = {number: TERRE.inv(row["longitude"], row["latitude"], *places[number])[2] for number in numbers}
        told = next(one for one in fiche(official, code).sites_proches if one.usage == usage)
        assert told.numero_finess in numbers, (code, usage, told.nom)
        best = min(away.values())
        assert away[told.numero_finess] <= best * PRES + 1, (code, usage, told.nom, best)
        assert told.distance_m == pytest.approx(best, rel=0.006, abs=1), (code, usage)


@pytest.mark.parametrize(
    ("usage", "interdits"),
    [
        ("urgences", {"SMUR", "SAMU", "CMP", "CMPEA", "CATTP"}),
        ("hopital", {"SMUR", "SAMU", "CMP", "CMPEA", "CATTP", "PLANIF", "CEGIDD"}),
        ("cds-medecins", {"DENTAIRE", "INFIRMIER", "INFIRMIERS"}),
    ],
)
def test_no_site_of_the_use_is_one_by_its_name(official, usage, interdits):
    mixed = {"MEDICAL", "MEDICO", "POLYVALENT"}
    wrong = [nom for nom in sites_de(official, usage)["nom"] if mots(nom) & interdits and not mots(nom) & mixed]
    assert wrong == []


def test_every_commune_has_the_coordination_service_of_its_own_departement(official):
    of = official.communes["departement"]
    for code in of[official.communes["region"] == "76"].index[::7]:
        told = next(one for one in fiche(official, code).sites_proches if one.usage == "dac")
        assert of[told.code_commune] == of[code] and not told.au_dela


def test_a_care_team_one_is_sent_to_is_not_among_what_the_public_looks_for(official):
    assert official.catalogue.usage("ess").places == ("carte",)


def test_a_shuffled_feed_is_refused_the_first_time_and_nothing_is_put_in_service(official_dir, tmp_path, capsys):
    """Les positions du vrai flux, échangées au hasard entre ses sites : aucun jeu d'avant n'est là pour le dire."""
    with gzip.open(official_dir / "finess" / "finess-structures-journalier-20261120.json.gz", "rt", encoding="utf-8") as handle:
        whole = json.load(handle)
    addresses = [one for holder in whole["pmej"] for site in holder["ege"] for one in site["adresse"]]
    places = [one.get("coordonneesGeographique") for one in addresses]
    random.Random(20261130).shuffle(places)
    for one, place in zip(addresses, places):
        one["coordonneesGeographique"] = place
    (tmp_path / "sources").mkdir()
    with gzip.open(tmp_path / "sources" / "flux.json.gz", "wt", encoding="utf-8") as handle:
        json.dump(whole, handle)
    assert prepare([str(tmp_path / "sources"), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "hors de leur commune" in said and not (tmp_path / "out").exists()


def test_no_position_of_the_real_feed_is_refused(official):
    said = [remark for source in official.manifest["sources"] for remark in source["remarques"]]
    assert said and not [remark for remark in said if "loin de leur commune" in remark]
