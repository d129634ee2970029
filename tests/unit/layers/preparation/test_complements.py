"""Ce que les tables de mars 2026 et le fichier d'une agence ajoutent à un site : adresse, places, corrections."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.preparation.complements import adresse, complete
from layers.preparation.corrections import corrige
from layers.preparation.finess import FluxFiness
from layers.socle.defauts import DataError
from layers.sources.corrections import read_corrections
from layers.sources.finess_tables import read_finess_equipements, read_finess_soins

LIGNE = {"numero_voie": "", "complement_voie": "", "type_voie": "", "voie": "", "lieu_dit": "", "acheminement": ""}
COMMUNES = pd.DataFrame({"code_commune": ["31001"], "ouest": [1.4], "sud": [43.4], "est": [1.6], "nord": [43.6]})
ENTETE = "numero;champ;valeur;raison;service;date\n"


@pytest.mark.parametrize(
    ("ligne", "commune", "attendue"),
    [
        (
            {"numero_voie": "33", "type_voie": "R", "voie": "DES MAQUISARDS", "acheminement": "46100 FIGEAC"},
            "Figeac",
            ("33 rue des Maquisards", "46100", "Figeac"),
        ),
        (
            {"numero_voie": "5", "complement_voie": "B", "type_voie": "AV", "voie": "DE L'HOPITAL", "acheminement": "46400 ST CERE"},
            "Saint-Céré",
            ("5 bis avenue de l'hôpital", "46400", "Saint-Céré"),
        ),
        (
            {"type_voie": "PL", "voie": "DE BONALD", "acheminement": "30006 NIMES CEDEX 4"},
            "Nîmes",
            ("place de Bonald", "30006", "Nîmes CEDEX 4"),
        ),
        ({"acheminement": "SANS CODE"}, "", ("", "", "sans Code")),
        ({}, "", ("", "", "")),
    ],
)
def test_an_address_is_written_as_one_writes_it(ligne, commune, attendue):
    assert adresse({**LIGNE, **ligne}, commune) == attendue


def test_a_feed_with_a_postcode_alone_is_completed_by_a_whole_address_and_its_date():
    """La base dit un code postal ; les établissements, l'adresse entière et l'ouverture ; rien d'autre n'a les places."""
    whole = {**LIGNE, "numero_voie": "1", "type_voie": "R", "voie": "DU PUITS", "acheminement": "31000 AMONT", "ouverture": "2001-02-03"}
    tables = {
        "base": pd.DataFrame({"numero_finess": ["1", "2"], "code_commune": "31001", "code_postal": "31999"}),
        "tables": pd.DataFrame([{"numero_finess": "1", "code_commune": "31001", **whole}]),
    }
    flux = [FluxFiness("base", "2026-11-20", tables["base"]), FluxFiness("tables", "2026-03", tables["tables"])]
    sites = tables["base"][["numero_finess", "code_commune"]].copy()
    said = complete(sites, flux, tables, COMMUNES.assign(nom="Amont"))
    first, second = sites.to_dict("records")
    assert (first["adresse"], first["code_postal"], first["ville"], first["ouverture"], first["capacite"], first["renseigne"]) == (
        "1 rue du Puits", "31000", "Amont", "2001-02-03", "", "2026-03",
    )  # fmt: skip
    assert (second["adresse"], second["code_postal"], second["renseigne"]) == ("", "31999", "") and len(said) == 1


def test_the_places_of_a_home_are_those_of_its_permanent_rooms(tmp_path):
    rows = [
        "nofinesset;code_insee;libde_equipement;libta_equipement;capinstot",
        "310000001;31001;Accueil pour Personnes Âgées;Hébergement Complet Internat;64",
        "310000001;31001;Accueil pour Personnes Âgées;Hébergement Complet Internat;14",
        "310000001;31001;Accueil pour Personnes Âgées;Accueil de Jour;6",
        "310000001;31001;Section Cure Médicale (dont);Hébergement Complet Internat;35",
        "310000002;31001;Accueil pour Personnes Âgées;Hébergement Complet Internat;",
    ]
    (tmp_path / "e.csv").write_text("\n".join(rows), encoding="utf-8")
    found = read_finess_equipements(tmp_path / "e.csv").sites
    assert dict(zip(found["numero_finess"], found["capacite"])) == {"310000001": "78"}


def test_the_activities_of_a_site_are_read_once_each(tmp_path):
    rows = [
        "numero_finess_etablissement;libactivite;activite;code_insee",
        "310000001;M;14;31001",
        "310000001;M;01;31001",
        "310000001;M;14;31001",
    ]
    (tmp_path / "s.csv").write_text("\n".join(rows), encoding="utf-8")
    assert read_finess_soins(tmp_path / "s.csv").sites["activites"].to_list() == ["01 14"]


def lues(tmp_path, *rows: str) -> pd.DataFrame:
    (tmp_path / "corrections.csv").write_text(ENTETE + "\n".join(rows), encoding="utf-8")
    return read_corrections(tmp_path / "corrections.csv").sites


def sites() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "numero_finess": ["310000001", "310000002"],
            "nom": ["HOPITAL", "CLINIQUE"],
            "nom_long": "",
            "code_commune": "31001",
            "longitude": 1.5,
            "latitude": 43.5,
            "position": "approximative",
        }
    )


def test_a_correction_moves_closes_or_renames_and_says_by_whom(tmp_path):
    rows = [
        "310000001;position;1.55 43.55;déplacé;ARS Occitanie;2024-11-30",
        "310000001;nom;Hôpital neuf;nouveau nom;ARS Occitanie;2024-11-30",
        "310000002;fermé;oui;fermée en octobre;ARS Occitanie;2024-11-30",
    ]
    found, said, _ = corrige(sites(), lues(tmp_path, *rows), "corrections.csv", COMMUNES)
    assert found["numero_finess"].to_list() == ["310000001"]
    only = found.iloc[0]
    assert (only["longitude"], only["latitude"], only["position"], only["nom"]) == (1.55, 43.55, "exacte", "Hôpital neuf")
    assert only["corrige"] == "ARS Occitanie ; 2024-11-30 ; déplacé | ARS Occitanie ; 2024-11-30 ; nouveau nom" and len(said) == 3


CAS_DE_L_EDITEUR = [
    # (champ, valeur corrigée, ce que dit l'éditeur à la première préparation, puis à la seconde, la correction vaut-elle encore ?)
    ("position", "1.55 43.55", "1.5 43.5", "1.5 43.5", True),
    ("position", "1.55 43.55", "1.5 43.5", "1.5002 43.5", True),  # une quinzaine de mètres : la même place
    ("position", "1.55 43.55", "1.5 43.5", "1.52 43.52", False),  # une troisième : l'éditeur a corrigé lui-même
    ("position", "1.55 43.55", "1.5 43.5", "", True),  # il ne dit plus rien : ce n'est pas une correction
    ("position", "1.55 43.55", "", "1.52 43.52", False),
    ("nom", "Hôpital neuf", "HOPITAL", "Hôpital", True),
    ("nom", "Hôpital neuf", "HOPITAL", "HOPITAL DU NORD", False),
]


def _published(champ: str, value: str) -> pd.DataFrame:
    if champ == "nom":
        return sites().assign(nom=value)
    if not value:
        return sites()
    longitude, latitude = map(float, value.split())
    return sites().assign(longitude=longitude, latitude=latitude, position="exacte")


@pytest.mark.parametrize(("champ", "valeur", "avant", "apres", "vaut"), CAS_DE_L_EDITEUR)
def test_a_correction_yields_as_soon_as_the_publisher_changes_what_it_corrected(tmp_path, champ, valeur, avant, apres, vaut):
    own = lues(tmp_path, f"310000001;{champ};{valeur};raison;ARS;2024-11-30")
    first, _, known = corrige(_published(champ, avant), own, "corrections.csv", COMMUNES)
    assert first["corrige"].iloc[0]
    second, said, kept = corrige(_published(champ, apres), own, "corrections.csv", COMMUNES, known)
    assert bool(second["corrige"].iloc[0]) is vaut and ("l'éditeur a changé" in said[0]) is not vaut
    assert kept == known  # et elle cède encore la fois d'après
    again = lues(tmp_path, f"310000001;{champ};{valeur};raison;ARS;2024-12-15")
    third, _, _ = corrige(_published(champ, apres), again, "corrections.csv", COMMUNES, kept)
    assert third["corrige"].iloc[0]  # une correction prise de nouveau, après le changement de l'éditeur, vaut


def test_a_misplaced_correction_names_the_file_of_the_agency(tmp_path):
    with pytest.raises(DataError) as refused:
        corrige(sites(), lues(tmp_path, "310000001;position;2.5 43.5;r;ARS;2024-11-30"), "agence/corrections.csv", COMMUNES)
    assert refused.value.defects[0].file == "agence/corrections.csv"


def test_a_correction_the_publisher_has_made_himself_changes_nothing(tmp_path):
    only = lues(tmp_path, "310000001;position;1.5001 43.5001;x;ARS;2024-11-30")
    found, said, _ = corrige(sites().assign(position="exacte"), only, "corrections.csv", COMMUNES)
    assert found["corrige"].to_list() == ["", ""] and "devenue inutile" in said[0]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("31;nom;X;r;ARS;2024-11-30", "numero"),
        ("310000001;capacité;X;r;ARS;2024-11-30", "champ"),
        ("310000001;nom;=HYPERLINK(1);r;ARS;2024-11-30", "valeur"),
        ("310000001;nom;<b>X</b>;r;ARS;2024-11-30", "valeur"),
        ("310000001;position;43.5;r;ARS;2024-11-30", "valeur"),
        ("310000001;fermé;non;r;ARS;2024-11-30", "valeur"),
        ("310000001;nom;X;r;ARS;2999-01-01", "date"),
        ("310000001;nom;X;;ARS;2024-11-30", "raison"),
        ("310000001;nom;X;a | b;ARS;2024-11-30", "raison"),
    ],
)
def test_a_hostile_correction_is_refused_with_its_line_and_column(tmp_path, row, column):
    with pytest.raises(DataError) as refused:
        lues(tmp_path, row)
    assert [(one.file, one.row, one.column) for one in refused.value.defects] == [("corrections.csv", 2, column)]


def test_a_position_far_from_its_commune_is_refused(tmp_path):
    with pytest.raises(DataError, match="tout près"):
        corrige(sites(), lues(tmp_path, "310000001;position;3.0 45.0;r;ARS;2024-11-30"), "corrections.csv", COMMUNES)
