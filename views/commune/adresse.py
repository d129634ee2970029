"""L'adresse d'une fiche : celle d'une commune en vigueur, et où mène un code qui n'existe plus."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from layers.aides.situation import CHAMPS
from layers.atlas import Atlas
from layers.geo.cog import parents_of

LONGEST_CODE = 5


@lru_cache(maxsize=2)
def _parents(atlas: Atlas) -> dict[str, str]:
    return parents_of(atlas.communes)


def destination(atlas: Atlas, code: str) -> str | None:
    """Le code de la commune en vigueur où mène `code` : le même, sa commune nouvelle, ou None s'il ne mène nulle part.

    Un arrondissement mène à sa ville ; un ancien code que deux communes se partagent ne mène à aucune. La casse ne compte pas.
    """
    if len(code) != LONGEST_CODE:
        return None
    wanted = code.upper()
    return wanted if wanted in atlas.communes.index else _parents(atlas).get(wanted)


def chemin(code: str, demande: Iterable[tuple[str, str]], ancien: str = "") -> str:
    """« /commune/12218?ancien=12076 » : la fiche de `code`, la demande reprise, et le code d'où l'on vient s'il est autre."""
    asked = [(key, value) for key, value in demande if key != "ancien" or not ancien]
    if ancien and ancien.upper() != code:
        asked.append(("ancien", ancien))
    return f"/commune/{code}" + (f"?{urlencode(asked)}" if asked else "")


def sans_vides(demande: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """La demande sans les questions laissées vides par le formulaire : une adresse courte à partager.

    Toutes vides, la première reste : « sans réponse » n'est pas « rien demandé ».
    """
    answered = [(key, value) for key, value in demande if key not in CHAMPS or value]
    empty = [(key, value) for key, value in demande if key in CHAMPS and not value]
    return answered if not empty or any(key in CHAMPS for key, _ in answered) else [*answered, empty[0]]
