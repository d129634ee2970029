"""Le message qui signale une erreur."""

from __future__ import annotations


def objet(page: str) -> str:
    """L'objet du message."""
    return f"Maillage, une erreur : {page}" if page else "Maillage"


def corps(adresse: str) -> str:
    """Le message, à compléter."""
    return f"Page : {adresse}\n\nCe qu'elle montre :\n\nCe que je sais d'autre, et d'où :\n"
