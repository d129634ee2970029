"""Ce que désigne un code reçu : la commune en vigueur, le territoire. Page, recherche, API, carte, export et borne s'y fient.

Un code se lit comme on l'écrit : casse, blancs, guillemets, « 46102.0 » et « 9001 » d'un tableur qui l'a pris pour un nombre.
"""

from __future__ import annotations

import re
from functools import lru_cache

from layers.atlas import Atlas
from layers.geo.cog import parents_of

LONGEST = 60
AUTOUR = re.compile(r"[\s'\"«»\u200b\ufeff]+")
FLOTTANT = re.compile(r"(\d{4,5})[.,]0*")
SANS_ZERO = re.compile(r"\d{4}")
# Le code d'un département ou d'une région sans son zéro, ou d'un EPCI ; les autres niveaux n'ont que des minuscules.
CHIFFRES = {"dep": 2, "reg": 2}


def code_propre(texte: str) -> str:
    """« 46102.0 » -> 46102 ; « 9001 » -> 09001 ; « 2a004 » -> 2A004. Ce qui n'est pas un code revient tel quel, sans blancs."""
    bare = AUTOUR.sub("", texte[:LONGEST]).upper()
    number = FLOTTANT.fullmatch(bare)
    bare = number.group(1) if number else bare
    return f"0{bare}" if SANS_ZERO.fullmatch(bare) and bare.isascii() else bare


@lru_cache(maxsize=4)
def _parents(atlas: Atlas) -> dict[str, str]:
    return {old: code for old, code in parents_of(atlas.communes).items() if old not in atlas.sans_contour.index}


def commune_designee(atlas: Atlas, texte: str) -> str | None:
    """Le code de la commune en vigueur que désigne `texte` : le sien, sa commune nouvelle, sa ville ; None si rien.

    Elle peut être sans contour (`atlas.sans_contour`) : collectivité d'outre-mer, commune rétablie. Un ancien code que deux
    communes se partagent n'en désigne aucune.
    """
    code = code_propre(texte)
    if code in atlas.communes.index or code in atlas.sans_contour.index:
        return code
    return _parents(atlas).get(code)


def territoire_designe(atlas: Atlas, texte: str) -> str:
    """L'identifiant que veut dire `texte` : « DEP-46 » -> dep-46, « dep-9 » -> dep-09, « com-13209 » -> com-13055.

    L'identifiant rendu peut n'exister nulle part : à qui s'en sert de le chercher.
    """
    niveau, dash, code = AUTOUR.sub("", texte[: 2 * LONGEST]).partition("-")
    niveau = niveau.casefold()
    if niveau == "com":
        return f"com-{commune_designee(atlas, code) or code_propre(code)}"
    if niveau in CHIFFRES:
        return f"{niveau}-{code.upper().zfill(CHIFFRES[niveau])}"
    return f"{niveau}{dash}{code.casefold()}"
