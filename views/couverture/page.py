"""La vue « Qui est loin » : d'une demande à ce que le gabarit place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.couverture import KM, Partage, au_dela, courbe, par_territoire, reponse, trajets_de, valeurs
from layers.acces.modele import Modele
from layers.acces.population import communes_de, populations_presentes
from layers.acces.trajets import Trajets
from layers.acces.urgences import Reference
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.couverture.adresse import FERME, LOIN, PROCHAINES, Demande, adresse, vers
from views.couverture.formulaire import Champs, champs
from views.couverture.sites import mot
from views.couverture.trente import URGENCES, Trente, trente
from views.ecriture import phrases as w

MONTREES = 12
# Les bornes des classes, en parts du seuil : la troisième le passe.
BORNES = (0.5, 1.0, 1.5, 2.0)
TEINTES = ("#F1F6F5", "#DAE9E7", "#EDC193", "#D5825B", "#9E4528")


@dataclass(frozen=True)
class Barre:
    """Un territoire : son nom, son adresse, sa part au-delà (0 à 100, et dite), ses habitants et ses communes au-delà."""

    nom: str
    lien: str
    part: float
    dite: str
    habitants: str
    communes: str


@dataclass(frozen=True)
class RangeeDeLegende:
    """Une ligne de la légende : bornes dites, teinte, communes, part des habitants, au-delà du seuil ou non."""

    nom: str
    teinte: str
    communes: str
    part: str
    au_dela: bool


@dataclass(frozen=True)
class PageDeCouverture:
    """Ce que la vue montre. `courbe` : la part au-delà de 0, 1, … 60. `vide` : pourquoi il n'y a rien à compter, « » sinon."""

    demande: Demande
    titre: str
    avis: str
    vide: str
    champs: Champs
    onglets: tuple[tuple[str, str, bool], ...]
    grand: str
    grand_dit: str
    etats: str
    classes: tuple[RangeeDeLegende, ...]
    courbe: tuple[float, ...]
    departements: tuple[Barre, ...]
    epci: tuple[Barre, ...]
    titre_departements: str
    titre_liste: str
    communes: tuple[tuple[str, ...], ...]
    reste: str
    notes: tuple[str, ...]
    fichiers: tuple[tuple[str, str], ...]
    trente: Trente | None


def page(demande: Demande, modele: Modele, reference: Reference, sites_au: str) -> PageDeCouverture:
    """`sites_au` : la date des sites, dite."""
    atlas = demande.atlas
    found = trajets_de(atlas, modele, demande.usage)
    kept = communes_de(found.communes, demande.population)
    told = reponse(found, demande.mesure, demande.seuil, kept)
    departements = tuple(par_territoire(found, demande.mesure, demande.seuil, kept, "departement"))
    names = atlas.departements["nom"]
    worst = next(((names[code], one.part_au_dela) for code, one in departements if one.part_au_dela is not None), None)
    limit = t.seuil_dit(demande.mesure, demande.seuil)
    far = au_dela(found, demande.mesure, demande.seuil, kept)
    n = told.au_dela.habitants
    return PageDeCouverture(
        demande=demande,
        titre=t.constat(told.part_au_dela, mot(atlas, demande.usage), demande.mesure, demande.seuil, demande.population, worst),
        avis=w.avis_adresse(demande.ignorees),
        vide="" if len(found.sites) else t.SANS_SITES,
        champs=champs(demande, populations_presentes(found.communes)),
        onglets=onglets(demande),
        grand=w.entier(n),
        grand_dit=t.accorde(t.PHRASES["au_dela"], n, seuil=limit),
        etats=etats(told, demande.mesure),
        classes=_classes(found, demande, kept, told),
        courbe=courbe(found, demande.mesure, kept),
        departements=tuple(_barre(names[code], f"/territoire/dep-{code}", one) for code, one in departements),
        epci=_epci(atlas, found, demande, kept),
        titre_departements=t.PHRASES["par_departement"].format(seuil=limit),
        titre_liste=t.accorde(t.PHRASES["communes_au_dela"], told.au_dela.communes, seuil=limit),
        communes=tuple(ligne(demande.mesure, code, row) for code, row in far.head(MONTREES).iterrows()),
        reste=t.accorde(t.PHRASES["et_autres"], len(far) - MONTREES) if len(far) > MONTREES else "",
        notes=notes(demande, modele, told, sites_au),
        fichiers=tuple((kind.upper(), adresse(demande, f"{t.RACINE}.{kind}")) for kind in ("csv", "xlsx", "gpkg")),
        trente=trente(atlas, modele, reference, sites_au) if demande.usage == URGENCES else None,
    )


