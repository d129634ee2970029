"""Les aides d'une commune, en français simple : ce que la fiche, le papier et l'API montrent.

situation = lire_situation({"profession": "medecin-generaliste", "demi_journees": "10"})
aides = aides_de(atlas, "46102", situation)      # None si la commune n'existe pas
aides.aides[0].etat, .titre, .explication, .raisons, .montants, .sources …
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import nan

from layers.aides.evaluation import S_APPLIQUERAIT_SI, MontantEvalue, Resultat, evaluer
from layers.aides.registre import Aides, Condition, DocumentDeRegles
from layers.aides.situation import Lieu, Situation
from layers.atlas import Atlas
from layers.commune.lieu import lieu
from layers.faits.fait import EXACT
from views.aides import phrases as w
from views.aides.constats import Constat, constats, phrase_classe, phrase_frr
from views.aides.situation import SUPPOSEE
from views.ecriture.phrases import DEMONSTRATION

ANNEE = re.compile(r"[0-9]{4}")
ORDRE = ("s_applique", "s_appliquerait_si", "non_tranche", "ne_s_applique_pas")


@dataclass(frozen=True)
class SourceLue:
    """Un document, les lignes d'où vient une aide (pour l'API) et leurs parties (pour l'écran) ; `date` telle qu'on peut la dire."""

    fichier: str
    lignes: tuple[int, ...]
    titre: str
    editeur: str
    date: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class MontantLu:
    """Un montant : son texte entier, ses bornes (égales hors fourchette), ce à quoi le document le réserve.

    `etat` : « retenu », « possible » ou « ecarte » pour la situation dite. `ligne` : celle du document `fichier`.
    """

    texte: str
    bas: float
    haut: float
    unite: str
    periodicite: str
    etat: str
    conditions: tuple[str, ...]
    precision: str
    fichier: str
    ligne: int


@dataclass(frozen=True)
class AideLue:
    """Une aide prête à lire. `raisons` : pourquoi elle est dans cet état ; vide quand elle s'applique.

    `remplies` : les conditions remplies. `montants` vide : non publié, jamais zéro (`sans_montant` le dit).
    `montants_lien` : comment les lire ensemble. Rien n'est additionné. `fiabilite` : celle des règles.
    """

    id: str
    titre: str
    theme: str
    etat: str
    libelle: str
    explication: str
    raisons: tuple[str, ...]
    remplies: tuple[str, ...]
    montants: tuple[MontantLu, ...]
    montants_lien: str
    sans_montant: str
    duree: str
    validite: str
    engagements: tuple[str, ...]
    a_savoir: str
    portee: str
    fiabilite: str
    sources: tuple[SourceLue, ...]

    @property
    def titre_date(self) -> str:
        """Son nom et l'année du plus récent des documents qui la décrivent : elle a pu changer depuis."""
        return w.titre_date(self.titre, max((year for one in self.sources for year in ANNEE.findall(one.date)), default=""))


@dataclass(frozen=True)
class AidesCommune:
    """Toutes les aides d'une commune : d'abord celles qui s'appliquent, puis les autres, dans l'ordre du registre.

    `mention` : « démonstration… » quand la classe de la commune est simulée, "" sinon.
    """

    code: str
    situation: Situation
    constats: tuple[Constat, ...]
    aides: tuple[AideLue, ...]
    avertissement: str
    cumul: str
    mention: str


def aides_de(atlas: Atlas, code: str, situation: Situation) -> AidesCommune | None:
    """Les aides de la commune `code` pour cette situation ; None si la commune n'existe pas."""
    here = lieu(atlas, code)
    if here is None:
        return None
    # La situation qu'un visiteur dit sienne n'est gardée nulle part : seule celle que la page suppose l'est.
    find = _aides_ordinaires if situation == SUPPOSEE else partial(_aides_du_lieu, situation=situation)
    return replace(find(atlas, replace(here, code="")), code=code)


@lru_cache(maxsize=256)
def _aides_ordinaires(atlas: Atlas, here: Lieu) -> AidesCommune:
    return _aides_du_lieu(atlas, here, SUPPOSEE)


def _aides_du_lieu(atlas: Atlas, here: Lieu, situation: Situation) -> AidesCommune:
    """Ce que disent les règles d'un lieu sans code : deux communes de même région, classe, montagne, ruralités et quartiers ont
    les mêmes aides, et les lieux différents d'une région se comptent par dizaines."""
    found = [_lue(atlas, here, one) for one in evaluer(atlas.aides, here, situation)]
    ordered = sorted(found, key=lambda aide: ORDRE.index(aide.etat))
    mention = DEMONSTRATION if atlas.simulated else ""
    return AidesCommune(here.code, situation, constats(atlas, here), tuple(ordered), atlas.aides.avertissement, atlas.aides.cumul, mention)


def _lue(atlas: Atlas, here: Lieu, one: Resultat) -> AideLue:
    aide, registre = one.aide, atlas.aides
    montants = tuple(_montant(registre, m) for m in one.montants)
    return AideLue(
        id=aide.id,
        titre=aide.titre,
        theme=aide.theme,
        etat=one.etat,
        libelle=w.ETATS[one.etat],
        explication=aide.explication,
        raisons=_raisons(atlas, here, one),
        remplies=tuple(condition.texte for condition in one.remplies),
        montants=montants,
        montants_lien=w.LIENS[aide.lien] if len(montants) > 1 else "",
        sans_montant="" if montants else w.SANS_MONTANT,
        duree=w.duree(registre.regles[aide.duree].duree if aide.duree else ""),
        validite=w.depuis(_depuis(registre, one)),
        engagements=tuple(phrase.texte for phrase in aide.engagements),
        a_savoir=aide.a_savoir,
        portee=w.PORTEES[aide.portee],
        fiabilite=EXACT,
        sources=_sources(atlas, registre, aide.citees),
    )


def _depuis(registre: Aides, one: Resultat) -> str:
    """La date d'entrée en vigueur que donne l'une des règles de l'aide, la première dans l'ordre ; "" sinon."""
    return next((registre.regles[name].valid_from for name in one.aide.citees if registre.regles[name].valid_from), "")


def _montant(registre: Aides, one: MontantEvalue) -> MontantLu:
    regle = registre.regles[one.montant.regle]
    bornes = regle.bornes or (nan, nan)  # la lecture du registre refuse un montant sans chiffre
    low, high = (int(x) if float(x).is_integer() else x for x in bornes)
    return MontantLu(
        texte=w.montant(bornes, regle.unite, regle.periodicite),
        bas=low,
        haut=high,
        unite=w.UNITES.get(regle.unite, regle.unite),
        periodicite=w.PERIODICITES.get(regle.periodicite, regle.periodicite),
        etat=one.etat,
        conditions=tuple(condition.texte for condition in one.montant.conditions),
        precision=one.montant.precision,
        fichier=regle.source,
        ligne=regle.line,
    )


def _raisons(atlas: Atlas, here: Lieu, one: Resultat) -> tuple[str, ...]:
    """Pourquoi : le plus fort d'abord. Ce qui exclut ; sinon ce que le texte ou les données ne tranchent pas, puis ce qui manque."""
    if one.fausses:
        return tuple(dict.fromkeys(reason for condition in one.fausses for reason in _contraire(atlas, here, condition)))
    unsettled = [phrase.texte for phrase in one.silences]
    unsettled += [reason for condition in one.inconnues for reason in _contraire(atlas, here, condition)]
    missing = [w.il_faut(condition.texte) for condition in one.manquantes]
    if one.etat == S_APPLIQUERAIT_SI and not missing:
        missing.append(w.MONTANT_A_PRECISER)
    return tuple(dict.fromkeys([*unsettled, *missing]))


def _contraire(atlas: Atlas, here: Lieu, condition: Condition) -> tuple[str, ...]:
    """Ce qu'il faut, et ce que la commune est."""
    if condition.champ == "region":
        return (w.HORS_REGION,)
    said = {
        "zone": lambda: _zone(atlas, here, condition.parmi),
        "montagne": lambda: (w.MONTAGNE[here.montagne],),
        "frr": lambda: (phrase_frr(atlas, here),),
        "outre_mer": lambda: (w.OUTRE_MER[here.outre_mer],),
    }
    return (w.il_faut(condition.texte), *said.get(condition.champ, tuple)())


def _zone(atlas: Atlas, here: Lieu, parmi: tuple[str, ...]) -> tuple[str, ...]:
    """La classe de la commune si elle compte, et ses quartiers s'ils comptent."""
    classe = (phrase_classe(atlas, here),) if set(parmi) != {"QPV"} else ()
    return (*classe, w.QUARTIERS[here.qpv]) if "QPV" in parmi else classe


def _sources(atlas: Atlas, registre: Aides, cited: tuple[str, ...]) -> tuple[SourceLue, ...]:
    """Les documents cités, dans l'ordre, chacun avec ses lignes triées."""
    lines: dict[str, set[int]] = {}
    for name in cited:
        regle = registre.regles[name]
        lines.setdefault(regle.source, set()).add(regle.line)

    def read(name: str) -> SourceLue:
        document: DocumentDeRegles = registre.documents[name]
        parts = dict.fromkeys(atlas.faits.partie(name, line) for line in sorted(lines[name]))
        return SourceLue(name, tuple(sorted(lines[name])), document.titre, document.editeur, document.date, tuple(filter(None, parts)))

    return tuple(read(name) for name in lines)
