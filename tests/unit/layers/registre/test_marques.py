"""La table des marques : ce que le style et le script de la carte peignent est ce qu'elle dit."""

from __future__ import annotations

import re

from layers.registre.marques import MARQUES, PAR_CODE
from layers.registre.verification import PATTERNS
from settings import ROOT
from views.ecriture import phrases as w
from views.export.legende import ASPECTS


def read(*parts: str) -> str:
    return ROOT.joinpath("assets", *parts).read_text(encoding="utf-8")


def test_each_mark_has_its_word_its_letter_and_a_known_pattern():
    assert [one.lettre for one in MARQUES] == ["-", "x", "y", "z", "h"] == list(w.MARQUES)
    assert {one.motif for one in MARQUES} <= set(PATTERNS)
    assert len({one.couleur for one in MARQUES}) == len({w.MARQUES[one.lettre] for one in MARQUES}) == 5


def test_the_style_sheet_paints_the_colours_of_the_table():
    css = read("1-base.css")
    for one in MARQUES[:3]:
        assert re.search(rf"\.motif-{one.nom} {{[^}}]*{one.couleur}", css, re.IGNORECASE), one


def test_the_script_of_the_map_paints_the_colours_of_the_table():
    (grey,) = re.findall(r"const GRIS = {(.*?)};", read("carte", "page.mjs"))
    assert dict(re.findall(r'(\w+): \["(#\w+)", "[\w-]+"\]', grey)) == {one.nom: one.couleur for one in MARQUES}
    assert dict(re.findall(r'(\w+): \["#\w+", "([\w-]+)"\]', grey)) == {one.nom: one.motif for one in MARQUES}


def test_the_kiosk_and_the_exports_paint_the_same():
    (kiosk,) = re.findall(r"const MARQUES = \[(.*)\];", read("borne", "carte.mjs"))
    painted = re.findall(r'"(#\w+)", "(\w+)", "([\w-]+)"', kiosk)
    assert painted == [(one.couleur, one.nom, one.motif) for one in MARQUES[:3]]
    assert {code: (one.couleur, one.motif) for code, one in PAR_CODE.items() if code in ASPECTS} == ASPECTS
