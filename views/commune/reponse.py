"""Ce qu'une page de commune répond, dans l'ordre où on le demande : où en est l'accès, où aller, que demander, qu'est-ce qui change.

Fonctions pures de l'Atlas ; les textes sont dans phrases_reponse.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import Classement, Fiche
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.pourquoi import territoires
from layers.commune.proches import SiteProche
from layers.commune.secteur import AUTANT, MANQUE, PEU, PLUS, Secteur, acces_autres, secteur
from layers.commune.soins import Soin, soins
from layers.registre.catalogue import Classe
from views.commune import phrases_reponse as r
from views.ecriture import phrases as w
from views.ecriture.minutes import temps
from views.ecriture.phrases_sites import nom_dit, rue_dite

D_ABORD = ("msp", "urgences", "pharmacie")
ENSUITE = ("cds-medecins", "cds-dentaire", "laboratoire", "ehpad")
ITINERAIRE = "https://www.openstreetmap.org/directions?route=%3B{latitude:.5f}%2C{longitude:.5f}"
# Où la classe et l'accès se contredisent : les chiffres n'expliquent pas la classe.
CONTRAIRES = {"ZIP": (AUTANT, PLUS), "ZAC": (MANQUE, PLUS), "ZAR": (MANQUE, PEU), "HZ": (MANQUE, PEU)}


@dataclass(frozen=True)
class Phrase:
    """Une phrase et son mot fort. `texte` : toute, d'un trait."""

    debut: str
    fort: str
    suite: str

    @property
    def texte(self) -> str:
        return f"{self.debut}{self.fort}{self.suite}"


@dataclass(frozen=True)
class Echelon:
    """Une classe de l'échelle. `classe` None : la donnée manque."""

    mot: str
    classe: Classe | None
    ici: bool


@dataclass(frozen=True)
class RangeeDeSoin:
    """Un soin : son dessin, son nom, le temps, le site, son adresse, le lien d'itinéraire (« » : plusieurs sites, aucun à désigner)."""

    usage: str
    nom: str
    temps: str
    site: str
    adresse: str
    lien: str
    reserve: str


@dataclass(frozen=True)
class Soignant:
    """Une autre profession : le mot simple, le nom officiel, la classe (None : non publiée)."""

    nom: str
    mot: str
    officiel: str
    classe: Classe | None


@dataclass(frozen=True)
class Reponse:
    """La page, prête à placer. `acces_sens` : baisse, hausse ou egal ; « » quand une seule année est publiée."""

    phrase: Phrase
    echelle: tuple[Echelon, ...]
    officielle: str
    sous_titre: str
    secteur: Secteur
    d_abord: tuple[RangeeDeSoin, ...]
    ensuite: tuple[RangeeDeSoin, ...]
    depuis: str
    pourquoi: tuple[Phrase, ...]
    pourquoi_titre: str
    soignants: tuple[Soignant, ...]
    change: tuple[tuple[str, str], ...]
    change_titre: str
    change_court: str
    acces_sens: str
    autres_acces: tuple[str, ...] = ()


def reponse(atlas: Atlas, modele: Modele, it: Fiche) -> Reponse:
    """La réponse de la commune de `it`."""
    found = secteur(atlas, it.code)
    medecins = next(one for one in it.classements if one.couche.id == ZONAGE_MEDECINS)
    title, short, sens = _evolution(atlas, it, found)
    return Reponse(
        phrase=phrase(it.nom, found.communes, found.acces, medecins.classe, medecins.etat),
        echelle=tuple(_echelle(medecins)),
        officielle=r.classe_officielle(_libelle(medecins), w.date(atlas.millesime(ZONAGE_MEDECINS))) if medecins.classe else "",
        sous_titre=r.sous_titre(atlas.departements.at[it.departement, "nom"], it.population),
        secteur=found,
        d_abord=rangees(atlas, soins(atlas, modele, it, D_ABORD), it, d_abord=True),
        ensuite=rangees(atlas, soins(atlas, modele, it, ENSUITE), it),
        depuis="" if it.depuis_mairie else r.DEPUIS_LE_CENTRE,
        pourquoi=tuple(_pourquoi(atlas, it, found, medecins)),
        pourquoi_titre=r.pourquoi_titre(medecins.classe),
        soignants=tuple(_soignants(it)),
        change=tuple(_changements(atlas, it, found)),
        change_titre=title,
        change_court=short,
        acces_sens=sens,
        autres_acces=tuple(
            r.acces_autre(one.couche.short, one.secteur, one.region, one.couche.unit, w.date(atlas.millesimes(one.couche.id)[-1]))
            for one in acces_autres(atlas, it.code)
        ),
    )


def phrase(nom: str, communes: int, acces: str | None, classe: str | None, etat: str = "connue") -> Phrase:
    """La phrase de la commune : l'accès du secteur, puis ce que la classe ajoute ; ce qui manque est dit, jamais deviné."""
    if classe is None:
        said = r.classe_partagee(nom) if etat == "partagee" else r.classe_non_publiee(nom)
        if acces is None:
            return Phrase(f"{said} {r.ACCES_NON_PUBLIE}", "", "")
        start, strong = r.ouverture(nom, communes, acces)
        return Phrase(f"{said} {start}", strong, ".")
    if acces is None:
        return Phrase(f"{nom} {r.SEULES[classe]}", "", "")
    return Phrase(*r.ouverture(nom, communes, acces), r.suite(acces, classe))


def _libelle(it: Classement) -> str:
    return it.couche.classes[it.couche.rank[it.classe]].label if it.classe else ""


