"""La couverture : ses vues, ce qu'elles emportent, ses données et son API. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response

from callbacks.exports import TYPES
from layers.acces.modele import Modele, modele_de
from layers.acces.plan import SansSolution
from layers.acces.prochaines import plan_de
from layers.acces.urgences import Reference, read_reference
from layers.acces.usages import mesures
from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from layers.geo.silhouettes import Silhouettes, read_silhouettes
from views.api import phrases as wa
from views.couverture import api
from views.couverture import phrases as t
from views.couverture import phrases_ferme as tf
from views.couverture import phrases_prochaines as tp
from views.couverture.adresse import FERME, LOIN, PROCHAINES, Demande, lire
from views.couverture.envoi import configuration, distances
from views.couverture.export import contenu
from views.couverture.ferme import page as page_ferme
from views.couverture.page import page as page_loin
from views.couverture.prochaines import page as page_prochaines
from views.couverture.prochaines import question
from views.couverture.sites import sites_au
from views.couverture.tables import des_fermetures, du_plan
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p
from views.export.gpkg import gpkg_de
from views.export.tables import csv_de, xlsx_de
from views.mots import phrases as m
from web.contexte import Contexte, ici
from web.reponses import answer, fichier, found, introuvable, joint, lu, refusal, rendue, slug

YEAR = 365 * 24 * 3600
FERME_CHEMIN, PROCHAINES_CHEMIN = t.VUES[1][0], t.VUES[2][0]
routes = Blueprint("couverture", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les vues, les exports et l'API."""
    contexte.brancher(server, routes)


def modele(contexte: Contexte) -> Modele:
    """Le modèle publié des minutes."""
    return modele_de(contexte.settings.data)


def reference(contexte: Contexte) -> Reference:
    """Ce que l'éditeur publiait de l'accès aux urgences."""
    return read_reference(contexte.settings.data / "acces" / "urgences_2019.toml")


def polygones(contexte: Contexte) -> Polygones:
    """Les contours des communes, en polygones entiers, pour le GeoPackage."""
    return Polygones(Contours(contexte.settings.geo))


def silhouettes(contexte: Contexte) -> Silhouettes:
    """Les contours simplifiés des départements, pour la petite carte."""
    return read_silhouettes(contexte.settings.geo / "departements.json")


@routes.get(t.RACINE)
def loin() -> Response:
    demande = lire(ici().cartes, LOIN, request.args)
    if demande is None:
        return introuvable(m.REGION_INCONNUE)
    shown = page_loin(demande, ici().une_fois(modele), ici().une_fois(reference), sites_au(demande.atlas, demande.usage))
    script = configuration(demande, ici().statique, ici().donnees)
    return rendue("couverture/loin.html", chemin=t.RACINE, t=t, w=w, page=shown, configuration=script)


@routes.get(FERME_CHEMIN)
def ferme() -> Response:
    demande = lire(ici().cartes, FERME, request.args)
    if demande is None:
        return introuvable(m.REGION_INCONNUE)
    au = sites_au(demande.atlas, demande.usage)
    shown = page_ferme(demande, ici().une_fois(modele), ici().une_fois(silhouettes), lu("site"), au)
    return rendue("couverture/ferme.html", chemin=FERME_CHEMIN, t=t, tf=tf, page=shown)


@routes.get(PROCHAINES_CHEMIN)
def prochaines() -> Response:
    demande = lire(ici().cartes, PROCHAINES, request.args)
    if demande is None:
        return introuvable(m.REGION_INCONNUE)
    au = sites_au(demande.atlas, demande.usage)
    with ici().taches.place():  # un plan : vingt secondes au plus
        shown = page_prochaines(demande, ici().une_fois(modele), ici().une_fois(silhouettes), request.args, au)
    return rendue("couverture/prochaines.html", chemin=PROCHAINES_CHEMIN, t=t, tp=tp, page=shown)


@routes.get(f"{FERME_CHEMIN}.<any(csv, xlsx):genre>")
def emporter_fermetures(genre: str) -> Response:
    demande = lire(ici().cartes, FERME, request.args)
    if demande is None or demande.ignorees:
        return introuvable(p.PAGE_INTROUVABLE)
    sheet = des_fermetures(demande, ici().une_fois(modele), sites_au(demande.atlas, demande.usage))
    return fichier(sheet, f"maillage-fermetures-{demande.usage}-{demande.seuil}{demande.mesure}", genre)


