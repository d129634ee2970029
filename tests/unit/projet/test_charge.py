"""La mesure de la charge : centiles, barre, courbure comptés à la main ; et des parcours que l'application sait servir."""

from __future__ import annotations

import dataclasses
import math

import pytest

import app as application
from tests.bench.charge import places
from tests.bench.charge_tableau import Palier, centile, courbure, par_geste, tableau, tenue
from tests.bench.parcours import Lieux, Parcours
from tests.projet import projet_reduit


def palier(visiteurs: int, durees: list[float], erreurs: list[str] | None = None, secondes: float = 10) -> Palier:
    return Palier(visiteurs, secondes, [("geste", ms) for ms in durees], erreurs or [])


@pytest.mark.parametrize(("part", "attendu"), [(0.5, 5), (0.95, 10), (0.9, 9), (1, 10), (0.1, 1), (0, 1)])
def test_a_percentile_is_one_of_the_times(part, attendu):
    assert centile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], part) == attendu
    assert math.isnan(centile([], part))


def test_the_table_has_a_line_per_level_and_counts_the_faults():
    lines = tableau([palier(1, [10, 20, 30]), palier(10, [40] * 20, ["fiche : code 500"] * 2)]).splitlines()
    assert lines[1].split() == ["1", "0", "20", "30", "30", "3", "0"]
    assert lines[2].split() == ["10", "2", "40", "40", "40", "20", "2"]
    assert lines[3].strip() == "2 × fiche : code 500"


def test_the_slowest_gesture_comes_first():
    mixed = Palier(10, 1, [("lent", 90.0), ("vif", 3.0), ("vif", 5.0)], [])
    assert [line.split()[0] for line in par_geste(mixed).splitlines()[1:]] == ["lent", "vif"]
    assert par_geste(mixed).splitlines()[2].split() == ["vif", "3", "5", "2"]


def test_it_bends_where_more_visitors_bring_no_more():
    rising = [palier(1, [1] * 100), palier(10, [1] * 800)]
    assert "ne plie pas" in courbure(rising)
    assert "entre 10 et 50 visiteurs" in courbure([*rising, palier(50, [1] * 850)])


@pytest.mark.parametrize(
    ("paliers", "said"),
    [
        ([palier(50, [499.0] * 100)], "tenue"),
        ([palier(50, [499.0] * 94 + [501.0] * 6)], "manquée"),
        ([palier(50, [10.0] * 100, ["une"])], "manquée"),
        ([palier(10, [10.0])], "non mesurée"),
        ([palier(50, [])], "manquée"),
    ],
)
def test_the_bar_is_half_a_second_for_fifty_visitors_without_a_fault(paliers, said):
    assert said in tenue(paliers)


@pytest.fixture(scope="module")
def service(demonstration, tmp_path_factory):
    settings = projet_reduit(tmp_path_factory.mktemp("projet"))
    return application.create_app(demonstration, dataclasses.replace(settings, debit=0)).server.test_client()


def test_every_gesture_is_answered_with_what_it_asks(service, demonstration):
    parcours, done = Parcours(service.get("/_dash-dependencies").json, places(demonstration), 3), set()
    for _ in range(30):
        for demande in parcours.suivant():
            post = {"data": demande.corps, "content_type": "application/json"}
            answer = service.post(demande.chemin, **post) if demande.corps else service.get(demande.chemin)
            assert answer.status_code == 200, demande
            assert demande.contient in answer.get_data(as_text=True), demande
            done.add(demande.geste)
    assert len(done) == 11


def test_the_same_seed_gives_the_same_visits():
    lieux = Lieux("76", (("46", "Lot"), ("31", "Haute-Garonne")), (("46102", "Figeac"), ("31555", "Toulouse")))
    declared = [
        {"output": f"{entry}.x", "inputs": [{"id": entry, "property": "data"}], "state": [], "clientside_function": None}
        for entry in ("adresse", "territoire", "sources-demandees")
    ]

    def visits(seed: int) -> list:
        parcours = Parcours(declared, lieux, seed)
        return [list(parcours.suivant()) for _ in range(10)]

    assert visits(1) == visits(1) != visits(2)
