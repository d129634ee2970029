"""layers/preparation/carte.py : la carte du compte rendu montre les communes concernées, et les nomme."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest

from layers.preparation.carte import Concernees, dessin
from layers.prepare import OK, REFUSED
from tests.petit_pays import apl, cartosante, historique


def section(country) -> tuple[dict, ElementTree.Element]:
    """(les communes du rapport.json, la section de la carte de rapport.html)."""
    folder = country.out.with_name("official.rapport")
    page = (folder / "rapport.html").read_text(encoding="utf-8")
    start = page.index("<section><h2>Communes concernées")
    drawn = ElementTree.fromstring(page[start : page.index("</section>", start) + len("</section>")])
    return json.loads((folder / "rapport.json").read_text(encoding="utf-8"))["communes"], drawn


@pytest.fixture
def empty(country):
    """Le petit pays, son dossier de sources vide."""
    for path in [*country.sources.rglob("*.csv")]:
        path.unlink()
    return country


def test_a_first_preparation_shows_the_communes_without_a_line(empty):
    country = empty
    country.put("a.csv", apl(["31001;3.1", "31010;2", "75056;4"]))
    assert country.prepare() == OK
    told, drawn = section(country)
    assert "31002" in told["Communes en vigueur sans ligne dans un fichier"]
    assert "75056" not in str(told)  # hors de la région préparée
    assert drawn[2].get("aria-label", "").startswith("Communes concernées : Communes en vigueur sans ligne")
    assert any("Aval (31002)" in (title.text or "") for title in drawn.iter("title"))


def test_a_value_that_changes_and_a_site_that_goes_are_on_the_map(empty):
    sites = [("310000001", "MSP AMONT", "001", "31", "603"), ("460000001", "MSP CAUSSE", "001", "46", "603")]
    empty.put("c.csv", historique(sites, date="2026-05-12"))
    empty.put("a.csv", apl(["31001;9.9", "31002;2.2", "31010;2", "46001;1", "75056;4"]))
    assert empty.prepare() == OK
    empty.put("a.csv", apl(["31001;3.3", "31002;2.2", "31010;2", "46001;1", "75056;4"]))
    empty.put("c.csv", historique(sites[:1], date="2026-06-01"))
    assert empty.prepare("--force", "essai") == OK
    told, _ = section(empty)
    assert told["Communes dont une valeur change"] == ["31001"]
    assert "46001" in told["Communes où une structure apparaît, disparaît ou se déplace"]


def test_a_refused_preparation_has_its_map_too(empty):
    country = empty
    country.put("z.csv", cartosante("Zonage infirmiers", ["31001;Amont;4_Tres_dotee", "46001;Causse;4_Tres_dotee"]))
    assert country.prepare() == OK
    (country.sources / "z.csv").unlink()
    country.put("a.csv", apl(["31001;9.9"]))
    assert country.prepare() == REFUSED
    _, drawn = section(country)
    assert drawn.find("svg") is not None


def test_nothing_concerned_draws_nothing_and_a_name_is_text():
    places = {"longitude_interieure": [1.0, 2.0, float("nan")], "latitude_interieure": [43.0, 44.0, float("nan")]}
    hostile = pd.DataFrame({"nom": '<script>"&', "region": "76", **places}, index=["31001", "31002", "31003"])
    assert dessin((), hostile, "76") == ""
    drawn = dessin((Concernees("Toutes", frozenset(hostile.index)),), hostile, "76")
    assert "<script>" not in drawn
    ElementTree.fromstring(drawn)
