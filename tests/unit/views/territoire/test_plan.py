"""La carte d'un dossier : ses communes, ses limites, ses marques ; ce qu'elle montre se compte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers.geo.contours import Contours
from layers.territoire.territoires import territoire
from views.territoire.plan import _limites, plan

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def contours():
    return Contours(ROOT / "data" / "geo")


def test_the_legend_counts_what_is_drawn(official, contours):
    drawn = plan(official, contours, territoire(official, "dep-46"))
    assert [nom for _, nom in drawn.legende] == ["ZIP, 115\u00a0communes", "ZAC, 197\u00a0communes", "MSP, 17", "CDS, 9"]
    placed = official.sites[official.sites["longitude"].notna() & official.sites["code_commune"].str.startswith("46")]
    assert str(drawn.svg).count('class="msp"') == (placed["categorie"] == "msp").sum()
    assert "Cahors" in drawn.svg and "Figeac" in drawn.svg and len(str(drawn.svg)) < 300_000


def test_names_never_cover_one_another(official, contours):
    for id_ in ("dep-31", "dep-34", "dep-48", "epci-200067361"):
        svg = str(plan(official, contours, territoire(official, id_)).svg)
        boxes = []
        for x, y, anchor, nom in re.findall(r'<text x="(\d+)" y="(\d+)" text-anchor="(\w+)"[^>]*>([^<]+)</text>', svg):
            wide = 15.5 * len(nom)
            left = float(x) - (wide if anchor == "end" else 0)
            boxes.append((left, float(y) - 15, left + wide, float(y) + 15))
        assert boxes
        for k, a in enumerate(boxes):
            assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[k + 1 :]), id_


def test_a_limit_of_two_communes_is_inside_and_of_one_is_the_edge():
    """Deux carrés côte à côte : leur côté commun est intérieur, les six autres font le bord."""
    box = (-100.0, -100.0, 100.0, 100.0)
    left = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    right = [(10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0), (10.0, 0.0)]
    inner, outer = _limites([(1, left, box), (2, right, box)])
    assert "10 0" in inner and "10 10" in inner and "20" not in inner
    assert "20 0" in outer and "0 10" in outer


def test_other_levels_and_a_missing_outline_have_no_map(official, contours, tmp_path):
    for id_ in ("reg-76", "fra", "com-46102"):
        assert plan(official, contours, territoire(official, id_)) is None
    assert plan(official, Contours(tmp_path), territoire(official, "dep-46")) is None
