"""Les 30 minutes : ce que l'éditeur publiait des urgences, à côté de ce que donnent les services d'aujourd'hui."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.acces.couverture import MINUTES, par_territoire, reponse, trajets_de
from layers.acces.modele import Modele
from layers.acces.urgences import Reference
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.ecriture import phrases as w

URGENCES = "urgences"


@dataclass(frozen=True)
class Trente:
    """`phrases` : les deux chiffres de la région, puis pourquoi ils diffèrent ; lignes : (département, part et habitants publiés,
    part et habitants d'aujourd'hui, dont sûrement)."""

    titre: str
    phrases: tuple[str, ...]
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


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
    )
