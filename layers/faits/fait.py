"""Ce qu'est un fait : un chiffre (ou un état) qu'un document publie, pour un territoire, à une date.

Un fait a une clé composée (indicateur, territoire, période, statut, périmètre). Deux lignes de même clé et de même
valeur sont le même fait, lu deux fois : elles sont réunies, jamais additionnées.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from layers.geo.territoire import Territoire

# Ce que la source en dit. PRECEDENT : compté une fois dans des données ouvertes, que le jeu en service recompte depuis.
OBSERVE, EN_COURS, BAREME, PRECEDENT = "constaté", "en cours", "barème", "relevé précédent"
OBJECTIF, PREVISION, PLANIFIE, ANNONCE = "objectif", "prévision", "prévu", "annoncé"
STATUTS = (OBSERVE, EN_COURS, BAREME, PRECEDENT, OBJECTIF, PREVISION, PLANIFIE, ANNONCE)
# Ce qui peut être montré comme la valeur d'un territoire : ni visé, ni prévu, ni promis, ni remplacé.
CONSTATS = (OBSERVE, EN_COURS, BAREME)
# Fiabilité d'une lecture. « ambigu » et « illisible » ne se montrent jamais comme un fait : leur valeur reste
# dans data/facts.
EXACT, DERIVE, CORRIGE, DOUTEUX, AMBIGU, ILLISIBLE = "exact", "dérivé", "corrigé", "douteux", "ambigu", "illisible"
# Celles de ce qui se compte sur la carte : déduit d'un nom, inventé par la démonstration.
DEDUIT, SIMULE = "déduit", "simulé"
JAMAIS_MONTRES = (AMBIGU, ILLISIBLE)
# Comment s'écrit, partout, une part que l'arrondi à une décimale dirait nulle.
PRESQUE_RIEN = "<\u00a00,1\u00a0%"


class NonPublie(LookupError):
    """Un nombre manque (pas publié, ou dit en toutes lettres) là où un calcul le demande : ce calcul ne peut pas être fait."""


@dataclass(frozen=True)
class Fait:
    """Un fait. `id` : la ligne d'origine (« IND-0152 »), stable.

    valeur : nombre ou texte ; None = non publié (jamais zéro). `decimales` : chiffres après la virgule, tels que publiés.
    qualificatif : « = », « > », « ≥ », « ≈ », « ≤ », « < ». periode : « 2019-09 », « 2012/2015 », « 2024-08-06/ » (depuis),
    « n.d. » (document non daté) ; base_date dit si elle est écrite ou déduite. perimetre : ce que la valeur couvre, quand
    ce n'est pas tout le territoire ("" : tout). statut, fiabilite : voir les constantes de ce module ; un fait dont `montrable`
    est faux ne se montre ni ne se calcule. source, ligne : fichier du document et sa ligne (None pour une mesure comptée dans
    des données ouvertes). formule : comment une valeur dérivée a été obtenue. dit : la valeur telle que la source l'écrit,
    quand c'est en lettres (« deux tiers »). doubles : les autres lignes de data/facts qui disent le même fait ; relus : les
    autres lignes de document où elles l'ont lu. communes : celles que le fait nomme, quand il est plus précis que son
    territoire. contradictions : identifiants (« CON-01 ») des désaccords entre documents qui le concernent.
    """

    id: str
    indicateur: str
    titre: str
    rubrique: str
    territoire: str
    valeur: float | int | str | None
    decimales: int
    qualificatif: str
    unite: str
    periode: str
    base_date: str
    perimetre: str
    statut: str
    fiabilite: str
    source: str
    ligne: int | None
    table: str
    note: str = ""
    formule: str = ""
    dit: str = ""
    doubles: tuple[str, ...] = ()
    relus: tuple[tuple[str, int], ...] = ()
    communes: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def sujet(self) -> str:
        """Ce qui est compté : la couche ou la structure de la carte (« zonage-medecins »), ou l'indicateur lui-même."""
        return self.indicateur.partition(".")[0]

    @property
    def nombre(self) -> float | int:
        """La valeur, là où il faut un nombre. NonPublie si elle manque ou si c'est un texte : elle n'est jamais prise pour zéro."""
        return nombre(self.valeur, self.id)

    @property
    def montrable(self) -> bool:
        """Faux quand la lecture est ambiguë ou impossible : la valeur n'est alors montrée nulle part."""
        return self.fiabilite not in JAMAIS_MONTRES

    @property
    def cle(self) -> tuple[str, str, str, str, str]:
        """La clé composée : indicateur, territoire, période, statut, périmètre."""
        return (self.indicateur, self.territoire, self.periode, self.statut, self.perimetre)


