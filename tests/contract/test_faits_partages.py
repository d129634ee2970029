"""Chaque ligne des faits d'origine est dans le projet, une fois, avec sa valeur ; et chaque fait vient d'une de ces lignes."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from layers.faits.fait import AMBIGU, ILLISIBLE, OBSERVE, PLANIFIE, Fait
from layers.faits.lecture import read_faits
from layers.faits.lectures import read_lectures
from layers.faits.lignes import FIABILITES
from layers.faits.noms import slug
from layers.registre.catalogue import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "facts"
LECTURES = read_lectures(ROOT / "data" / "facts" / "lectures.toml")  # ce que la relecture change, et rien d'autre
# table d'origine -> (colonne de la valeur, colonne du qualificatif, colonne de l'unité, colonne de la date)
SIMPLES = {
    "indicators.csv": ("value", "qualifier", "unit", "period"),
    "msp_cds_counts.csv": ("value", "qualifier", None, "date"),
    "esp.csv": ("value", "qualifier", None, "date"),
    "cpts_by_departement.csv": ("n_cpts", None, None, "date"),
    "pta.csv": ("n_pta", None, None, "year"),
    "reseaux.csv": ("n_reseaux", None, None, "date"),
    "medecins_recrutes.csv": ("n_medecins", None, None, "date"),
}
EFFECTIFS = ("n_ehpad", "n_etablissements", "n_msp_cds", "n_residents")


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        assert not (os.environ.get("CI") == "true" and SHARED.parent.is_dir()), f"{SHARED} doit être là en intégration continue"
        pytest.skip(f"les faits d'origine ne sont pas là ({SHARED})")
    return SHARED


@pytest.fixture(scope="module")
def faits():
    return read_faits(ROOT / "data" / "facts", read_catalogue(ROOT / "data" / "catalogue.toml"))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def publie(fait: Fait) -> str:
    """La valeur telle qu'elle est écrite dans une table : « 9.20 » garde ses décimales, un fait tu est vide."""
    if fait.valeur is None:
        return ""
    return f"{fait.valeur:.{fait.decimales}f}" if isinstance(fait.valeur, float) else str(fait.valeur)


def lignes(fait: Fait) -> set[tuple[str, str]]:
    return {(fait.source, str(fait.ligne)), *((source, str(line)) for source, line in fait.relus)}


@pytest.mark.parametrize("name", SIMPLES)
def test_every_row_is_one_fact_with_its_value_its_date_and_its_line(shared, faits, name):
    value, qualifier, unit, date = SIMPLES[name]
    for row in table(shared / name):
        fait = faits.par_id[row["id"]]
        assert (row["source"], row["line"]) in lignes(fait), row
        assert fait.periode == row[date], row
        # Une case vide est un état écrit en toutes lettres (« Projet en cours ») ou un fait tu : jamais un nombre.
        if fait.indicateur == "pta":
            assert fait.unite == "état" and fait.note.startswith(f"{row[value]} plateforme") == bool(row[value]), row
        elif row[value]:
            assert publie(fait) == row[value], row
        else:
            assert fait.valeur is None or isinstance(fait.valeur, str), row
        if qualifier and row[value]:
            assert fait.qualificatif == row[qualifier], row
        if unit:
            assert fait.unite == ((LECTURES[row["id"]].unite if row["id"] in LECTURES else "") or row[unit]), row


def test_every_indicator_keeps_its_reliability_and_its_territory(shared, faits):
    for row in table(shared / "indicators.csv"):
        fait = faits.par_id[row["id"]]
        assert fait.id == row["id"] and fait.fiabilite == FIABILITES[row["reliability"]]
        code = row["territory_code_or_name"]
        expected = {"departement": f"dep-{code}", "region": f"reg-{code}", "france": "fra"}.get(row["territory_level"])
        if expected and (row["territory_level"] != "region" or code.isdigit()):
            assert fait.territoire == ((LECTURES[row["id"]].territoire if row["id"] in LECTURES else "") or expected), row


def test_pastel_years_and_wave_counts_are_facts_even_when_untold(shared, faits):
    for row in table(shared / "pastel_waves.csv"):
        fait = faits.par_id[row["id"]]
        assert (fait.territoire, str(fait.valeur)) == (f"dep-{row['departement_code']}", row["year"])
        assert (fait.statut == PLANIFIE) == row["status"].startswith("planifié")
    for row in table(shared / "pastel_wave_totals.csv"):
        for column in EFFECTIFS:
            fait = faits.par_id[f"{row['id']}.{column}"]
            assert publie(fait) == row[column]
            assert fait.territoire == "grp-" + row["departements"].replace(";", "-")
            assert fait.qualificatif == (row.get(f"{column}_qualifier") or "=")


