"""Les tableaux à emporter de « Si une ferme » et des « prochaines » : les mêmes chiffres que leurs pages."""

from __future__ import annotations

from itertools import accumulate

from layers.acces.couverture import limites, trajets_de
from layers.acces.fermeture import fermetures_de
from layers.acces.modele import Modele
from layers.acces.plan import Plan
from layers.acces.prochaines import QuestionDeSites
from views.couverture import phrases as t
from views.couverture import phrases_ferme as tf
from views.couverture import phrases_prochaines as tp
from views.couverture.adresse import Demande
from views.couverture.prochaines import en_bord
from views.couverture.sites import mot
from views.ecriture import phrases as w
from views.export.classeurs import Feuille, provenance


def _metadonnees(demande: Demande, sites_au: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Seuil", t.seuil_dit(demande.mesure, demande.seuil)),
        (t.METHODE, f"{t.MOTEURS[demande.mesure]} {t.HORS_REGION} {sites_au}"),
        *((("Avertissement", w.JEU_SIMULE),) if demande.atlas.simulated else ()),
        *provenance(demande.atlas),
    )


def des_fermetures(demande: Demande, modele: Modele, sites_au: str) -> Feuille:
    """Un site par ligne, celui qui éloigne le plus d'habitants d'abord."""
    found = trajets_de(demande.atlas, modele, demande.usage)
    sites, names = found.sites, demande.atlas.communes["nom"]
    rows = []
    for one in fermetures_de(demande.atlas, modele, demande.usage, demande.mesure, demande.seuil):
        site = sites.iloc[one.rang]
        counts = (one.communes, one.passent, one.surs, one.possibles, one.bord, one.desservis, one.ajout, one.sans_repli)
        rows.append((site["numero_finess"], site["nom"], names[site["code_commune"]], site["code_commune"], *counts))
    title = f"{mot(demande.atlas, demande.usage).choix} : {tf.CLASSEMENT.format(seuil=t.seuil_dit(demande.mesure, demande.seuil))}"
    return Feuille(title, ((tf.EGALES, tf.MOUSTACHE), *_metadonnees(demande, sites_au)), tf.COLONNES, tuple(rows))


def du_plan(demande: Demande, question: QuestionDeSites, plan: Plan, modele: Modele, sites_au: str) -> Feuille:
    """Un site du plan par ligne, dans l'ordre de ce que chacun ajoute."""
    found, edges = trajets_de(demande.atlas, modele, demande.usage), limites(demande.atlas)
    rows = []
    for rank, (step, total) in enumerate(zip(plan.etapes, accumulate(one.gain for one in plan.etapes)), start=1):
        commune = found.communes.iloc[step.ligne]
        edge = _oui(en_bord(demande, edges, step.ligne))
        rows.append((rank, commune["nom"], str(commune.name), commune["departement"], round(step.gain), round(total), edge))
    limit = t.seuil_dit(demande.mesure, demande.seuil)
    title = tp.titre(
        len(plan.etapes), mot(demande.atlas, demande.usage).plusieurs, plan.gain, limit, question.objectif, t.UNITES[demande.mesure]
    )
    return Feuille(title, ((tp.PLAN, tp.HYPOTHESE), *_metadonnees(demande, sites_au)), tp.COLONNES, tuple(rows))


def _oui(value: bool) -> str:
    return "oui" if value else "non"
