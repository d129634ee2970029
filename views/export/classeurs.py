"""Les tableaux qui s'emportent : CSV et classeur, avec leur titre, leur date, leurs sources et l'empreinte des données.

Un texte qui serait une formule pour un tableur est précédé d'une apostrophe dans le CSV (views/export/dialecte.py) ; dans le
classeur, chaque case a un type et un texte n'est jamais une formule.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.dialecte import USUEL, Dialecte, ecrire, paquet
from views.export.tableur import a_propos, entete, hauteur, imprimable

LARGEST_COLUMN = 60

Case = str | int | float | None


@dataclass(frozen=True)
class Feuille:
    """Un tableau à emporter : ses métadonnées (nom, valeur), ses colonnes, ses lignes. None : case vide, non publiée."""

    titre: str
    metadonnees: tuple[tuple[str, str], ...]
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[Case, ...], ...]


def provenance(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    """Le jeu de données et son empreinte : dans les métadonnées de tout ce qui s'emporte."""
    return ((e.JEU, w.jeu_de_donnees(atlas.mode, atlas.date)), (e.EMPREINTE, atlas.hash))


def vers_csv(feuille: Feuille, dialecte: Dialecte = USUEL) -> str:
    """Le CSV, dans le dialecte de Maillage ; ses métadonnées sont dans `vers_paquet`."""
    return ecrire(feuille.colonnes, feuille.lignes, dialecte)


def vers_paquet(feuille: Feuille, nom: str, dialecte: Dialecte = USUEL) -> dict[str, object]:
    """Le paquet (datapackage.json) qui décrit le CSV `nom`.csv de `feuille`."""
    return paquet(nom, feuille.titre, feuille.metadonnees, feuille.colonnes, feuille.lignes, dialecte)


def vers_classeur(feuille: Feuille) -> bytes:
    """Le classeur XLSX : une feuille « Données » à cases typées, filtrable, et une feuille « À propos » (métadonnées)."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": feuille.titre, "author": "Maillage"})
        sheet = book.add_worksheet("Données")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, feuille.colonnes, entete(book))
        for number, ligne in enumerate(feuille.lignes, start=1):
            for column, case in enumerate(ligne):
                _ecrire(sheet, number, column, case)
        sheet.autofilter(0, 0, max(len(feuille.lignes), 1), len(feuille.colonnes) - 1)
        widths = _largeurs(feuille)
        sheet.set_row(0, hauteur(feuille.colonnes, widths))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        imprimable(sheet, feuille.titre, widths)
        a_propos(book, book.add_worksheet("À propos"), feuille.titre, (("Titre", feuille.titre), *feuille.metadonnees))
    return out.getvalue()


def _ecrire(sheet, row: int, column: int, case: Case) -> None:
    if case is None:
        sheet.write_blank(row, column, None)
    elif isinstance(case, str):
        sheet.write_string(row, column, case)
    else:
        sheet.write_number(row, column, case)


def _largeurs(feuille: Feuille) -> list[int]:
    def width(cells: Iterable[Case]) -> int:
        return min(LARGEST_COLUMN, max(len(str(cell)) for cell in cells if cell is not None) + 2)

    columns: Sequence[tuple[Case, ...]] = list(zip(feuille.colonnes, *feuille.lignes))
    return [width(column) for column in columns]
