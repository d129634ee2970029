"""Le dépôt : ce que les processus d'une préparation partagent. Un dossier de cette machine, ou Redis.

Tout y est octets, et tout y a une fin : rien n'y reste qu'un arrêt brutal aurait oublié.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

MORCEAU = 4 * 1024 * 1024


class Depot(Protocol):
    """Des octets sous un nom, pour un temps donné en secondes."""

    def prendre(self, nom: str, valeur: bytes, duree: float) -> bool:
        """Écrit si le nom est libre, d'un seul geste ; rend vrai s'il l'était."""
        ...

    def ecrire(self, nom: str, valeur: bytes, duree: float) -> None: ...

    def lire(self, nom: str) -> bytes | None: ...

    def oter(self, nom: str) -> None: ...

    def deposer(self, nom: str, contenu: bytes, duree: float) -> None:
        """Écrit un long contenu."""
        ...

    def morceaux(self, nom: str) -> Iterator[bytes] | None:
        """Relit un long contenu par morceaux ; None s'il n'est plus là."""
        ...

    def present(self, nom: str) -> bool:
        """Vrai si ce long contenu est là, entier."""
        ...

    def purger(self) -> None:
        """Efface ce qui a fait son temps."""
        ...


class DepotDisque:
    """Dans un dossier (diskcache.Cache), dont la taille est bornée."""

    def __init__(self, cache):
        self._cache = cache

    def prendre(self, nom: str, valeur: bytes, duree: float) -> bool:
        return self._cache.add(nom, valeur, expire=duree)

    def ecrire(self, nom: str, valeur: bytes, duree: float) -> None:
        self._cache.set(nom, valeur, expire=duree)

    def lire(self, nom: str) -> bytes | None:
        return self._cache.get(nom)

    def oter(self, nom: str) -> None:
        self._cache.delete(nom)

    def deposer(self, nom: str, contenu: bytes, duree: float) -> None:
        self._cache.set(nom, contenu, expire=duree)

    def morceaux(self, nom: str) -> Iterator[bytes] | None:
        stream = self._cache.get(nom, read=True)
        if stream is None:
            return None
        return _du_fichier(stream) if hasattr(stream, "read") else iter((stream,))

    def present(self, nom: str) -> bool:
        return nom in self._cache

    def purger(self) -> None:
        self._cache.expire()


def _du_fichier(stream) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(MORCEAU):
            yield piece


class DepotRedis:
    """Dans Redis, qui efface lui-même ; un long contenu y est en plusieurs morceaux, le premier écrit en dernier."""

    PREFIXE = "maillage:"

    def __init__(self, client):
        self._client = client

    def prendre(self, nom: str, valeur: bytes, duree: float) -> bool:
        return bool(self._client.set(self.PREFIXE + nom, valeur, px=int(duree * 1000), nx=True))

    def ecrire(self, nom: str, valeur: bytes, duree: float) -> None:
        self._client.set(self.PREFIXE + nom, valeur, px=int(duree * 1000))

    def lire(self, nom: str) -> bytes | None:
        return self._client.get(self.PREFIXE + nom)

    def oter(self, nom: str) -> None:
        self._client.delete(self.PREFIXE + nom)

    def deposer(self, nom: str, contenu: bytes, duree: float) -> None:
        pieces = [contenu[start : start + MORCEAU] for start in range(0, len(contenu), MORCEAU)]
        for number, piece in enumerate(pieces):
            self.ecrire(f"{nom}:{number}", piece, duree)
        self.ecrire(nom, str(len(pieces)).encode(), duree)

    def morceaux(self, nom: str) -> Iterator[bytes] | None:
        names = self._names(nom)
        return self._pieces(names) if names else None

    def present(self, nom: str) -> bool:
        return bool(self._names(nom))

    def _names(self, nom: str) -> list[str]:
        """Les morceaux ; aucun s'il en manque un, évincé faute de place."""
        names = [f"{self.PREFIXE}{nom}:{number}" for number in range(int(self.lire(nom) or 0))]
        return names if names and self._client.exists(*names) == len(names) else []

    def _pieces(self, names: list[str]) -> Iterator[bytes]:
        for name in names:
            piece = self._client.get(name)
            if piece is None:
                raise OSError("un morceau de l'archive n'est plus là")
            yield piece

    def purger(self) -> None:
        """Redis le fait de lui-même."""
