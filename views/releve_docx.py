"""Écrit un relevé de décisions en DOCX, pour Word et LibreOffice : vrais styles de titre, langue française, textes de remplacement.

Tout texte est posé comme du texte (python-docx l'échappe) : il ne devient ni un champ, ni un lien, ni du XML. Les seuls champs sont
les numéros de page, les seuls liens ceux du sommaire et des vues.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from views import wording as w
from views import wording_releve as t
from views.releve import Article, Lien, Releve, Tableau

ENCRE, ACCENT, DISCRET, ALERTE = "1B1B1F", "0B5D66", "4A4A52", "8C2D04"
FOND_ENTETE = "DBEBEC"
POLICE = "Arial"  # Word l'a, et LibreOffice a la même sous un autre nom
MARGE_CM, LARGEUR_CM = 2.0, 17.0
INTERLIGNE = 1.12
# Style : taille, couleur, gras, espace avant, espace après (points).
ASPECTS = {
    "Normal": (10.5, ENCRE, False, 0, 6),
    "Title": (22, ENCRE, True, 0, 4),
    "Subtitle": (12, DISCRET, False, 0, 10),
    "Heading 1": (15, ACCENT, True, 18, 6),
    "Heading 2": (12, ENCRE, True, 12, 4),
    "Heading 3": (9, ENCRE, True, 4, 2),
    "Caption": (9, DISCRET, False, 3, 6),
    "Avis": (10.5, ALERTE, True, 0, 6),
    "Depuis": (10.5, ENCRE, True, 4, 6),
    "Provenance": (9, ENCRE, False, 0, 1),
}
PREMIERE_CM = 8.0  # la première colonne d'un tableau
TOTAUX = (t.TABLE_AFFICHEES, t.TABLE_TOTAL)
PROPRES = ("Avis", "Depuis", "Provenance")
LIEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def docx_de(releve: Releve) -> bytes:
    """Le document. python-docx n'est chargé qu'au premier relevé demandé."""
    import docx

    document = docx.Document()
    _prepare(document, releve)
    _tete(document, releve)
    for article in releve.articles:
        _article(document, article)
    if releve.vues:
        document.add_heading(t.VUES, 1)
        for name, links in releve.vues:
            document.add_paragraph(name, style="List Bullet")
            _links(document, links)
    document.add_heading(t.DONNEES, 1)
    _told(document, releve.donnees)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- styles, langue, pied de page


def _prepare(document, releve: Releve) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGE_CM)
    told = document.core_properties
    told.title, told.subject, told.author, told.language = releve.titre, t.RELEVE, w.TITRE, t.LANGUE
    told.comments, told.last_modified_by = "", w.TITRE
    told.created = told.modified = datetime.fromisoformat(releve.jour)
    _styles(document.styles)
    _pied(section.footer.paragraphs[0], f"{t.RELEVE} · {releve.titre} · ")


def _styles(styles) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), t.LANGUE)
    _police(defaults.find(qn("w:rFonts")))
    for name in PROPRES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, (size, colour, bold, before, after) in ASPECTS.items():
        linked = [f"{name} Char"] if f"{name} Char" in styles else []
        for style in (styles[one] for one in (name, *linked)):
            style.font.name, style.font.size, style.font.italic, style.font.bold = POLICE, Pt(size), False, bold
            style.font.color.rgb = _colour(colour)
            _police(style.element.rPr.rFonts)
        spacing = styles[name].paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), INTERLIGNE
    for line in styles["Title"].element.iter(qn("w:pBdr")):
        line.getparent().remove(line)


def _police(fonts) -> None:
    """La police du document, au lieu de celles du thème du modèle, qui l'emporteraient."""
    from docx.oxml.ns import qn

    for name in [one for one in fonts.attrib if one.lower().endswith("theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), POLICE)


def _pied(paragraph, text: str) -> None:
    """« … · page 2 sur 7 », les nombres tenus par le traitement de texte."""
    paragraph.add_run(f"{text}{t.PAGE} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {t.SUR} ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


# ---------------------------------------------------------------- les parties


def _tete(document, releve: Releve) -> None:
    document.add_paragraph(releve.titre, style="Title")
    document.add_paragraph(f"{t.RELEVE} · {t.etabli(releve.jour)}", style="Subtitle")
    for said in releve.avis:
        document.add_paragraph(said, style="Avis")
    document.add_heading(t.DECISIONS, 1)
    if not releve.articles:
        document.add_paragraph(t.AUCUNE_DECISION)
    for rank, article in enumerate(releve.articles):
        _link_to(document.add_paragraph(), article.titre, anchor=_mark(rank))


def _mark(rank: int) -> str:
    return f"decision_{rank + 1}"


def _article(document, it: Article) -> None:
    heading = document.add_heading(it.titre, 1)
    heading.paragraph_format.page_break_before = True
    rank = sum(1 for one in document.element.body.iter() if one.tag.endswith("}bookmarkStart"))
    _bookmark(heading, _mark(rank), rank)
    document.add_paragraph(it.prise)
    for line in it.note or (t.SANS_NOTE,):
        document.add_paragraph(line)
    first, *others = it.avis
    document.add_paragraph(first, style="Depuis")
    for said in others:
        document.add_paragraph(said, style="Avis")
    _picture(document, it)
    document.add_heading(t.CHIFFRES, 2)
    for table in it.tableaux:
        _table(document, table)
    document.add_heading(t.SOURCES, 2)
    for title, pairs in it.sources:
        if len(it.sources) > 1:
            document.add_heading(title, 3)
        _told(document, pairs)
    _links(document, it.liens)


def _picture(document, it: Article) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    drawn = paragraph.add_run().add_picture(io.BytesIO(it.image), width=Cm(it.largeur_cm))
    drawn._inline.docPr.set("descr", it.alt)
    drawn._inline.docPr.set("title", it.titre)
    document.add_paragraph(it.legende, style="Caption")


def _table(document, it: Tableau) -> None:
    """Un tableau dont la première ligne se répète en haut de page, et dont aucune ligne ne se coupe."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    caption = document.add_paragraph(it.titre, style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    table = document.add_table(rows=0, cols=len(it.entetes), style="Table Grid")
    table.autofit = False
    others = (LARGEUR_CM - PREMIERE_CM) / (len(it.entetes) - 1)
    for rank, line in enumerate((it.entetes, *it.lignes)):
        row = table.add_row()
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")
        if rank == 0:
            _property(row._tr.get_or_add_trPr(), "w:tblHeader")
        for column, (cell, text) in enumerate(zip(row.cells, line)):
            cell.width = Cm(others if column else PREMIERE_CM)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(text).bold = rank == 0 or line[0] in TOTAUX
            paragraph.paragraph_format.keep_with_next = rank < len(it.lignes)
            if column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if rank == 0:
                _property(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=FOND_ENTETE)


def _told(document, pairs: Iterable[tuple[str, str]]) -> None:
    """« **Source** : … », une par ligne."""
    for name, value in pairs:
        paragraph = document.add_paragraph(style="Provenance")
        paragraph.add_run(f"{name.replace(' : ', ' · ')}{w.INSECABLE}: ").bold = True
        paragraph.add_run(value)


# ---------------------------------------------------------------- ce que python-docx n'écrit pas


def _property(parent, tag: str, **values: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)


def _bookmark(paragraph, name: str, rank: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(rank))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def _links(document, links: Iterable[Lien]) -> None:
    """« Revoir Zonage des médecins · Lot : https://… » : l'adresse se lit aussi sur le papier."""
    for one in links:
        paragraph = document.add_paragraph(style="Provenance")
        paragraph.add_run(f"{t.revoir(one.texte)}{w.INSECABLE}: ").bold = True
        _link_to(paragraph, one.adresse, address=one.adresse)


def _link_to(paragraph, text: str, *, anchor: str = "", address: str = "") -> None:
    """Un lien vers un titre du document (`anchor`) ou une adresse du site (`address`)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, LIEN, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = _colour(ACCENT)
    link.append(run._r)
    paragraph._p.append(link)


def _colour(hexa: str):
    from docx.shared import RGBColor

    return RGBColor.from_string(hexa)
