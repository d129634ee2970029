"""La géographie est-elle telle que scripts/build_geo.py l'a faite ? Un fichier tronqué donnerait une carte incomplète, sans rien dire."""

from __future__ import annotations

import hashlib
from pathlib import Path

from layers.socle.defauts import Checker

EMPREINTES = "empreintes.txt"


def verifier(geo: Path) -> None:
    """DataError si un fichier de `geo` que nomme EMPREINTES (le format de sha256sum) manque ou n'est plus le même. Une géographie
    sans ce fichier est celle d'un essai."""
    if not (geo / EMPREINTES).is_file():
        return
    checker = Checker("géographie")
    for line in (geo / EMPREINTES).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        found = _digest(geo / name)
        checker.expect(
            found == digest, column=name, expected="le fichier livré avec le projet", found=found and "un autre contenu" or "rien"
        )
    checker.raise_if_any()


def ecrire(geo: Path) -> None:
    """Écrit EMPREINTES pour tous les fichiers de données de `geo`."""
    names = sorted(path.name for path in geo.iterdir() if path.is_file() and path.name not in (EMPREINTES, "README.md"))
    (geo / EMPREINTES).write_text("".join(f"{_digest(geo / name)}  {name}\n" for name in names), encoding="utf-8")


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