def onglets(demande: Demande) -> tuple[tuple[str, str, bool], ...]:
    """(adresse, nom, montrée) de chaque vue."""
    names = dict(zip((LOIN, FERME, PROCHAINES), (nom for _, nom in t.VUES)))
    return tuple((vers(demande, vue), nom, vue == demande.vue) for vue, nom in names.items())


def etats(told: Partage, mesure: str) -> str:
    """Les trois états, en habitants ; « » en kilomètres, qui se mesurent."""
    if mesure == KM:
        return ""
    return t.PHRASES["etats"].format(surs=w.entier(told.surement_au_dela.habitants), verifier=w.entier(told.a_verifier.habitants))


def notes(demande: Demande, modele: Modele, told: Partage, sites_au: str) -> tuple[str, ...]:
    """Comment c'est compté, et ce qui manque."""
    unknown = told.inconnues.communes
    said = [f"{t.MOTEURS[demande.mesure]} {t.HORS_REGION} {sites_au}"]
    if unknown:
        said.append(t.accorde(t.INCONNUES, unknown) + (f" {t.PAS_DE_MINUTES}" if demande.mesure != KM else ""))
    measured = modele.erreurs.get("paca", {}) if demande.atlas.region == "93" else {}
    if demande.mesure != KM and measured:
        said.append(t.MODELE_MOINS_BON.format(dans=round(measured["dans_la_bande"]), erreur=w.decimal(measured["erreur_moyenne"])))
    return (*said, t.BORD)


def _classes(found: Trajets, demande: Demande, kept: np.ndarray, told: Partage) -> tuple[RangeeDeLegende, ...]:
    value = valeurs(found, demande.mesure)
    edges = [part * demande.seuil for part in BORNES]
    known = told.en_deca.habitants + told.au_dela.habitants
    rows = []
    for rank, colour in enumerate(TEINTES):
        low, high = (edges[rank - 1] if rank else -np.inf), (edges[rank] if rank < len(edges) else np.inf)
        here = found.communes[kept & (value > low) & (value <= high)]
        people = int(here["population"].sum())
        part = w.pourcentage(100 * people / known) if known else "–"
        rows.append(RangeeDeLegende(bornes_dites(rank, edges, demande.mesure), colour, w.entier(len(here)), part, rank >= 2))
    return tuple(rows)


def bornes_dites(rank: int, edges: list[float], mesure: str) -> str:
    """« jusqu'à 5 km », « 5 à 10 km », « plus de 20 km »."""
    unit = f"{w.INSECABLE}{t.UNITES[mesure]}"
    said = [w.decimal(edge, 0 if edge.is_integer() else 1) for edge in edges]
    if rank == 0:
        return f"jusqu'à {said[0]}{unit}"
    return f"plus de {said[-1]}{unit}" if rank == len(edges) else f"{said[rank - 1]} à {said[rank]}{unit}"


def _barre(nom: str, lien: str, one: Partage) -> Barre:
    part = one.part_au_dela
    dite = "–" if part is None else w.pourcentage(part)
    return Barre(nom, lien, part or 0.0, dite, w.entier(one.au_dela.habitants), w.entier(one.au_dela.communes))


def _epci(atlas: Atlas, found: Trajets, demande: Demande, kept: np.ndarray) -> tuple[Barre, ...]:
    names = atlas.epci["nom"]
    told = par_territoire(found, demande.mesure, demande.seuil, kept, "epci")
    return tuple(_barre(names.get(code, code), f"/territoire/epci-{code}", one) for code, one in told if one.au_dela.communes)


def ligne(mesure: str, code: str, row: pd.Series) -> tuple[str, ...]:
    """(code, nom, département, classe des médecins, habitants, distance dite) d'une commune au-delà."""
    people = w.NON_PUBLIE if pd.isna(row["population"]) else w.entier(row["population"])
    told = distance_courte(mesure, row["distance"], row["basse"], row["haute"]) + (f" · {t.BORD_COURT}" if row["bord"] else "")
    return (code, row["nom"], row["departement"], row["zonage-medecins"], people, told)


def distance_dite(mesure: str, value: float, low: float, high: float) -> str:
    """« 17,8 km », « environ 24 min (18 à 30 neuf fois sur dix) »."""
    if np.isnan(value):
        return t.PHRASES["sans"]
    return f"{w.decimal(value)}{w.INSECABLE}km" if mesure == KM else t.a_environ(value, low, high)


def distance_courte(mesure: str, value: float, low: float, high: float) -> str:
    """« 17,8 km », « 24 min (18 à 30) » : dans un tableau, la bande se passe de mots."""
    if mesure == KM or np.isnan(value) or value == 0:
        return distance_dite(mesure, value, low, high)
    return t.minutes_courtes(value, low, high)
