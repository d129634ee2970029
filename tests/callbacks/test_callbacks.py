"""Les callbacks, appelés comme des fonctions : une adresse, une fiche, les sources ; et ce qu'un client hostile enverrait."""

import gzip

import pytest
from dash._utils import to_json

from callbacks.carte import CONTROLES, address_values, panel_for
from layers.territoire.chiffres import actuels
from layers.territoire.indicateurs import CARTE, ETABLISSEMENTS
from layers.territoire.territoires import territoire
from tests.petit_atlas import every, text_of, texts
from views.carte.panneau import ACCES, COORDINATION, RECRUTEMENTS, panel
from views.ecriture import phrases as w
from views.sources.page import sources
from views.territoire.comparer import lue_avec_unite

HOSTILE = (
    None,
    {},
    {"recherche": None},
    [],
    12,
    True,
    1.5,
    "reg-99",
    "\x00",
    "<script>",
    "x" * 1_000_000,
    ["reg-76"],
    {"territoire": "reg-76"},
)
# Octets : sur le réseau (compressés) ; avant compression, où chaque usage des structures a sa ligne et sa source.
LARGEST_SENT, LARGEST_ANSWER = 30_000, 56_000
OCCITANIE = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]


def named(atlas, adresse) -> dict:
    """Les valeurs rendues, par nom de contrôle."""
    ids = [couche.id for couche in atlas.catalogue.couches]
    theme, checked, *controls, territoire, notice, hidden, lue = address_values(atlas, adresse, ids)
    assert len(controls) == len(CONTROLES)
    return {
        "theme": theme,
        "classes": dict(zip(ids, checked)),
        **dict(zip(CONTROLES, controls)),
        "territoire": territoire,
        "avis": notice,
        "avis caché": hidden,
        "lue": lue,
    }


# ---------------------------------------------------------------- l'adresse
def test_no_address_opens_the_page_as_it_is(small):
    got = named(small, {"recherche": ""})
    assert (got["theme"], got["territoire"], got["annee"]) == ("zonage-medecins", "reg-76", 2021)
    assert (got["structures"], got["departements"], got["montagne"], got["frr"]) == (["msp", "cds"], [], "", "")
    assert got["classes"] == {couche.id: list(couche.rank) for couche in small.catalogue.couches}
    assert (got["avis"], got["avis caché"]) == ("", True)


def test_an_address_sets_each_control(small):
    query = "?territoire=dep-46&theme=montagne&masquer=NC&structures=&departements=46&montagne=oui&frr=non&annee=2018"
    got = named(small, {"recherche": query})
    assert (got["theme"], got["territoire"], got["annee"]) == ("montagne", "dep-46", 2018)
    assert (got["structures"], got["departements"], got["montagne"], got["frr"]) == ([], ["46"], "oui", "non")
    assert got["classes"]["montagne"] == ["C"]
    # Les classes masquées sont celles du thème : les autres couches restent entières.
    assert got["classes"]["zonage-medecins"] == ["ZIP", "ZAC", "ZAR", "HZ"]
    assert got["avis"] == ""
    assert got["lue"] == {"recherche": query}


def test_nonsense_opens_the_page_with_a_notice(small):
    got = named(small, {"recherche": "?theme=rien&annee=1789"})
    assert (got["theme"], got["annee"]) == ("zonage-medecins", 2021)
    assert "le thème, l'année" in got["avis"] and got["avis caché"] is False


@pytest.mark.parametrize("adresse", [*HOSTILE, {"recherche": {"a": 1}}, {"recherche": ["?theme=frr"]}, {"recherche": "&" * 100_000}])
def test_whatever_the_browser_sends_there_is_a_view(small, adresse):
    got = named(small, adresse)
    assert (got["theme"], got["territoire"]) == ("zonage-medecins", "reg-76")


def test_a_legend_that_does_not_exist_is_given_no_box(small):
    theme, checked, *_ = address_values(small, {"recherche": ""}, ["montagne", "inconnue", "msp"])
    assert (theme, checked) == ("zonage-medecins", [["C", "NC"], [], []])


# ---------------------------------------------------------------- la fiche
def test_the_panel_asked_for(small):
    asked = to_json(panel_for(small, "dep-46"))
    assert asked == to_json(panel(small, "dep-46"))
    assert asked != to_json(panel_for(small, "dep-31"))


@pytest.mark.parametrize("territoire", HOSTILE)
def test_an_unknown_territory_gives_the_opening_panel(small, territoire):
    assert to_json(panel_for(small, territoire)) == to_json(panel(small, "reg-76"))


def test_the_sources_are_those_of_the_data_set(small):
    assert "Une remarque." in text_of(sources(small))


# ---------------------------------------------------------------- sur la vraie géographie
def test_a_panel_answer_is_small(demonstration):
    assert_small(demonstration)


@pytest.mark.official
def test_a_panel_answer_of_the_official_data_is_small(official):
    assert_small(official)


def assert_small(atlas) -> None:
    for id_ in ("reg-76", *(f"dep-{code}" for code in OCCITANIE), "epci-200067361", "com-46102"):
        body = to_json(panel_for(atlas, id_)).encode()
        assert len(gzip.compress(body)) <= LARGEST_SENT, f"{id_} : {len(gzip.compress(body))} octets envoyés"
        assert len(body) <= LARGEST_ANSWER, f"{id_} : {len(body)} octets"


@pytest.mark.parametrize("territoire", ["reg-76", *(f"dep-{code}" for code in OCCITANIE), "com-46102"])
def test_every_figure_of_a_panel_stands_with_its_source(demonstration, territoire):
    tree = panel_for(demonstration, territoire)
    rows = every(tree, className="indicateur") + every(tree, className="cle")
    assert len(rows) > 8
    for row in rows:
        (answer,) = every(row, className="repond")
        assert all(f"{word}{w.INSECABLE}:" in text_of(answer) for word in (w.SOURCE, w.DATE_LIBELLE, w.FIABILITE, w.LICENCE)), text_of(row)


@pytest.mark.parametrize("code", OCCITANIE)
def test_the_figures_of_the_panel_are_those_of_the_territory(demonstration, code):
    rows = ["".join(texts(row)) for row in every(panel_for(demonstration, f"dep-{code}"), className="indicateur")]
    shown = [
        fait
        for fait in actuels(demonstration, territoire(demonstration, f"dep-{code}")).values()
        if fait.unite == ETABLISSEMENTS and fait.table == CARTE or fait.indicateur in (*COORDINATION, *RECRUTEMENTS, *ACCES)
    ]
    assert len(shown) > 8
    for fait in shown:
        said = f"{fait.titre}{lue_avec_unite(fait)}"
        assert any(row.startswith(said) for row in rows), said
