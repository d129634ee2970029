"""Trois aides dites à la commune : ce qu'elle peut offrir ou demander, avant la situation de qui s'installe.

Les montants sont ceux du registre (data/facts/aides.toml) ; l'année du document est dans le titre, car le dispositif a pu changer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from views.aides.aides import AideLue
from views.aides.section import SectionAides
from views.commune import phrases_reponse as r

MAISON, CENTRE, POSTE = r.AIDES_DU_MAIRE


@dataclass(frozen=True)
class AideMaire:
    """`montant` : « 50 000 € », ou qu'il n'est pas publié (`manque`) ; même place dans les deux cas."""

    titre: str
    montant: str
    manque: bool
    texte: str


def trois_aides(aides: SectionAides) -> tuple[AideMaire, ...]:
    """Les trois aides que le registre a, dans l'ordre où une commune s'en sert."""
    known = {aide.id: aide for groupe in aides.groupes for aide in groupe.aides}
    reserve = any(fausse_zone(known[POSTE])) if POSTE in known else False
    return tuple(_dite(known[name], name == POSTE and reserve) for name in (MAISON, CENTRE, POSTE) if name in known)


def fausse_zone(aide: AideLue) -> list[bool]:
    """Vrai pour chaque raison de zone qui écarte l'aide."""
    return [aide.etat == "ne_s_applique_pas" and "zone d'intervention prioritaire" in one for one in aide.raisons]


def _dite(aide: AideLue, reserve: bool) -> AideMaire:
    amounts = [one.texte for one in aide.montants]
    title = replace(aide, titre=r.AIDES_TITRES[aide.id]).titre_date
    text = r.AIDES_TEXTES[aide.id].format(*amounts) if amounts or "{" not in r.AIDES_TEXTES[aide.id] else ""
    return AideMaire(title, amounts[0] if amounts else r.MONTANT_NON_PUBLIE, not amounts, r.POSTE_RESERVE if reserve else text)
