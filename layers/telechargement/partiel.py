"""Un téléchargement commencé : le fichier partiel, et à côté de lui de quelle version du fichier il est le début."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Validateurs:
    """Ce que le serveur dit de la version d'un fichier : sert à demander « seulement s'il a changé » et à reprendre.

    `sha256` : l'empreinte du fichier une fois entier ; '' tant qu'il ne l'est pas.
    """

    adresse: str
    etag: str = ""
    modifie: str = ""
    sha256: str = ""

    @property
    def strong(self) -> str:
        """Le validateur qui garantit que la suite est du même fichier ; '' si aucun."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modifie


def begun(partial: Path, address: str) -> Validateurs | None:
    """La version de ce qui est commencé dans `partial`, si la suite peut s'y ajouter sans risque ; sinon il est effacé."""
    found = read_notes(notes_of(partial))
    if found and found.strong and found.adresse == address and partial.is_file() and partial.stat().st_size:
        return found
    forget(partial)
    return None


def note(partial: Path, found: Validateurs) -> None:
    """Écrit de quelle version `partial` est le début."""
    notes_of(partial).write_text(json.dumps(vars(found)), encoding="utf-8")


def forget(partial: Path) -> None:
    """Efface un téléchargement commencé et ce qu'on en savait."""
    partial.unlink(missing_ok=True)
    notes_of(partial).unlink(missing_ok=True)


def notes_of(path: Path) -> Path:
    """Où sont les notes d'un fichier, à côté de lui et cachées comme lui."""
    return path.with_name(path.name + ".json")


def read_notes(path: Path) -> Validateurs | None:
    """Les validateurs écrits dans `path` ; None s'il n'y en a pas ou s'ils sont illisibles."""
    try:
        return Validateurs(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
