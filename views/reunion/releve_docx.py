"""Écrit un relevé de décisions en DOCX, pour Word et LibreOffice : vrais styles de titre, langue française, textes de remplacement.

Tout texte est posé comme du texte (python-docx l'échappe) : il ne devient ni un champ, ni un lien, ni du XML. Les seuls champs sont
les numéros de page, les seuls liens ceux du sommaire et des vues.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from views.ecriture import phrases as w
from views.reunion import phrases_releve as t
from views.reunion.docx import champ, image_au_bord, lien, propriete, reglages, signet
from views.reunion.docx_styles import ACCENT, styles_de
from views.reunion.releve import Article, Lien, Releve, TableauDeReleve

FOND_ENTETE = "DBEBEC"
MARGE_CM, HAUT_CM, PIED_CM, LARGEUR_CM = 2.0, 1.5, 0.8, 17.0
# Les colonnes d'un tableau : la première nomme la ligne ; les nombres restent près de leur nom.
PREMIERE_CM, NOMBRE_CM = (6.6, 10.0), 3.8
SIGNES_ENSEMBLE = 210  # deux lignes de « Provenance »
TOTAUX = (t.TABLE_AFFICHEES, t.TABLE_TOTAL)


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
    section.left_margin = section.right_margin = Cm(MARGE_CM)
    section.top_margin = section.bottom_margin = Cm(HAUT_CM)
    section.footer_distance = Cm(PIED_CM)
    told = document.core_properties
    told.title, told.subject, told.author, told.language = releve.titre, t.RELEVE, w.TITRE, t.LANGUE
    told.comments, told.last_modified_by = "", w.TITRE
    told.created = told.modified = datetime.fromisoformat(releve.jour)
    styles_de(document.styles, t.LANGUE)
    reglages(document.settings.element, t.LANGUE)
    _pied(section.footer.paragraphs[0], f"{t.RELEVE} · {releve.titre} · ")


def _pied(paragraph, text: str) -> None:
    """« … · page 2 sur 7 », les nombres tenus par le traitement de texte."""
    paragraph.add_run(f"{text}{t.PAGE} ")
    champ(paragraph, "PAGE")
    paragraph.add_run(f" {t.SUR} ")
    champ(paragraph, "NUMPAGES")


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
        lien(document.add_paragraph(), article.titre, ACCENT, anchor=_mark(rank))


def _mark(rank: int) -> str:
    return f"decision_{rank + 1}"


def _article(document, it: Article) -> None:
    from docx.shared import Pt

    heading = document.add_heading(it.titre, 1)
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.space_before = Pt(0)
    rank = sum(1 for one in document.element.body.iter() if one.tag.endswith("}bookmarkStart"))
    signet(heading, _mark(rank), rank)
    document.add_paragraph(it.prise)
    for line in it.note or (t.SANS_NOTE,):
        document.add_paragraph(line, style="Note")
    first, *others = it.avis
    document.add_paragraph(first, style="Depuis")
    for said in others:
        document.add_paragraph(said, style="Avis")
    _picture(document, it)
    document.add_heading(t.CHIFFRES, 2)
    for table in it.tableaux:
        _table(document, table, named=len(it.tableaux) > 1)
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
    image_au_bord(drawn._inline)
    drawn._inline.docPr.set("descr", it.alt)
    drawn._inline.docPr.set("title", it.titre)
    document.add_paragraph(it.legende, style="Caption")


def _widths(count: int) -> list[float]:
    """Les largeurs des colonnes d'un tableau, en centimètres, dont `count` de nombres."""
    low, high = PREMIERE_CM
    first = max(low, min(high, LARGEUR_CM - NOMBRE_CM * count))
    return [first, *[min(NOMBRE_CM, (LARGEUR_CM - first) / count)] * count]


def _named(document, title: str) -> None:
    """Le titre d'un tableau, s'il y en a plusieurs : d'un seul, la légende de la carte dit déjà le sien."""
    from docx.shared import Pt

    caption = document.add_paragraph(title, style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)


def _table(document, it: TableauDeReleve, named: bool) -> None:
    """Un tableau dont la première ligne se répète en haut de page, et dont aucune ligne ne se coupe."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    if named:
        _named(document, it.titre)
    table = document.add_table(rows=0, cols=len(it.entetes), style="Table Grid")
    table.autofit = False
    widths = _widths(len(it.entetes) - 1)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # LibreOffice suit la grille du tableau, Word la largeur des cellules
    for rank, line in enumerate((it.entetes, *it.lignes)):
        row = table.add_row()
        propriete(row._tr.get_or_add_trPr(), "w:cantSplit")
        if rank == 0:
            propriete(row._tr.get_or_add_trPr(), "w:tblHeader")
        for column, (cell, text) in enumerate(zip(row.cells, line)):
            cell.width = Cm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(text).bold = rank == 0 or line[0] in TOTAUX
            paragraph.paragraph_format.keep_with_next = rank < len(it.lignes)
            if column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if rank == 0:
                propriete(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=FOND_ENTETE)


def _told(document, pairs: Iterable[tuple[str, str]]) -> None:
    """« **Éditeur** : … — **Source** : … » : celles qui tiennent sur deux lignes y sont ensemble."""
    for line in _packed([(f"{name.replace(' : ', ' · ')}{w.INSECABLE}: ", value) for name, value in pairs]):
        paragraph = document.add_paragraph(style="Provenance")
        for rank, (name, value) in enumerate(line):
            paragraph.add_run((t.ENTRE_MENTIONS if rank else "") + name).bold = True
            paragraph.add_run(value)


def _packed(pairs: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = []
    room = 0
    for pair in pairs:
        length = len(pair[0]) + len(pair[1]) + len(t.ENTRE_MENTIONS)
        if not lines or length > room:
            lines.append([])
            room = SIGNES_ENSEMBLE
        lines[-1].append(pair)
        room -= length
    return lines


def _links(document, links: Iterable[Lien]) -> None:
    """« Revoir Zonage des médecins · Lot : https://… » : l'adresse se lit aussi sur le papier."""
    for one in links:
        paragraph = document.add_paragraph(style="Provenance")
        paragraph.add_run(f"{t.revoir(one.texte)}{w.INSECABLE}: ").bold = True
        lien(paragraph, one.adresse, ACCENT, address=one.adresse)
