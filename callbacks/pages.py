"""Les pages servies toutes faites : chercher une commune, sa fiche et sa feuille A4, et ce qui explique le site.

Chaque route lit l'adresse, appelle une fonction, répond.
"""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from views.aides.section import demande_de
from views.api import api
from views.commune.adresse import chemin, destination, sans_vides
from views.commune.page import page_commune
from views.ecriture import pages as p
from views.ecriture.glossaire import lettres
from views.papier.commune import adresse_du_papier, fiche_pdf, nom_du_fichier
from views.site import notes
from views.site import phrases as a
from views.site import phrases_plan as wp
from views.site.accessibilite import declaration, grille
from views.site.comment import idees
from views.site.pacte import feuille, page_pacte
from views.site.plan_du_site import familles
from web.contexte import Contexte, ici
from web.reponses import document, fichier, introuvable, page, rendue

LONGEST_QUERY = 80
routes = Blueprint("pages", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les pages. Les faits de la déclaration d'accessibilité sont lus au démarrage, une fois."""
    contexte.une_fois(accessibilite_lue)
    contexte.brancher(server, routes)


# ---------------------------------------------------------------- une commune


@routes.get("/commune")
def chercher_commune() -> Response:
    demande = request.args.get("q", "").strip()
    if len(demande) > LONGEST_QUERY:
        return rendue("chercher.html", 400, chemin="/commune", message=p.RECHERCHE_TROP_LONGUE, trouvees=())
    trouvees = api.communes(ici().atlas, demande) if demande else ()
    message = p.trouvees(len(trouvees), demande, api.only_near(trouvees)) if demande else ""
    return rendue("chercher.html", chemin="/commune", recherche=demande, message=message, trouvees=trouvees)


@routes.get("/commune/<code>")
def fiche_commune(code: str) -> Response:
    it = ici()
    la = destination(it.atlas, code)
    if la is None:
        return commune_inconnue(code)
    asked = list(request.args.items(multi=True))
    if la != code:
        return redirect(chemin(la, asked, ancien=code))
    if sans_vides(asked) != asked:
        return redirect(chemin(code, sans_vides(asked)))
    return page(page_commune(it.atlas, it.contours, it.gabarits, code, asked))


@routes.get("/commune/<code>/fiche.pdf")
def papier_commune(code: str) -> Response:
    it = ici()
    demande = demande_de(request.args.items(multi=True))
    la = destination(it.atlas, code)
    if la is None:
        return commune_inconnue(code)
    if la != code:
        return redirect(adresse_du_papier(la, demande))
    return document(fiche_pdf(it.atlas, it.contours, code, it.settings.adresse, demande.situation), nom_du_fichier(it.atlas, code))


@routes.get("/commune/<path:_reste>")
def commune_inconnue(_reste: str) -> Response:
    return introuvable(p.COMMUNE_INTROUVABLE)


@routes.get("/region/<path:_reste>")
def region_inconnue(_reste: str) -> Response:
    return introuvable(p.REGION_INCONNUE)


# ---------------------------------------------------------------- ce qui explique le site


@routes.get("/comment-ca-marche")
def comment_ca_marche() -> Response:
    return rendue("comment.html", chemin="/comment-ca-marche", idees=idees(ici().atlas), notes=notes)


@routes.get("/comprendre")
def comprendre() -> Response:
    """L'ancienne adresse des notes, qui sont sur « Comment ça marche »."""
    return redirect("/comment-ca-marche", 301)


@routes.get("/glossaire")
def glossaire() -> Response:
    termes = ici().atlas.glossaire
    return rendue("glossaire.html", chemin="/glossaire", lettres=lettres(termes), sens=sum(len(one.sens) for one in termes))


@routes.get("/pacte")
def pacte() -> Response:
    return rendue("chiffres/pacte.html", chemin="/pacte", plotly="", **page_pacte(ici().atlas))


@routes.get("/pacte.<any(csv, xlsx):genre>")
def emporter_pacte(genre: str) -> Response:
    return fichier(feuille(ici().atlas), "maillage-pacte", genre)


@routes.get(a.ADRESSE)
def accessibilite() -> Response:
    dite, evaluee = ici().une_fois(accessibilite_lue)
    return rendue("accessibilite.html", chemin=a.ADRESSE, dite=dite, grille=evaluee, contact=ici().settings.contact)


def accessibilite_lue(contexte: Contexte):
    """La déclaration et la grille évaluée."""
    return declaration(contexte.settings.accessibilite), grille(contexte.settings.rgaa)


@routes.get(wp.ADRESSE)
def plan_du_site() -> Response:
    """Toutes les pages, par famille."""
    return rendue("plan.html", chemin=wp.ADRESSE, familles=familles(ici().atlas))
