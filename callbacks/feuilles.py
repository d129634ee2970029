"""« Les feuilles d'un département » : une application Dash de plus, dont le seul long travail se fait hors du serveur."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from dash import Dash, Input, Output, State, no_update
from dash._get_app import app_context
from flask import Flask, Response, request

from callbacks.pages import page as page_html
from callbacks.tableau import ABSENTS
from layers.atlas import Atlas
from settings import Settings
from taches import places
from taches.disque import Disque, dossier_temporaire
from taches.feuilles import Atelier, clef_de, demandee, preparer
from views.ecriture import phrases as w
from views.gabarits import Gabarits
from views.papier import phrases_departement as t
from views.papier.departement import departements
from views.papier.page import issue, nom_de_l_archive, page
from web.statique import lighten_index

ADRESSE = "/feuilles/"
CLEF = re.compile(r"[0-9a-f]{40}\Z")
CHAQUE_MS = 700


def register(server: Flask, atlas: Atlas, settings: Settings, manager=None) -> Dash:
    """Branche la page sur `server` et rend son application. `manager` : celui d'un essai ; celui des réglages à défaut."""
    manager = manager or gestionnaire(atlas, settings)
    gabarits = Gabarits(atlas, settings)
    app = Dash(
        "maillage-feuilles",
        server=server,
        url_base_pathname=ADRESSE,
        title=f"{t.TITRE} · {w.TITRE}",
        include_assets_files=False,
        index_string=gabarits.page("feuilles.html", chemin=ADRESSE, plotly="", t=t),
        update_title=None,
        serve_locally=True,
    )
    lighten_index(app, ABSENTS)
    app.layout = page(atlas)
    _nommer(server, app)
    brancher(app, manager)
    _wire(app, atlas)
    _archive(server, atlas, settings, gabarits, manager)
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


def brancher(app: Dash, manager, atelier: Callable[[], Atelier] | None = None) -> None:
    """Déclare le travail à Dash. `atelier` : de quoi le faire ; le serveur n'en a pas, il ne fait que le confier."""
    running = [(Output("preparer", "disabled"), True, False), (Output("arreter", "disabled"), False, True)]
    progress = [Output("barre", "value"), Output("barre", "max"), Output("avance", "children"), Output("annonce", "children")]

    @app.callback(
        Output("etat", "data"), Input("preparer", "n_clicks"), State("departement", "value"), prevent_initial_call=True,
        background=True, manager=manager, interval=CHAQUE_MS, progress=progress, progress_default=["0", "1", "", ""],
        running=[*running, (Output("progression", "hidden"), False, True)], cancel=[Input("arreter", "n_clicks")],
    )  # fmt: skip
    def prepare(dire, _clicks, departement, clef, travail):
        assert atelier is not None
        return preparer(atelier(), departement, clef, travail, dire)


def _wire(app: Dash, atlas: Atlas) -> None:
    @app.callback(Output("departement", "value"), Input("adresse", "search"))
    def preselect(search):
        asked = parse_qs(search.removeprefix("?"))["departement"][:1] if isinstance(search, str) and "departement=" in search else []
        return asked[0] if asked and asked[0] in departements(atlas) else no_update

    @app.callback(Output("issue", "children"), Output("annonce", "children", allow_duplicate=True), Input("etat", "data"),
                  prevent_initial_call=True)  # fmt: skip
    def tell(etat):
        return issue(atlas, etat, ADRESSE)


def _archive(server: Flask, atlas: Atlas, settings: Settings, gabarits: Gabarits, manager) -> None:
    known = {clef_de(atlas, settings.adresse, code): code for code in departements(atlas)}

    @server.get(f"{ADRESSE}<clef>.zip")
    def emporter_archive(clef: str):
        departement = known.get(clef) if CLEF.match(clef) else None
        pieces = manager.depot.morceaux(places.ARCHIVE + clef) if departement else None
        if pieces is None or departement is None:
            return page_html(gabarits.page("refus.html", message=t.EXPIRE), 404)
        name = nom_de_l_archive(atlas, departement)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
        return Response(pieces, mimetype="application/zip", headers=headers)
