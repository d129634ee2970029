"""data/facts dit ce que disent les faits d'origine, sans leurs phrases ; les totaux publiés tiennent."""

import csv
import os
import re
from pathlib import Path

import pytest
from layers.faits.departements import departement_classes, read_facts

from layers.registre.catalogue import read_catalogue
from scripts.import_facts import ALSO_DROPPED, DROPPED, TABLES, import_facts, note_without_quotation

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "data" / "facts"
SHARED = ROOT.parent / "shared" / "facts"
OCCITANIE = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        assert not (os.environ.get("CI") == "true" and SHARED.parent.is_dir()), f"{SHARED} doit être là en intégration continue"
        pytest.skip(f"les faits d'origine ne sont pas là ({SHARED})")
    return SHARED


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(ROOT / "data" / "catalogue.toml")


@pytest.fixture(scope="module")
def facts(catalogue):
    return read_facts(FACTS, catalogue)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", TABLES)
def test_every_value_is_the_one_of_the_original_fact(shared, name):
    copied, original = table(FACTS / name), table(shared / TABLES[name])
    dropped = {*DROPPED, *ALSO_DROPPED.get(TABLES[name], ())}
    assert [list(row) for row in copied] == [[column for column in row if column not in dropped] for row in original]
    for here, there in zip(copied, original, strict=True):
        for column, value in here.items():
            expected = note_without_quotation(there[column]) if column == "note" else there[column]
            assert value == expected, (name, there, column)


def test_importing_again_changes_nothing(shared, tmp_path):
    for written in import_facts(shared, tmp_path):
        assert written.read_bytes() == (FACTS / written.name).read_bytes()


@pytest.mark.parametrize("name", TABLES)
def test_no_table_holds_a_sentence_of_the_documents(name):
    rows = table(FACTS / name)
    assert rows and "quote" not in rows[0]
    assert not [row["note"] for row in rows if re.search('[«“”"]', row.get("note", ""))]


# Ce qui nomme sans être une phrase : une entrée de légende, le titre d'un indicateur, un sigle développé.
NOMS = {"status", "indicator", "expansion"}
NOM_DE_PROGRAMME = "GLO-046"  # DOMOPLAIES : sa définition est le nom du programme


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_repeats_ten_words_of_a_quoted_sentence(shared, name):
    cited = [row.get(column) or "" for row in table(shared / TABLES[name]) for column in DROPPED]
    quotes = " | ".join(" ".join(re.findall(r"\w+", text.lower())) for text in cited)
    for row in (row for row in table(FACTS / name) if row.get("id") != NOM_DE_PROGRAMME):
        for cell in (value for column, value in row.items() if column not in NOMS):
            words = re.findall(r"\w+", cell.lower())
            assert not [words[i : i + 10] for i in range(len(words) - 9) if " ".join(words[i : i + 10]) in quotes]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_utf8_with_line_feeds(name):
    raw = (FACTS / name).read_bytes()
    assert raw.decode("utf-8") and b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")


def test_the_thirteen_departements_have_thirty_seven_cpts(facts):
    assert sorted(facts.cpts) == OCCITANIE
    assert sum(fait.n_cpts for fait in facts.cpts.values()) == 37
    assert [fait.n_cpts for fait in facts.larges["cpts"] if fait.status == "en projet"] == [37]


def test_health_centres_of_2019_add_up(facts):
    older = [fait for fait in facts.msp_cds if fait.source.startswith("000_")]
    counted = [fait for fait in older if fait.structure_type == "CDS" and fait.unit == "structures"]
    centres = {fait.category.split()[0]: fait.value for fait in counted}
    assert centres == {"tous": 174, "polyvalents": 42, "dentaires": 81, "infirmiers": 51}
    assert 42 + 81 + 51 == 174


def test_pastel_reaches_each_departement_once(facts):
    named = [code for total in facts.totaux_vagues for code in total.departements]
    assert sorted(named) == sorted(facts.vagues) == OCCITANIE
    assert {code: fait.year for code, fait in facts.vagues.items()} == {
        "46": 2018, "81": 2018, "11": 2019, "32": 2019, "66": 2019, "82": 2019,
        "09": 2020, "12": 2020, "30": 2020, "65": 2020, "31": 2021, "34": 2021, "48": 2021,
    }  # fmt: skip


def test_wave_totals_are_the_published_ones_and_missing_stays_missing(facts):
    assert [total.n_ehpad for total in facts.totaux_vagues] == [None, 178, 233, 242]
    assert 178 + 233 + 242 == 653
    first = facts.totaux_vagues[0]
    assert (first.n_residents, first.n_residents_qualifier, first.n_msp_cds, first.n_msp_cds_qualifier) == (7000, ">", 30, ">")
    assert [total.n_residents for total in facts.totaux_vagues[1:]] == [None, None, None]


def test_eight_doctors_were_recruited_in_five_departements(facts):
    by_departement = {code: facts.recrutes(code) for code in OCCITANIE}
    assert {code: n for code, n in by_departement.items() if n is not None} == {"09": 1, "30": 2, "34": 3, "46": 1, "81": 1}
    assert sum(fait.n_medecins for fait in facts.recrutements) == facts.recrutes_region().n_medecins == 8
    assert facts.offres_region().n_medecins == 53


def test_pta_has_five_states_and_herault_is_not_named(facts, catalogue):
    classes = departement_classes(facts, catalogue.couche("pta"))
    assert sorted(classes) == OCCITANIE
    assert classes["34"] == "NC"
    assert {code for code, classe in classes.items() if classe == "OPE"} == {"11", "32", "82", "66", "46"}
    assert facts.pta["46"].unique_phone_number is True
    assert facts.pta["34"].unique_phone_number is None


def test_departements_without_esp_are_absent_not_zero(facts, catalogue):
    classes = departement_classes(facts, catalogue.couche("esp"))
    assert set(OCCITANIE) - set(classes) == {"11", "34", "66", "82"}
    assert sum(classe == "PRE" for classe in classes.values()) == 6


def test_region_76_is_never_a_departement(facts):
    assert sorted(facts.departements) == OCCITANIE
    assert list(facts.regions) == ["76"]
    for measures in (facts.vagues, facts.pta, facts.esp, facts.cpts, *facts.couches.values()):
        assert "76" not in measures and "FR" not in measures


def test_only_regions_and_the_country_are_wide(facts):
    codes = {getattr(fait, "departement_code", None) or fait.territory_code for own in facts.larges.values() for fait in own}
    assert codes == {"76", "93", "FR"}


def test_departements_add_up_to_the_region(facts):
    for name, measure in facts.regions["76"].items():
        if measure.unit in ("communes", "établissements", "habitants"):
            assert sum(own[name].value for own in facts.departements.values()) == measure.value, name
