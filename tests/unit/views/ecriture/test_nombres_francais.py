"""Les nombres sont français, et chacun s'écrit à un seul endroit : views/ecriture/phrases.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.ecriture import phrases as w

ROOT = Path(__file__).resolve().parents[4]
F, N = "\u202f", "\u00a0"
# Ce qui écrit soi-même un nombre ou une date pour être lu.
SOI_MEME = re.compile(r""":,[.\d]*f?\}|replace\("\.", ","\)|replace\(",", ?["'\\]|strftime|import locale|\bMOIS\b""")
# phrases.py est l'endroit ; les autres écrivent des formats de données (CSV, GeoPackage), où le nombre n'a ni espace ni unité.
PERMIS = {Path("views/ecriture/phrases.py"), Path("views/export/classeurs.py"), Path("views/api/csv.py"), Path("views/export/gpkg.py")}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (w.entier(1590), f"1{F}590"),
        (w.pourcentage(35.84), f"35,8{N}%"),
        (w.millions(1_200_000), f"1,2{N}M€"),
        (w.millions(188_800_857), f"188,8{N}M€"),
        (w.duree(33), f"33{N}min"),
        (w.duree(60), f"1{N}h"),
        (w.duree(65), f"1{N}h{N}05"),
        (w.euros(105_848_919), f"105{F}848{F}919{N}€"),
        (w.points(5.94), f"+5,9{N}points"),
        (w.points(-0.4), f"−0,4{N}point"),
        (w.points(0), f"0,0{N}point"),
        (w.signe(-7.5, f"7,5{N}%"), f"−7,5{N}%"),
        (w.date("2019-09"), "septembre 2019"),
        (w.date("2026-11-25"), "25 novembre 2026"),
        (w.pluriel(1590, "commune"), f"1{F}590{N}communes"),
    ],
)
def test_numbers_are_french(written, text):
    assert written == text


@given(st.floats(-(10**9), 10**9, allow_nan=False))
def test_no_english_mark_is_left(value):
    for written in (w.entier(value), w.decimal(value, 2), w.millions(value), w.euros(value), w.points(value)):
        assert "." not in written and written.count(",") <= 1 and not re.search(r"\d \d", written)


@pytest.mark.parametrize("folder", ["views", "callbacks"])
def test_no_other_module_writes_numbers_by_itself(folder):
    own = [
        f"{path.relative_to(ROOT)} : {line.strip()}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.relative_to(ROOT) not in PERMIS
        for line in path.read_text(encoding="utf-8").splitlines()
        if SOI_MEME.search(line)
    ]
    assert own == []


def test_the_search_sees_a_number_written_by_hand():
    assert SOI_MEME.search('f"{n:,}"') and SOI_MEME.search('f"{n:,.1f}"') and SOI_MEME.search('text.replace(".", ",")')
