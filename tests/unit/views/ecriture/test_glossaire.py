"""Les sigles : lus du fichier, trouvés dans une page, ouverts par un bouton, définis une fois."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from layers.registre.glossaire import Sens, Terme, read_glossaire
from layers.socle.defauts import DataError
from views.ecriture.glossaire import lettres
from views.ecriture.sigles import Sigles

ROOT = Path(__file__).resolve().parents[4]
DENT = "MT'Dent"
HEAD = "id,acronym,expansion,definition,expansion_in_document,source,line,note\n"


def terme(sigle: str, *formes: str) -> Terme:
    return Terme(sigle, formes or (sigle,), (Sens(f"Sens de {sigle}", "Définition <b>.", True, "000.txt", 12, ""),))


@pytest.fixture
def sigles() -> Sigles:
    return Sigles((terme("MSP"), terme("MSS / MSSanté", "MSS", "MSSanté"), terme("MT"), terme("MT'Dent"), terme("CA"), terme("ARS")))


def page(content: str) -> str:
    return f"<html><head><title>MSP</title></head><body><header>MSP</header><main>{content}</main><footer>MSP</footer></body></html>"


def buttons(html: str) -> list[str]:
    return re.findall(r'<button type="button" class="sigle"[^>]*>(.*?)</button>', html)


def read(tmp_path: Path, rows: str) -> tuple[Terme, ...]:
    path = tmp_path / "glossaire.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return read_glossaire(path)


def test_two_rows_of_one_acronym_are_two_meanings(tmp_path):
    rows = "1,ETP,Éducation thérapeutique,Soin,oui,a.txt,6,\n2,ETP (2),Équivalent temps plein,Unité,non (connaissance générale),b.txt,7,\n"
    (etp,) = read(tmp_path, rows)
    assert (etp.sigle, etp.formes, [one.developpe for one in etp.sens]) == (
        "ETP",
        ("ETP",),
        ["Éducation thérapeutique", "Équivalent temps plein"],
    )
    assert [one.du_document for one in etp.sens] == [True, False]


def test_spellings_and_precisions(tmp_path):
    mss, pacte = read(tmp_path, "1,MSS / MSSanté,M,D,oui,a.txt,6,\n2,PACTE (formation),,D,non,a.txt,7,\n")
    assert (mss.formes, mss.ancre, pacte.formes, pacte.ancre) == (("MSS", "MSSanté"), "mss-mssante", ("PACTE",), "pacte-formation")


def test_every_fault_is_named_at_once(tmp_path):
    with pytest.raises(DataError) as refused:
        read(tmp_path, "1,,M,D,oui,a.txt,6,\n2,MSP,M,,oui,a.txt,douze,\n")
    assert [(one.row, one.column) for one in refused.value.defects] == [(2, "acronym"), (3, "definition"), (3, "line")]


def test_an_acronym_of_the_content_is_a_button_and_is_defined_once(sigles):
    html = sigles.ouvrir(page("<p>La MSP, une autre MSP et l'ARS</p>"))
    assert buttons(html) == ["MSP", "MSP", "ARS"]
    assert html.count('id="sigle-msp"') == html.count('id="sigle-ars"') == 1 and 'id="sigle-mt"' not in html
    assert "<header>MSP</header>" in html and "<title>MSP</title>" in html and "<footer>MSP</footer>" in html


def test_only_the_first_of_an_acronym_is_on_the_way_of_the_tab_key(sigles):
    html = sigles.ouvrir(page("<p>MSP MSP MSP</p>"))
    assert html.count('popovertarget="sigle-msp">') == 1 and html.count('popovertarget="sigle-msp" tabindex="-1">') == 2


@pytest.mark.parametrize(
    "content",
    [
        '<a href="/">MSP</a>',
        "<button>La MSP</button>",
        "<details><summary>MSP</summary></details>",
        "<label>MSP</label>",
        "<select><option>MSP</option></select>",
        "<svg><text>MSP</text></svg>",
        "<h1>MSP</h1>",
        '<script type="application/json">{"a": "MSP"}</script>',
        "<div data-sans-sigles><div>MSP</div> MSP</div>",
        '<img alt="MSP" src="/MSP">',
        "<!-- MSP -->",
        "<p>MSPX XMSP MSP-1 e-MSP &MSP; CA</p>",
    ],
)
def test_where_a_button_cannot_be_nothing_changes(sigles, content):
    assert sigles.ouvrir(page(content)) == page(content)


def test_what_follows_a_forbidden_part_is_opened_again(sigles):
    assert buttons(sigles.ouvrir(page("<a>MSP <a>MSP</a></a><div data-sans-sigles><div>MSP</div></div><p>ARS</p>"))) == ["ARS"]


def test_the_longest_spelling_wins_and_an_apostrophe_is_escaped(sigles):
    assert buttons(sigles.ouvrir(page(f"<p>MSSanté, MSS, {escape(DENT)}</p>"))) == ["MSSanté", "MSS", "MT&#39;Dent"]


def test_the_punctuation_stays_on_the_line_of_its_acronym(sigles):
    assert re.search(r'<span class="colle">\(<button[^>]*>MSP</button>\)\.</span>', sigles.ouvrir(page("<p>maison (MSP).</p>")))


def test_a_definition_is_text_never_markup(sigles):
    html = sigles.ouvrir(page("<p>MSP</p>"))
    assert "Définition &lt;b&gt;." in html and "Définition <b>" not in html


@given(st.text(alphabet="MSPART'&;<>/ab -()", max_size=80))
def test_whatever_the_text_it_reads_the_same(text):
    content = f"<p>{escape(text)}</p>"
    html = Sigles((terme("MSP"), terme("MT"))).ouvrir(page(content))
    opened = html.partition("<main>")[2].partition("<div popover")[0].partition("</main>")[0]
    assert re.sub(r"</?(?:button|span)[^>]*>", "", opened) == content


def test_the_project_knows_every_acronym_of_the_documents():
    termes = read_glossaire(ROOT / "data" / "facts" / "glossaire.csv")
    assert sum(len(one.sens) for one in termes) == 145
    assert [one.sigle for one in termes if len(one.sens) > 1] == ["ETP"]
    assert len({one.ancre for one in termes}) == len(termes)
    ranged = lettres(termes)
    assert list(ranged) == sorted(ranged) and sum(map(len, ranged.values())) == len(termes)
    assert "PÂSTEL" in [one.sigle for one in ranged["P"]]
