"""Les 30 minutes : ce que l'éditeur publiait des urgences, à côté de ce que donnent les services d'aujourd'hui."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.couverture import MINUTES, par_territoire, reponse, trajets_de
from layers.acces.modele import Modele
from layers.acces.trajets import Trajets
from layers.acces.urgences import PUBLIEES, Reference
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.ecriture import phrases as w

URGENCES, MONTREES = "urgences", 12


@dataclass(frozen=True)
class Trente:
    """`phrases` : les deux chiffres de la région, puis pourquoi ils diffèrent ; lignes : (département, part et habitants publiés,
    part et habitants d'aujourd'hui, dont sûrement) ; communes : (code, nom, département, habitants, minutes publiées, estimation
    d'aujourd'hui), les plus peuplées de celles qui sont publiées au-delà."""

    titre: str
    phrases: tuple[str, ...]
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    titre_communes: str
    colonnes_communes: tuple[str, ...]
    communes: tuple[tuple[str, ...], ...]
    reste: str


def trente(atlas: Atlas, modele: Modele, reference: Reference, sites_au: str) -> Trente | None:
    """None si le jeu n'a pas de service d'urgences de la région, ou si la référence n'a pas ses départements."""
    found = trajets_de(atlas, modele, URGENCES)
    codes = [code for code in atlas.departements.index[atlas.departements["region"] == atlas.region] if code in reference.departements]
    if found.sites.empty or not codes:
        return None
    everybody = np.ones(len(found.communes), dtype=bool)
    own = reponse(found, MINUTES, reference.seuil, everybody)
    far, known = reference.region(codes)
    ours = dict(par_territoire(found, MINUTES, reference.seuil, everybody, "departement"))
    rows = []
    for code in sorted(codes, key=lambda one: -reference.departements[one][0] / reference.departements[one][1]):
        published, total = reference.departements[code]
        now = ours[code]
        cells = (published, now.au_dela.habitants, now.surement_au_dela.habitants)
        parts = (100 * published / total, now.part_au_dela)
        rows.append((atlas.departements.at[code, "nom"], w.pourcentage(parts[0]), w.pourcentage(parts[1]), *map(w.entier, cells)))
    limit = t.seuil_dit(MINUTES, reference.seuil)
    beyond = _au_dela(found, reference.seuil)
    return Trente(
        t.TRENTE.format(seuil=limit),
        (
            t.TRENTE_PUBLIE.format(
                annee=reference.annee, n=w.entier(far), part=w.pourcentage(100 * far / known), seuil=limit, source=reference.source
            ),
            t.TRENTE_NOUS.format(
                n=w.entier(own.au_dela.habitants),
                part=w.pourcentage(own.part_au_dela),
                surs=w.entier(own.surement_au_dela.habitants),
                verifier=w.entier(own.a_verifier.habitants),
                sites=w.entier(len(found.sites)),
                au=sites_au,
            ),
            t.TRENTE_POURQUOI,
        ),
        tuple(one.format(annee=reference.annee) for one in t.TRENTE_COLONNES),
        tuple(rows),
        t.accorde(t.TRENTE_COMMUNES, len(beyond), seuil=limit, annee=reference.annee) if len(beyond) else "",
        tuple(one.format(annee=reference.annee) for one in t.TRENTE_LISTE),
        tuple(_commune(code, row) for code, row in beyond.head(MONTREES).iterrows()),
        t.accorde(t.PHRASES["et_autres"], len(beyond) - MONTREES) if len(beyond) > MONTREES else "",
    )


def _au_dela(found: Trajets, seuil: int) -> pd.DataFrame:
    """Les communes dont les minutes publiées passent le seuil, avec l'estimation d'aujourd'hui ; vide si le jeu n'a pas la couche."""
    if PUBLIEES not in found.communes:
        return found.communes.iloc[:0]
    rows = (found.communes[PUBLIEES] > seuil).to_numpy()
    told = found.communes[rows].assign(minutes=found.minutes[rows, 0], basse=found.basses[rows, 0], haute=found.hautes[rows, 0])
    return told.sort_values(["population", "nom"], ascending=[False, True], na_position="last")


def _commune(code: str, row: pd.Series) -> tuple[str, ...]:
    """Les minutes de l'éditeur s'écrivent telles quelles, sans « environ » ; les nôtres, avec leur bande."""
    people = w.NON_PUBLIE if pd.isna(row["population"]) else w.entier(row["population"])
    ours = t.PHRASES["sans"] if np.isnan(row["minutes"]) else t.a_environ(row["minutes"], row["basse"], row["haute"])
    return (code, row["nom"], row["departement"], people, w.duree(int(row[PUBLIEES] + 0.5)), ours)
