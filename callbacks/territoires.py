"""Les territoires et leurs chiffres, en pages : fiches, indicateurs, désaccords, graphiques, comparaison.

Chaque route lit l'adresse, appelle une fonction, répond.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, redirect, request

from layers.acces.modele import Modele, modele_de
from layers.atlas import Atlas
from layers.geo.silhouettes import read_silhouettes
from layers.geo.territoire import Territoire
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import territoire as lieu
from views.api import csv as chiffres_emportes
from views.ecriture import phrases_pages as p
from views.figures import phrases as tfig
from views.figures.figures import feuille as feuille_de_la_figure
from views.figures.figures import figure, figures
from views.graphiques import page as graphiques
from views.graphiques import phrases_page as g
from views.mots import phrases as m
from views.taux import phrases_classement as tc
from views.taux.adresse import RACINE, lire
from views.taux.classement import page as page_du_classement
from views.taux.fichier import feuille as feuille_du_classement
from views.territoire import page_comparer as comparaison
from views.territoire import phrases as t
from views.territoire import phrases_comparer as c
from views.territoire import phrases_dossier as td
from views.territoire import phrases_face as tf
from views.territoire.dossier import dossier
from views.territoire.face import demandes, face, nom_dit, proposes
from views.territoire.indicateur import adresse_de_l_indicateur, adresse_du, page_desaccords, page_indicateur, page_liste
from views.territoire.page import page_de
from views.territoire.plan import plan
from views.territoire.situation import situer
from web.contexte import Contexte, ici
from web.reponses import GENRES, fichier, introuvable, joint, lu, rendue

PLOTLY = "vendor/plotly/plotly-basic.min.js"
routes = Blueprint("territoires", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les pages. Les chiffres sont comptés, et les silhouettes lues, au démarrage, pas au premier clic."""
    chiffres(contexte.atlas)
    contexte.une_fois(silhouettes)
    contexte.brancher(server, routes)


def modele(contexte: Contexte) -> Modele:
    """Le modèle publié des minutes."""
    return modele_de(contexte.settings.data)


def silhouettes(contexte: Contexte):
    """Les contours simplifiés des départements."""
    return read_silhouettes(contexte.settings.geo / "departements.json")


@routes.get(RACINE)
def classement() -> Response:
    demande = lire(ici().cartes, request.args, tuple(request.args.getlist("taux")))
    if demande is None:
        return introuvable(m.REGION_INCONNUE)
    shown = page_du_classement(demande, ici().cartes, ici().une_fois(modele))
    return rendue("territoire/classement.html", chemin=RACINE, t=tc, tf=t, page=shown, **page_liste(ici().atlas))


@routes.get(f"{RACINE}.<{GENRES}:genre>")
def emporter_classement(genre: str) -> Response:
    demande = lire(ici().cartes, request.args, tuple(request.args.getlist("taux")))
    if demande is None or demande.ignorees:
        return introuvable(p.PAGE_INTROUVABLE)
    sheet = feuille_du_classement(demande, ici().cartes, ici().une_fois(modele))
    return fichier(sheet, f"maillage-taux-{demande.niveau}-{demande.atlas.region}", genre)


@routes.get("/territoire/<id_>")
def territoire(id_: str) -> Response:
    shown = page_de(ici().atlas, id_)
    if shown is None:
        return introuvable(t.INCONNU)
    own = _atlas_de(shown.ici)
    told = dossier(own, ici().une_fois(modele), shown.ici)
    where = situer(own, ici().une_fois(silhouettes), shown.ici)
    drawn = plan(own, ici().contours, shown.ici)
    return rendue(
        "territoire/fiche.html", chemin=f"/territoire/{id_}", t=t, td=td, adresse_du=adresse_du, page=shown, dossier=told,
        situation=where, plan=drawn,
    )  # fmt: skip


def _atlas_de(here: Territoire) -> Atlas:
    """L'Atlas de la carte qui montre ce territoire ; celui de l'ouverture, si aucune ne le montre."""
    region = next((id_.removeprefix("reg-") for id_ in (here.id, *here.parents) if id_.startswith("reg-")), "")
    return ici().cartes.get(region, ici().atlas)


@routes.get(f"/territoire/<id_>.<{GENRES}:genre>")
def emporter_territoire(id_: str, genre: str) -> Response:
    sheet = chiffres_emportes.feuille(ici().atlas, id_)
    return introuvable(t.INCONNU) if sheet is None else fichier(sheet, f"maillage-{id_}", genre)


