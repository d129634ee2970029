"""Met une feuille en page : un contenu et un gabarit de views/templates font un PDF. La feuille d'une commune (views/papier/papier.py,
fiche.typ), la carte d'une vue (views/export/papier.py, carte.typ), les images d'un relevé (vignette.typ).

Le gabarit reçoit des données, jamais du code : un nom hostile y reste un texte. La bibliothèque (Typst) n'est chargée qu'à la
première feuille demandée, avec la police du dépôt et celles qu'elle embarque ; rien n'est lu sur la machine ni sur le réseau.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
# PDF/UA-1 : balisé, titré, sa langue dite, chaque image décrite. Typst refuse de rendre un document qui ne l'est pas.
NORME = "ua-1"
FICHE = "fiche.typ"
VIDE, OUBLI = "vide.typ", 12
REFUSE, ECRIT, ESSAIS = re.compile(r'the text `"(.+?)"` could not be displayed'), re.compile(r"\\u\{([0-9a-f]+)\}"), 40
FINE, INSECABLE = "\u202f", "\u00a0"


@cache
def _fonts():
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(TEMPLATES / "polices")])


def pdf(contenu: dict, gabarit: str = FICHE) -> bytes:
    """Le PDF d'un contenu, sans date de fabrication : le même contenu donne les mêmes octets."""
    return _composer(contenu, gabarit, format="pdf", pdf_standards=[NORME])


def image(contenu: dict, points_par_pouce: float, gabarit: str = FICHE) -> bytes:
    """La même feuille en image PNG, pour la montrer dans un document. ValueError si elle a plus d'une page : une image par page."""
    return _composer(contenu, gabarit, format="png", ppi=points_par_pouce)


def _composer(contenu: dict, gabarit: str, **options) -> bytes:
    """Le fichier. Un signe que la police n'a pas (« 🏥 », « 中 ») n'empêche pas la feuille : son équivalent, ou « ? », le remplace."""
    import typst

    # La police n'a pas d'espace fine : l'espace insécable la remplace.
    data = json.dumps(contenu, ensure_ascii=False).replace(FINE, INSECABLE)
    for _ in range(ESSAIS):
        try:
            made = _compiler(gabarit, {"donnees": data}).compile(**options)
            break
        except typst.TypstError as error:
            data = _lisible(data, str(error))
            if not data:
                raise
    else:
        raise ValueError(f"{gabarit} : trop de signes que la police n'a pas")
    _oublier()
    if not isinstance(made, bytes):
        raise ValueError(f"{gabarit} : attendu un seul fichier, trouvé {len(made or ())}")
    return made


def _lisible(data: str, error: str) -> str:
    """`data` sans les signes que Typst refuse ; « » si ce n'est pas ce qu'il refuse."""
    refused = {c for text in REFUSE.findall(error) for c in ECRIT.sub(lambda it: chr(int(it[1], 16)), text)}
    changed = data
    for sign in refused:
        same = unicodedata.normalize("NFKC", sign)
        for written in (sign, json.dumps(sign, ensure_ascii=False)[1:-1]):
            changed = changed.replace(written, same if same != sign and same.isalnum() else "?")
    return "" if changed == data else changed


def _oublier() -> None:
    """Typst garde ce qu'il a composé pour les dix composés suivants : 20 Mo par feuille, dont rien ne sert à une autre. Des pages
    vides prennent leur place : 211 Mo au lieu de 436 après cent feuilles, pour le même temps."""
    empty = _compiler(VIDE)
    for _ in range(OUBLI):
        empty.compile(format="svg")


def _compiler(gabarit: str, donnees: dict[str, str] | None = None):
    """Un compilateur par appel : celui de Typst ne se partage pas entre deux fils d'exécution, et n'en coûte rien."""
    import typst

    return typst.Compiler(
        str(TEMPLATES / gabarit),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=donnees or {},
    )
