"""« Les feuilles d'un département » : une page, et trois adresses qu'elle interroge : préparer, où en est-on, arrêter."""

from __future__ import annotations

import hashlib
import re
import secrets

from flask import Blueprint, Flask, Response, abort, request

from taches.file import ARRETE, ATTEND, ENCOURS, PANNES, PRET, Complet, Etat
from views.papier import phrases_departement as t
from views.papier.departement import clef_de, departements
from views.papier.page import arretee, avancee, choix, issue, nom_de_l_archive, refus
from web.contexte import Contexte, ici
from web.debit import visitor
from web.reponses import answer, introuvable, joint, rendue

ADRESSE = "/feuilles/"
CLEF = re.compile(r"[0-9a-f]{40}\Z")
IDENTIFIANT = re.compile(r"[0-9a-f]{32}\Z")
routes = Blueprint("feuilles", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche la page et ses adresses."""
    contexte.une_fois(clefs)
    contexte.une_fois(secret)
    contexte.brancher(server, routes)


def clefs(contexte: Contexte) -> dict[str, str]:
    """{clef: département} des archives que ce service peut rendre."""
    return {clef_de(contexte.atlas, contexte.settings.adresse, code): code for code in departements(contexte.atlas)}


def secret(_contexte: Contexte) -> str:
    """Ce qui sert à ne pas garder l'adresse d'un visiteur telle quelle."""
    return secrets.token_hex(16)


@routes.get(ADRESSE)
def montrer() -> Response:
    """La page ; `?departement=46` choisit d'avance."""
    chosen = choix(ici().atlas, request.args.get("departement", ""))
    return rendue("feuilles.html", chemin=ADRESSE, plotly="", t=t, choix=chosen)


@routes.post(f"{ADRESSE}preparer")
def preparer() -> Response:
    """Commence, ou suit, la préparation d'un département : {"travail": identifiant}, ou un refus."""
    departement = _demande("departement")
    clef = next((clef for clef, code in ici().une_fois(clefs).items() if code == departement), None)
    if clef is None:
        return answer(refus(t.INCONNU))
    who = hashlib.sha256(f"{ici().une_fois(secret)} {visitor()}".encode()).hexdigest()[:16]
    try:
        return answer({"travail": ici().taches.longues.soumettre("feuilles", {"departement": departement}, clef, who)})
    except Complet as full:
        return answer(refus(t.DEJA if full.du_visiteur else t.COMPLET))
    except PANNES:
        return answer(refus(t.INDISPONIBLE))


@routes.get(f"{ADRESSE}etat/<identifiant>")
def suivre(identifiant: str) -> Response:
    """Où en est une préparation, dit comme la page le montre."""
    if not IDENTIFIANT.match(identifiant):
        abort(404)
    try:
        found = ici().taches.longues.etat(identifiant)
    except PANNES:
        return answer(refus(t.INDISPONIBLE))
    return answer(_dite(found, ici().une_fois(clefs).get(found.cle)))


def _dite(found: Etat, departement: str | None) -> dict:
    if found.etat == PRET and departement:
        return issue(ici().atlas, departement, f"{ADRESSE}{found.cle}.zip", found.dit)
    if found.etat in (ATTEND, ENCOURS):
        return avancee(found.fait, found.total)
    return arretee() if found.etat == ARRETE else refus(t.ECHEC)


@routes.post(f"{ADRESSE}arreter")
def arreter() -> Response:
    """Arrête une préparation ; un identifiant qui n'est pas d'ici est sans effet."""
    identifiant = _demande("travail")
    if not IDENTIFIANT.match(identifiant):
        abort(400)
    try:
        ici().taches.longues.annuler(identifiant)
    except PANNES:
        return answer(refus(t.INDISPONIBLE))
    return answer(arretee())


@routes.get(f"{ADRESSE}<clef>.zip")
def emporter_archive(clef: str) -> Response:
    """L'archive ; une page qui dit pourquoi si elle n'est plus là."""
    departement = ici().une_fois(clefs).get(clef) if CLEF.match(clef) else None
    try:
        pieces = ici().taches.longues.morceaux(clef) if departement else None
    except PANNES:
        pieces = None
    if pieces is None or departement is None:
        return introuvable(t.EXPIRE)
    return joint(pieces, nom_de_l_archive(ici().atlas, departement), "application/zip")


def _demande(nom: str) -> str:
    """Un champ de texte du JSON envoyé. 415 si ce n'en est pas : un formulaire d'un autre site ne l'annonce pas ; 400 sans ce champ."""
    try:
        body = request.get_json()
    except RecursionError:  # des milliers de crochets ouverts
        abort(400)
    value = body.get(nom) if isinstance(body, dict) else None
    if not isinstance(value, str):
        abort(400)
    return value
