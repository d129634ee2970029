"""Le relevé de décisions : relu par un autre chemin que celui qui l'écrit, et comparé à ce que la page affiche."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn

from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from settings import ROOT
from tests.reunions import decision, reunion, vue
from views.ecriture import phrases as w
from views.export.carte import Dessins
from views.reunion import phrases_releve as t
from views.reunion.lecture import lire
from views.reunion.releve import releve
from views.reunion.releve_docx import docx_de
from views.vue.filtres import included, tally
from views.vue.vue import from_query

JOUR = "2026-11-26"
ADRESSE = "https://maillage.exemple.fr"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def dessins():
    return Dessins(Polygones(Contours(ROOT / "data" / "geo")))


def written(atlas, dessins, given, adresse=ADRESSE) -> bytes:
    atlases = {atlas.region: atlas}
    return docx_de(releve(atlases, lire(json.dumps(given).encode(), atlases), dessins, JOUR, adresse))


def number(text: str) -> int:
    return int(re.sub(r"\s", "", text))


def tables(document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


@pytest.fixture(scope="module")
def body(demonstration, dessins):
    queries = ("?territoire=dep-46", "?territoire=dep-46&theme=apl&masquer=A1&montagne=oui&structures=msp", "?theme=pastel&annee=2019")
    one = [decision(demonstration, rank, query, note=f"Note {rank}") for rank, query in enumerate(queries, start=1)]
    two = decision(demonstration, 12, "?territoire=dep-46", "?territoire=dep-32")
    other = decision(demonstration, 13, "?territoire=dep-46", "?territoire=dep-32&theme=apl")
    views = (vue("?territoire=dep-46", titre="Déjà décidée"), vue("?territoire=dep-09", titre="Ariège"))
    return written(demonstration, dessins, reunion(demonstration, *one, two, other, vues=views))


@pytest.fixture(scope="module")
def document(body):
    return docx.Document(io.BytesIO(body))


# ---------------------------------------------------------------- les chiffres


def expected(atlas, query: str) -> dict[str, int]:
    """Les comptes que la page affiche, par un autre chemin : la table des communes, ligne par ligne."""
    view = from_query(atlas, query)[0]
    counts, couche = tally(atlas, view)["communes"], atlas.catalogue.couche(view.theme)
    found: dict[str, int] = {}
    for code in counts.index:
        later = couche.kind == "date" and code in couche.rank and int(code) > view.annee
        classe = couche.classes[couche.rank[code]] if code in couche.rank else None
        marks = {"": w.PAS_DE_DONNEE, "N/D": w.MASQUE, "PART": w.PARTAGE}
        name = w.A_VENIR if later else (f"{code} · {classe.label}" if classe.spoken else classe.label) if classe else marks[code]
        if code not in view.masquer and counts[code]:
            found[name] = found.get(name, 0) + int(counts[code])
    territory = view.territoire.partition("-")
    column = {"reg": "region", "dep": "departement"}[territory[0]]
    whole = int((atlas.communes[column] == territory[2]).sum())
    shown = sum(found.values())
    assert shown == sum(1 for keep, code in zip(included(atlas, view), atlas.communes[view.theme]) if keep and code not in view.masquer)
    return {**found, t.TABLE_AFFICHEES: shown, t.TABLE_HORS: whole - shown, t.TABLE_TOTAL: whole}


def test_every_count_is_the_one_of_the_page(demonstration, document):
    queries = [
        ["?territoire=dep-46"],
        ["?territoire=dep-46&theme=apl&masquer=A1&montagne=oui&structures=msp"],
        ["?theme=pastel&annee=2019"],
        ["?territoire=dep-46", "?territoire=dep-32"],
        ["?territoire=dep-46"],
        ["?territoire=dep-32&theme=apl"],
    ]
    read = tables(document)
    assert len(read) == len(queries)
    for columns, (head, *lines) in zip(queries, read):
        assert head[0] == t.CLASSE and len(head) == 1 + len(columns)
        for rank, query in enumerate(columns, start=1):
            assert {line[0]: number(line[rank]) for line in lines if number(line[rank]) or line[0] == t.TABLE_HORS} == expected(
                demonstration, query
            ), query


def test_changed_figures_are_both_there_with_their_days(small, dessins):
    one = decision(small, 1, empreinte="12" * 32, donnees="2025-05-01", simule=True)
    one["comptes"][0]["classes"][0] = ["ZIP", 3]
    given = docx.Document(io.BytesIO(written(small, dessins, reunion(small, one))))
    ((head, *lines),) = tables(given)
    assert head == [t.CLASSE, "25 novembre 2026", t.AUJOURDHUI]
    assert lines[0] == ["ZIP · Zone d'intervention prioritaire", "3", "1"] and lines[-1] == [t.TABLE_TOTAL, "6", "6"]
    said = "\n".join(one.text for one in given.paragraphs)
    assert "3\u00a0communes en ZIP le 25 novembre 2026, 1 aujourd'hui" in said
    assert t.SIMULE_ALORS in said and "données du 1er mai 2025" in said


# ---------------------------------------------------------------- le document


def test_it_says_what_minutes_say(document, demonstration):
    said = [one.text for one in document.paragraphs]
    text = "\n".join(said)
    assert said[0] == "Comité du 25 novembre" and "Établi le 26 novembre 2026" in said[1]
    assert "Prise le 25 novembre 2026 à 14\u00a0h\u00a003" in text and "Note 2" in text and t.SANS_NOTE in text
    assert "Mêmes données et mêmes chiffres que le 25 novembre 2026." in text
    for part in ("Éditeur\u00a0: ", "DREES", "Fiabilité\u00a0: simulé.", "Filtre · Zone de montagne\u00a0: oui", demonstration.hash, "IGN"):
        assert part in text, part
    left = said[said.index(t.VUES) + 1 : said.index(t.DONNEES)]
    assert len(left) == 2 and left[0] == "Ariège (Zonage des médecins généralistes · Ariège)" and left[1].endswith("/?territoire=dep-09")


def test_the_simulated_is_said_everywhere(document):
    text = [one.text for one in document.paragraphs]
    assert w.JEU_SIMULE in text
    captions = [one for one in text if "Carte dessinée le" in one]
    assert len(captions) == 5 and all(w.DEMONSTRATION[1:] in one for one in captions)


def test_headings_language_and_title_are_real(body, document):
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert [name for name, _ in styles][:2] == ["Title", "Heading 1"]
    first = [text for name, text in styles if name == "Heading 1"]
    assert first == [t.DECISIONS, *(t.decision(n, f"Décision {n}") for n in (1, 2, 3, 12, 13)), t.VUES, t.DONNEES]
    assert document.core_properties.title == "Comité du 25 novembre" and document.core_properties.language == "fr-FR"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        languages = {one.get(f"{W}val") for one in ET.fromstring(archive.read("word/styles.xml")).iter(f"{W}lang")}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
    assert languages == {"fr-FR"}


def test_each_picture_is_described_and_each_table_has_a_header(document):
    pictures = list(document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert len(pictures) == len(document.inline_shapes) == 5
    subjects = ("Zonage", "(APL)", "PÂSTEL", "Zonage", "(APL)")
    assert all(subject in one.get("descr") and "communes" in one.get("descr") for subject, one in zip(subjects, pictures))
    assert len({one.get("id") for one in pictures}) == 5
    for table in document.tables:
        heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in table._tbl.tr_lst]
        assert heads[0] and not any(heads[1:])
    pngs = [part.blob for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    assert len(pngs) == 5 and all(png.startswith(b"\x89PNG") and len(png) > 20_000 for png in pngs)


def test_what_writer_and_word_need_to_lay_it_out_is_written(document):
    # Un blanc non écrit vaut trois millimètres dans LibreOffice : la carte sortait de la marge.
    inlines = list(document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"))
    assert len(inlines) == 5 and all(one.get(side) == "0" for one in inlines for side in ("distT", "distB", "distL", "distR"))
    # LibreOffice suit la grille, Word les cellules : elles disent la même chose, et tout tient entre les marges.
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    for table in document.tables:
        widths = [column.width for column in table.columns]
        assert all([cell.width for cell in row.cells] == widths for row in table.rows) and sum(widths) <= room
        assert len(table.columns) == 2 or widths[0] > widths[1]
    assert all(shape.width <= room for shape in document.inline_shapes)
    # Ni « mode de compatibilité » dans Word, ni point décimal.
    settings = document.settings.element
    (mode,) = (one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    assert int(mode.get(qn("w:val"))) >= 15 and settings.find(qn("w:decimalSymbol")).get(qn("w:val")) == ","


def test_a_decision_does_not_spill_a_few_lines_on_another_page(document):
    said = [(one.style.name, one.text) for one in document.paragraphs]
    starts = [rank for rank, (style, text) in enumerate(said) if style == "Heading 1" and re.match(r"Décision \d", text)]
    first = said[starts[0] : starts[1]]
    # Le titre d'un seul tableau est celui de la carte : il n'est dit qu'une fois. Celui de deux, deux fois.
    assert [style for style, _ in first].count("Caption") == 1
    assert [style for style, _ in said[starts[4] :]].count("Caption") == 3
    # Les courtes mentions vont ensemble ; aucune ne se perd, et leur ordre reste.
    told = [text for style, text in first if style == "Provenance"]
    assert len(told) <= 6 and [text.count("\u00a0: ") for text in told][0] >= 3
    whole = " ".join(told)
    places = [whole.index(f"{name}\u00a0: ") for name in ("Éditeur", "Source", "Millésime", "Licence", "Dates", "Filtres", "Fiabilité")]
    assert places == sorted(places)
    heading = next(one for one in document.paragraphs if one.style.name == "Heading 1" and one.paragraph_format.page_break_before)
    assert heading.paragraph_format.space_before == 0


def test_a_description_ends_with_one_full_stop(document):
    pictures = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert not [one.get("descr") for one in pictures if ".." in one.get("descr") or not one.get("descr").endswith(".")]


def test_the_links_lead_back_to_the_views_when_the_site_has_an_address(demonstration, small, dessins, document):
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert f"{ADRESSE}/?territoire=dep-46" in targets and f"{ADRESSE}/?territoire=dep-09" in targets
    assert all(one.startswith(f"{ADRESSE}/") and from_query(demonstration, one.partition("?")[2])[1] == () for one in targets)
    marks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert set(anchors) == marks and len(anchors) == 5
    alone = docx.Document(io.BytesIO(written(small, dessins, reunion(small, decision(small, 1)), adresse="")))
    assert not [one for one in alone.part.rels.values() if one.is_external]
    assert "Revoir" not in "\n".join(one.text for one in alone.paragraphs)


HOSTILE = (
    "=1+1",
    '{ HYPERLINK "http://exemple.invalid" }',
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\calc</w:instrText></w:r>",
    "<script>alert(1)</script>&amp;&lt;",
    "\x00\x08\x1b[31m\u202e\ufffe\ud800",
    "]]>\r\n\t",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_text(small, dessins, text):
    view = vue("?theme=apl", titre=f"c{text}")
    given = reunion(small, decision(small, 1, titre=f"a{text}", note=f"b{text}"), vues=(view,), titre=f"d{text}")
    content = written(small, dessins, given)
    found = docx.Document(io.BytesIO(content))
    visible = "".join(c for c in text if c.isprintable())
    assert found.core_properties.title == " ".join(f"d{visible}".split()) and f"b{visible}" in [one.text for one in found.paragraphs]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
        footers = [ET.fromstring(archive.read(name)) for name in archive.namelist() if "footer" in name]
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "embed" in name.lower()]
    fields = [one.get(f"{W}instr") for one in (*root.iter(f"{W}fldSimple"), *(e for f in footers for e in f.iter(f"{W}fldSimple")))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert not list(root.iter(f"{W}instrText")) and not list(root.iter(f"{W}fldChar"))


def test_a_meeting_without_decision_is_a_document_too(small, dessins):
    found = docx.Document(io.BytesIO(written(small, dessins, reunion(small))))
    assert t.AUCUNE_DECISION in [one.text for one in found.paragraphs] and found.tables == []


def test_the_same_meeting_gives_the_same_pictures(small, dessins):
    given = reunion(small, decision(small, 1), decision(small, 2, "?theme=apl"))
    atlases = {"76": replace(small)}
    first, second = (releve(atlases, lire(json.dumps(given).encode(), atlases), dessins, JOUR) for _ in range(2))
    assert [one.image for one in first.articles] == [one.image for one in second.articles]
    assert first.articles[0].image != first.articles[1].image
