"""Quelles aides pour ce lieu et cette situation : des fonctions pures sur le registre des aides.

Une aide a quatre états. Dans l'ordre où ils l'emportent :
ne_s_applique_pas : une condition est fausse et ne peut pas changer (la classe de la commune, la profession…) ;
non_tranche : le texte ne dit rien de ce cas, ou la donnée de la commune n'est pas publiée ;
s_appliquerait_si : il manque des conditions qui peuvent encore être remplies, ou des réponses ;
s_applique : tout est rempli. Rien n'est jamais additionné.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.aides.registre import A_VERIFIER, Aide, Aides, Condition, Montant, PhraseDeRegle
from layers.aides.situation import Lieu, Situation

S_APPLIQUE, S_APPLIQUERAIT_SI, NE_S_APPLIQUE_PAS, NON_TRANCHE = ETATS = (
    "s_applique",
    "s_appliquerait_si",
    "ne_s_applique_pas",
    "non_tranche",
)
# Ce qu'une condition peut être : remplie, sans réponse, contraire mais modifiable, fausse pour de bon, sans donnée.
REMPLIE, A_DIRE, A_CHANGER, FAUSSE, INCONNUE = "remplie", "a_dire", "a_changer", "fausse", "inconnue"
# Une autre réponse à ces questions serait une autre personne : une réponse contraire est définitive.
PERSONNE = ("profession", "etape")
OCCITANIE = "76"
REGION = Condition("region", "exercer en Occitanie", parmi=(OCCITANIE,))
RETENU, POSSIBLE, ECARTE = "retenu", "possible", "ecarte"


@dataclass(frozen=True)
class MontantEvalue:
    """Un montant et ce qu'il devient : retenu (l'aide s'applique, à ce montant), possible ou écarté."""

    montant: Montant
    etat: str


@dataclass(frozen=True)
class Resultat:
    """Une aide pour un lieu et une situation. Chaque condition de l'aide est dans un groupe et un seul.

    manquantes : à remplir ou à dire. inconnues : la donnée de la commune n'est pas publiée. silences : ce que le texte
    ne tranche pas ici. montants : tous ceux de l'aide, dans son ordre, chacun avec son état.
    """

    aide: Aide
    etat: str
    remplies: tuple[Condition, ...]
    manquantes: tuple[Condition, ...]
    fausses: tuple[Condition, ...]
    inconnues: tuple[Condition, ...]
    silences: tuple[PhraseDeRegle, ...]
    montants: tuple[MontantEvalue, ...]


def evaluer(registre: Aides, lieu: Lieu, situation: Situation) -> tuple[Resultat, ...]:
    """Un résultat par aide du registre, dans son ordre."""
    return tuple(evaluer_aide(aide, lieu, situation) for aide in registre.aides)


def evaluer_aide(aide: Aide, lieu: Lieu, situation: Situation) -> Resultat:
    """L'état d'une aide pour ce lieu et cette situation."""
    conditions = (REGION, *aide.conditions) if aide.portee == "Occitanie" else aide.conditions
    verdicts = [(condition, verdict(condition, lieu, situation)) for condition in conditions]

    def group(*wanted: str) -> tuple[Condition, ...]:
        return tuple(condition for condition, found in verdicts if found in wanted)

    silences = tuple(s for s in aide.silences if all(verdict(c, lieu, situation) == REMPLIE for c in s.conditions))
    own = [etat_montant(montant, lieu, situation) for montant in aide.montants]
    manquantes, inconnues = group(A_DIRE, A_CHANGER), group(INCONNUE)
    unsettled = aide.lien == "exclusifs" and RETENU not in own
    if group(FAUSSE):
        etat = NE_S_APPLIQUE_PAS
    elif silences or inconnues:
        etat = NON_TRANCHE
    else:
        etat = S_APPLIQUERAIT_SI if manquantes or unsettled else S_APPLIQUE
    montants = tuple(MontantEvalue(m, _selon(etat, bool(silences) and unsettled, found)) for m, found in zip(aide.montants, own))
    return Resultat(aide, etat, group(REMPLIE), manquantes, group(FAUSSE), inconnues, silences, montants)


def etat_montant(montant: Montant, lieu: Lieu, situation: Situation) -> str:
    """Selon ses seules conditions : retenu si elles sont toutes remplies, écarté si l'une est contraire, possible sinon.

    Un montant que le document réserve à un cas que rien ne demande (sa « precision ») n'est jamais que possible.
    """
    found = {verdict(condition, lieu, situation) for condition in montant.conditions}
    if found & {FAUSSE, A_CHANGER}:
        return ECARTE
    return RETENU if found <= {REMPLIE} and not montant.precision else POSSIBLE


def _selon(etat: str, silent: bool, own: str) -> str:
    """L'état d'un montant dans son aide : retenu seulement si l'aide s'applique, écarté si elle ne s'applique pas.

    `silent` : le texte ne choisit aucun des montants (9 demi-journées) ; il n'en écarte donc aucun.
    """
    if etat == NE_S_APPLIQUE_PAS:
        return ECARTE
    if silent:
        return POSSIBLE
    return POSSIBLE if own == RETENU and etat != S_APPLIQUE else own


def verdict(condition: Condition, lieu: Lieu, situation: Situation) -> str:
    """Ce qu'est une condition pour ce lieu et cette situation."""
    champ = condition.champ
    if champ == A_VERIFIER:
        return A_DIRE
    if champ == "zone":
        return _zone(condition.parmi, lieu, situation.qpv)
    if champ in ("region", "montagne", "frr", "outre_mer"):
        value = getattr(lieu, champ)
        return INCONNUE if value is None else REMPLIE if _word(value) in condition.parmi else FAUSSE
    value = getattr(situation, champ)
    if value is None:
        return A_DIRE
    if _compared(condition, value):
        return REMPLIE
    return FAUSSE if condition.definitive or champ in PERSONNE else A_CHANGER


def _zone(parmi: tuple[str, ...], lieu: Lieu, in_quartier: bool | None) -> str:
    """La classe de la commune convient, ou le quartier prioritaire où l'on exerce.

    Un quartier compte s'il est choisi et connu dans la commune ; s'il y en a un sans qu'il soit choisi, il manque de le choisir.
    """
    if lieu.classe in parmi:
        return REMPLIE
    if "QPV" not in parmi:
        return INCONNUE if lieu.classe is None else FAUSSE
    if lieu.qpv and in_quartier:
        return REMPLIE
    other_classes = set(parmi) - {"QPV"}
    if (lieu.classe is None and other_classes) or lieu.qpv is None:
        return INCONNUE
    return (A_DIRE if in_quartier is None else A_CHANGER) if lieu.qpv else FAUSSE


def _compared(condition: Condition, value: str | bool | int) -> bool:
    if condition.parmi:
        return _word(value) in condition.parmi
    number = int(value)  # la lecture du registre ne compare ainsi que des entiers
    tests = (
        condition.plus_de is not None and number > condition.plus_de,
        condition.moins_de is not None and number < condition.moins_de,
        condition.au_moins is not None and number >= condition.au_moins,
        condition.egal is not None and number == condition.egal,
    )
    return any(tests)


def _word(value: str | bool | int) -> str:
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else str(value)
