"""Ce qu'on tape pour trouver une commune, lu avant d'être cherché : un code sans son zéro, un nombre à virgule, un CEDEX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from layers.geo.cog import ARRONDISSEMENTS
from layers.recherche.designation import FLOTTANT
from layers.recherche.recherche import EXACTE, LONGEST, PROCHE, Recherche, Trouvee
from layers.recherche.repertoire import Appellation, Commune
from layers.socle.mots import plier

SANS_ZERO = re.compile(r"\d{4}")
CINQ = re.compile(r"\b\d{5}\b")
CEDEX = re.compile(r"\bcedex ?\d{0,2}\b")
VILLES = 4  # autant de villes proposées pour un CEDEX sans nom
# Un code INSEE en vigueur fait aussi penser à un CEDEX si son début est celui du chef-lieu (31 0..), et s'il est assez grand.
ASSEZ_GRANDE, CHEF_LIEU = 20_000, "0"


def repondre(recherche: Recherche, demande: str, limite: int = 20, region_d_abord: bool = False) -> list[Trouvee]:
    """Les communes que `demande` peut vouloir dire, la meilleure d'abord (voir Recherche.chercher). Jamais d'exception.

    Une commune trouvée par un CEDEX, qui n'est le code d'aucune, le dit (`cedex`) : celle qu'il nomme, ou les villes probables
    (correspondance « proche ») d'un nombre seul.
    """
    text = _sans_virgule(demande)
    folded = plier(text) if len(text) <= LONGEST else ""
    code = folded.replace(" ", "")
    if SANS_ZERO.fullmatch(code):
        return _ensemble(recherche.chercher(f"0{code}", limite, region_d_abord), recherche.chercher(text, limite, region_d_abord))[:limite]
    if CINQ.fullmatch(code):
        return _du_nombre(recherche, code, recherche.chercher(text, limite, region_d_abord), limite)
    if CEDEX.search(folded):
        return _du_cedex(recherche, folded, limite, region_d_abord)
    found = recherche.chercher(text, limite, region_d_abord)
    if CINQ.search(folded) and not any(one.correspondance == EXACTE for one in found):
        return _du_cedex(recherche, folded, limite, region_d_abord) or found
    return found


def _sans_virgule(demande: str) -> str:
    """« 46102.0 » -> « 46102 » : un tableur a pris le code pour un nombre."""
    number = FLOTTANT.fullmatch(demande.strip())
    return number.group(1) if number else demande


def _ensemble(first: list[Trouvee], second: list[Trouvee]) -> list[Trouvee]:
    """Les deux listes l'une après l'autre, chaque commune une fois."""
    seen = {one.commune.code_commune for one in first}
    return first + [one for one in second if one.commune.code_commune not in seen]


def _du_nombre(recherche: Recherche, code: str, found: list[Trouvee], limit: int) -> list[Trouvee]:
    """Un nombre qui n'est le code postal de personne peut être un CEDEX, même s'il est aussi un code INSEE (« 31059 »)."""
    if any(code in one.commune.codes_postaux or code in one.fiche.codes_postaux for one in found):
        return found
    towns = villes(recherche.fiches, code)
    if found:
        office = f"{code[:2]}{CHEF_LIEU}00"
        large = (one for one in towns[:1] if (one.commune.population or 0) >= ASSEZ_GRANDE)
        towns = [one for one in large if code[2] == CHEF_LIEU and office in one.commune.codes_postaux]
    return _ensemble(found, [Trouvee(one.commune, one, PROCHE, True) for one in towns])[:limit]


def _du_cedex(recherche: Recherche, folded: str, limit: int, region_first: bool) -> list[Trouvee]:
    """La ville nommée à côté du CEDEX, dans son département ; sans nom, les villes probables du nombre."""
    number = CINQ.search(folded)
    name = CINQ.sub(" ", CEDEX.sub(" ", folded)).strip()
    if not name:
        return _du_nombre(recherche, number.group(), [], limit) if number else []
    found = recherche.chercher(name, limit, region_first)
    kept = [one for one in found if number is None or one.commune.departement in _departements(number.group())]
    return [one._replace(cedex=True) for one in kept]


def villes(fiches: Iterable[Appellation], cedex: str) -> list[Appellation]:
    """Les villes probables d'un CEDEX, la plus probable d'abord : celle du bureau (310 59 -> 310 00), puis les plus peuplées.

    Paris, Lyon et Marseille, dont les CEDEX ne suivent pas les codes postaux, viennent en tête dans leur département.
    """
    start, here = cedex[:3], _departements(cedex)

    def order(fiche: Appellation) -> tuple[bool, bool, int]:
        one = fiche.commune
        return one.code_commune not in ARRONDISSEMENTS, f"{start}00" not in one.codes_postaux, -(one.population or 0)

    own = (one for one in fiches if not one.genre and one.commune.departement in here and _peut_etre(one.commune, start))
    return sorted(own, key=order)[:VILLES]


def _peut_etre(one: Commune, start: str) -> bool:
    return one.code_commune in ARRONDISSEMENTS or any(postal.startswith(start) for postal in one.codes_postaux)


def _departements(code: str) -> tuple[str, ...]:
    """Les départements où peut être un code postal : « 20183 » est en Corse, du Sud ou du Nord."""
    if code.startswith("20"):
        return ("2A", "2B")
    return (code[:3] if code[:2] in ("97", "98") else code[:2],)
