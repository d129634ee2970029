"""La borne : les pages de Maillage pour un écran tactile public, sous /borne, d'où aucun lien ne sort."""

from __future__ import annotations

import re

from layers.atlas import Atlas
from layers.recherche.recherche import EXACTE
from views.api import api
from views.borne import phrases as b
from views.carte.envoi import map_configuration
from views.ecriture import phrases as w

RACINE = "/borne"
MONTREES = ("msp", "cds")  # ce que le bouton « Maisons et centres de santé » de la carte de la borne ajoute
FICHE = re.compile(r"/commune/([0-9AB]{5})\Z")
# Les pages du site qui ont la leur sur la borne.
EQUIVALENTES = {"/": RACINE, "/commune": f"{RACINE}/commune", "/comment-ca-marche": f"{RACINE}/comment-ca-marche"}


def chemin_de_borne(chemin: str) -> str:
    """L'adresse, sur la borne, d'une page du site ; l'accueil de la borne pour une page qu'elle n'a pas."""
    return RACINE + chemin if FICHE.match(chemin) else EQUIVALENTES.get(chemin, RACINE)


def retour_de_fiche(code: str, venu_de: str) -> str:
    """Où mène « Retour » depuis une fiche : à la carte si l'on en vient, sinon à la recherche, vide."""
    return f"{RACINE}/carte?commune={code}" if venu_de == "carte" else f"{RACINE}/commune"


def communes_de_borne(atlas: Atlas, demande: str) -> dict:
    """{communes: [{code, nom, lieu, exacte}], beaucoup} : ce que la recherche de la borne montre, celles de la région d'abord.

    `beaucoup` : la liste est coupée.
    """
    found = api.communes(atlas, demande, region_d_abord=True)
    rows = [
        {
            "code": one["code_commune"],
            "nom": one["nom"],
            "lieu": _lieu(one),
            "exacte": one["correspondance"] == EXACTE,
        }
        for one in found
    ]
    return {"communes": rows, "beaucoup": len(found) >= api.MOST_FOUND}


def _lieu(one: dict) -> str:
    departement = f"{one['nom_departement']} ({one['departement']})" if one["nom_departement"] else one["departement"]
    former = b.PHRASES_RECHERCHE["ancienne"].format(nom=one["ancien_nom"]) if one["ancien_nom"] else ""
    outside = "" if one["dans_la_region"] else b.PHRASES_RECHERCHE["hors"]
    return " · ".join(part for part in (departement, one["arrondissement"] or "", former, one["mention"] or "", outside) if part)


def configuration_carte(atlas: Atlas, statique: str, donnees: str) -> dict:
    """Ce que le script de la carte de la borne doit savoir : la configuration de la carte, et ce que la borne en montre."""
    whole = map_configuration(atlas, statique, donnees)
    kept = ("statique", "communes", "sites", "tuiles", "fond", "region", "departements", "couches", "structures", "filtres", "ouverture")
    coloured = [couche for couche in atlas.catalogue.couches if couche.kiosk]
    sources = {couche.id: w.source_couche(couche.publisher, atlas.millesime(couche.id)) for couche in coloured}
    shown = {key: whole[key] for key in (*kept, "locale", "simule")}
    phrases = {**whole["phrases"], **b.PHRASES_CARTE}
    themes = [[couche.id, couche.kiosk] for couche in coloured]
    return {**shown, "themes": themes, "sources": sources, "montrees": list(MONTREES), "phrases": phrases}
