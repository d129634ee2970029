"""« Devinez » : d'une ville aux urgences, combien de minutes ? Trois choix, dont celui que dit la réponse de la borne.

Sans urgences dans le jeu, c'est la maison de santé. Le serveur donne les questions et leurs réponses ; c'est la page qui juge,
et lui n'en sait rien.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

import pandas as pd

from layers.acces.modele import Modele
from layers.acces.urgences import COUCHE
from layers.atlas import Atlas
from layers.commune.fiche import Fiche, fiche
from layers.commune.soins import ECART, ESTIMEES, PUBLIEES, Soin, soins
from views.borne import phrases_devinez as d
from views.ecriture import phrases as w
from views.ecriture.minutes import duree, minutes_dites

# Deux villes par département, les plus peuplées dont le temps se dit ; au-delà des premières, des villages que peu connaissent.
PAR_DEPARTEMENT, ESSAYEES, GRANDE = 2, 12, 20_000
PAS, PARTS, NOMBRE = 5, 15, 3
# En deçà, les choix seraient de quelques minutes, serrés : rien ne se devine.
COURT, MOINDRE = 15, 5


@dataclass(frozen=True)
class MinutesProposees:
    """Un choix : son temps, ce qu'on répond à qui le touche, et s'il est le bon."""

    temps: str
    verdict: str
    juste: bool


@dataclass(frozen=True)
class Jeu:
    """Les questions de la page, et ce qu'elles font deviner."""

    sujet: d.Sujet
    devinettes: tuple[Devinette, ...]


@dataclass(frozen=True)
class Devinette:
    """Une question. `temps` : la réponse, en grand (« environ 23 min ») ; `source` : d'où elle vient, et de quand."""

    ville: str
    ou: str
    question: str
    choix: tuple[MinutesProposees, ...]
    phrase: str
    temps: str
    source: str


def jeu(atlas: Atlas, modele: Modele, dites: Collection[str] = ()) -> Jeu:
    """Les questions, une par département, puis une seconde ; `dites` : les villes dont la veille vient de donner la réponse.

    Le premier sujet qui en a ; aucune si aucun temps n'est connu. Une ville dont le temps est court ou inconnu n'est jamais demandée.
    """
    here = atlas.communes[(atlas.communes["region"] == atlas.region) & (atlas.communes["population"] < GRANDE)]
    ordered = here[~here["nom"].isin(list(dites))].sort_values(["population", "nom"], ascending=[False, True])
    for sujet in d.SUJETS:
        kept = [
            list(islice(_du_departement(atlas, modele, rows.index, sujet), PAR_DEPARTEMENT))
            for _, rows in ordered.groupby("departement", sort=True)
        ]
        found = tuple(one for rang in zip_longest(*kept) for one in rang if one is not None)
        if found:
            return Jeu(sujet, found)
    return Jeu(d.SUJETS[0], ())


def _du_departement(atlas: Atlas, modele: Modele, codes: pd.Index, sujet: d.Sujet) -> Iterator[Devinette]:
    for code in codes[:ESSAYEES]:
        it = fiche(atlas, str(code))
        for soin in soins(atlas, modele, it, (sujet.usage,)) if it is not None else ():
            found = _devinette(atlas, it, soin, sujet)
            if found is not None:
                yield found


def _devinette(atlas: Atlas, it: Fiche, soin: Soin, sujet: d.Sujet) -> Devinette | None:
    if soin.nature not in (PUBLIEES, ESTIMEES) or soin.minutes is None or (soin.nature == ESTIMEES and soin.site.au_dela):
        return None
    right = minutes_dites(soin.minutes, soin.nature)
    if right < COURT:
        return None
    about = soin.nature == ESTIMEES or not it.depuis_mairie
    values = choix(right, sum(map(ord, it.code)) % NOMBRE, int(ECART) if about else PAS)
    people = "" if it.population is None else f" · {w.pluriel(it.population, 'habitant')}"
    return Devinette(
        ville=it.nom,
        ou=f"{atlas.departements.at[it.departement, 'nom']}{people}",
        question=d.question(it.nom, sujet.vers),
        choix=tuple(MinutesProposees(duree(one), d.verdict(one, right, about), one == right) for one in values),
        phrase=d.phrase(it.nom, sujet.vers),
        temps=f"{'environ ' if about else ''}{duree(right)}",
        source=_source(atlas, soin),
    )


def _source(atlas: Atlas, soin: Soin) -> str:
    if atlas.simulated:
        return d.SIMULEES
    if soin.nature == PUBLIEES:
        return d.PUBLIEES.format(date=w.date(atlas.millesime(COUCHE)), qui=atlas.catalogue.couche(COUCHE).publisher)
    return d.ESTIMEES.format(date=w.date(atlas.date))


def choix(juste: int, place: int, ecart: int = PAS) -> tuple[int, ...]:
    """Trois temps croissants, d'au moins MOINDRE minutes, dont `juste` : au rang `place` s'il y a la place de le mettre, plus tôt sinon.

    Espacés d'au moins `ecart` minutes, davantage quand le temps est long : 38, au rang 1 -> (28, 38, 48).
    """
    step = max(ecart, PAS * (juste // PARTS))
    before = min(place, (juste - MOINDRE) // step)
    return tuple(juste + step * (rank - before) for rank in range(NOMBRE))
