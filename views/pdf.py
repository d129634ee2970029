"""Met une feuille en page : le contenu de views/papier.py et le gabarit views/templates/fiche.typ font un PDF.

Le gabarit reçoit des données, jamais du code : un nom hostile y reste un texte. La bibliothèque (Typst) n'est chargée qu'à la
première feuille demandée, avec la police du dépôt et celles qu'elle embarque ; rien n'est lu sur la machine ni sur le réseau.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "templates"
# PDF/UA-1 : balisé, titré, sa langue dite, chaque image décrite. Typst refuse de rendre un document qui ne l'est pas.
NORME = "ua-1"
FINE, INSECABLE = "\u202f", "\u00a0"


@cache
def _fonts():
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(TEMPLATES / "polices")])


def pdf(contenu: dict) -> bytes:
    """Le PDF d'un contenu, sans date de fabrication : le même contenu donne les mêmes octets."""
    return _compiler(contenu).compile(format="pdf", pdf_standards=[NORME])


def image(contenu: dict, points_par_pouce: float) -> bytes:
    """La même feuille en image PNG, pour la montrer dans une documentation."""
    return _compiler(contenu).compile(format="png", ppi=points_par_pouce)


def _compiler(contenu: dict):
    """Un compilateur par appel : celui de Typst ne se partage pas entre deux fils d'exécution, et n'en coûte rien."""
    import typst

    # La police n'a pas d'espace fine : l'espace insécable la remplace.
    data = json.dumps(contenu, ensure_ascii=False).replace(FINE, INSECABLE)
    return typst.Compiler(
        str(TEMPLATES / "fiche.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"donnees": data},
    )
