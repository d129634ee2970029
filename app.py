"""Maillage : `python app.py` sert la page. Aucune donnée n'est lue à l'import."""

from __future__ import annotations

import os
import sys

from dash import Dash
from flask import Flask

from callbacks import api as routes
from callbacks import borne, explications, exports, feuilles, graphiques, mots, pacte, pages, panneau, releve, reunion, tableau, territoires
from callbacks import carte as vue
from layers.atlas import Atlas, load_atlas
from layers.jeu.attente import en_attente
from layers.regions import adresse_de_carte, atlas_des_cartes
from layers.socle.defauts import DataError
from settings import Settings, settings_or_exit
from views.carte.envoi import en_json, map_configuration
from views.carte.inerte import alleger
from views.carte.page import page
from views.ecriture import phrases as wording
from views.gabarits import Gabarits
from views.mots.adresse import adresse
from views.vue.vue import ANNEES, default_view
from web import protect
from web.memoire import Memoire
from web.statique import lighten_index, module_addresses, mount_static

# Les modules que la page importe à l'ouverture ; ceux qu'ils importent suivent.
MODULES = ("carte/depart.mjs", "carte/recherche.mjs")


def create_app(atlas: Atlas, settings: Settings) -> Dash:
    """L'application Dash d'un Atlas : pages, callbacks, fichiers statiques et API, prête à servir."""
    app = dash_app(settings, True, "/")
    memoire = Memoire(lambda: en_attente(settings.watched, atlas.hash))
    memoire.garder(app.server)
    prefix = mount_static(app.server, settings)
    data_prefix = routes.register(app.server, atlas, settings.watched)
    pages.register(app.server, atlas, settings)
    exports.register(app.server, atlas, settings)
    releve.register(app.server, atlas, settings)
    territoires.register(app.server, atlas, settings)
    mots.register(app.server, atlas, settings)
    explications.register(app.server, atlas, settings)
    pacte.register(app.server, atlas, settings)
    graphiques.register(app.server, atlas, settings, prefix)
    borne.register(app.server, atlas, settings, prefix, data_prefix)
    reunion.register(app.server, atlas, settings, prefix, data_prefix)
    mount_map(app, atlas, settings, prefix, data_prefix)
    apps = [app]
    for other in atlas_des_cartes(atlas)[1:]:
        apps.append(dash_app(settings, app.server, adresse_de_carte(atlas, other.region), atlas.regions.at[other.region, "nom"]))
        mount_map(apps[-1], other, settings, prefix, data_prefix)
    apps.append(tableau.register(app.server, atlas, settings))
    apps.append(feuilles.register(app.server, atlas, settings))
    protect(apps, atlas, settings, memoire)
    return app


def dash_app(settings: Settings, server: Flask | bool, base: str, region: str = "") -> Dash:
    """Une application Dash à l'adresse `base` (« / », « /region/93/ ») ; `server` : True, ou le serveur d'une autre ;
    `region` : le nom à dire dans le titre de la page, « » pour la région d'ouverture."""
    app = Dash(
        "maillage",
        server=server,
        url_base_pathname=base,
        title=" · ".join(part for part in (wording.TITRE, region, wording.SOUS_TITRE) if part),
        assets_folder=str(settings.assets),
        assets_ignore=r".*\.mjs$",
        assets_path_ignore=["vendor", "carte", "pages", "borne", "reunion"],
        update_title=None,
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    lighten_index(app)
    return app


def mount_map(app: Dash, atlas: Atlas, settings: Settings, prefix: str, data_prefix: str) -> None:
    """La carte d'`atlas` et ses callbacks dans `app`. La carte part de la page elle-même : ses modules et ses données sont
    demandés d'emblée, et elle se dessine pendant que Dash monte les contrôles."""
    app.layout = alleger(page(atlas))
    app.index_string = page_de_la_carte(atlas, settings, map_configuration(atlas, prefix, data_prefix), prefix)
    vue.register(app, atlas)
    panneau.register(app, atlas)


def page_de_la_carte(atlas: Atlas, settings: Settings, configuration: dict, prefix: str) -> str:
    """La page que Dash complète (views/templates/carte.html)."""
    opening = default_view(atlas)
    return Gabarits(atlas, settings).page(
        "carte.html",
        chemin="/",
        configuration=en_json(configuration),
        depart=f"{prefix}/{MODULES[0]}",
        modules=module_addresses(settings.assets, prefix, MODULES),
        donnees_de_la_carte=[configuration["communes"]],
        territoire=opening.territoire,
        en_mots=adresse(atlas, opening),
        annees=ANNEES,
    )


def main() -> None:
    """Lit les réglages et les données, puis sert ; un refus est une phrase, pas une trace."""
    settings = settings_or_exit(os.environ)
    try:
        atlas = load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions)
    except DataError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    from web.serveur import serve  # après la lecture : rien à servir si les données sont refusées

    serve(create_app(atlas, settings), settings, atlas)


if __name__ == "__main__":
    main()
