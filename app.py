"""Maillage : `python app.py` sert la page. Aucune donnée n'est lue à l'import."""

from __future__ import annotations

import os
import sys

from dash import Dash

from callbacks import panneau, routes, vue
from layers.atlas import Atlas, load_atlas
from layers.checks import DataError
from settings import Settings, settings_or_exit
from static_files import mount_static
from views import wording
from views.page import page
from views.payloads import map_configuration

# Dans la page : un navigateur redemanderait un fichier à chaque changement d'adresse.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath fill='%230B5D66' d='M8 0l7 4v8l-7 4-7-4V4z'/%3E%3C/svg%3E"
)
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
</html>""".replace("ICON", ICON)


def create_app(atlas: Atlas, settings: Settings) -> Dash:
    """L'application Dash d'un Atlas : pages, callbacks, fichiers statiques et API, prête à servir."""
    app = Dash(
        "maillage",
        title=f"{wording.TITRE} · {wording.SOUS_TITRE}",
        assets_folder=str(settings.assets),
        assets_ignore=r".*\.mjs$",
        assets_path_ignore=["vendor", "carte"],
        index_string=INDEX,
        update_title=None,
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    prefix = mount_static(app.server, settings)
    data_prefix = routes.register(app.server, atlas)
    app.layout = page(atlas, map_configuration(atlas, prefix, data_prefix))
    vue.register(app, atlas)
    panneau.register(app, atlas)
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
