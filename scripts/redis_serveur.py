"""Trouve le serveur Redis (ou Valkey) des essais. Bibliothèque standard seule."""

from __future__ import annotations

import shutil

COMMANDES = ("redis-server", "valkey-server")
PAQUET = "redis-server"
ABSENT = "Redis n'a pas été trouvé. Sur Debian ou Ubuntu : sudo apt-get install redis-server."


def trouver_redis() -> str | None:
    """Le chemin du serveur ; None s'il n'y en a pas."""
    return next((found for one in COMMANDES if (found := shutil.which(one))), None)
