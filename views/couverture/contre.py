"""La même question avec l'autre condition de lieu : ce qu'elle coûte, ou ce que la lever rapporte, et les deux courbes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from layers.acces.couverture import reponse
from layers.acces.modele import Modele
from layers.acces.plan import K_MAX, Plan
from layers.acces.population import TOUTES, populations_presentes
from layers.acces.prochaines import COUVRIR, QuestionDeSites, courbe_gloutonne, plan_de
from layers.acces.trajets import Trajets
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.couverture import phrases_prochaines as tp
from views.ecriture import phrases as w

ZIP = "zip"
# Le dessin : ce que vaut un site de plus en largeur, le haut et la hauteur de l'échelle.
PAS, HAUT, HAUTEUR = 12, 6, 100


@dataclass(frozen=True)
class Serie:
    """Une courbe : sa phrase, son tracé, et si c'est celle de la question posée."""

    dite: str
    trace: str
    posee: bool


@dataclass(frozen=True)
class Contre:
    """`repere` : l'abscisse du nombre de sites demandé ; `haut` : ce que vaut le haut de l'échelle."""

    titre: str
    sous_titre: str
    repere: int
    haut: str
    series: tuple[Serie, ...]


def contre(atlas: Atlas, modele: Modele, found: Trajets, asked: QuestionDeSites, plan: Plan) -> Contre | None:
    """None quand la comparaison n'a pas de sens : distances au total, départements imposés, région sans ZIP, personne au-delà."""
    other = TOUTES if asked.ou != TOUTES else ZIP
    if asked.objectif != COUVRIR or asked.un_par_departement or other not in populations_presentes(found.communes):
        return None
    now = reponse(found, asked.mesure, asked.seuil, np.ones(len(found.communes), dtype=bool))
    known = now.en_deca.habitants + now.au_dela.habitants
    if not now.au_dela.habitants:
        return None
    series = tuple(_serie(atlas, modele, replace(asked, ou=ou), now.au_dela.habitants, known, ou == asked.ou) for ou in (asked.ou, other))
    return Contre(
        titre=_titre(plan, plan_de(atlas, modele, replace(asked, ou=other)), asked, other),
        sous_titre=tp.CONTRE_COURBE.format(seuil=t.seuil_dit(asked.mesure, asked.seuil)),
        repere=asked.k * PAS,
        haut=w.pourcentage(100 * now.au_dela.habitants / known),
        series=series,
    )


def _titre(plan: Plan, against: Plan, asked: QuestionDeSites, other: str) -> str:
    gap = round(abs(plan.gain - against.gain))
    if not gap:
        return tp.CONTRE_PAREIL.format(ou=tp.OUS[other], n=asked.k)
    return (tp.CONTRE_PARTOUT if other == TOUTES else tp.CONTRE_ZIP).format(n=asked.k, moins=w.entier(gap))


def _serie(atlas: Atlas, modele: Modele, asked: QuestionDeSites, beyond: int, known: int, posed: bool) -> Serie:
    left = [beyond - gain for gain in courbe_gloutonne(atlas, modele, replace(asked, k=K_MAX))]
    start, here, end = (w.pourcentage(100 * left[k] / known) for k in (0, asked.k, K_MAX))
    trace = "".join(f"{'L' if k else 'M'}{k * PAS} {HAUT + HAUTEUR * (1 - one / beyond):.1f}" for k, one in enumerate(left))
    return Serie(tp.CONTRE_SERIE.format(ou=tp.OUS[asked.ou], depart=start, part=here, n=asked.k, fin=end, tous=K_MAX), trace, posed)
