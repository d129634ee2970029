"""L'adresse d'une fiche ; où mène un code qui n'existe plus : layers/recherche/designation.py."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from layers.aides.situation import CHAMPS
from layers.recherche.designation import code_propre


def chemin(code: str, demande: Iterable[tuple[str, str]], ancien: str = "") -> str:
    """« /commune/12218?ancien=12076 » : la fiche de `code`, la demande reprise, et le code d'où l'on vient s'il est autre."""
    asked = [(key, value) for key, value in demande if key != "ancien" or not ancien]
    if ancien and code_propre(ancien) != code:
        asked.append(("ancien", ancien))
    return f"/commune/{code}" + (f"?{urlencode(asked)}" if asked else "")


def sans_vides(demande: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """La demande sans les questions laissées vides par le formulaire : une adresse courte à partager.

    Toutes vides, la première reste : « sans réponse » n'est pas « rien demandé ».
    """
    answered = [(key, value) for key, value in demande if key not in CHAMPS or value]
    empty = [(key, value) for key, value in demande if key in CHAMPS and not value]
    return answered if not empty or any(key in CHAMPS for key, _ in answered) else [*answered, empty[0]]
