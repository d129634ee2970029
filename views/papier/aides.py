"""Les aides sur le papier : celles d'une situation dite, en quatre colonnes, et le compte de celles qui n'y sont pas."""

from __future__ import annotations

from layers.aides.situation import Situation
from layers.atlas import Atlas
from views.aides import phrases as wa
from views.aides.aides import ORDRE, AideLue, SourceLue, aides_de
from views.aides.phrases_situation import situation_dite
from views.aides.section import SUPPOSEE
from views.papier import phrases as t

REFUSEE = "ne_s_applique_pas"
# Ce qui tient dans une ligne de la feuille ; le reste est compté.
MONTANTS, CONDITIONS = 2, 2


def aides_papier(atlas: Atlas, code: str, situation: Situation) -> dict:
    """Le tableau des aides de cette situation. `restes[n]` : la phrase à écrire quand les n premières lignes seulement sont montrées."""
    found = aides_de(atlas, code, situation)
    if found is None:
        raise KeyError(code)
    # Dans chaque état, d'abord ce dont le montant est publié : c'est ce qu'une feuille sert à emporter.
    possible = [one for one in found.aides if one.etat != REFUSEE]
    possible.sort(key=lambda one: (ORDRE.index(one.etat), not one.montants))
    refused = len(found.aides) - len(possible)
    letters = _letters(possible)
    return {
        "titre": t.AIDES,
        "situation": t.situation(situation_dite(situation), situation == SUPPOSEE),
        "entetes": list(t.AIDES_ENTETES),
        "lignes": [_ligne(one, letters) for one in possible],
        "restes": [t.autres_aides(len(possible) - n, refused) for n in range(len(possible) + 1)],
        "aucune": "" if possible else t.SANS_AIDE,
        "avertissement": f"{found.avertissement} {found.cumul}",
        "documents": [{"lettre": letters[it.fichier], "texte": t.document(it.titre, it.editeur, it.date)} for it in _documents(possible)],
        "mention": found.mention,
    }


def _documents(aides: list[AideLue]) -> list[SourceLue]:
    """Chaque document une fois, dans l'ordre où les aides le citent."""
    return list({source.fichier: source for aide in aides for source in aide.sources}.values())


def _letters(aides: list[AideLue]) -> dict[str, str]:
    return {one.fichier: chr(ord("A") + n) for n, one in enumerate(_documents(aides))}


def _ligne(one: AideLue, letters: dict[str, str]) -> dict:
    hidden = len(one.raisons) - CONDITIONS
    reasons = [*one.raisons[:CONDITIONS], *([t.autres_conditions(hidden)] if hidden > 0 else [])]
    return {
        "etat": wa.ETATS[one.etat],
        "titre": one.titre,
        "raisons": " ".join(reasons),
        "montant": _montants(one),
        "quand": t.quand(one.duree, one.validite),
        "documents": t.documents([(letters[source.fichier], source.date) for source in one.sources]),
        "lettres": [letters[source.fichier] for source in one.sources],
    }


def _montants(one: AideLue) -> str:
    """Les montants que la situation n'écarte pas."""
    if not one.montants:
        return one.sans_montant
    kept = list(dict.fromkeys(montant.texte for montant in one.montants if montant.etat != "ecarte"))
    if not kept:
        return t.MONTANTS_ECARTES
    hidden = len(kept) - MONTANTS
    return " ; ".join([*kept[:MONTANTS], *([t.autres_montants(hidden)] if hidden > 0 else [])])
