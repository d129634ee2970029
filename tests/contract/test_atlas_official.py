"""L'Atlas des fichiers officiels, et celui du jeu embarqué : les totaux publiés, et rien de simulé qui passe pour vrai.

Le seul écart avec data/facts est celui de tests/contract/test_official.py : Conques-en-Rouergue (12218), comptée ici et pas là.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from app import page_de_la_carte
from layers.atlas import ABSENT
from layers.commune.fiche import fiche
from layers.faits.fait import DERIVE, SIMULE
from layers.territoire.indicateurs import indicateurs
from settings import Settings
from tests.petit_atlas import every, text_of
from views.api import api
from views.carte.encart_commune import card
from views.carte.envoi import map_configuration, region_communes
from views.carte.legende import legends
from views.carte.panneau import panel
from views.ecriture import phrases as w
from web.contexte import Contexte

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "data" / "facts"
OCCITANIE = "76"
DEPARTEMENTS = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]
TERRITOIRES = ["76", *DEPARTEMENTS]
AVEYRON = "12"
# Les fichiers où Conques a la ligne de son ancien code, et la classe qu'ils lui donnent.
CONQUES = "12218"
OF_FORMER_CODE = {
    "zonage-infirmiers": "TD",
    "zonage-masseurs-kinesitherapeutes": "INT",
    "zonage-orthophonistes": "INT",
    "montagne": "C",
    "apl": "A5",
}
# Deux communes nouvelles dont les anciennes diffèrent pour les infirmiers : « partagées » ici, comptées là à la classe de leur chef-lieu.
REUNIES = {"32365": "TD", "34144": "TD"}
OF_REUNIES, GERS, HERAULT = "zonage-infirmiers", "32", "34"
ROUNDED = 0.05 + 1e-9  # une part publiée est arrondie au dixième
# Rien n'en est publié par département : la démonstration n'a rien à répartir, et n'invente rien.
SANS_TOTAUX = {"apl-infirmiers", "apl-chirurgiens-dentistes", "acces-urgences"}
OFFICIAL = pytest.param("official", marks=pytest.mark.official)


def ident(code: str) -> str:
    return f"reg-{code}" if code == OCCITANIE else f"dep-{code}"


def figures(atlas, code: str) -> dict[str, float]:
    return {value.indicateur: value.valeur for value in indicateurs(atlas, ident(code))}


def published(atlas, code: str) -> dict[str, float]:
    """{identifiant d'indicateur: valeur} de data/facts/departements.csv pour un territoire ; aucune mesure n'est laissée."""
    with (FACTS / "departements.csv").open(encoding="utf-8", newline="") as stream:
        lines = sum(row["departement_code"] == code for row in csv.DictReader(stream))
    found = {id_: fait.nombre for id_, fait in atlas.faits.mesures[ident(code)].items()}
    assert len(found) == lines
    return found


@pytest.fixture
def atlas(request):
    return request.getfixturevalue(request.param)


def both(function):
    return pytest.mark.parametrize("atlas", [OFFICIAL, "demonstration"], indirect=True)(function)


# ---------------------------------------------------------------- les totaux de l'issue
@both
def test_the_region_has_its_published_totals(atlas):
    region = figures(atlas, OCCITANIE)
    assert (region["communes"], region["population"]) == (4446, 6_124_653)
    assert [region[f"zonage-medecins.{classe}.communes"] for classe in ("ZIP", "ZAC", "ZAR", "HZ")] == [1420, 2556, 470, 0]
    assert (region["msp"], region["cds"]) == (372, 280)


@pytest.mark.official
def test_the_share_of_the_population_by_class_of_doctors(official):
    region = figures(official, OCCITANIE)
    assert [round(region[f"zonage-medecins.{classe}.population"], 1) for classe in ("ZIP", "ZAC", "ZAR")] == [13.5, 39.9, 46.6]


@both
def test_what_the_browser_receives_has_the_same_totals(atlas):
    codes = region_communes(atlas)["zonage-medecins"]
    assert {code: int(n) for code, n in codes.value_counts().items()} == {"ZIP": 1420, "ZAC": 2556, "ZAR": 470}


@pytest.fixture(scope="module")
def as_published(official):
    """L'Atlas tel que data/facts a compté : sans la ligne de 12076 dans les fichiers qui ignorent 12218, et une commune
    réunie à la classe de la seule ligne qui porte son code."""
    communes = official.communes.copy()
    for couche in OF_FORMER_CODE:
        communes.loc[CONQUES, couche] = ABSENT
    communes.loc[CONQUES, "apl:valeur"] = float("nan")
    for code, classe in REUNIES.items():
        communes.loc[code, OF_REUNIES] = classe
    return replace(official, communes=communes)


@pytest.mark.official
@pytest.mark.parametrize("code", TERRITOIRES)
def test_every_published_figure_is_the_one_of_the_indicators(as_published, code):
    found = figures(as_published, code)
    for one, value in published(as_published, code).items():
        if one == "apl":
            assert round(found[one], 2) == value
        elif one.endswith(".population"):
            assert found[one] == pytest.approx(value, abs=ROUNDED), one
        else:
            assert found.get(one, 0) == value, one


@pytest.mark.official
@pytest.mark.parametrize("code", TERRITOIRES)
def test_conques_and_two_merged_communes_are_the_only_differences(official, as_published, code):
    shown, counted = figures(official, code), figures(as_published, code)
    differ = {one: shown[one] - counted[one] for one in shown if one.endswith(".communes") and shown[one] != counted[one]}
    expected: dict[str, int] = {}
    if code in (AVEYRON, OCCITANIE):
        expected = {f"{couche}.{classe}.communes": 1 for couche, classe in OF_FORMER_CODE.items()}
    if code in (GERS, HERAULT, OCCITANIE):
        merged = f"{OF_REUNIES}.TD.communes"
        expected[merged] = expected.get(merged, 0) - (2 if code == OCCITANIE else 1)
    assert differ == {one: count for one, count in expected.items() if count}


@pytest.mark.official
def test_a_merged_commune_shows_its_parts_and_never_one_class_for_all(official):
    cap = next(c for c in fiche(official, "32365").classements if c.couche.id == OF_REUNIES)
    assert (cap.classe, cap.etat, cap.moyenne) == (None, "partagee", False)
    assert [(part.nom, part.classe) for part in cap.parties] == [
        ("Cabas-Loumassès", "TD"),
        ("Monbardon", "INT"),
        ("Saint-Blancard", "TD"),
        ("Sarcos", "INT"),
    ]
    assert "Très dotée : Cabas-Loumassès, Saint-Blancard ; Intermédiaire : Monbardon, Sarcos" in text_of(card(official, "32365"))
    shown = api.commune(official, "32365")["zonages"]["infirmiers"]
    assert (shown["classe"], shown["etat"], len(shown["parties"])) == (None, "partagee", 4)


@pytest.mark.official
def test_the_rate_of_a_merged_commune_is_weighted_and_said_to_be_derived(official):
    """Pern (1,459, 449 habitants) et Lhospitalet (2,199, 496 habitants) : Pern-Lhospitalet."""
    found = next(c for c in fiche(official, "46172").classements if c.couche.id == "apl")
    assert found.valeur == round((1.459 * 449 + 2.199 * 496) / (449 + 496), 3)
    assert found.moyenne and [part.nom for part in found.parties] == ["Lhospitalet", "Pern"]
    assert api.commune(official, "46172")["details"]["apl"]["fiabilite"] == DERIVE
    assert "Moyenne pondérée par la population" in text_of(card(official, "46172"))


@pytest.mark.parametrize("code", TERRITOIRES)
def test_the_demonstration_shows_the_published_totals(demonstration, code):
    found = figures(demonstration, code)
    for one, value in published(demonstration, code).items():
        if one == "apl":
            assert round(found[one], 2) == value
        elif one.endswith(".population"):
            assert found[one] == pytest.approx(value, abs=0.5), one
        else:
            assert found.get(one, 0) == value, one


@both
def test_counts_of_the_departements_add_up_to_the_region(atlas):
    region, parts = figures(atlas, OCCITANIE), [figures(atlas, code) for code in DEPARTEMENTS]
    categories = {one.id for one in atlas.catalogue.structures}
    counted = [
        one for one in region if one.endswith(".communes") or one in ("communes", "population", *categories) or one.startswith("cds.")
    ]
    assert len(counted) > 35
    for one in counted:
        assert region[one] == sum(part.get(one, 0) for part in parts), one


@pytest.mark.official
def test_every_commune_of_the_region_has_a_class_in_every_layer_that_was_delivered(official):
    communes, delivered = region_communes(official), {one["id"] for one in official.manifest["sources"]}
    read = [one for one in official.catalogue.of_level("commune") if one.id in delivered]
    assert len(read) > 6
    for couche in set(official.catalogue.of_level("commune")) - set(read):
        assert set(communes[couche.id]) == {ABSENT}, couche.id
    for couche in read:
        without = communes[~communes[couche.id].isin(list(couche.rank))]
        assert dict(without[couche.id]) == (dict.fromkeys(REUNIES, "PART") if couche.id == OF_REUNIES else {}), couche.id


def test_a_demonstration_leaves_without_data_the_one_commune_that_the_totals_do_not_count(demonstration):
    communes = region_communes(demonstration)
    for couche in demonstration.catalogue.of_level("commune"):
        without = communes[communes[couche.id] == ABSENT]
        if couche.id in SANS_TOTAUX:
            assert len(without) == len(communes), couche.id
        else:
            assert set(without["departement"]) <= {AVEYRON} and len(without) <= 1, couche.id


# ---------------------------------------------------------------- rien de simulé ne passe pour vrai
PUBLIES = ("population", "communes")


@both
@pytest.mark.parametrize("territoire", ["reg-76", "dep-46", "epci-200067361", "com-46102"])
def test_each_indicator_says_simulated_when_it_is(atlas, territoire):
    for value in indicateurs(atlas, territoire):
        assert (value.fiabilite == SIMULE) == (atlas.simulated and value.indicateur not in PUBLIES), value.id
    answered = {one["id"]: one["fiabilite"] for one in api.territory(atlas, territoire)["indicateurs"]}
    for value in indicateurs(atlas, territoire):
        assert value.valeur is None or answered[value.indicateur] == value.fiabilite, value.id


@both
def test_each_legend_says_simulated_when_it_is(atlas):
    for couche, legend in zip(atlas.catalogue.couches, legends(atlas)):
        said = "simulée" in text_of(legend) or "simulée" in text_of(
            [getattr(g, "description", None) for g in every(legend, kind="CheckboxGroup")]
        )
        assert said == (atlas.simulated and couche.level == "commune"), couche.id


@both
@pytest.mark.parametrize("code", ["46102", "31555", "12218", "48095"])
def test_the_card_of_a_commune_says_simulated_when_it_is(atlas, code):
    tree = panel(atlas, f"com-{code}")
    couches = {w.d_ou(couche.short) for couche in atlas.catalogue.of_level("commune")}
    answers = {getattr(every(one, kind="Summary")[0], "aria-label"): text_of(one) for one in every(tree, className="repond")}
    assert couches <= set(answers)
    for title, text in answers.items():
        # L'habitant et l'année de PÂSTEL sont ceux des documents, dans les deux jeux.
        published_one = title in (w.d_ou("Population municipale"), w.d_ou("Télémédecine PÂSTEL : année de déploiement"))
        assert ("simulé" in text) == (atlas.simulated and not published_one), title
    got = api.commune(atlas, code)
    marks = {one["fiabilite"] == "simulé" for one in (*got["zonages"].values(), *got["details"].values(), *got["sites_proches"])}
    assert marks == {atlas.simulated}


@both
def test_the_page_its_script_and_the_health_say_which_set_is_shown(atlas):
    settings = Settings(root=ROOT, data_mode="demonstration")
    said = page_de_la_carte(atlas, Contexte(atlas, settings, "/statique/essai"))
    assert ('<span class="simule">' in said) == atlas.simulated
    assert map_configuration(atlas, "", "")["simule"] is atlas.simulated
    assert api.health(atlas, "")["data"]["mode"] == ("demonstration" if atlas.simulated else "official")


def test_the_two_sets_are_never_mixed(demonstration):
    assert demonstration.sites["numero_finess"].str.startswith("SIM-").all()
    assert {source["id"].startswith("simulation-") for source in demonstration.manifest["sources"]} == {True}