def _echelle(it: Classement) -> Iterator[Echelon]:
    for classe in it.couche.classes:
        if classe.code != "HZ" or it.classe == "HZ":
            yield Echelon(r.MOTS[classe.code], classe, classe.code == it.classe)
    if it.classe is None:
        yield Echelon(r.SANS_CLASSE, None, True)


def rangees(atlas: Atlas, found: tuple[Soin, ...], it: Fiche, d_abord: bool = False) -> tuple[RangeeDeSoin, ...]:
    """Les soins, les plus proches d'abord ; ceux de la commune avant les autres."""
    ordered = sorted(found, key=lambda one: (not one.sur_place, one.minutes if one.minutes is not None else one.site.distance_m))
    return tuple(_rangee(one, it, atlas.simulated) for one in (ordered if d_abord else found))


def _rangee(one: Soin, it: Fiche, simule: bool) -> RangeeDeSoin:
    """`simule` : la structure est inventée, on n'y mène personne."""
    site, many = one.site, len(one.sur_place) > 1
    # De plusieurs services d'urgences d'une ville, aucun n'est « le » bon : ils sont tous nommés.
    equal = one.usage == "urgences" and many
    names = tuple(nom_dit(here.nom) for here in one.sur_place) or (nom_dit(site.nom),)
    return RangeeDeSoin(
        usage=one.usage,
        nom=r.NOMS_DES_SOINS[one.usage],
        temps=temps(one, it.depuis_mairie),
        site=" · ".join(names) if equal else r.autres(names),
        adresse="" if equal else _adresse(site, it),
        lien="" if equal or simule or math.isnan(site.distance_m) else ITINERAIRE.format(latitude=site.latitude, longitude=site.longitude),
        reserve=w.PEUT_ETRE if site.au_dela else "",
    )


def _adresse(site: SiteProche, it: Fiche) -> str:
    """La rue, et la ville d'un site d'ailleurs ; ce qui ne sert qu'au courrier (boîte postale, CEDEX) n'y est pas."""
    town = "" if site.code_commune == it.code else rue_dite(site.lieu.ville) or site.commune
    return ", ".join(filter(None, (rue_dite(site.lieu.adresse), town)))


def _pourquoi(atlas: Atlas, it: Fiche, found: Secteur, medecins: Classement) -> Iterator[Phrase]:
    if found.apl is None:
        yield Phrase(r.ACCES_NON_PUBLIE, "", "")
        if medecins.classe:
            yield Phrase(r.SANS_EXPLICATION, "", "")
        return
    same = all(len(one.classes) == 1 for one in territoires(atlas, it.code) or ())
    yield Phrase(r.pourquoi_secteur(found.noms, found.communes, same and medecins.classe is not None), "", "")
    yield Phrase(*r.pourquoi_acces(found.apl, found.seuil))
    if medecins.classe and found.acces in CONTRAIRES.get(medecins.classe, ()):
        yield Phrase(r.INEXPLIQUEE, "", "")
    yield Phrase(r.DECISION, "", "")


def _soignants(it: Fiche) -> Iterator[Soignant]:
    for one in it.classements:
        if one.couche.group == "zonage" and one.couche.id != ZONAGE_MEDECINS:
            classe = one.couche.classes[one.couche.rank[one.classe]] if one.classe else None
            # Une profession ajoutée au registre a ses propres classes : sans mot simple, leur nom officiel.
            mot = r.MOTS_AUTRES.get(classe.code, classe.label) if classe else w.NON_PUBLIE
            yield Soignant(one.couche.short, mot, _libelle(one), classe)


def _evolution(atlas: Atlas, it: Fiche, found: Secteur) -> tuple[str, str, str]:
    """Ce qui a changé, en une carte : l'accès des deux dernières années publiées, sinon qu'une seule date est connue."""
    years = sorted(found.serie)
    if len(years) < 2:
        return r.CHANGE, _seule_date(atlas, it), ""
    before, last = (found.serie[year] for year in years[-2:])
    title = r.evolution_titre(before, last)
    sens = "egal" if title == r.evolution_titre(last, last) else "baisse" if last < before else "hausse"
    return title, r.evolution(before, years[-2], last, years[-1]), sens


def _changements(atlas: Atlas, it: Fiche, found: Secteur) -> Iterator[tuple[str, str]]:
    """(sens, phrase) de ce que deux dates permettent de comparer."""
    _, short, sens = _evolution(atlas, it, found)
    if sens:
        yield sens, f"{r.ACCES_AUX_MEDECINS}{w.INSECABLE}: {short}."
    for one in it.classements:
        years = atlas.millesimes(one.couche.id) if one.couche.group == "zonage" and one.couche.id != ZONAGE_MEDECINS else ()
        if len(years) > 1 and one.classe:
            was = str(atlas.valeurs(one.couche.id, years[-2])[it.code])
            if was in r.MOTS_AUTRES:
                dates = [w.date(year) for year in years[-2:]]
                yield (
                    "egal" if was == one.classe else "",
                    r.change_classe(one.couche.short, r.MOTS_AUTRES[was], dates[0], r.MOTS_AUTRES[one.classe], dates[1]),
                )
    if len(atlas.millesimes(ZONAGE_MEDECINS)) < 2:
        yield "", _seule_date(atlas, it)


def _seule_date(atlas: Atlas, it: Fiche) -> str:
    """La date de la classe des médecins ; d'une classe non publiée, il n'y a pas de date à dire."""
    known = any(one.classe for one in it.classements if one.couche.id == ZONAGE_MEDECINS)
    return r.une_seule_date(w.date(atlas.millesime(ZONAGE_MEDECINS))) if known else r.RIEN_A_COMPARER
