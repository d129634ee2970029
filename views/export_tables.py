"""L'export en tables : CSV et classeur Excel. Les nombres y sont des nombres, les codes du texte, et rien n'y est une formule."""

from __future__ import annotations

import csv
import io

import pandas as pd

from views import wording_export as e
from views.export_vue import Contenu

# Un tableur prend pour une formule une cellule qui commence ainsi.
FORMULES = ("=", "+", "-", "@", "\t", "\r")
LARGEURS = {"nom": 32, "departement": 20, "classe": 38, "categorie": 40, "commune": 28, "etat": 26, "fiabilite": 12}
LARGEUR, LARGEUR_PROPOS = 16, 100


def csv_de(content: Contenu) -> bytes:
    """Les communes en CSV (UTF-8 avec BOM, « ; », point décimal), précédées de lignes « # quoi : valeur ».

    pandas : read_csv(…, sep=";", comment="#", dtype={"Code INSEE": str}). Une valeur absente est une cellule vide.
    """
    out = io.StringIO()
    for name, value in (("Titre", content.titre), *content.propos):
        out.write(f"# {name} : {_one_line(value)}\r\n")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(titres(content))
    for row in content.communes.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def titres(content: Contenu) -> list[str]:
    """Les titres des colonnes des communes ; celui des valeurs porte leur unité."""
    return [e.valeur(content.unite) if column == "valeur" else e.COMMUNES[column] for column in content.communes.columns]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(value: object) -> object:
    """Le texte qui passerait pour une formule est précédé d'une apostrophe ; une valeur absente est vide."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULES) else value
    return "" if pd.isna(value) else value


def xlsx_de(content: Contenu) -> bytes:
    """Le classeur : communes, structures, à propos. Le texte est écrit comme du texte, quoi qu'il contienne."""
    import xlsxwriter  # au premier export seulement

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": content.titre, "comments": "\n".join(f"{name} : {value}" for name, value in content.propos)})
    head = book.add_format({"bold": True, "bg_color": "#DBEBEC", "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    communes, structures, propos = (book.add_worksheet(name) for name in e.FEUILLES)
    _sheet(communes, titres(content), content.communes, head)
    _sheet(structures, [e.STRUCTURES[column] for column in content.structures.columns], content.structures, head)
    propos.write_row(0, 0, e.PROPOS, head)
    for rank, (name, value) in enumerate((("Titre", content.titre), *content.propos), start=1):
        propos.write_string(rank, 0, name)
        propos.write_string(rank, 1, value, wrapped)
    propos.set_column(0, 0, 28)
    propos.set_column(1, 1, LARGEUR_PROPOS)
    book.close()
    return out.getvalue()


def _sheet(sheet, titles: list[str], table: pd.DataFrame, head) -> None:
    for rank, (title, column) in enumerate(zip(titles, table.columns)):
        sheet.write_string(0, rank, title, head)
        sheet.set_column(rank, rank, LARGEURS.get(column, LARGEUR))
        for line, value in enumerate(table[column], start=1):
            if isinstance(value, str):
                sheet.write_string(line, rank, value)
            elif not pd.isna(value):
                sheet.write_number(line, rank, value)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(table)), len(titles) - 1)
