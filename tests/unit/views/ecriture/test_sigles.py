"""Où un sigle s'ouvre dans une page, et où il ne s'ouvre pas : le découpage, à côté d'une lecture balise à balise."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from layers.registre.glossaire import Sens, Terme
from views.ecriture.sigles import INTERDITS, SANS_SIGLES, Formes, Sigles, cadres

SENS = (Sens("Développé", "Définition.", True, "000.txt", 12, ""),)
TERMES = (Terme("MSP", ("MSP",), SENS), Terme("MT'Dent", ("MT'Dent",), SENS), Terme("CA", ("CA",), SENS))
BOUTS = ["<p>", "</p>", "<a href='x'>", "</a>", "<svg>", "<text>", "</text>", "</svg>", "<section data-sans-sigles>", "<section>"]
BOUTS += ["</section>", "<button>", "</button>", "<abbr>", "</abbr>", "<!-- <a> MSP -->", "MSP", " (MSP)", "rien", "MSP,"]


def one_tag_at_a_time(html: str) -> str:
    """L'oracle : les textes où un sigle peut s'ouvrir, lus balise après balise, bout à bout."""
    allowed, closing, depth = [], "", 0
    for i, part in enumerate(re.split(r"(<!--.*?-->|<[^>]*>)", html, flags=re.DOTALL)):
        if i % 2 == 0:
            allowed += [] if closing else [part]
            continue
        name = found[1] if (found := re.match(r"</?([a-zA-Z0-9]+)", part)) else ""
        if not closing and name and not part.startswith("</") and (name in INTERDITS or SANS_SIGLES in part):
            closing, depth = name, 1
        elif closing and name == closing:
            depth += -1 if part.startswith("</") else 1
            closing = closing if depth else ""
    return "".join(allowed)


@given(st.lists(st.sampled_from(BOUTS), max_size=25).map("".join))
def test_the_pieces_make_the_page_and_the_open_ones_hold_what_may_open(html):
    pieces = list(cadres(html))
    assert "".join(part for part, _ in pieces) == html
    opened = "".join(part for part, closed in pieces if not closed)
    assert re.sub(r"<!--.*?-->|<[^>]*>", "", opened) == one_tag_at_a_time(html)


def test_a_button_for_each_acronym_outside_of_controls():
    html = Sigles(TERMES).ouvrir("<body><main><p>Les MSP (MSP)</p><a>MSP</a><p data-sans-sigles>MSP <p>MSP</p></p> MSP</main>MSP</body>")
    assert html.count('popovertarget="sigle-msp"') == 3 and html.count('tabindex="-1"') == 2
    assert html.count("popover class=") == 1 and "<a>MSP</a>" in html and html.endswith("</main>MSP</body>")


def test_a_form_is_looked_for_as_the_page_writes_it():
    assert "sigle-mt-dent" in Sigles(TERMES).ouvrir("<main>MT&#39;Dent</main>")
    assert [one.forme for one in Formes(TERMES).dans("MT'Dent, (MSP).")] == ["MT'Dent", "MSP"]
    assert Formes(TERMES).dans("CA, MSPU et anti-MSP") == ()


def test_without_a_glossary_the_page_is_the_same():
    assert Sigles(()).ouvrir("<main>MSP</main>") == "<main>MSP</main>" and Formes(()).dans("MSP") == ()
