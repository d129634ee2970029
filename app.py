"""Maillage : `python app.py` sert la page. Aucune donnée n'est lue à l'import."""

from __future__ import annotations

import os
import sys

from dash import Dash

from callbacks import pages, panneau, routes, vue
from layers.atlas import Atlas, load_atlas
from layers.checks import DataError
from settings import Settings, settings_or_exit
from static_files import drop_unused_scripts, mount_static
from views import wording
from views.gabarits import ICONE
from views.page import page
from views.payloads import map_configuration
from web import protect

INDEX = """<!DOCTYPE html>
<html lang="fr">
  <head>
    {%metas%}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{%title%}</title>
    <link rel="icon" href="ICON">
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <footer class="dash-scripts">{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>""".replace("ICON", ICONE)


def create_app(atlas: Atlas, settings: Settings) -> Dash:
    """L'application Dash d'un Atlas : pages, callbacks, fichiers statiques et API, prête à servir."""
    app = Dash(
        "maillage",
        title=f"{wording.TITRE} · {wording.SOUS_TITRE}",
        assets_folder=str(settings.assets),
        assets_ignore=r".*\.mjs$",
        assets_path_ignore=["vendor", "carte", "pages"],
        index_string=INDEX,
        update_title=None,
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    drop_unused_scripts(app)
    prefix = mount_static(app.server, settings)
    data_prefix = routes.register(app.server, atlas, settings.watched)
    pages.register(app.server, atlas, settings)
    app.layout = page(atlas, map_configuration(atlas, prefix, data_prefix))
    vue.register(app, atlas)
    panneau.register(app, atlas)
    protect(app, atlas, settings)
    return app


def main() -> None:
    """Lit les réglages et les données, puis sert ; un refus est une phrase, pas une trace."""
    settings = settings_or_exit(os.environ)
    try:
        atlas = load_atlas(settings.data, settings.data_mode, settings.region)
    except DataError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    from server import serve  # après la lecture : rien à servir si les données sont refusées

    serve(create_app(atlas, settings), settings, atlas)


if __name__ == "__main__":
    main()
