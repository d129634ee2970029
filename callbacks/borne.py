"""Les pages de la borne, toutes sous /borne : une page qui y mène n'en sort pas. Rien n'y est gardé par le navigateur."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from callbacks.couverture import modele
from layers.commune.fiche import fiche
from layers.recherche.designation import commune_designee
from views.borne import phrases as b
from views.borne import phrases_devinez as d
from views.borne import phrases_reponse as r
from views.borne import phrases_veille as v
from views.borne.borne import RACINE, chemin_de_borne, communes_de_borne, configuration_carte, retour_de_fiche
from views.borne.devinez import Jeu, jeu
from views.borne.plan import plan_de_borne
from views.borne.reponse import ReponseDeBorne, reponse
from views.borne.veille import etapes
from views.commune.sans_contour import sans_contour
from views.dessin.qr import qr
from views.site import phrases_comment as c
from views.site.comment import idees
from web.contexte import Contexte, ici
from web.emporter import adresse_en_service
from web.reponses import answer, borne

LONGEST_QUERY = 80
routes = Blueprint("borne", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les pages."""
    contexte.une_fois(configuration)
    contexte.brancher(server, routes)


def configuration(contexte: Contexte) -> dict:
    """Ce que le script de la carte lit."""
    return configuration_carte(contexte.atlas, contexte.statique, contexte.donnees)


def boucle(contexte: Contexte) -> dict:
    """La veille ; comptée à la première demande, pas au démarrage : le serveur d'un site sans borne ne la compte jamais."""
    return {"etapes": etapes(contexte.atlas, contexte.une_fois(modele)), "phrases_veille": v}


def questions(contexte: Contexte) -> Jeu:
    """Les questions de « Devinez » ; les villes que la veille nomme n'y sont pas."""
    etapes_dites = contexte.une_fois(boucle)["etapes"]
    dites = {ville for etape in etapes_dites for ville in (etape.ville, *dict(etape.autres))}
    return jeu(contexte.atlas, contexte.une_fois(modele), dites)


def ideas(contexte: Contexte):
    """Les idées de « Comment ça marche »."""
    return idees(contexte.atlas)


@routes.before_app_request
def entrer() -> Response | None:
    """`?mode=borne`, sur n'importe quelle page, mène à la même page de la borne."""
    if request.method == "GET" and request.args.get("mode") == "borne" and not request.path.startswith(RACINE):
        return redirect(chemin_de_borne(request.path))
    return None


@routes.get(RACINE)
def accueil() -> Response:
    return ecran("accueil", phrases_reponse=r)


@routes.get(f"{RACINE}/veille")
def montrer_veille() -> Response:
    return ecran("veille", **ici().une_fois(boucle))


@routes.get(f"{RACINE}/devinez")
def deviner() -> Response:
    return ecran("devinez", RACINE, partie=ici().une_fois(questions), phrases_devinez=d, phrases_reponse=r)


@routes.get(f"{RACINE}/carte")
def carte() -> Response:
    return ecran("carte", RACINE, configuration=ici().une_fois(configuration))


@routes.get(f"{RACINE}/commune")
def chercher() -> Response:
    return ecran("chercher", RACINE)


@routes.post(f"{RACINE}/communes")
def trouver() -> Response:
    body = request.get_json(silent=True)
    q = body.get("q") if isinstance(body, dict) else None
    if not isinstance(q, str) or not q.strip() or len(q) > LONGEST_QUERY:
        abort(400)
    return fresh(answer(communes_de_borne(ici().atlas, q.strip())))


@routes.get(f"{RACINE}/commune/<code>")
def commune(code: str) -> Response:
    atlas = ici().atlas
    there = commune_designee(atlas, code)
    if there is not None and there != code:
        return redirect(f"{RACINE}/commune/{there}")
    if (peu := sans_contour(atlas, code)) is not None:
        return ecran("refus", f"{RACINE}/commune", titre=f"{peu.nom} ({peu.departement})", message=peu.raison)
    it = fiche(atlas, code) if there else None
    if it is None:
        abort(404)
    found = reponse(atlas, ici().une_fois(modele), it)
    plan, places = plan_de_borne(atlas, ici().contours, it, found.lieux)
    retour = retour_de_fiche(code, request.args.get("de", ""))
    return ecran("commune", retour, reponse=found, plan=plan, places=places, qr=_a_emporter(found), phrases_reponse=r)


def _a_emporter(found: ReponseDeBorne) -> Markup:
    """Le code de la page publique ; à défaut d'une adresse qu'un téléphone atteint, celui de la réponse elle-même, en toutes lettres."""
    adresse = adresse_en_service(ici().settings, request)
    return qr(f"{adresse}/commune/{found.code}" if adresse else found.en_toutes_lettres(), b.emporter(found.nom))


@routes.get(f"{RACINE}/comment-ca-marche")
def comment() -> Response:
    return ecran("comment", RACINE, idees=ici().une_fois(ideas), phrases_comment=c)


@routes.get(f"{RACINE}/comment-ca-marche/<id_idee>")
def idee(id_idee: str) -> Response:
    every = ici().une_fois(ideas)
    rank = next((rank for rank, one in enumerate(every) if one.texte.id == id_idee), None)
    if rank is None:
        abort(404)
    after = every[(rank + 1) % len(every)]
    return ecran("idee", f"{RACINE}/comment-ca-marche", idee=every[rank], suivante=after, phrases_comment=c)


def ecran(vue: str, retour: str = "", **contexte: object) -> Response:
    """Une page de la borne ; `retour` : l'adresse où mène « Retour »."""
    return fresh(borne(vue, retour=retour, **contexte))


def fresh(response: Response) -> Response:
    """Une réponse que le navigateur ne garde pas : le visiteur suivant ne doit rien trouver du précédent."""
    response.headers["Cache-Control"] = "no-store"
    return response