def test_every_amount_and_change_of_the_spending_table_is_a_fact(shared, faits):
    regimes = {"rg": "Régime général", "msa": "MSA", "autres": "Autres régimes", "total": "", "france": ""}
    for row in table(shared / "cds_depenses_paca_2023.csv"):
        for column in (name for name in row if name.endswith(("_montant", "_pcap"))):
            key = f"{row['id']}.{column}"
            if not row[column]:
                assert key not in faits.par_id
                continue
            fait = faits.par_id[key]
            assert float(publie(fait)) == float(row[column])
            assert fait.perimetre == regimes[column.partition("_")[0]]
            assert fait.territoire == ("fra" if column.startswith("france") else "reg-93")
            assert fait.unite.startswith("€") == column.endswith("_montant")


def test_every_measure_of_a_departement_is_a_fact(shared, faits):
    rows = table(shared / "occitanie_by_departement.csv")
    for row in rows:
        fait = faits.par_id[f"MES-{row['departement_code']}-{slug(row['indicator'])}"]
        assert float(fait.valeur) == float(row["value"]) and fait.unite == row["unit"] and fait.source == row["source"]
        assert fait.territoire == ("reg-76" if row["departement_code"] == "76" else f"dep-{row['departement_code']}")
    assert len({f"{row['departement_code']}{row['indicator']}" for row in rows}) == len(rows) == 658


def test_no_fact_comes_from_nowhere(shared, faits):
    known = {row["id"] for name in (*SIMPLES, "pastel_waves.csv") for row in table(shared / name)}
    known |= {f"{row['id']}.{column}" for row in table(shared / "pastel_wave_totals.csv") for column in EFFECTIFS}
    known |= {
        f"{row['id']}.{column}"
        for row in table(shared / "cds_depenses_paca_2023.csv")
        for column in row
        if column.endswith(("_montant", "_pcap")) and row[column]
    }
    known |= {f"MES-{row['departement_code']}-{slug(row['indicator'])}" for row in table(shared / "occitanie_by_departement.csv")}
    assert set(faits.par_id) == known
    assert sum(1 + len(fait.doubles) for fait in faits.tous) == len(known)


def test_only_ambiguous_readings_share_a_key(faits):
    times = Counter(fait.cle for fait in faits.tous)
    assert {fait.fiabilite for fait in faits.tous if times[fait.cle] > 1} == {AMBIGU}


def test_ambiguous_and_unreadable_rows_are_kept_and_never_shown(shared, faits):
    unsure = {row["id"] for row in table(shared / "indicators.csv") if row["reliability"] in ("ocr_ambigu", "illisible")}
    assert len(unsure) == 17
    assert {fait.id for fait in faits.tous if not fait.montrable} == unsure
    assert {fait.fiabilite for fait in faits.tous if not fait.montrable} == {AMBIGU, ILLISIBLE}


def test_the_series_of_open_msp_are_two_dated_points_and_targets_apart(faits):
    occitanie = [(fait.periode, fait.valeur, fait.source[:3]) for fait in faits.serie("msp-ouvertes", "reg-76")]
    assert occitanie == [("2010", 10, "002"), ("2019", 145, "000"), ("2019-09", 151, "002")]
    france = [(fait.periode, fait.valeur, fait.statut, fait.qualificatif) for fait in faits.serie("msp-ouvertes", "fra")]
    assert france == [
        ("2012", 174, OBSERVE, "="), ("2015-11", 730, OBSERVE, "="),
        ("2015-12", 800, "prévision", "≈"), ("2017", 1000, "objectif", "="),
    ]  # fmt: skip


def test_contradictions_are_those_of_the_shared_table(shared, faits):
    rows = table(shared / "contradictions.csv")
    assert [row["id"] for row in rows] == list(faits.contradictions) and len(rows) == 72
    for row in rows:
        one = faits.contradictions[row["id"]]
        assert (one.valeur_a, one.source_a, str(one.ligne_a)) == (row["valeur_a"], row["source"], row["line"])
        assert (one.valeur_b, one.source_b, str(one.ligne_b)) == (row["valeur_b"], row["source_b"], row["line_b"])
    assert "CON-01" in faits.par_id["MC-001"].contradictions and "CON-01" in faits.par_id["IND-0152"].contradictions
    assert "CON-06" in faits.par_id["MC-004"].contradictions and "CON-06" in faits.par_id["IND-0156"].contradictions
