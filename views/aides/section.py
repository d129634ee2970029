"""Les aides sur la fiche d'une commune : le formulaire, et trois groupes de réponses (oui, oui si…, non et pourquoi).

section = section_aides(atlas, "46102", demande_de([("profession", "infirmier")]))   # None si la commune n'existe pas
for groupe in section.groupes: groupe.titre, groupe.aides
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from layers.aides.evaluation import OCCITANIE
from layers.aides.situation import CHAMPS, Situation
from layers.atlas import Atlas
from views.aides import phrases_situation as w
from views.aides.aides import AideLue, aides_de
from views.aides.constats import Constat
from views.aides.situation import SUPPOSEE, QuestionDeSituation, ReponseInconnue, questions, situation_de_adresse

PRINCIPALES = ("profession", "etape", "mode", "anciennete", "coordonne", "demi_journees", "projet")
GROUPE_DE = {"s_applique": "oui", "s_appliquerait_si": "si", "non_tranche": "si", "ne_s_applique_pas": "non"}


@dataclass(frozen=True)
class DemandeDAides:
    """La situation qu'une adresse demande. `supposee` : elle n'en dit rien. `refus` : la phrase qui dit ce qui n'est pas compris."""

    situation: Situation
    supposee: bool
    refus: str = ""


@dataclass(frozen=True)
class GroupeDAides:
    """Des aides dans le même cas : `id` oui, si ou non. `vide` : ce qu'il faut dire quand il n'y en a pas."""

    id: str
    titre: str
    aides: tuple[AideLue, ...]
    vide: str


@dataclass(frozen=True)
class ChoixAffiche:
    """Une question du formulaire et la réponse en cours (« » : sans réponse)."""

    question: QuestionDeSituation
    reponse: str


@dataclass(frozen=True)
class SectionAides:
    """Tout ce que la fiche montre des aides d'une commune. `adresse` : les réponses, telles qu'une adresse les porte.

    Les trois groupes sont toujours là, dans l'ordre oui, si, non. `mention` : « démonstration… » ou "".
    """

    situation: Situation
    situation_dite: str
    supposee: bool
    refus: str
    adresse: str
    principales: tuple[ChoixAffiche, ...]
    autres: tuple[ChoixAffiche, ...]
    constats: tuple[Constat, ...]
    groupes: tuple[GroupeDAides, ...]
    avertissement: str
    cumul: str
    mention: str

    @property
    def autres_ouvertes(self) -> bool:
        """Vrai si une question du second rang a une réponse : elle ne doit pas rester cachée."""
        return any(one.reponse for one in self.autres)


def demande_de(pairs: Iterable[tuple[str, str]]) -> DemandeDAides:
    """La situation que demandent les paramètres d'une page ; ceux qui ne sont pas des questions sont ignorés.

    Rien de répondu ni de demandé : la situation supposée. Une réponse incomprise : la même, et une phrase ; jamais d'erreur.
    """
    asked = [(name, value) for name, value in pairs if name in CHAMPS]
    if not asked:
        return DemandeDAides(SUPPOSEE, True)
    try:
        return DemandeDAides(situation_de_adresse(asked), False)
    except ReponseInconnue as refused:
        return DemandeDAides(SUPPOSEE, True, f"{w.REFUS} {refused}")


def adresse_de(situation: Situation) -> str:
    """« profession=infirmier&coordonne=oui » : les réponses données, dans l'ordre des questions."""
    return urlencode([(champ, texte) for champ in CHAMPS if (texte := reponse_ecrite(situation, champ))])


def reponse_ecrite(situation: Situation, champ: str) -> str:
    """La réponse à une question, telle qu'un paramètre l'écrit ; "" sans réponse."""
    value = getattr(situation, champ)
    if value is None:
        return ""
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else str(value)


def section_aides(atlas: Atlas, code: str, demande: DemandeDAides) -> SectionAides | None:
    """Les aides de la commune `code` pour cette demande ; None si la commune n'existe pas."""
    found = aides_de(atlas, code, demande.situation)
    if found is None:
        return None
    choix = [ChoixAffiche(one, reponse_ecrite(demande.situation, one.champ)) for one in questions()]
    return SectionAides(
        situation=demande.situation,
        situation_dite=w.situation_dite(demande.situation),
        supposee=demande.supposee,
        refus=demande.refus,
        adresse=adresse_de(demande.situation),
        principales=tuple(one for one in choix if one.question.champ in PRINCIPALES),
        autres=tuple(one for one in choix if one.question.champ not in PRINCIPALES),
        constats=found.constats,
        groupes=groupes(found.aides),
        avertissement=found.avertissement,
        cumul=found.cumul,
        mention=found.mention,
    )


def montant_court(aide: AideLue) -> str:
    """Le montant à lire d'un coup d'œil : celui qui est retenu ; un seul possible ; sinon combien il y en a."""
    kept = [one.texte for one in aide.montants if one.etat == "retenu"] or [one.texte for one in aide.montants if one.etat == "possible"]
    kept = kept or [one.texte for one in aide.montants]
    if not kept:
        return w.SANS_MONTANT_COURT
    return kept[0] if len(kept) == 1 else w.plusieurs_montants(len(kept))


def groupes(aides: tuple[AideLue, ...]) -> tuple[GroupeDAides, ...]:
    """Les aides en trois groupes. Ce que le texte ne tranche pas est avec ce qui s'appliquerait : ce n'est pas un refus.

    Dans ce groupe, les plus proches d'abord : ce que le texte ne tranche pas, puis ce à quoi il manque le moins.
    """
    ordered = sorted(aides, key=_loin)
    return tuple(
        GroupeDAides(id, titre, tuple(one for one in ordered if GROUPE_DE[one.etat] == id), w.VIDES[id]) for id, titre in w.GROUPES.items()
    )


def _loin(aide: AideLue) -> tuple[int, int]:
    if GROUPE_DE[aide.etat] != "si":
        return (0, 0)
    return (0 if aide.etat == "non_tranche" else 1, len(aide.raisons))


def compte_aides(atlas: Atlas, code: str) -> str:
    """« Pour un médecin généraliste qui s'installe : 4 aides, et 8 sous condition. » : la ligne à côté de la carte."""
    found = aides_de(atlas, code, SUPPOSEE)
    if found is None:
        return ""
    oui, si, _ = groupes(found.aides)
    return w.compte(len(oui.aides), len(si.aides), found.mention, ailleurs(atlas, code))


def ailleurs(atlas: Atlas, code: str) -> str:
    """Le nom de la région de la commune, si ce n'est pas celle dont Maillage recense les aides ; « » si c'est elle."""
    region = atlas.communes.at[code, "region"]
    return "" if region == OCCITANIE else atlas.regions.at[region, "nom"]
