"""Les pages servies toutes faites (HTML, sans script) : un gabarit commun, `views/templates/base.html`, et ce qu'il demande.

Une page hérite de base.html et remplit ses blocs (titre, description, tete, contenu). Tout texte y est échappé par défaut,
et un nom que le gabarit emploie sans l'avoir reçu est une erreur, jamais un blanc.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from layers.atlas import Atlas
from layers.jeu.attente import en_attente
from settings import Settings
from views.aides import phrases_situation as s
from views.aides.section import montant_court
from views.borne import phrases as b
from views.carte.legende import MARKS
from views.commune import phrases as f
from views.commune import phrases_pourquoi as q
from views.ecriture import pages as p
from views.ecriture import phrases as w
from views.ecriture import phrases_sigles as g
from views.ecriture.sigles import Sigles
from views.mots import phrases as m
from views.reunion import phrases as r
from views.site import phrases as wa
from views.site import phrases_comment as c
from views.site import phrases_plan as wp
from views.sources import phrases as ws
from views.territoire.indicateur import adresse_du

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
# Comment la légende dessine ce qui n'a pas de classe (assets/1-base.css).
MOTIFS = {code: motif for code, _, motif in MARKS}
FILTRES = {
    "entier": w.entier,
    "decimal": w.decimal,
    "pourcentage": w.pourcentage,
    "date": w.date,
    "distance": w.distance,
    "pluriel": w.pluriel,
    "guillemets": w.guillemets,
    "sans_point": w.sans_point,
}


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
            wa=wa,
            wp=wp,
            w=w,
            b=b,
            c=c,
            f=f,
            p=p,
            s=s,
            q=q,
            r=r,
            montant_court=montant_court,
            adresse_du=adresse_du,
            g=g,
            m=m,
            MOTIFS=MOTIFS,
            ws=ws,
            icone=Markup(ICONE),
            style=self.style,
            region=atlas.regions.at[atlas.region, "nom"],
            jeu=w.jeu_de_donnees(atlas.mode, atlas.date),
            simule=atlas.simulated,
            empreinte=w.empreinte(atlas.hash),
            adresse=settings.adresse,
            attente=lambda: _waiting(settings, atlas),
            donnees=atlas.hash,
            attente_s=settings.borne_attente,
            decompte_s=settings.borne_decompte,
        )

    def page(self, gabarit: str, *, chemin: str = "", embarque: bool = False, recherche: str = "", **contexte: object) -> str:
        """Le HTML de `gabarit`. `chemin` : l'adresse stable de la page (« /commune/46102 ») ; `embarque` : sans en-tête
        ni pied, pour le cadre d'un autre site ; `recherche` : ce qui est déjà écrit dans le champ de recherche.
        Les sigles du contenu s'ouvrent (views/ecriture/sigles.py)."""
        html = self._environment.get_template(gabarit).render(chemin=chemin, embarque=embarque, recherche=recherche, **contexte)
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
    return w.attente(found.hash, found.date) if found else ""
