"""Ce que toute route peut lire : les données servies, les réglages, les gabarits. Un contexte par serveur, que rien ne change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from flask import Blueprint, Flask, current_app, request

from layers.acces.modele import modele_de
from layers.atlas import Atlas
from layers.geo.contours import Contours
from layers.regions import atlas_des_cartes
from settings import Settings
from taches.atelier import Taches
from taches.travaux import Atelier
from views.gabarits import EMBARQUE, Gabarits

NOM = "maillage"
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Contexte:
    """`statique` : le préfixe des fichiers publiés (web/statique.py)."""

    atlas: Atlas
    settings: Settings
    statique: str = ""
    _faits: dict[Callable, object] = field(default_factory=dict, init=False, repr=False)

    @property
    def donnees(self) -> str:
        """Le préfixe des données des cartes : il change avec elles, le navigateur peut donc les garder."""
        return f"/donnees/{self.atlas.hash[:16]}"

    @cached_property
    def cartes(self) -> dict[str, Atlas]:
        """{région: Atlas} de chaque carte du service, celle de l'ouverture d'abord."""
        return {one.region: one for one in atlas_des_cartes(self.atlas)}

    @cached_property
    def gabarits(self) -> Gabarits:
        """Les gabarits de la région d'ouverture."""
        return Gabarits(self.atlas, self.settings)

    @cached_property
    def contours(self) -> Contours:
        """Les contours des communes."""
        return Contours(self.settings.geo)

    @cached_property
    def taches(self) -> Taches:
        """Les files des travaux ; fermées : rien ne s'y écrit avant la première demande."""
        return Taches(Atelier(self.atlas, self.contours, modele_de(self.settings.data), self.settings.adresse), self.settings.taches)

    def une_fois(self, faire: Callable[[Contexte], T]) -> T:
        """Ce que `faire` rend de ce contexte, à la première demande, puis gardé."""
        if faire not in self._faits:
            self._faits[faire] = faire(self)
        return self._faits[faire]  # type: ignore[return-value]  # rangé juste au-dessus

    def brancher(self, server: Flask, routes: Blueprint) -> None:
        """Branche `routes` sur `server` ; elles liront ce contexte par ici()."""
        if NOM not in server.extensions:
            server.before_request(_cadre)
        server.extensions[NOM] = self
        server.register_blueprint(routes)


def _cadre() -> None:
    """embed=1, sur n'importe quelle page : ni en-tête ni menu."""
    EMBARQUE.set(request.args.get("embed") == "1")


def ici() -> Contexte:
    """Le contexte du serveur qui répond à la demande en cours."""
    return current_app.extensions[NOM]