@routes.get(f"{PROCHAINES_CHEMIN}.<any(csv, xlsx):genre>")
def emporter_plan(genre: str) -> Response:
    demande = lire(ici().cartes, PROCHAINES, request.args)
    asked, ignored = question(demande, request.args) if demande else (None, ())
    if demande is None or asked is None or ignored:
        return introuvable(p.PAGE_INTROUVABLE)
    try:
        with ici().taches.place():  # vingt secondes au plus
            plan = plan_de(demande.atlas, ici().une_fois(modele), asked)
    except SansSolution:
        return introuvable(tp.IMPOSSIBLE)
    sheet = du_plan(demande, asked, plan, ici().une_fois(modele), sites_au(demande.atlas, demande.usage))
    return fichier(sheet, f"maillage-prochaines-{demande.usage}-{asked.k}", genre)


@routes.get(f"{t.RACINE}.<any(csv, xlsx, gpkg):genre>")
def emporter(genre: str) -> Response:
    demande = lire(ici().cartes, LOIN, request.args)
    if demande is None or demande.ignorees:
        return introuvable(p.PAGE_INTROUVABLE)
    day = datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
    shown = contenu(demande, ici().une_fois(modele), day, ici().settings.adresse, sites_au(demande.atlas, demande.usage))
    rows = demande.atlas.communes.loc[shown.communes["code_commune"]]
    writers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv_de(shown),
        "xlsx": lambda: xlsx_de(shown),
        "gpkg": lambda: gpkg_de(shown, ici().une_fois(polygones).de(rows)),
    }
    with ici().taches.place():
        body = writers[genre]()
    return joint(body, f"maillage-couverture-{slug(shown.titre)}.{genre}", TYPES[genre])


@routes.get(f"{t.RACINE}/donnees/<version>/<region>-<usage>.json")
def donnees(version: str, region: str, usage: str) -> Response:
    atlas = ici().cartes.get(region)
    if atlas is None or usage not in {one.id for one in mesures(atlas)} or version != atlas.hash[:16]:
        return refusal(404, wa.PLUS_SERVIES)
    response = joint(distances(atlas, ici().une_fois(modele), usage), "distances.json", "application/json")
    del response.headers["Content-Disposition"]
    del response.headers["Cache-Control"]
    response.cache_control.public, response.cache_control.max_age, response.cache_control.immutable = True, YEAR, True
    return response


@routes.get("/api/v1/couverture")
def api_couverture() -> Response:
    demande = _demande_api(LOIN)
    return demande if isinstance(demande, Response) else answer(api.couverture(demande, ici().une_fois(modele)))


@routes.get("/api/v1/couverture/fermetures")
def api_fermetures() -> Response:
    demande = _demande_api(FERME)
    return demande if isinstance(demande, Response) else answer(api.si_un_site_ferme(demande, ici().une_fois(modele)))


@routes.get("/api/v1/couverture/prochaines")
def api_prochaines() -> Response:
    demande = _demande_api(PROCHAINES)
    if isinstance(demande, Response):
        return demande
    asked, ignored = question(demande, request.args)
    if ignored:
        return refusal(400, t.valeurs_inconnues(ignored))
    try:
        with ici().taches.place():  # vingt secondes au plus
            plan = plan_de(demande.atlas, ici().une_fois(modele), asked)
    except SansSolution:
        return refusal(400, tp.IMPOSSIBLE)
    return answer(api.les_prochaines(demande, ici().une_fois(modele), asked, plan))


@routes.get("/api/v1/couverture/un-de-plus")
def api_un_de_plus() -> Response:
    demande = _demande_api(LOIN)
    if isinstance(demande, Response):
        return demande
    told = api.un_de_plus_dans(demande.atlas, ici().une_fois(modele), lu("commune"), lu("profession") or "infirmiers")
    return refusal(400, t.valeurs_inconnues(("commune", "profession"))) if told is None else answer(told)


@routes.get("/api/v1/couverture/communes/<code>")
def api_commune(code: str) -> Response:
    of = ici().cartes
    told = (api.commune(one, ici().une_fois(modele), code) for one in of.values())
    return found(next((one for one in told if one), None), wa.SANS_CARTE)


def _demande_api(vue: str) -> Demande | Response:
    """La demande, ou le refus : l'API ne devine pas une valeur qui n'existe pas."""
    demande = lire(ici().cartes, vue, request.args)
    if demande is None:
        return refusal(400, m.REGION_INCONNUE)
    return refusal(400, t.valeurs_inconnues(demande.ignorees)) if demande.ignorees else demande
