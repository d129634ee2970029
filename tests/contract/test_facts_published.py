"""data/facts dit ce que disent les faits d'origine, sans leurs phrases ; les totaux publiés tiennent."""

import csv
import os
import re
from pathlib import Path

import pytest

from layers.faits.couches import classes_des_departements
from layers.faits.lecture import read_faits
from layers.faits.par_departement import annees, mesures, vagues
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
def faits(catalogue):
    return read_faits(FACTS, catalogue)


def of(faits, indicateur: str) -> dict[str, object]:
    return {fait.territoire.partition("-")[2]: fait for fait in faits.par_indicateur[indicateur] if fait.territoire.startswith("dep-")}


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


def test_the_thirteen_departements_have_thirty_seven_cpts(faits):
    counts = of(faits, "cpts-2019")
    assert sorted(counts) == OCCITANIE and sum(fait.nombre for fait in counts.values()) == 37
    assert [fait.valeur for fait in faits.par_territoire["reg-76"] if fait.indicateur == "cpts-2019"] == [37]


def test_health_centres_of_2019_add_up(faits):
    named = ("cds-tous", "cds-polyvalents", "cds-dentaires", "cds-infirmiers")
    older = {one: next(f.valeur for f in faits.par_indicateur[one] if f.source.startswith("000_")) for one in named}
    assert list(older.values()) == [174, 42, 81, 51]
    assert 42 + 81 + 51 == 174


def test_pastel_reaches_each_departement_once(faits):
    named = [code for groupe, _ in vagues(faits) for code in groupe.departements]
    assert sorted(named) == sorted(annees(faits)) == OCCITANIE
    assert {code: fait.valeur for code, fait in annees(faits).items()} == {
        "46": 2018, "81": 2018, "11": 2019, "32": 2019, "66": 2019, "82": 2019,
        "09": 2020, "12": 2020, "30": 2020, "65": 2020, "31": 2021, "34": 2021, "48": 2021,
    }  # fmt: skip
    assert {fait.valeur: fait.statut for fait in annees(faits).values()} == {
        2018: "en cours", 2019: "en cours", 2020: "prévu", 2021: "prévu",
    }  # fmt: skip


def test_wave_totals_are_the_published_ones_and_missing_stays_missing(faits):
    waves = [own for _, own in vagues(faits)]
    assert [own["pastel.ehpad"].valeur for own in waves] == [None, 178, 233, 242]
    assert 178 + 233 + 242 == 653
    first = waves[0]
    assert [(first[one].valeur, first[one].qualificatif) for one in ("pastel.residents", "pastel.msp-cds")] == [(7000, ">"), (30, ">")]
    assert [own["pastel.residents"].valeur for own in waves[1:]] == [None, None, None]


def test_eight_doctors_were_recruited_in_five_departements(faits):
    assert {code: fait.valeur for code, fait in of(faits, "medecins-recrutes").items()} == {"09": 1, "30": 2, "34": 3, "46": 1, "81": 1}
    own = {fait.indicateur: fait.valeur for fait in faits.par_territoire["reg-76"]}
    assert (own["medecins-recrutes"], own["medecins-offres"]) == (8, 53)


def test_pta_has_six_states_aude_is_partial_and_herault_is_not_named(faits, catalogue):
    classes = classes_des_departements(faits.couches["pta"], catalogue.couche("pta"))
    assert sorted(classes) == OCCITANIE
    assert classes["34"] == "NC" and classes["11"] == "PAR"
    assert {code for code, classe in classes.items() if classe == "OPE"} == {"32", "82", "66", "46"}
    assert of(faits, "pta")["11"].valeur == "Opérationnelle, sur une partie du département"
    assert "couverture partielle" in of(faits, "pta")["11"].note


def test_departements_without_esp_are_absent_not_zero(faits, catalogue):
    classes = classes_des_departements(faits.couches["esp"], catalogue.couche("esp"))
    assert set(OCCITANIE) - set(classes) == {"11", "34", "66", "82"}
    assert sum(classe == "PRE" for classe in classes.values()) == 6


def test_region_76_is_never_a_departement(faits):
    assert sorted(mesures(faits).departements) == OCCITANIE
    for measures in (annees(faits), of(faits, "pta"), of(faits, "esp"), *faits.couches.values()):
        assert "76" not in measures and "FR" not in measures


def test_departements_add_up_to_the_region(faits):
    departements = mesures(faits).departements.values()
    for name, measure in faits.mesures["reg-76"].items():
        if measure.unite in ("communes", "établissements", "habitants"):
            assert sum(own[name].nombre for own in departements) == measure.nombre, name