@routes.get("/indicateur/<slug>")
def indicateur(slug: str) -> Response:
    context = page_indicateur(ici().atlas, slug)
    if context is None:
        return introuvable(t.INDICATEUR_INCONNU)
    return rendue("territoire/indicateur.html", chemin=adresse_de_l_indicateur(slug), t=t, adresse_du=adresse_du, **context)


@routes.get("/desaccords")
def desaccords() -> Response:
    return rendue("territoire/desaccords.html", chemin="/desaccords", t=t, adresse_du=adresse_du, **page_desaccords(ici().atlas))


@routes.get("/chiffres")
def chiffres_du_menu():
    return redirect("/graphiques")


@routes.get("/graphiques")
def voir_graphiques() -> Response:
    context = graphiques.page_graphiques(ici().atlas, _choisi())
    if context is None:
        return introuvable(g.TERRITOIRE_INCONNU)
    plotly = f"{ici().statique}/{PLOTLY}" if context["graphiques"] else ""
    drawn = figures(*_figures(_choisi())) if _figures(_choisi()) else ()
    return rendue("chiffres/graphiques.html", chemin="/graphiques", plotly=plotly, adresse_du=adresse_du, figures=drawn, tf=tfig, **context)


def _figures(choisi: str) -> tuple[Atlas, Modele, str] | None:
    """De quoi dessiner les graphiques de la région d'un territoire : une région montrée, ou l'un de ses départements."""
    here = lieu(ici().atlas, choisi)
    region = "" if here is None else next((one for one in (here.id, *here.parents) if one.startswith("reg-")), "").removeprefix("reg-")
    if here is None or here.niveau not in ("reg", "dep") or region not in ici().cartes:
        return None
    return ici().cartes[region], ici().une_fois(modele), choisi if here.niveau == "dep" else ""


@routes.get("/graphiques/<id_>.figure.<any(csv, xlsx, svg):genre>")
def emporter_figure(id_: str, genre: str) -> Response:
    asked = _figures(_choisi())
    drawn = figure(asked[0], asked[1], id_, asked[2]) if asked else None
    if drawn is None:
        return introuvable(g.INCONNU)
    if genre == "svg":
        return joint(drawn.fichier, f"maillage-{id_}.svg", "image/svg+xml")
    return fichier(feuille_de_la_figure(asked[0], drawn), f"maillage-{id_}", genre)


@routes.get(f"/graphiques/<id_>.<{GENRES}:genre>")
def emporter_graphique(id_: str, genre: str) -> Response:
    sheet = graphiques.feuille(ici().atlas, id_, _choisi())
    return introuvable(g.INCONNU) if sheet is None else fichier(sheet, f"maillage-{id_}", genre)


def _choisi() -> str:
    return lu("territoire") or f"reg-{ici().atlas.region}"


@routes.get("/comparer")
def comparer() -> Response:
    cartes, own = ici().cartes, ici().atlas
    a, b = demandes(cartes, lu("a"), lu("b"))
    if not (a and b):
        return introuvable(c.INCONNU)
    told = face(cartes, ici().une_fois(modele), a, b)
    known = comparaison.page_comparer(own, ici().une_fois(silhouettes), a, b, lu("indicateur"))
    if told is None and known is None:
        return introuvable(c.INCONNU)
    shown = {"paire": None, "t": c, "echange": f"/comparer?a={b}&b={a}", **(known or {})}
    return rendue(
        "chiffres/comparer.html", chemin="/comparer", plotly="", adresse_du=adresse_du, face=told, tf=tf, td=td,
        proposes=dict.fromkeys(nom for _, nom in proposes(cartes)), saisi_a=nom_dit(own, a), saisi_b=nom_dit(own, b),
        sources=told.sources if told else "", **shown,
    )  # fmt: skip


@routes.get(f"/comparaison.<{GENRES}:genre>")
def emporter_comparaison(genre: str) -> Response:
    sheet = comparaison.feuille(ici().atlas, lu("a"), lu("b"))
    return introuvable(c.INCONNU) if sheet is None else fichier(sheet, f"maillage-{lu('a')}-{lu('b')}", genre)


@routes.get("/france")
def france() -> Response:
    """Le pays en un tableau : les régions, taux par taux."""
    return redirect(f"{RACINE}?niveau=reg", 308)  # type: ignore[return-value]
