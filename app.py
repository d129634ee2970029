"""Maillage : `python app.py` sert la page. Aucune donnée n'est lue à l'import."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Callable
from functools import lru_cache

from dash import Dash, html
from flask import Flask, request

from callbacks import api, borne, carte, commune, couverture, exports, feuilles, lots, mots, ogc, pages, reunion, tableau, territoires
from layers.atlas import Atlas, load_atlas
from layers.jeu.attente import en_attente
from layers.regions import adresse_de_carte
from layers.socle.defauts import DataError
from settings import Settings, settings_or_exit
from views.carte.envoi import en_json, map_configuration
from views.carte.inerte import alleger
from views.carte.page import page
from views.ecriture import phrases as wording
from views.gabarits import Gabarits
from views.mots.adresse import adresse
from views.mots.phrases import TITRE as TITRE_EN_MOTS
from views.vue.vue import ANNEES, default_view
from web import protect, validateurs
from web.contexte import Contexte
from web.memoire import Memoire
from web.statique import lighten_index, module_addresses, mount_static

# Les modules que la page importe à l'ouverture ; ceux qu'ils importent suivent.
MODULES = ("carte/depart.mjs", "carte/recherche.mjs")
ROUTES = (api, lots, ogc, commune, pages, exports, feuilles, territoires, mots, couverture, borne, reunion)
# Ce que lève un fichier du projet tronqué, abîmé ou interdit : au démarrage, une phrase.
ILLISIBLES = (OSError, ValueError, LookupError, TypeError, EOFError, zlib.error)


def create_app(atlas: Atlas, settings: Settings) -> Dash:
    """L'application Dash d'un Atlas : pages, callbacks, fichiers statiques et API, prête à servir."""
    app = dash_app(settings, True, "/")
    memoire = Memoire(lambda: en_attente(settings.watched, atlas.hash))
    validateurs.comparer(app.server)
    memoire.garder(app.server)
    contexte = Contexte(atlas, settings, mount_static(app.server, settings))
    for module in ROUTES:
        module.register(app.server, contexte)
    mount_map(app, atlas, contexte)
    apps = [app]
    for other in list(contexte.cartes.values())[1:]:
        apps.append(dash_app(settings, app.server, adresse_de_carte(atlas, other.region), atlas.regions.at[other.region, "nom"]))
        mount_map(apps[-1], other, contexte)
    apps.append(tableau.register(app.server, contexte))
    protect(apps, contexte, memoire)
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
        assets_path_ignore=["vendor", "carte", "pages", "borne", "reunion", "couverture", "territoire"],
        update_title=None,
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    lighten_index(app)
    return app


def mount_map(app: Dash, atlas: Atlas, contexte: Contexte) -> None:
    """La carte d'`atlas` et ses callbacks dans `app`. La carte part de la page elle-même : ses modules et ses données sont
    demandés d'emblée, et elle se dessine pendant que Dash monte les contrôles."""
    composed = lru_cache(maxsize=1)(lambda: alleger(page(atlas)))
    # À la première demande, Dash vérifie la page de chaque carte du serveur : seule celle qu'on demande vaut d'être composée.
    app.layout = lambda: composed() if request.path.endswith("_dash-layout") else html.Div()
    composer(app, lambda: page_de_la_carte(atlas, contexte))
    carte.register(app, atlas, contexte.une_fois(couverture.modele))


def composer(app: Dash, ecrire: Callable[[], str]) -> None:
    """La page que Dash complète est écrite à sa première demande : un service a jusqu'à dix-huit cartes."""
    whole = app.interpolate_index

    @lru_cache(maxsize=1)
    def write() -> None:
        app.index_string = ecrire()

    def composed(**parts: str) -> str:
        write()
        return whole(**parts)

    app.interpolate_index = composed


def page_de_la_carte(atlas: Atlas, contexte: Contexte) -> str:
    """La page que Dash complète (views/templates/carte.html)."""
    configuration, opening = map_configuration(atlas, contexte.statique, contexte.donnees), default_view(atlas)
    return Gabarits(atlas, contexte.settings).page(
        "carte.html",
        chemin="/",
        configuration=en_json(configuration),
        depart=f"{contexte.statique}/{MODULES[0]}",
        modules=module_addresses(contexte.settings.assets, contexte.statique, MODULES),
        donnees_de_la_carte=[configuration[name] for name in ("communes", "sites")],
        territoire=opening.territoire,
        en_mots=adresse(atlas, opening),
        en_mots_titre=TITRE_EN_MOTS,
        annees=ANNEES,
    )


def main() -> None:
    """Lit les réglages et les données, puis sert ; un refus est une phrase, pas une trace."""
    settings = settings_or_exit(os.environ)
    from web.serveur import serve

    def lire() -> Dash:
        return create_app(load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions), settings)

    # Une console qui ne sait pas écrire « é » reçoit « ? », pas une erreur.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        serve(settings, lire)
    except DataError as error:
        sys.exit(str(error))
    except ILLISIBLES as error:
        sys.exit(wording.demarrage_impossible(f"{type(error).__name__} : {error}".splitlines()[0][:200]))


if __name__ == "__main__":
    main()
