"""Écrire à qui publie : l'adresse que dit MAILLAGE_CONTACT, le message prérempli de la page où une erreur a été vue."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from settings import Settings
from views.ecriture import phrases_contact
from views.ecriture.phrases_pages import CONTACT

# Un chemin d'ici, sans hôte ni paramètre : le reste n'est pas repris dans un message.
CHEMIN = re.compile(r"/(?!/)[0-9A-Za-z/_.-]{0,119}\Z")


def page_locale(chemin: str) -> str:
    """`chemin` si c'est celui d'une page d'ici, « » sinon."""
    return chemin if CHEMIN.match(chemin) else ""


def signaler(settings: Settings, chemin: str, titre: str) -> str:
    """L'adresse qui signale une erreur sur la page `chemin`, intitulée `titre` ; sans contact dit, la page qui le dit."""
    if "@" in settings.contact:
        return message(settings, chemin, titre)
    return f"{CONTACT[0]}?{urlencode({'page': chemin})}"


def message(settings: Settings, chemin: str, titre: str = "") -> str:
    """L'adresse d'un message à envoyer, prérempli de la page ; celle du formulaire si c'en est un ; « » sans contact."""
    if "@" not in settings.contact:
        return settings.contact
    told = {"subject": phrases_contact.objet(titre or chemin), "body": phrases_contact.corps(settings.adresse + chemin) if chemin else ""}
    return f"mailto:{settings.contact}?" + urlencode({name: text for name, text in told.items() if text}, quote_via=quote)
