"""Les pages qui expliquent : comment ça marche, le glossaire, le Pacte, l'accessibilité, les mentions légales, le plan du site.

Chaque route lit l'adresse, appelle une fonction, répond.
"""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from views.ecriture import phrases_pages as p
from views.ecriture import phrases_sigles as g
from views.ecriture.contact import message, page_locale
from views.ecriture.glossaire import lettres
from views.site import phrases as a
from views.site import phrases_comment as c
from views.site import phrases_contact
from views.site import phrases_notes as notes
from views.site import phrases_plan as wp
from views.site.accessibilite import declaration, grille
from views.site.comment import idees
from views.site.legales import PAGES as LEGALES
from views.site.legales import sections
from views.site.pacte import feuille, page_pacte
from views.site.plan_du_site import familles
from views.sources.citees import citation
from views.territoire.indicateur import adresse_du
from web.contexte import Contexte, ici
from web.reponses import GENRES, fichier, introuvable, lu, rendue

routes = Blueprint("pages", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les pages. Les faits de la déclaration d'accessibilité sont lus au démarrage, une fois."""
    contexte.une_fois(accessibilite_lue)
    contexte.brancher(server, routes)


@routes.get("/region/<path:_reste>")
def region_inconnue(_reste: str) -> Response:
    return introuvable(p.REGION_INCONNUE)


@routes.get("/comment-ca-marche")
def comment_ca_marche() -> Response:
    return rendue("comment.html", chemin="/comment-ca-marche", idees=idees(ici().atlas), notes=notes, phrases_comment=c, phrases_sigles=g)


@routes.get("/comprendre")
def comprendre() -> Response:
    """L'ancienne adresse des notes, qui sont sur « Comment ça marche »."""
    return redirect("/comment-ca-marche", 301)


@routes.get("/glossaire")
def glossaire() -> Response:
    atlas = ici().atlas
    return rendue(
        "glossaire.html",
        chemin="/glossaire",
        lettres=lettres(atlas.glossaire),
        sens=sum(len(one.sens) for one in atlas.glossaire),
        ou=lambda sens: citation(atlas, sens.source, sens.ligne),
        phrases_sigles=g,
    )


@routes.get("/pacte")
def pacte() -> Response:
    return rendue("chiffres/pacte.html", chemin="/pacte", plotly="", adresse_du=adresse_du, **page_pacte(ici().atlas))


@routes.get(f"/pacte.<{GENRES}:genre>")
def emporter_pacte(genre: str) -> Response:
    return fichier(feuille(ici().atlas), "maillage-pacte", genre)


@routes.get(a.ADRESSE)
def accessibilite() -> Response:
    dite, evaluee = ici().une_fois(accessibilite_lue)
    known = {"dite": dite, "grille": evaluee, "contact": ici().settings.contact}
    return rendue("site/accessibilite.html", chemin=a.ADRESSE, phrases_accessibilite=a, **known)


def accessibilite_lue(contexte: Contexte):
    """La déclaration et la grille évaluée."""
    return declaration(contexte.settings.accessibilite), grille(contexte.settings.rgaa)


@routes.get("/mentions-legales")
@routes.get("/donnees-personnelles")
@routes.get("/accessibilite/schema")
def legale() -> Response:
    """Une page qui dit qui publie, ce qui est gardé, ce qui est promis."""
    titre, description = LEGALES[request.path]
    return rendue(
        "site/legale.html", chemin=request.path, titre=titre, description=description, sections=sections(ici().settings, request.path)
    )


@routes.get(p.CONTACT[0])
def contact() -> Response:
    """À qui écrire ; `page` : celle où une erreur a été vue, reprise dans le message."""
    settings, where = ici().settings, page_locale(lu("page"))
    known = {"contact": settings.contact, "vers": message(settings, where), "page": where}
    return rendue("site/contact.html", chemin=p.CONTACT[0], phrases_contact=phrases_contact, **known)


@routes.get(wp.ADRESSE)
def plan_du_site() -> Response:
    """Toutes les pages, par famille."""
    return rendue("site/plan.html", chemin=wp.ADRESSE, familles=familles(ici().atlas), phrases_plan=wp)