@dataclass(frozen=True)
class Contradiction:
    """Deux documents (ou deux endroits d'un document) qui ne disent pas la même chose, et comment on le traite.

    `sans_chiffre` : pourquoi aucun chiffre montré n'en dépend ; « » quand un chiffre au moins la porte.
    """

    id: str
    sujet: str
    nature: str
    valeur_a: str
    source_a: str
    ligne_a: int
    valeur_b: str
    source_b: str
    ligne_b: int
    explication: str
    traitement: str
    sans_chiffre: str = ""


@dataclass(frozen=True)
class Controle:
    """Une somme ou un rapport recompté : ce qui est publié, ce qu'on trouve, et s'il tombe juste (« OK », « ÉCART »…)."""

    id: str
    quoi: str
    publie: str
    trouve: str
    resultat: str
    source: str
    note: str


@dataclass(frozen=True)
class Document:
    """Un document ou un jeu de données ouvert d'où viennent des faits ; `date` : « 2019-09 », ou en toutes lettres."""

    fichier: str
    titre: str
    editeur: str
    date: str
    licence: str


@dataclass(frozen=True)
class Rubrique:
    """Une section de la fiche, dans l'ordre de data/facts/rubriques.toml."""

    id: str
    titre: str


@dataclass(frozen=True, eq=False)
class Faits:
    """Tous les faits, une fois réunis, dans l'ordre des rubriques puis des tables.

    par_territoire : {« reg-76 »: faits} ; par_indicateur : {« msp-ouvertes »: faits de tous les territoires} ;
    par_commune : {« 30334 »: faits qui nomment cette commune} ; par_id : {identifiant ou double: Fait} ;
    contradictions : {« CON-01 »: Contradiction} ; controles : les sommes recomptées ; documents : {fichier: Document} ;
    rubriques : dans l'ordre de la fiche ;
    lieux : {« anc-91 »: Territoire}, ceux que la géographie ne connaît pas (France, régions d'avant 2016, groupes de
    départements, CPTS…) ; parties : où commence chaque partie d'un document, {fichier: ((ligne, titre), …)} ;
    mesures : {territoire: {indicateur: Fait}}, les totaux comptés une fois dans des données ouvertes (departements.csv) ;
    couches : {couche « fait » du registre: {département: valeur publiée}} ; empreintes : {table: sha256}.
    """

    tous: tuple[Fait, ...]
    par_territoire: Mapping[str, tuple[Fait, ...]]
    par_indicateur: Mapping[str, tuple[Fait, ...]]
    par_commune: Mapping[str, tuple[Fait, ...]]
    par_id: Mapping[str, Fait]
    contradictions: Mapping[str, Contradiction]
    controles: tuple[Controle, ...]
    documents: Mapping[str, Document]
    rubriques: tuple[Rubrique, ...]
    lieux: Mapping[str, Territoire]
    parties: Mapping[str, tuple[tuple[int, str], ...]]
    mesures: Mapping[str, Mapping[str, Fait]]
    couches: Mapping[str, Mapping[str, str]]
    empreintes: Mapping[str, str]

    def partie(self, source: str, ligne: int | None) -> str:
        """Le titre de la partie d'un document où est cette ligne ; « » si le document n'en a pas."""
        before = [titre for debut, titre in self.parties.get(source, ()) if ligne is not None and debut <= ligne]
        return before[-1] if before else ""

    def serie(self, indicateur: str, territoire: str) -> tuple[Fait, ...]:
        """Les faits montrables d'un indicateur pour un territoire, du plus ancien au plus récent ; vide s'il n'y en a pas.

        Les objectifs et les prévisions y sont, avec leur `statut` : à ne pas relier aux observations sans le dire.
        """
        own = (f for f in self.par_indicateur.get(indicateur, ()) if f.territoire == territoire and f.montrable)
        return tuple(sorted(own, key=lambda fait: rang(fait.periode)))


def nombre(valeur: float | int | str | None, qui: str) -> float | int:
    """`valeur` si c'est un nombre ; NonPublie, qui nomme `qui`, sinon."""
    if not isinstance(valeur, (int, float)):
        raise NonPublie(f"{qui} : attendu un nombre publié, trouvé {'rien' if valeur is None else f'« {valeur} »'}")
    return valeur


def est_chiffre(fait: Fait | None) -> TypeGuard[Fait]:
    """Vrai si le fait donne un nombre : ni absent, ni dit en toutes lettres."""
    return fait is not None and isinstance(fait.valeur, (int, float))


def rang(periode: str) -> str:
    """Ce qui range les périodes dans le temps : leur fin si elles en ont une (« 2012/2015 » : 2015) ; « n.d. » vient d'abord.

    « 2019 » (document sans mois) passe avant « 2019-09 », qui cite l'état le plus récent (145 puis 151 maisons de santé).
    """
    if not periode[:1].isdigit():
        return ""
    start, _, end = periode.partition("/")
    return end or start
