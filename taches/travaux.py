"""Ce que la file sait faire. Un travail de plus est une fonction et une ligne de TRAVAUX.

Une fonction reçoit l'atelier (les données), `dire` (où elle en est ; lève quand plus personne n'attend) et ses arguments en JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from layers.regions import atlas_des_cartes
from taches.file import Dire, Rendu, Travail
from views.export.carte import Dessins
from views.export.contenu import affichees, contenu
from views.export.gpkg import gpkg_de
from views.export.papier import pdf_de
from views.export.svg import svg_de
from views.export.tables import xlsx_de
from views.papier import departement as departemental
from views.papier.commune import fiche_pdf
from views.reunion.lecture import lire
from views.reunion.releve import releve
from views.reunion.releve_docx import docx_de
from views.vue.vue import from_query


@dataclass(frozen=True)
class Atelier:
    """Ce qu'il faut pour travailler : les données, les contours, le modèle des minutes, l'adresse du site écrite sur le papier."""

    atlas: Atlas
    contours: Contours
    modele: Modele
    adresse: str = ""

    @cached_property
    def atlases(self) -> dict[str, Atlas]:
        return {one.region: one for one in atlas_des_cartes(self.atlas)}

    @cached_property
    def polygones(self) -> Polygones:
        return Polygones(self.contours)

    @cached_property
    def dessins(self) -> Dessins:
        return Dessins(self.polygones)


def aujourdhui() -> str:
    return datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()


def feuille_a4(atelier: Atelier, _dire: Dire, code: str, lecteur: str, adresse: str = "") -> Rendu:
    """Le PDF de la commune `code` pour ce lecteur ; `adresse` : celle qui sert, à défaut de réglage."""
    return Rendu(fiche_pdf(atelier.atlas, atelier.contours, atelier.modele, code, atelier.adresse or adresse, lecteur))


def export(atelier: Atelier, _dire: Dire, fmt: str, region: str, vue: str) -> Rendu:
    """Une vue, dans un format de fichier ; la vue a déjà été lue et admise."""
    atlas = atelier.atlases[region]
    view, _ = from_query(atlas, vue)
    found = contenu(atlas, view, aujourdhui(), atelier.adresse)
    writers = {
        "xlsx": lambda: xlsx_de(found),
        "gpkg": lambda: gpkg_de(found, atelier.polygones.de(affichees(atlas, view))),
        "pdf": lambda: pdf_de(atlas, view, found, atelier.dessins),
        "svg": lambda: svg_de(atlas, view, found, atelier.dessins),
    }
    made = writers[fmt]()
    return Rendu(made if isinstance(made, bytes) else made.encode(), {"titre": found.titre})


def releve_docx(atelier: Atelier, dire: Dire, corps: str) -> Rendu:
    """Le relevé d'une réunion, en DOCX ; son fichier a déjà été lu et admis."""
    found = lire(corps.encode(), atelier.atlases)
    dire(0, len(found.decisions))
    return Rendu(docx_de(releve(atelier.atlases, found, atelier.dessins, aujourdhui(), atelier.adresse)), {"titre": found.titre})


def feuilles(atelier: Atelier, dire: Dire, departement: str) -> Rendu:
    """L'archive des feuilles A4 d'un département des cartes."""
    codes = departemental.codes_du_departement(atelier.atlas, departement)
    made = departemental.archive(
        atelier.atlas, atelier.contours, atelier.modele, codes, atelier.adresse, lambda done: dire(done, len(codes))
    )
    if not made.feuilles:
        raise ValueError(f"aucune feuille du département {departement} n'a pu être écrite")
    return Rendu(made.octets, {"octets": len(made.octets), "feuilles": made.feuilles, "refusees": made.refusees})


# Courts : quelqu'un attend devant son écran, et ce qu'il a demandé ne se garde pas. Longs : on revient voir, et l'emporter.
COURTS = {
    "feuille_a4": Travail(feuille_a4, places=8, garde=False),
    "export": Travail(export, places=6, garde=False),
    "releve": Travail(releve_docx, places=1, garde=False),
}
LONGS = {"feuilles": Travail(feuilles, places=2, par_visiteur=1)}
