"""Ce que les classeurs ont en commun : une ligne d'en-tête qui se lit en entier, et une feuille qui s'imprime."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from views.export import phrases as e

FOND_ENTETE = "#DBEBEC"
A4, A3 = 9, 8
TROP_LARGE = 300  # au-delà (en caractères), une table réduite à la largeur d'un A4 ne se lirait plus
POINTS_PAR_LIGNE = 15
LONGEST_FOOTER = 150  # un pied de page d'Excel a 255 caractères au plus, codes compris
LARGEURS_PROPOS = (34, 96)
# Un texte prend plus de place que la largeur de colonne, comptée en chiffres maigres.
GRAS = 0.85


def entete(book):
    """Le format de la ligne d'en-tête."""
    return book.add_format({"bold": True, "bg_color": FOND_ENTETE, "text_wrap": True, "valign": "top"})


def hauteur(texts: Sequence[str], widths: Sequence[float]) -> int:
    """La hauteur, en points, d'une ligne dont chaque texte tient dans la largeur de sa colonne (en caractères).

    LibreOffice ne l'ajuste pas de lui-même : sans elle, la seconde ligne d'un texte couvre la ligne d'après.
    """
    lines = [len(textwrap.wrap(text, max(1, math.floor(width * GRAS)))) for text, width in zip(texts, widths, strict=True)]
    return POINTS_PAR_LIGNE * max(lines, default=1)


def imprimable(sheet, titre: str, widths: Sequence[float]) -> None:
    """En paysage, toutes les colonnes (de largeurs `widths`) sur la largeur d'une page A4, ou de deux pages A3 s'il y en a trop ; la
    première ligne et la première colonne se répètent ; titre et numéro de page au pied."""
    wide = sum(widths) > TROP_LARGE
    sheet.set_paper(A3 if wide else A4)
    sheet.set_landscape()
    sheet.fit_to_pages(2 if wide else 1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.repeat_rows(0)
    if wide:
        sheet.repeat_columns(0)
    short = textwrap.shorten(titre, LONGEST_FOOTER, placeholder=" …")
    sheet.set_footer(f"&L&9{_texte(short)}&R&9{e.page_sur('&P', '&N')}", {"margin": 0.3})


def a_propos(book, sheet, titre: str, lines: Sequence[tuple[str, str]]) -> None:
    """La feuille « quoi, valeur » d'un classeur : chaque ligne a la hauteur de son texte."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, e.PROPOS, entete(book))
    for column, width in enumerate(LARGEURS_PROPOS):
        sheet.set_column(column, column, width)
    for rank, line in enumerate(lines, start=1):
        sheet.set_row(rank, hauteur(line, LARGEURS_PROPOS))
        for column, text in enumerate(line):
            sheet.write_string(rank, column, text, wrapped)
    imprimable(sheet, titre, LARGEURS_PROPOS)


def _texte(titre: str) -> str:
    """Le texte d'un pied de page : « & » y annonce un code ; un chiffre au début serait lu comme une taille."""
    safe = titre.replace("&", "&&")
    return f" {safe}" if safe[:1].isdigit() else safe
