"""« Les feuilles d'un département » : une page, et trois adresses qu'elle interroge : préparer, où en est-on, arrêter."""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import partial

from flask import Flask, Response, abort, request

from callbacks.api import answer
from callbacks.pages import page as page_html
from layers.atlas import Atlas
from settings import Settings
from taches.atelier import Taches
from taches.file import ARRETE, ECHEC, INCONNU, PRET, Complet, Etat
from views.gabarits import Gabarits
from views.papier import phrases_departement as t
from views.papier.departement import clef_de, departements
from views.papier.page import avancee, choix, issue, nom_de_l_archive, refus
from web.debit import visitor

ADRESSE = "/feuilles/"
CLEF = re.compile(r"[0-9a-f]{40}\Z")
IDENTIFIANT = re.compile(r"[0-9a-f]{32}\Z")


def register(server: Flask, atlas: Atlas, settings: Settings, taches: Taches) -> None:
    """Branche la page et ses adresses sur `server`."""
    gabarits = Gabarits(atlas, settings)
    clefs = {code: clef_de(atlas, settings.adresse, code) for code in departements(atlas)}
    routes = {
        ADRESSE: partial(montrer, atlas, gabarits),
        f"{ADRESSE}<clef>.zip": partial(emporter, atlas, gabarits, taches, {clef: code for code, clef in clefs.items()}),
        f"{ADRESSE}etat/<identifiant>": partial(suivre, atlas, taches, clefs),
    }
    for address, view in routes.items():
        server.add_url_rule(address, f"feuilles {address}", view)
    # Le secret ne sert qu'à ne pas garder l'adresse d'un visiteur telle quelle.
    server.add_url_rule(f"{ADRESSE}preparer", "preparer", partial(preparer, taches, clefs, secrets.token_hex(16)), methods=["POST"])
    server.add_url_rule(f"{ADRESSE}arreter", "arreter", partial(arreter, taches), methods=["POST"])


def montrer(atlas: Atlas, gabarits: Gabarits) -> Response:
    """La page ; `?departement=46` choisit d'avance."""
    return page_html(gabarits.page("feuilles.html", chemin=ADRESSE, plotly="", t=t, choix=choix(atlas, request.args.get("departement", ""))))


def preparer(taches: Taches, clefs: dict[str, str], secret: str) -> Response:
    """Commence, ou suit, la préparation d'un département : {"travail": identifiant}, ou un refus."""
    departement = _demande("departement")
    if departement not in clefs:
        return answer(refus(t.INCONNU))
    try:
        arguments = {"departement": departement}
        return answer({"travail": taches.longues.soumettre("feuilles", arguments, clefs[departement], _visiteur(secret))})
    except Complet as full:
        return answer(refus(t.DEJA if full.du_visiteur else t.COMPLET))
    except OSError:
        return answer(refus(t.INDISPONIBLE))


def _visiteur(secret: str) -> str:
    """Un visiteur, sans son adresse."""
    return hashlib.sha256(f"{secret} {visitor()}".encode()).hexdigest()[:16]


def suivre(atlas: Atlas, taches: Taches, clefs: dict[str, str], identifiant: str) -> Response:
    """Où en est une préparation, dit comme la page le montre."""
    if not IDENTIFIANT.match(identifiant):
        abort(404)
    found = _etat(taches, identifiant)
    known = {clef: code for code, clef in clefs.items()}
    if found.etat == PRET and found.cle in known:
        return answer(issue(atlas, known[found.cle], f"{ADRESSE}{found.cle}.zip", found.dit))
    if found.etat == ARRETE:
        return answer({"etat": ARRETE, "phrases": [t.ARRETE], "annonce": t.ARRETE})
    return answer(refus(t.ECHEC) if found.etat in (ECHEC, INCONNU, PRET) else avancee(found.fait, found.total))


def arreter(taches: Taches) -> Response:
    """Arrête une préparation ; un identifiant qui n'est pas d'ici est sans effet."""
    identifiant = _demande("travail")
    if not IDENTIFIANT.match(identifiant):
        abort(400)
    taches.longues.annuler(identifiant)
    return answer({"etat": ARRETE, "phrases": [t.ARRETE], "annonce": t.ARRETE})


def emporter(atlas: Atlas, gabarits: Gabarits, taches: Taches, connues: dict[str, str], clef: str) -> Response:
    """L'archive ; une page qui dit pourquoi si elle n'est plus là."""
    pieces = taches.longues.morceaux(clef) if CLEF.match(clef) and clef in connues else None
    if pieces is None:
        return page_html(gabarits.page("refus.html", message=t.EXPIRE), 404)
    headers = {"Content-Disposition": f'attachment; filename="{nom_de_l_archive(atlas, connues[clef])}"', "Cache-Control": "no-cache"}
    return Response(pieces, mimetype="application/zip", headers=headers)


def _etat(taches: Taches, identifiant: str) -> Etat:
    try:
        return taches.longues.etat(identifiant)
    except OSError:
        return Etat(ECHEC)


def _demande(nom: str) -> str:
    """Un champ de texte du JSON envoyé. 415 si ce n'en est pas : un formulaire d'un autre site ne l'annonce pas ; 400 sans ce champ."""
    try:
        body = request.get_json()
    except RecursionError:
        abort(400)
    value = body.get(nom) if isinstance(body, dict) else None
    if not isinstance(value, str):
        abort(400)
    return value
