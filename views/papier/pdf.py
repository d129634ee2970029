"""Met une feuille en page : un contenu et un gabarit de views/templates font un PDF. La feuille d'une commune (views/papier/papier.py,
fiche.typ), la carte d'une vue (views/export/papier.py, carte.typ), les images d'un relevé (vignette.typ).

Le gabarit reçoit des données, jamais du code : un nom hostile y reste un texte. La bibliothèque (Typst) n'est chargée qu'à la
première feuille demandée, avec la police du dépôt et celles qu'elle embarque ; rien n'est lu sur la machine ni sur le réseau.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
# PDF/UA-1 : balisé, titré, sa langue dite, chaque image décrite. Typst refuse de rendre un document qui ne l'est pas.
NORME = "ua-1"
FICHE = "fiche.typ"
FINE, INSECABLE = "\u202f", "\u00a0"


@cache
def _fonts():
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(TEMPLATES / "polices")])


def pdf(contenu: dict, gabarit: str = FICHE) -> bytes:
    """Le PDF d'un contenu, sans date de fabrication : le même contenu donne les mêmes octets."""
    return _un_seul(_compiler(contenu, gabarit).compile(format="pdf", pdf_standards=[NORME]), gabarit)


def image(contenu: dict, points_par_pouce: float, gabarit: str = FICHE) -> bytes:
    """La même feuille en image PNG, pour la montrer dans un document. ValueError si elle a plus d'une page : une image par page."""
    return _un_seul(_compiler(contenu, gabarit).compile(format="png", ppi=points_par_pouce), gabarit)


def _un_seul(rendu: bytes | list[bytes] | None, gabarit: str) -> bytes:
    if not isinstance(rendu, bytes):
        raise ValueError(f"{gabarit} : attendu un seul fichier, trouvé {len(rendu or ())}")
    return rendu


def _compiler(contenu: dict, gabarit: str):
    """Un compilateur par appel : celui de Typst ne se partage pas entre deux fils d'exécution, et n'en coûte rien."""
    import typst

    # La police n'a pas d'espace fine : l'espace insécable la remplace.
    data = json.dumps(contenu, ensure_ascii=False).replace(FINE, INSECABLE)
    return typst.Compiler(
        str(TEMPLATES / gabarit),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"donnees": data},
    )
