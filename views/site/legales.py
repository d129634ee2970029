"""Les mentions légales, les données personnelles, le schéma d'accessibilité : des titres et des phrases, d'après les réglages."""

from __future__ import annotations

from settings import Settings
from views.ecriture.phrases_pages import DONNEES_PERSONNELLES, MENTIONS, SCHEMA
from views.site import phrases_legales as w

Sections = tuple[tuple[str, tuple[str, ...]], ...]
# adresse -> (titre, description)
PAGES = {
    MENTIONS[0]: (MENTIONS[1], w.MENTIONS_DESCRIPTION),
    DONNEES_PERSONNELLES[0]: (DONNEES_PERSONNELLES[1], w.DONNEES_DESCRIPTION),
    SCHEMA[0]: (SCHEMA[1], w.SCHEMA_DESCRIPTION),
}


def sections(settings: Settings, adresse: str) -> Sections:
    """(titre, phrases) de la page à cette adresse, l'une de PAGES."""
    if adresse == MENTIONS[0]:
        return _mentions(settings)
    return w.DONNEES if adresse == DONNEES_PERSONNELLES[0] else w.SCHEMA


def _mentions(settings: Settings) -> Sections:
    """Qui publie, qui en répond, qui héberge : ce que disent les réglages, ou qu'ils ne le disent pas."""
    told = ((w.EDITEUR, settings.editeur), (w.DIRECTEUR, settings.directeur), (w.HEBERGEUR, settings.hebergeur))
    return (*((titre, (dit or w.NON_RENSEIGNE,)) for titre, dit in told), *w.REUTILISER)
