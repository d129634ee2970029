"""Les pages servies toutes faites (HTML, qui se lit sans script) : un gabarit commun, `views/templates/base.html`, et ce qu'il demande.

Une page hérite de base.html et remplit ses blocs (titre, description, tete, contenu). Tout texte y est échappé par défaut,
et un nom que le gabarit emploie sans l'avoir reçu est une erreur, jamais un blanc. Les phrases communes y sont (`ecriture`,
`pages`) ; celles d'une page viennent avec elle.
"""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from layers.atlas import Atlas
from layers.jeu.attente import en_attente
from settings import Settings
from views.ecriture import phrases as ecriture
from views.ecriture import phrases_pages as pages
from views.ecriture.contact import signaler
from views.ecriture.sigles import Sigles

TEMPLATES = Path(__file__).resolve().parent / "templates"
# La borne n'a pas de glossaire où mener, et ses pages disent en entier ce qu'elles abrègent.
BORNE = "borne/"
# Projetée, la page de la réunion dit en entier ce qu'elle abrège ; la carte ouvre ses sigles elle-même (views/carte/sigles_carte.py).
SANS_SIGLES = ("reunion.html", "carte.html")
# Dans la page : un navigateur redemanderait un fichier à chaque changement d'adresse.
ICONE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath fill='%230B5D66' d='M8 0l7 4v8l-7 4-7-4V4z'/%3E%3C/svg%3E"
)
FILTRES = {
    "entier": ecriture.entier,
    "decimal": ecriture.decimal,
    "pourcentage": ecriture.pourcentage,
    "date": ecriture.date,
    "distance": ecriture.distance,
    "pluriel": ecriture.pluriel,
    "guillemets": ecriture.guillemets,
    "sans_point": ecriture.sans_point,
}


# Vrai quand la demande en cours veut la page sans en-tête ni menu, pour le cadre d'un autre site (« embed=1 »).
EMBARQUE: ContextVar[bool] = ContextVar("embarque", default=False)


class Gabarits:
    """Les gabarits d'un Atlas et de ses réglages. Une instance par application : rien n'y change ensuite."""

    def __init__(self, atlas: Atlas, settings: Settings):
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters.update(FILTRES)
        self._sigles = Sigles(atlas.glossaire)
        self._assets = settings.assets
        self._styles: dict[str, str] = {}
        self._environment.globals.update(
            ecriture=ecriture,
            pages=pages,
            style=self.style,
            icone=Markup(ICONE),
            region=atlas.regions.at[atlas.region, "nom"],
            jeu=ecriture.jeu_de_donnees(atlas.mode, atlas.date),
            simule=atlas.simulated,
            adresse=settings.adresse,
            signaler=partial(signaler, settings),
            attente=lambda: _waiting(settings, atlas),
            donnees=atlas.hash,
            attente_s=settings.borne_attente,
            decompte_s=settings.borne_decompte,
        )

    def page(self, gabarit: str, *, chemin: str = "", recherche: str = "", **contexte: object) -> str:
        """Le HTML de `gabarit`. `chemin` : l'adresse stable de la page (« /commune/46102 ») ; `recherche` : ce qui est déjà écrit
        dans le champ de recherche.
        Les sigles du contenu s'ouvrent (views/ecriture/sigles.py). ValueError si un nom de `contexte` cache un de ceux que tous les
        gabarits ont : le bandeau de la démonstration montrerait n'importe quoi."""
        if hidden := contexte.keys() & self._environment.globals.keys():
            raise ValueError(f"{gabarit} : {', '.join(sorted(hidden))} est déjà le nom de ce que tout gabarit reçoit")
        html = self._environment.get_template(gabarit).render(chemin=chemin, embarque=EMBARQUE.get(), recherche=recherche, **contexte)
        return html if gabarit in SANS_SIGLES or gabarit.startswith(BORNE) else self._sigles.ouvrir(html)

    def style(self, name: str) -> str:
        """L'adresse d'une feuille d'assets/, avec l'empreinte de son contenu : une feuille changée est relue."""
        if name not in self._styles:
            content = (self._assets / name).read_bytes() if (self._assets / name).is_file() else b""
            self._styles[name] = f"/assets/{name}?m={hashlib.sha256(content).hexdigest()[:12]}"
        return self._styles[name]


def _waiting(settings: Settings, atlas: Atlas) -> str:
    """Ce qu'il faut dire d'un autre jeu prêt sur le disque ; '' s'il n'y en a pas."""
    found = en_attente(settings.watched, atlas.hash)
    return ecriture.attente(found.hash, found.date) if found else ""
