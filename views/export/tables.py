"""L'export en tables : CSV et classeur Excel. Les nombres y sont des nombres, les codes du texte, et rien n'y est une formule."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pandas as pd

from views.export import phrases as e
from views.export.contenu import Contenu
from views.export.dialecte import USUEL, Dialecte, ecrire, paquet
from views.export.tableur import a_propos, entete, hauteur, imprimable

# Une colonne a la largeur de son plus long texte, en caractères, entre ces bornes ; son titre, lui, peut prendre plusieurs lignes.
ETROITE, LARGE = 14, 70
ENTIER = "#,##0"  # le tableur écrit le séparateur de milliers de sa langue
NOMBRE = {"align": "right", "indent": 1}  # un nombre ne touche pas le texte de la colonne suivante


def csv_de(content: Contenu, dialecte: Dialecte = USUEL) -> str:
    """Les communes en CSV, dans le dialecte de Maillage. Une valeur absente est une cellule vide."""
    return ecrire(titres(content), content.communes.itertuples(index=False), dialecte)


def paquet_de(content: Contenu, nom: str, dialecte: Dialecte = USUEL) -> dict[str, object]:
    """Le paquet qui décrit ce CSV : colonnes, filtres, sources, dates."""
    return paquet(nom, content.titre, content.propos, titres(content), content.communes.itertuples(index=False), dialecte)


def titres(content: Contenu) -> list[str]:
    """Les titres des colonnes des communes ; celui des valeurs porte leur unité."""
    return [e.valeur(content.unite) if column == "valeur" else e.COMMUNES[column] for column in content.communes.columns]


def xlsx_de(content: Contenu) -> bytes:
    """Le classeur : communes, structures, à propos. Le texte est écrit comme du texte, quoi qu'il contienne."""
    import xlsxwriter  # au premier export seulement

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": content.titre, "comments": "\n".join(f"{name} : {value}" for name, value in content.propos)})
    looks = Formats(*map(book.add_format, ({"num_format": ENTIER, **NOMBRE}, NOMBRE)), entete(book))
    communes, structures, propos = (book.add_worksheet(name) for name in e.FEUILLES)
    _sheet(communes, titres(content), content.communes, looks, content.titre)
    _sheet(structures, [e.STRUCTURES[column] for column in content.structures.columns], content.structures, looks, content.titre)
    a_propos(book, propos, content.titre, (("Titre", content.titre), *content.propos))
    book.close()
    return out.getvalue()


class Formats(NamedTuple):
    """Les formats d'une table : nombres entiers, autres nombres, en-tête."""

    entier: Any
    nombre: Any
    entete: Any


def _largeur(column: pd.Series) -> int:
    longest = max((len(value) for value in column if isinstance(value, str)), default=0)
    return min(LARGE, max(ETROITE, round(longest * 1.1) + 2))


def _sheet(sheet, titles: list[str], table: pd.DataFrame, looks: Formats, titre: str) -> None:
    """Une table, ses titres et sa mise en page."""
    widths = [_largeur(table[column]) for column in table.columns]
    sheet.set_row(0, hauteur(titles, widths))
    for rank, (title, column) in enumerate(zip(titles, table.columns)):
        sheet.write_string(0, rank, title, looks.entete)
        sheet.set_column(rank, rank, widths[rank])
        look = looks.entier if pd.api.types.is_integer_dtype(table[column]) else looks.nombre
        for line, value in enumerate(table[column], start=1):
            if isinstance(value, str):
                sheet.write_string(line, rank, value)
            elif not pd.isna(value):
                sheet.write_number(line, rank, value, look)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(table)), len(titles) - 1)
    imprimable(sheet, titre, widths)
