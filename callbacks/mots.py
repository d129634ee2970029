"""La carte en mots. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect
from werkzeug.wrappers import Response

from views.carte.legende import MOTIFS
from views.ecriture import phrases_pages as p
from views.gabarits import Gabarits
from views.mots import phrases as m
from views.mots.adresse import du_formulaire, lire
from views.mots.liste import feuille
from views.mots.page import page as page_en_mots
from web.contexte import Contexte, ici
from web.reponses import GENRES, adresse_lue, fichier, introuvable, page

routes = Blueprint("mots", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche la page et sa table, pour toutes les cartes du service."""
    contexte.une_fois(gabarits)
    contexte.brancher(server, routes)


def gabarits(contexte: Contexte) -> dict[str, Gabarits]:
    """{région: ses gabarits}."""
    return {region: Gabarits(one, contexte.settings) for region, one in contexte.cartes.items()}


@routes.get(m.CHEMIN)
def carte_en_mots() -> Response:
    cartes, query = ici().cartes, adresse_lue()
    envoyee = du_formulaire(cartes, query)
    if envoyee is not None:
        return redirect(envoyee)
    demande = lire(cartes, query)
    if demande is None:
        return introuvable(m.REGION_INCONNUE)
    shown = page_en_mots(demande)
    if shown is None:
        return introuvable(p.PAGE_INTROUVABLE)
    own = ici().une_fois(gabarits)[demande.atlas.region]
    return page(own.page("mots/page.html", chemin=m.CHEMIN, page=shown, phrases_mots=m, MOTIFS=MOTIFS))


@routes.get(f"{m.CHEMIN}.<{GENRES}:genre>")
def emporter_carte_en_mots(genre: str) -> Response:
    demande = lire(ici().cartes, adresse_lue())
    if demande is None or demande.ignorees or not demande.classe:
        return introuvable(p.PAGE_INTROUVABLE)
    return fichier(feuille(demande.atlas, demande.view, demande.classe, ici().settings.adresse), "maillage-carte-en-mots", genre)
