"""Les pages de la borne, toutes sous /borne : une page qui y mène n'en sort pas. Rien n'y est gardé par le navigateur."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from flask import Flask, Response, abort, redirect, request

from callbacks.api import answer
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.recherche.designation import commune_designee
from settings import Settings
from views.borne import phrases as b
from views.borne.borne import RACINE, chemin_de_borne, communes_de_borne, configuration_carte, feuille_de_borne, retour_de_fiche, veille
from views.commune.sans_contour import sans_contour
from views.commune.fiche import feuille
from views.dessin.qr import qr
from views.gabarits import Gabarits
from views.site.comment import idees

LONGEST_QUERY = 80
Page = Callable[..., Response]


def register(server: Flask, atlas: Atlas, settings: Settings, statique: str, donnees: str) -> None:
    """Branche les pages sur `server`. `statique`, `donnees` : les préfixes des fichiers et des données de la carte."""
    gabarits = Gabarits(atlas, settings)

    def page(vue: str, retour: str = "", **contexte: object) -> Response:
        return fresh(Response(gabarits.page(f"borne/{vue}.html", vue=vue, retour=retour, **contexte), mimetype="text/html"))

    _enter(server)
    # À la première veille, pas au démarrage : le serveur d'un site sans borne ne la dessine jamais.
    boucle = cache(lambda: veille(atlas, settings.geo))
    _screens(server, page, boucle, configuration_carte(atlas, statique, donnees))
    _communes(server, page, atlas, settings)
    _ideas(server, page, atlas)


def _enter(server: Flask) -> None:
    @server.before_request
    def enter():
        """`?mode=borne`, sur n'importe quelle page, mène à la même page de la borne."""
        if request.method == "GET" and request.args.get("mode") == "borne" and not request.path.startswith(RACINE):
            return redirect(chemin_de_borne(request.path))
        return None


def _screens(server: Flask, page: Page, boucle: Callable[[], dict], configuration: dict) -> None:
    @server.get(RACINE)
    def borne_accueil():
        return page("accueil")

    @server.get(f"{RACINE}/veille")
    def borne_veille():
        return page("veille", **boucle())

    @server.get(f"{RACINE}/carte")
    def borne_carte():
        return page("carte", retour=RACINE, configuration=configuration)


def _communes(server: Flask, page: Page, atlas: Atlas, settings: Settings) -> None:
    @server.get(f"{RACINE}/commune")
    def borne_chercher():
        return page("chercher", retour=RACINE)

    @server.post(f"{RACINE}/communes")
    def borne_communes():
        body = request.get_json(silent=True)
        q = body.get("q") if isinstance(body, dict) else None
        if not isinstance(q, str) or not q.strip() or len(q) > LONGEST_QUERY:
            abort(400)
        return fresh(answer(communes_de_borne(atlas, q.strip())))

    @server.get(f"{RACINE}/commune/<code>")
    def borne_commune(code: str):
        found = commune_designee(atlas, code)
        if found is None:
            abort(404)
        if found != code:
            return redirect(f"{RACINE}/commune/{found}")
        if (peu := sans_contour(atlas, code)) is not None:
            return page("refus", retour=f"{RACINE}/commune", titre=f"{peu.nom} ({peu.departement})", message=peu.raison)
        sheet = feuille_de_borne(feuille(atlas, fiche(atlas, code)))
        here = atlas.communes.at[code, "region"] == atlas.region
        emporter = qr(f"{settings.adresse}/commune/{code}", b.emporter(sheet.nom)) if settings.adresse else ""
        return page("commune", retour=retour_de_fiche(code, request.args.get("de", "")), fiche=sheet, sur_carte=here, qr=emporter)


def _ideas(server: Flask, page: Page, atlas: Atlas) -> None:
    ideas = cache(lambda: idees(atlas))

    @server.get(f"{RACINE}/comment-ca-marche")
    def borne_comment():
        return page("comment", retour=RACINE, idees=ideas())

    @server.get(f"{RACINE}/comment-ca-marche/<id_idee>")
    def borne_idee(id_idee: str):
        rank = next((rank for rank, one in enumerate(ideas()) if one.texte.id == id_idee), None)
        if rank is None:
            abort(404)
        return page("idee", retour=f"{RACINE}/comment-ca-marche", idee=ideas()[rank], suivante=ideas()[(rank + 1) % len(ideas())])


def fresh(response: Response) -> Response:
    """Une réponse que le navigateur ne garde pas : le visiteur suivant ne doit rien trouver du précédent."""
    response.headers["Cache-Control"] = "no-store"
    return response
