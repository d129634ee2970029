"""Les pages servies toutes faites : chercher une commune, sa fiche, « Comment ça marche ».

Chaque route lit l'adresse, appelle une fonction, répond.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from flask import Flask, Response, redirect, request

from layers.atlas import Atlas
from layers.geo.contours import Contours
from settings import Settings
from taches.atelier import Taches
from views.aides.section import demande_de
from views.api import api
from views.commune.adresse import chemin, destination, sans_vides
from views.commune.page import page_commune
from views.ecriture import pages as p
from views.gabarits import Gabarits
from views.papier.commune import adresse_du_papier, nom_du_fichier
from views.site import notes
from views.site import phrases as a
from views.site import phrases_plan as wp
from views.site.accessibilite import declaration, grille
from views.site.comment import idees
from views.site.plan_du_site import familles

LONGEST_QUERY = 80


def register(server: Flask, atlas: Atlas, settings: Settings, taches: Taches) -> None:
    """Branche les pages sur `server`."""
    gabarits = Gabarits(atlas, settings)
    contours = Contours(settings.geo)

    @server.get("/commune")
    def chercher_commune():
        demande = request.args.get("q", "").strip()
        if len(demande) > LONGEST_QUERY:
            return page(gabarits.page("chercher.html", chemin="/commune", message=p.RECHERCHE_TROP_LONGUE, trouvees=()), 400)
        trouvees = api.communes(atlas, demande) if demande else ()
        message = p.trouvees(len(trouvees), demande, api.only_near(trouvees)) if demande else ""
        return page(gabarits.page("chercher.html", chemin="/commune", recherche=demande, message=message, trouvees=trouvees))

    @server.get("/commune/<code>")
    def fiche_commune(code: str):
        la = destination(atlas, code)
        if la is None:
            return commune_inconnue(code)
        asked = list(request.args.items(multi=True))
        if la != code:
            return redirect(chemin(la, asked, ancien=code))
        if sans_vides(asked) != asked:
            return redirect(chemin(code, sans_vides(asked)))
        return page(page_commune(atlas, contours, gabarits, code, asked))

    @server.get("/comment-ca-marche")
    def comment_ca_marche():
        return page(gabarits.page("comment.html", chemin="/comment-ca-marche", idees=idees(atlas), notes=notes))

    @server.get("/region/<path:_reste>")
    def region_inconnue(_reste: str):
        return page(gabarits.page("refus.html", message=p.REGION_INCONNUE), 404)

    @server.get("/commune/<path:_reste>")
    def commune_inconnue(_reste: str):
        return page(gabarits.page("refus.html", message=p.COMMUNE_INTROUVABLE), 404)

    _papier(server, atlas, taches, commune_inconnue)
    _accessibilite(server, gabarits, settings)
    _plan_du_site(server, gabarits, atlas)


def _plan_du_site(server: Flask, gabarits: Gabarits, atlas: Atlas) -> None:
    """Toutes les pages, par famille."""

    @server.get(wp.ADRESSE)
    def plan_du_site():
        return page(gabarits.page("plan.html", chemin=wp.ADRESSE, familles=familles(atlas)))


def _accessibilite(server: Flask, gabarits: Gabarits, settings: Settings) -> None:
    """La déclaration d'accessibilité, dont les faits sont lus une fois."""
    dite, evaluee = declaration(settings.accessibilite), grille(settings.rgaa)

    @server.get(a.ADRESSE)
    def accessibilite():
        return page(gabarits.page("accessibilite.html", chemin=a.ADRESSE, dite=dite, grille=evaluee, contact=settings.contact))


def _papier(server: Flask, atlas: Atlas, taches: Taches, inconnue: Callable[[str], Response]) -> None:
    """La feuille A4 d'une commune ; `inconnue` : ce qu'on répond à un code qui n'existe pas."""

    @server.get("/commune/<code>/fiche.pdf")
    def papier_commune(code: str):
        demande = demande_de(request.args.items(multi=True))
        la = destination(atlas, code)
        if la is None:
            return inconnue(code)
        if la != code:
            return redirect(adresse_du_papier(la, demande))
        made = taches.faire("feuille_a4", {"code": code, "situation": asdict(demande.situation)})
        return document(made.octets, nom_du_fichier(atlas, code))


def document(content: bytes, name: str) -> Response:
    """Un PDF à ouvrir dans le navigateur ; inchangé, il n'est pas renvoyé (ETag de son contenu)."""
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="{name}"'}
    response = Response(content, mimetype="application/pdf", headers=headers)
    response.add_etag()
    response.make_conditional(request)  # change la réponse sur place
    return response


def page(html: str, status: int = 200) -> Response:
    """Une page, à ne pas garder : le jeu de données peut changer."""
    return Response(html, status=status, mimetype="text/html", headers={"Cache-Control": "no-cache"})
