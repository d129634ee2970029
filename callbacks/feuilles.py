"""« Les feuilles d'un département » : une application Dash de plus, dont le seul long travail se fait hors du serveur."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from dash import Dash, Input, Output, no_update
from dash._get_app import app_context
from flask import Blueprint, Flask, Response, current_app, request

from callbacks.tableau import ABSENTS
from layers.atlas import Atlas
from settings import Settings
from taches import places
from taches.disque import Disque, dossier_temporaire
from taches.feuilles import brancher, clef_de, demandee
from views.ecriture import phrases as w
from views.papier import phrases_departement as t
from views.papier.departement import departements
from views.papier.page import issue, nom_de_l_archive, page
from web.contexte import Contexte, ici
from web.reponses import introuvable, joint
from web.statique import lighten_index

ADRESSE = "/feuilles/"
CLEF = re.compile(r"[0-9a-f]{40}\Z")
routes = Blueprint("feuilles", __name__)


def register(server: Flask, contexte: Contexte) -> Dash:
    """Branche la page sur `server` et rend son application."""
    atlas = contexte.atlas
    manager = server.extensions[ADRESSE] = gestionnaire(atlas, contexte.settings)
    app = Dash(
        "maillage-feuilles",
        server=server,
        url_base_pathname=ADRESSE,
        title=f"{t.TITRE} · {w.TITRE}",
        include_assets_files=False,
        index_string=contexte.gabarits.page("feuilles.html", chemin=ADRESSE, plotly="", t=t),
        update_title=None,
        serve_locally=True,
    )
    lighten_index(app, ABSENTS)
    app.layout = page(atlas)
    _nommer(server, app)
    brancher(app, manager)
    _wire(app, atlas)
    contexte.une_fois(clefs)
    contexte.brancher(server, routes)
    return app


def _nommer(server: Flask, app: Dash) -> None:
    """Dit à Dash de qui sont les demandes de cette page : il signe ses travaux du secret de « l'application courante », et
    sur un serveur de plusieurs applications, c'est la dernière à avoir rendu sa page dans ce fil d'exécution."""

    @server.before_request
    def ours():
        if request.path.startswith(ADRESSE):
            app_context.set(app)


def gestionnaire(atlas: Atlas, settings: Settings):
    """Le gestionnaire que disent les réglages : Redis s'il est donné, un dossier de cette machine sinon."""

    def demande(args: object) -> tuple[str, str] | None:
        return demandee(atlas, settings.adresse, args)

    if settings.taches:
        from taches.file import File  # Celery ne se charge que s'il sert

        return File(settings.taches, demande)
    return Disque(dossier_temporaire(), demande, reglages(settings))


def reglages(settings: Settings) -> dict:
    """Ce que le programme d'un travail doit savoir pour relire les mêmes données."""
    return {
        "data_mode": settings.data_mode,
        "region": settings.region,
        "autres_regions": settings.autres_regions,
        "adresse": settings.adresse,
        "root": str(settings.root),
    }


def _wire(app: Dash, atlas: Atlas) -> None:
    @app.callback(Output("departement", "value"), Input("adresse", "search"))
    def preselect(search):
        asked = parse_qs(search.removeprefix("?"))["departement"][:1] if isinstance(search, str) and "departement=" in search else []
        return asked[0] if asked and asked[0] in departements(atlas) else no_update

    @app.callback(Output("issue", "children"), Output("annonce", "children", allow_duplicate=True), Input("etat", "data"),
                  prevent_initial_call=True)  # fmt: skip
    def tell(etat):
        return issue(atlas, etat, ADRESSE)


def clefs(contexte: Contexte) -> dict[str, str]:
    """{clef: département} des archives que ce service peut rendre."""
    return {clef_de(contexte.atlas, contexte.settings.adresse, code): code for code in departements(contexte.atlas)}


@routes.get(f"{ADRESSE}<clef>.zip")
def emporter_archive(clef: str) -> Response:
    departement = ici().une_fois(clefs).get(clef) if CLEF.match(clef) else None
    pieces = current_app.extensions[ADRESSE].depot.morceaux(places.ARCHIVE + clef) if departement else None
    if pieces is None or departement is None:
        return introuvable(t.EXPIRE)
    return joint(pieces, nom_de_l_archive(ici().atlas, departement), "application/zip")
