"""La réunion : sa page, ce qui y mène (`?mode=reunion` sur une page de carte), et son fichier, envoyé par la page, relu avec les
données d'aujourd'hui ou rendu en relevé. Rien n'en est gardé."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, request
from werkzeug.wrappers import Response

from views.ecriture import phrases as w
from views.reunion import page as v
from views.reunion import phrases as r
from views.reunion.comptes import relue
from views.reunion.lecture import Illisible, lire
from web.contexte import Contexte, ici
from web.reponses import adresse_lue, answer, joint, refusal, rendue, slug
from web.statique import module_addresses

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
routes = Blueprint("reunion", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche la page et ses deux adresses."""
    contexte.une_fois(choix)
    contexte.brancher(server, routes)


def choix(contexte: Contexte) -> dict[str, object]:
    """Ce que la page propose, le même pour toutes les vues, et ses scripts."""
    atlas, statique = contexte.atlas, contexte.statique
    modules = module_addresses(contexte.settings.assets, statique, (v.SCRIPT,))
    return {"themes": v.themes(atlas), "structures": v.structures(atlas), "modules": modules, "script": f"{statique}/{v.SCRIPT}"}


def configuration(contexte: Contexte) -> dict:
    """Ce que le script lit ; à la première réunion, pas au démarrage."""
    return v.configuration_reunion(contexte.atlas, contexte.statique, contexte.donnees)


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
    return rendue("reunion.html", phrases_reunion=r, **context, **ici().une_fois(choix))


@routes.post("/reunion/lire")
def relire() -> Response:
    it, body = ici(), _body()
    try:
        with it.taches.place():  # une seconde de calcul pour un long fichier
            return answer(relue(it.cartes, lire(body, it.cartes)))
    except Illisible as refused:
        return refusal(400, str(refused))


@routes.post("/reunion/releve.docx")
def emporter_releve() -> Response:
    it, body = ici(), _body()
    try:
        with it.taches.place():
            meeting = lire(body, it.cartes)
    except Illisible as refused:
        return refusal(400, str(refused))
    made = it.taches.faire("releve", {"corps": body.decode()})
    return joint(made.octets, "-".join(part for part in ("releve", slug(meeting.titre)) if part) + ".docx", DOCX)


def _body() -> bytes:
    """Le corps de la demande ; 415 s'il n'est pas annoncé comme du JSON : un formulaire d'un autre site ne l'annonce pas."""
    if request.mimetype != "application/json":
        abort(415)
    return request.get_data()
