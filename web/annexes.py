"""Ce que les machines demandent à la racine d'un site : robots.txt, le plan des pages, l'icône, et à qui signaler une faille."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Flask, Response, abort

from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import pages
from views.ecriture import phrases as ecriture
from views.gabarits import ICONE
from views.site.plan_du_site import familles
from views.territoire.indicateur import adresse_de_l_indicateur
from web.contexte import Contexte, ici
from web.reponses import answer

# Ni les fichiers calculés à la demande, ni la borne : un moteur lit les pages.
INTERDITES = ("/export/", "/feuilles/", "/borne", "/reunion", "/donnees/", "/_dash-")
VALIDE = timedelta(days=180)
routes = Blueprint("annexes", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les adresses."""
    contexte.brancher(server, routes)


@routes.get("/robots.txt")
def robots() -> Response:
    where = ici().settings.adresse
    return _texte("User-agent: *", *(f"Disallow: {one}" for one in INTERDITES), *([f"Sitemap: {where}/sitemap.xml"] if where else []))


@routes.get("/sitemap.xml")
def plan_des_pages() -> Response:
    """Toutes les pages qu'un moteur peut lire ; 404 tant que l'adresse du site n'est pas dite : elles s'y écrivent en entier."""
    if not ici().settings.adresse:
        abort(404)
    return Response(ici().une_fois(plan), mimetype="application/xml", headers={"Cache-Control": "no-cache"})


def plan(contexte: Contexte) -> str:
    """Le plan des pages (sitemaps.org), moins de 50 000 : celles du plan du site, chaque territoire, indicateur et commune."""
    atlas, where = contexte.atlas, contexte.settings.adresse
    own = [address for _, those in familles(atlas) for address, _ in those]
    own += [f"/territoire/{one}" for one in pages(atlas)]
    own += [adresse_de_l_indicateur(slug) for slug in chiffres(atlas).par_indicateur]
    own += [f"/commune/{code}" for code in (*atlas.communes.index, *atlas.sans_contour.index)]
    kept = dict.fromkeys(one for one in own if not one.startswith(INTERDITES))
    lines = "".join(f"<url><loc>{where}{one}</loc></url>\n" for one in kept)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'


@routes.get("/favicon.ico")
@routes.get("/favicon.svg")
def icone() -> Response:
    """L'icône des pages, pour qui la demande à la racine."""
    drawn = unquote(urlsplit(ICONE).path.partition(",")[2])
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@routes.get("/manifest.webmanifest")
def manifeste() -> Response:
    """De quoi poser le site sur l'écran d'un téléphone."""
    response = answer(
        {
            "name": f"{ecriture.TITRE} · {ecriture.SOUS_TITRE}",
            "short_name": ecriture.TITRE,
            "lang": "fr",
            "start_url": f"{ici().settings.prefixe}/",
            "display": "minimal-ui",
            "theme_color": "#0B5D66",
            "background_color": "#FFFFFF",
            "icons": [{"src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any"}],
        }
    )
    response.mimetype = "application/manifest+json"
    return response


@routes.get("/.well-known/security.txt")
def securite() -> Response:
    """404 tant que personne n'est dit : une adresse inventée serait pire."""
    contact = ici().settings.contact
    if not contact:
        abort(404)
    until = (datetime.now(UTC) + VALIDE).replace(hour=0, minute=0, second=0, microsecond=0)
    where = contact if contact.startswith("http") else f"mailto:{contact}"
    return _texte(f"Contact: {where}", f"Expires: {until.isoformat().replace('+00:00', 'Z')}", "Preferred-Languages: fr")


def _texte(*lines: str) -> Response:
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers={"Cache-Control": "no-cache"})
