"""La réunion : sa page, ce qui y mène (`?mode=reunion` sur une page de carte), et son fichier, envoyé par la page, relu avec les
données d'aujourd'hui ou rendu en relevé. Rien n'en est gardé."""

from __future__ import annotations

from datetime import datetime
from threading import BoundedSemaphore
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, abort, redirect, request
from werkzeug.wrappers import Response

from views.ecriture import phrases as w
from views.reunion import page as v
from views.reunion import phrases_releve as t
from views.reunion.comptes import relue
from views.reunion.lecture import Illisible, lire
from views.reunion.releve import releve
from views.reunion.releve_docx import docx_de
from web.contexte import Contexte, ici
from web.reponses import adresse_lue, answer, joint, refusal, rendue, slug
from web.statique import module_addresses

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Une demi-seconde par décision : un relevé à la fois par processus, les autres attendent leur tour, puis sont priés de revenir.
ATTENTE_S = 20
routes = Blueprint("reunion", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche la page et ses deux adresses."""
    contexte.une_fois(choix)
    contexte.une_fois(place)
    contexte.brancher(server, routes)


def choix(contexte: Contexte) -> dict[str, object]:
    """Ce que la page propose, le même pour toutes les vues, et ses scripts."""
    atlas, statique = contexte.atlas, contexte.statique
    modules = module_addresses(contexte.settings.assets, statique, (v.SCRIPT,))
    return {"themes": v.themes(atlas), "structures": v.structures(atlas), "modules": modules, "script": f"{statique}/{v.SCRIPT}"}


def configuration(contexte: Contexte) -> dict:
    """Ce que le script lit ; à la première réunion, pas au démarrage."""
    return v.configuration_reunion(contexte.atlas, contexte.statique, contexte.donnees)


def place(_contexte: Contexte) -> BoundedSemaphore:
    """La place du relevé en cours."""
    return BoundedSemaphore(1)


@routes.before_app_request
def entrer() -> Response | None:
    """`?mode=reunion`, sur une page de carte, mène à la réunion, la même vue ouverte."""
    if request.method != "GET" or request.args.get("mode") != "reunion":
        return None
    there = v.adresse_de_la_carte(ici().cartes, request.path, adresse_lue())
    return redirect(there) if there else None


@routes.get(v.RACINE)
def salle() -> Response:
    cotes, ignored = v.lire_adresse(ici().cartes, adresse_lue())
    context = {"configuration": ici().une_fois(configuration), "depart": v.depart(ici().cartes, cotes), "avis": w.avis_adresse(ignored)}
    return rendue("reunion.html", **context, **ici().une_fois(choix))


@routes.post("/reunion/lire")
def relire() -> Response:
    try:
        return answer(relue(ici().cartes, lire(_body(), ici().cartes)))
    except Illisible as refused:
        return refusal(400, str(refused))


@routes.post("/reunion/releve.docx")
def emporter_releve() -> Response:
    it = ici()
    try:
        meeting = lire(_body(), it.cartes)
    except Illisible as refused:
        return refusal(400, str(refused))
    if not it.une_fois(place).acquire(timeout=ATTENTE_S):
        return refusal(503, t.OCCUPE)
    try:
        day = datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
        body = docx_de(releve(it.cartes, meeting, it.dessins, day, it.settings.adresse))
    finally:
        it.une_fois(place).release()
    return joint(body, "-".join(part for part in ("releve", slug(meeting.titre)) if part) + ".docx", DOCX)


def _body() -> bytes:
    """Le corps de la demande ; 415 s'il n'est pas annoncé comme du JSON : un formulaire d'un autre site ne l'annonce pas."""
    if request.mimetype != "application/json":
        abort(415)
    return request.get_data()
