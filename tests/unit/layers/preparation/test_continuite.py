"""layers/preparation/continuite.py : chaque contrôle sur le plus petit jeu qui le montre, juste au seuil et juste au-delà."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.jeu.jeu import SITE_COLUMNS, DataSet
from layers.preparation import continuite
from layers.preparation.continuite import Candidat, avis, ruptures

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "donnees.md"
KNOWN = ("zonage-medecins", "apl")
TODAY = date(2026, 11, 25)


def communes(values: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"code_commune": [f"31{n:03}" for n in range(len(values))], "zonage-medecins": values}, dtype="str")


def sites(count: int, categorie: str = "msp", north: float = 43.5, first: int = 0) -> pd.DataFrame:
    rows = [(f"{310000000 + first + n}", "MSP", categorie, "", "31001", 1.5, north, "exacte", "finess") for n in range(count)]
    return pd.DataFrame(rows, columns=list(SITE_COLUMNS))


def source(source_id: str = "zonage-medecins", *, vintage: str = "2025", read: int = 100, alone: int = 0) -> dict:
    return {
        "id": source_id,
        "fichier": f"{source_id}.csv",
        "millesime": vintage,
        "millesime_dit_par": "fichier" if source_id.startswith("finess") else "registre",
        "lignes_lues": read,
        "sans_correspondance": [f"98{n:03}" for n in range(alone)],
        "couches": ["msp"] if source_id.startswith("finess") else [source_id],
    }


def candidate(values=("ZIP",), places=None, sources=None, region="76") -> Candidat:
    places = sites(0) if places is None else places
    flux = [source("finess-plus", vintage="2026-11-20")] if len(places) else []
    return Candidat(communes(list(values)), places, {"region": region, "sources": [source(), *flux] if sources is None else sources})


def served(**parts) -> DataSet:
    return DataSet(*candidate(**parts))


def said(ready: Candidat, before: DataSet | None) -> list[tuple[str, str]]:
    return [(one.column, one.found) for one in ruptures(ready, before, KNOWN)]


def test_the_same_set_or_a_first_set_breaks_nothing():
    assert said(candidate(places=sites(3)), served(places=sites(3))) == []
    assert said(candidate(places=sites(3)), None) == []


def test_communes_whose_parts_now_agree_have_lost_nothing():
    def shared(parts: list[str]) -> Candidat:
        ready = candidate(["ZIP"] * 4)
        return ready._replace(communes=ready.communes.assign(**{"zonage-medecins:parties": parts}))

    assert said(shared([""] * 4), DataSet(*shared(["31001 ZIP", "31002 ZAC", "31003 ZAC", "31004 ZAC"]))) == []


def test_ten_percent_of_sites_may_go_and_no_more():
    before = served(places=sites(10))
    assert said(candidate(places=sites(9)), before) == []
    assert said(candidate(places=sites(8)), before) == [("structures", "2 sur 10 (20 %)")]


def test_losing_a_whole_category_is_seen_even_under_ten_percent_of_all():
    pharmacies = sites(400, "pharmacie", first=1000)
    before = served(places=pd.concat([sites(20), pharmacies]))
    assert said(candidate(places=pharmacies), before) == [("structures, msp", "20 sur 20 (100 %)")]
    few = served(places=pd.concat([sites(19), pharmacies]))
    assert said(candidate(places=pharmacies), few) == []


def test_new_sites_do_not_hide_those_that_are_gone():
    ready = candidate(places=sites(10, first=5))
    assert said(ready, served(places=sites(10))) == [("structures", "5 sur 10 (50 %)")]


def moved(count: int, degrees: float) -> Candidat:
    return candidate(places=pd.concat([sites(count, north=43.5 + degrees), sites(10 - count, first=count)]))


def test_twenty_percent_of_sites_may_move_by_more_than_500_m_and_no_more():
    before = served(places=sites(10))
    over, under = 501 / 111_195, 499 / 111_195  # un degré de latitude : 111 195 m sur la sphère du calcul
    assert said(moved(2, over), before) == []
    assert said(moved(3, over), before) == [("structures", "3 sur 10 (30 %)")]
    assert said(moved(10, under), before) == []


def test_a_place_that_is_no_longer_known_is_a_move_and_one_that_never_was_is_not():
    unknown = sites(10).assign(longitude=np.nan, latitude=np.nan)
    assert said(candidate(places=unknown), served(places=sites(10))) == [("structures", "10 sur 10 (100 %)")]
    assert said(candidate(places=sites(10)), served(places=unknown)) == []


def test_ten_percent_of_the_communes_of_a_layer_may_lose_their_value_and_no_more():
    before = served(values=["ZIP"] * 10)
    assert said(candidate(values=["ZAC"] * 9 + [""]), before) == []
    assert said(candidate(values=["ZAC"] * 8 + [""] * 2), before) == [("zonage-medecins", "2 sur 10 (20 %)")]
    assert said(candidate(values=["ZAC"] * 9 + ["N/D"]), before) == []
    assert said(candidate(values=["N/D"] * 10), before) == [("zonage-medecins", "10 sur 10 (100 %)")]  # masquée tout à coup, elle se vide


def test_a_layer_without_its_file_any_more_is_said_once():
    ready = candidate(values=[""], sources=[])
    assert said(ready, served()) == [("zonage-medecins", "aucun fichier reconnu")]


def test_a_layer_that_the_registry_dropped_may_go():
    assert ruptures(candidate(values=[""], sources=[]), served(), ("apl",))[0].expected.startswith("au plus 10 % de communes")


def test_all_the_sites_gone_is_said_once():
    assert said(candidate(), served(places=sites(50))) == [("structures", "aucun fichier reconnu")]


def test_a_tenth_of_codes_without_a_commune_is_refused_even_for_a_first_set():
    assert said(candidate(sources=[source(read=200, alone=20)]), None) == []
    assert said(candidate(sources=[source(read=199, alone=20)]), None) == [("", "20 sur 199 (10,1 %)")]
    assert said(candidate(sources=[source(read=20, alone=19)]), None) == []  # quelques codes se lisent un à un


@pytest.mark.parametrize(
    ("before", "now", "back"),
    [
        ("2026-05-12", "2026-05-11", True),
        ("2026-05-12", "2026-05-12", False),
        ("2026-05-12", "2026-05-13", False),
        ("2026-05-12", "2025", True),
        ("2025", "2025-07-10", False),
        ("2025", "non précisé dans le fichier", False),
        ("2023 ou 2024 (non précisé dans le fichier)", "2022", False),
    ],
)
def test_a_date_that_goes_back_is_refused(before, now, back):
    found = said(candidate(sources=[source(vintage=now)]), served(sources=[source(vintage=before)]))
    assert found == ([("date", now)] if back else [])


def test_another_region_is_said_and_nothing_else():
    ready = candidate(places=sites(1), region="84")
    assert said(ready, served(places=sites(50, first=100))) == [("region", "84")]


def test_several_breaks_come_together():
    older = [source(vintage="2024"), source("finess-plus", vintage="2026-11-20")]
    ready = candidate(values=[""] * 10, places=sites(10, north=44.0), sources=older)
    before = served(values=["ZIP"] * 10, places=sites(20))
    assert [column for column, _ in said(ready, before)] == ["date", "zonage-medecins", "structures", "structures, msp", "structures"]


@pytest.mark.parametrize(
    ("source_id", "vintage", "words"),
    [
        ("finess-plus", "2026-09-24", ""),  # 62 jours
        ("finess-plus", "2026-09-23", "Flux arrêté : sa date n'avance plus depuis le 2026-09-23 (63 jours à la lecture)."),
        ("finess-plus", "2026-11-26", "Le fichier annonce le 2026-11-26, après le jour de lecture (2026-11-25)."),
        ("finess-plus", "non précisé dans le fichier", ""),
        ("finess-plus", "2026-02-30", ""),
        ("frr", "2020-01-01", ""),  # un classement n'est pas un flux : il ne s'arrête pas
    ],
)
def test_a_feed_whose_date_has_stopped_is_said(source_id, vintage, words):
    found = avis({"sources": [source(source_id, vintage=vintage)]}, TODAY)
    assert found == ({source_id: [words]} if words else {})


@pytest.mark.parametrize(
    ("source_id", "vintage", "sha256", "said"),
    [
        ("finess-plus", "2026-11-20", "b" * 64, True),
        ("finess-plus", "2026-11-20", "a" * 64, False),  # le même fichier
        ("finess-plus", "2026-11-21", "b" * 64, False),  # sa date avance
        ("finess-extrait", "non précisé dans le fichier", "b" * 64, False),
        ("frr", "2026-11-20", "b" * 64, False),  # la date vient du registre, non du fichier
        ("finess-historique", "2026-11-20", "b" * 64, False),  # pas encore en service
    ],
)
def test_a_content_that_changes_under_the_same_date_is_said(source_id, vintage, sha256, said):
    before = {"sources": [{**source(one, vintage=day), "sha256": "a" * 64} for one, day in SERVED.items()]}
    found = avis({"sources": [{**source(source_id, vintage=vintage), "sha256": sha256}]}, TODAY, before)
    words = "Le contenu du fichier a changé depuis le jeu en service, et sa date reste le 2026-11-20."
    assert found == ({source_id: [words]} if said else {})


SERVED = {"finess-plus": "2026-11-20", "finess-extrait": "non précisé dans le fichier", "frr": "2026-11-20"}


def test_the_documented_thresholds_are_those_of_the_code():
    assert (continuite.MOST_LOST, continuite.MOST_MOVED, continuite.MOVED_M, continuite.MOST_UNMATCHED) == (0.1, 0.2, 500, 0.1)
    assert (continuite.FEW, continuite.STOPPED_DAYS) == (20, 62)
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    for words in (
        "plus de 10 % des structures",
        "plus de 20 % des structures",
        "plus de 500 m",
        "plus de 10 % de codes sans commune (à partir de 20)",
        "catégories d'au moins 20 structures",
        "plus de 62 jours",
    ):
        assert words in text


def test_a_feed_of_another_layout_may_not_bring_the_structures_back(tmp_path):
    before = served(places=sites(3))
    older = candidate(places=sites(3), sources=[source(), source("finess-historique", vintage="2026-05-12")])
    assert said(older, before) == [("date", "2026-05-12")]


def test_a_source_of_the_set_in_service_that_cannot_be_read_any_more_is_refused():
    before = served(sources=[source(), {**source("frr"), "titre": "Ruralités"}])
    page = {"frr.csv": "page HTML ou XML, et non un fichier de données"}
    (found,) = [one for one in ruptures(candidate(), before, ("zonage-medecins",), None, page) if one.file == "frr.csv"]
    assert "lue la dernière fois" in found.expected and found.found.startswith("page HTML")


def test_a_date_to_come_is_refused_and_today_is_not():
    ready = [candidate(places=sites(1), sources=[source(), source("finess-plus", vintage=day)]) for day in ("2026-11-25", "2026-11-26")]
    assert [[one.found for one in ruptures(one, None, KNOWN, TODAY)] for one in ready] == [[], ["2026-11-26"]]


def test_sites_that_lose_their_exact_position_are_refused_past_a_tenth():
    before = served(places=sites(10))
    found = [sites(10).assign(position=["approximative"] * n + ["exacte"] * (10 - n)) for n in (1, 2)]
    assert [said(candidate(places=one), before) for one in found] == [[], [("structures", "2 sur 10 (20 %)")]]
