"""Les aides d'une commune et le pourquoi de sa classe, en dictionnaires prêts pour JSON : les mêmes phrases que la fiche."""

from __future__ import annotations

from dataclasses import asdict

from layers.aides.situation import Situation
from layers.atlas import Atlas
from layers.recherche.designation import commune_designee
from views.aides.aides import aides_de
from views.commune.pourquoi import pourquoi


def aides(atlas: Atlas, code: str, situation: Situation) -> dict | None:
    """Les aides de la commune pour cette situation, et le pourquoi de sa classe ; None si `code` n'en désigne aucune."""
    code = commune_designee(atlas, code) or ""
    found, why = aides_de(atlas, code, situation), pourquoi(atlas, code)
    if found is None or why is None:
        return None
    answered = {champ: value for champ, value in asdict(situation).items() if value is not None}
    return {
        "code_commune": code,
        "nom": atlas.communes.at[code, "nom"],
        "situation": answered,
        "mention": found.mention,
        "avertissement": found.avertissement,
        "cumul": found.cumul,
        "constats": [asdict(one) for one in found.constats],
        "aides": [asdict(one) for one in found.aides],
        "pourquoi": {
            "phrases": [asdict(one) for one in why.phrases],
            "voisines": [asdict(one) for one in why.voisines],
            "voisines_tues": why.tues,
            "prudence": why.prudence,
        },
    }
