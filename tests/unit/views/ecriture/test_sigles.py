"""Où un sigle s'ouvre dans une page, et où il ne s'ouvre pas : le découpage, à côté d'une lecture balise à balise."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from layers.registre.glossaire import Sens, Terme
from views.ecriture.sigles import INTERDITS, JETON, SANS_SIGLES, Formes, Sigles, cadres

SENS = (Sens("Développé", "Définition.", True, "000.txt", 12, ""),)
TERMES = (Terme("MSP", ("MSP",), SENS), Terme("MT'Dent", ("MT'Dent",), SENS), Terme("CA", ("CA",), SENS))
BOUTS = ["<p>", "</p>", "<a href='x'>", "</a>", "<svg>", "<text>", "</text>", "</svg>", "<section data-sans-sigles>", "<section>"]
BOUTS += [
    '<p title="a > MSP">',
    "<script>MSP <a></script>",
    "</section>",
    "<button>",
    "</button>",
    "<abbr>",
    "</abbr>",
    "<!-- <a> MSP -->",
    "MSP",
    " (MSP)",
    "rien",
    "MSP,",
]


class Lecteur(HTMLParser):
    """L'oracle : les textes où un sigle peut s'ouvrir, lus balise après balise par la bibliothèque de Python, bout à bout."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=False)
        self.permis, self.ferme, self.profondeur = "", "", 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == self.ferme:
            self.profondeur += 1
        elif not self.ferme and (tag in INTERDITS or SANS_SIGLES in dict(attrs)):
            self.ferme, self.profondeur = tag, 1

    def handle_endtag(self, tag):
        self.profondeur -= tag == self.ferme
        self.ferme = self.ferme if self.profondeur else ""

    def handle_data(self, data):
        self.permis += "" if self.ferme else data


@example("<a href='x'><!-- <a> MSP --></a>MSP")
@example('<section data-sans-sigles><p title="</section>">MSP</p></section>MSP')
@given(st.lists(st.sampled_from(BOUTS), max_size=25).map("".join))
def test_the_pieces_make_the_page_and_the_open_ones_hold_what_may_open(html):
    pieces = list(cadres(html))
    assert "".join(part for part, _ in pieces) == html
    opened = "".join(part for part, closed in pieces if not closed)
    assert JETON.sub("", opened) == Lecteur(html).permis


def test_a_button_for_each_acronym_outside_of_controls():
    html = Sigles(TERMES).ouvrir("<body><main><p>Les MSP (MSP)</p><a>MSP</a><p data-sans-sigles>MSP <p>MSP</p></p> MSP</main>MSP</body>")
    assert html.count('popovertarget="sigle-msp"') == 3 and html.count('tabindex="-1"') == 2
    assert html.count("popover class=") == 1 and "<a>MSP</a>" in html and html.endswith("</main>MSP</body>")


def test_a_comment_or_an_attribute_is_never_taken_for_a_tag():
    for html in ("<main><a>x<!-- <a> MSP --></a> MSP</main>", '<main><p title="a > MSP">MSP</p></main>'):
        assert Sigles(TERMES).ouvrir(html).count('popovertarget="sigle-msp"') == 1, html


def test_a_form_is_looked_for_as_the_page_writes_it():
    assert "sigle-mt-dent" in Sigles(TERMES).ouvrir("<main>MT&#39;Dent</main>")
    assert [one.forme for one in Formes(TERMES).dans("MT'Dent, (MSP).")] == ["MT'Dent", "MSP"]
    assert Formes(TERMES).dans("CA, MSPU et anti-MSP") == ()


def test_without_a_glossary_the_page_is_the_same():
    assert Sigles(()).ouvrir("<main>MSP</main>") == "<main>MSP</main>" and Formes(()).dans("MSP") == ()
