"""Le glossaire : les sigles par lettre."""

from __future__ import annotations

import unicodedata

from layers.registre.glossaire import Terme


def lettres(termes: tuple[Terme, ...]) -> dict[str, list[Terme]]:
    """Les sigles rangés par première lettre, dans l'ordre alphabétique (ni les accents ni la casse n'y changent rien)."""
    ranged: dict[str, list[Terme]] = {}
    for terme in sorted(termes, key=lambda one: _cle(one.sigle)):
        ranged.setdefault(_cle(terme.sigle)[0], []).append(terme)
    return ranged


def _cle(sigle: str) -> str:
    return unicodedata.normalize("NFKD", sigle).encode("ascii", "ignore").decode().upper()
