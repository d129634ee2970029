"""Ce que les données disent d'un territoire : la phrase de tête de son dossier, et le titre de son profil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layers.geo.territoire import FRANCE
from layers.taux.declares import FAVORABLE, NEUTRE
from views.taux.profil import LigneDeProfil
from views.territoire import phrases_dossier as t

# Combien, à chaque bout du classement, font « les premiers » et « les derniers ».
BOUTS = 3


def titre(lines: Sequence[LigneDeProfil], niveau: str) -> str:
    """Le constat du profil : où le sujet est parmi les premiers et les derniers ; sans rang, devant la France."""
    if niveau == FRANCE:
        return t.LES_REGIONS
    ranked = [one for one in lines if one.sujets[0].rang]
    if not ranked:
        return _devant_la_france(lines)
    first = [one for one in ranked if one.sujets[0].rang.rang <= BOUTS and one.sujets[0].rang.egaux <= BOUTS]
    last = [one for one in ranked if _depuis_la_fin(one) <= BOUTS and one.sujets[0].rang.egaux <= BOUTS]
    if any(one.sujets[0].rang.sur < 2 * BOUTS for one in ranked):
        first, last = [one for one in first if one.sujets[0].rang.rang == 1], [one for one in last if _depuis_la_fin(one) == 1]
    first.sort(key=lambda one: one.sujets[0].rang.rang)
    last.sort(key=_depuis_la_fin)
    return t.titre_du_profil(_sujets(first), _sujets(last))


def _depuis_la_fin(one: LigneDeProfil) -> int:
    """1 pour le dernier."""
    rank = one.sujets[0].rang
    return rank.sur - (rank.rang + rank.egaux - 1) + 1


def _sujets(lines: Sequence[LigneDeProfil]) -> list[str]:
    return [t.SUJETS[one.taux.taux.id] for one in lines if one.taux.taux.id in t.SUJETS]


def _devant_la_france(lines: Sequence[LigneDeProfil]) -> str:
    better, worse = [], []
    for one in lines:
        here, there = one.sujets[0].valeur, one.france.valeur if one.france else None
        if there is None or None in (here.ecrit, there.ecrit) or here.ecrit == there.ecrit or here.taux.sens == NEUTRE:
            continue
        (better if (here.ecrit > there.ecrit) == (here.taux.sens == FAVORABLE) else worse).append(one)
    return t.titre_devant_la_france(_sujets(better), _sujets(worse))


def phrase(nom: str, niveau: str, lines: Sequence[LigneDeProfil]) -> str:
    """La phrase de tête : maisons de santé par habitant, habitants en ZIP, rang de l'accès au généraliste ; « » si rien n'est
    publié. Ce qui manque est tu, jamais supposé."""
    by_id = {one.taux.taux.id: one for one in lines}
    rest = [one for one in (_zip(by_id), _apl(by_id)) if one]
    head = _msp(nom, niveau, by_id)
    if not head:
        return t.capitale(f"{t.enumere(rest)}.".replace(" y ", " ")) if rest else ""
    return f"{head}{_lien(by_id) if rest else ''}{t.enumere(rest)}."


def _msp(nom: str, niveau: str, by_id: Mapping[str, LigneDeProfil]) -> str:
    one = by_id.get("sites-msp")
    if one is None or one.region is None or one.region.place is None or one.sujets[0].place is None:
        return ""
    here, region = one.sujets[0], one.region
    return t.constat_msp(nom, niveau, here.dite, region.dite, t.plus_ou_moins(here.valeur.ecrit, region.valeur.ecrit))


def _zip(by_id: Mapping[str, LigneDeProfil]) -> str:
    one = by_id.get("manque-medecins")
    if one is None or one.sujets[0].valeur.ecrit is None:
        return ""
    said = t.part_dite(one.sujets[0].valeur.ecrit)
    return t.en_zip(said)


def _apl(by_id: Mapping[str, LigneDeProfil]) -> str:
    one = by_id.get("apl")
    rank = one.sujets[0].rang if one else None
    if one is None or one.sujets[0].valeur.ecrit is None:
        return ""
    if rank is None or one.sujets[0].rang.sur < 2:
        return t.acces_en_moyenne(one.sujets[0].dite)
    return t.acces_de_rang(t.rang_dit(rank.rang, rank.egaux, rank.sur))


def _lien(by_id: Mapping[str, LigneDeProfil]) -> str:
    """« mais » quand la suite contredit le début : plus de maisons de santé, et plus d'habitants en ZIP que la région."""
    msp, zone = by_id["sites-msp"], by_id.get("manque-medecins")
    if zone is None or zone.region is None or zone.region.valeur.ecrit is None or zone.sujets[0].valeur.ecrit is None:
        return " ; "
    more = msp.sujets[0].valeur.ecrit > msp.region.valeur.ecrit
    needy = zone.sujets[0].valeur.ecrit > zone.region.valeur.ecrit
    return ", mais " if more == needy else " ; "
