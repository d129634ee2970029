"""La carte en mots. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from flask import Flask, redirect, request

from callbacks.pages import page
from layers.atlas import Atlas
from layers.regions import atlas_des_cartes
from settings import Settings
from views.ecriture import pages as p
from views.gabarits import Gabarits
from views.mots import phrases as m
from views.mots.adresse import du_formulaire, lire
from views.mots.liste import feuille
from views.mots.page import page as page_en_mots
from web.fichiers import fichier


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche la page et sa table sur `server`, pour toutes les cartes du service."""
    cartes = {one.region: one for one in atlas_des_cartes(atlas)}
    gabarits = {region: Gabarits(one, settings) for region, one in cartes.items()}

    def refus(message: str):
        return page(gabarits[atlas.region].page("refus.html", message=message), 404)

    @server.get(m.CHEMIN)
    def carte_en_mots():
        query = request.query_string.decode("utf-8", "replace")
        envoyee = du_formulaire(cartes, query)
        if envoyee is not None:
            return redirect(envoyee)
        demande = lire(cartes, query)
        found = page_en_mots(demande) if demande else None
        if found is None:
            return refus(p.PAGE_INTROUVABLE if demande else m.REGION_INCONNUE)
        return page(gabarits[demande.atlas.region].page("mots/page.html", chemin=m.CHEMIN, page=found))

    @server.get(f"{m.CHEMIN}.csv")
    def emporter_carte_en_mots():
        demande = lire(cartes, request.query_string.decode("utf-8", "replace"))
        if demande is None or demande.ignorees or not demande.classe:
            return refus(p.PAGE_INTROUVABLE)
        return fichier(feuille(demande.atlas, demande.view, demande.classe, settings.adresse), "maillage-carte-en-mots", "csv")
