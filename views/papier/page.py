"""La page « Les feuilles d'un département » : le choix, l'avancement, et ce qu'il en advient. Des textes ; la page les met en forme."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from layers.atlas import Atlas
from views.papier import phrases_departement as t
from views.papier.departement import departements


@dataclass(frozen=True)
class DepartementAChoisir:
    """Un département à choisir."""

    code: str
    texte: str
    choisi: bool


def choix(atlas: Atlas, demande: str) -> list[DepartementAChoisir]:
    """Les départements des cartes ; le demandé est choisi, ou le premier."""
    counted = departements(atlas)
    chosen = demande if demande in counted else next(iter(counted), "")
    return [DepartementAChoisir(code, t.choix(nom(atlas, code), code, n), code == chosen) for code, n in counted.items()]


def nom(atlas: Atlas, departement: str) -> str:
    """« Lot »"""
    return str(atlas.departements.at[departement, "nom"])


def nom_de_l_archive(atlas: Atlas, departement: str) -> str:
    """« maillage-feuilles-46-lot.zip » : des minuscules, des chiffres et des tirets."""
    plain = unicodedata.normalize("NFKD", f"{departement} {nom(atlas, departement)}").encode("ascii", "ignore").decode().lower()
    return f"maillage-feuilles-{'-'.join(re.findall('[a-z0-9]+', plain))}.zip"


def avancee(fait: int, total: int) -> dict:
    """Où en est la préparation ; ce qui est dit à voix haute (`annonce`) change quatre fois."""
    told = t.avance(fait, total) if total else ""
    return {"etat": "encours", "fait": fait, "total": total, "avance": told, "annonce": t.annonce(fait, total)}


def issue(atlas: Atlas, departement: str, adresse: str, dit: dict) -> dict:
    """La préparation finie : ce que la page dit, et le lien."""
    ready = t.pret(nom(atlas, departement))
    missing = t.refusees(dit["refusees"]) if dit["refusees"] else ""
    link = {"texte": t.telecharger(dit["octets"], dit["feuilles"]), "adresse": adresse, "nom": nom_de_l_archive(atlas, departement)}
    return {"etat": "pret", "phrases": [ready], "manque": missing, "lien": link, "annonce": f"{ready} {missing}".strip()}


def refus(pourquoi: str) -> dict:
    """Rien n'est préparé, et pourquoi."""
    return {"etat": "refus", "phrases": [], "manque": pourquoi, "annonce": pourquoi}


def arretee() -> dict:
    """On l'a arrêtée : rien n'a été gardé."""
    return {"etat": "arrete", "phrases": [t.ARRETE], "manque": "", "annonce": t.ARRETE}
