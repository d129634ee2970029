"""Les parcours de la charge : ce que la page, l'API et les pages demandent au serveur, dans l'ordre où un visiteur le fait.

Survoler, filtrer, changer de profession ou d'année n'envoient rien : ces gestes n'y sont pas.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.demandes import CALLBACKS, request_of, that_reads


@dataclass(frozen=True)
class Demande:
    """Une demande, et ce que sa réponse doit contenir pour être juste (« » : rien de plus que le code 200)."""

    geste: str
    chemin: str
    corps: bytes | None = None
    contient: str = ""


@dataclass(frozen=True)
class Lieux:
    """Où vont les visiteurs : (code, nom) de communes et de départements de la région ; `region` : son code."""

    region: str
    departements: tuple[tuple[str, str], ...]
    communes: tuple[tuple[str, str], ...]


class Parcours:
    """Un tirage de parcours. `dependencies` : ce que /_dash-dependencies déclare. Même graine, mêmes parcours."""

    def __init__(self, dependencies: list[dict], lieux: Lieux, graine: int):
        self._dependencies = dependencies
        self._lieux = lieux
        self._hasard = random.Random(graine)

    def suivant(self) -> Iterator[Demande]:
        """Un visiteur entier, tiré au sort : le directeur sur trois, l'élu, et le programme qui lit l'API."""
        return self._hasard.choice((self._directeur, self._directeur, self._elu, self._programme))()

    def _directeur(self) -> Iterator[Demande]:
        """Ouvre une adresse copiée, puis la fiche de la région, d'un département, et de deux communes."""
        departement, nom = self._hasard.choice(self._lieux.departements)
        yield self._callback("lire l'adresse", "adresse", {"recherche": f"?theme=apl&territoire=dep-{departement}", "n": 1}, departement)
        yield self._callback("fiche de la région", "territoire", f"reg-{self._lieux.region}")
        yield self._callback("fiche d'un département", "territoire", f"dep-{departement}", nom)
        for _ in range(2):
            code, commune = self._hasard.choice(self._lieux.communes)
            yield self._callback("fiche d'une commune", "territoire", f"com-{code}", commune)
        yield self._callback("sources", "sources-demandees", "1")

    def _elu(self) -> Iterator[Demande]:
        """Tape le nom de sa commune, lettre à lettre, ouvre sa fiche, puis sa page entière et ses aides."""
        code, commune = self._hasard.choice(self._lieux.communes)
        for longueur in (3, 5, len(commune)):
            debut = quote(commune[:longueur])
            yield Demande("recherche", f"/api/v1/communes?q={debut}&region_d_abord=oui", contient=code if longueur == len(commune) else "")
        yield self._callback("fiche d'une commune", "territoire", f"com-{code}", commune)
        yield Demande("page de la commune", f"/commune/{code}", contient="<h1")
        yield Demande("aides", f"/api/v1/communes/{code}/aides", contient='"aides"')

    def _programme(self) -> Iterator[Demande]:
        """Lit le registre, puis un département et une commune."""
        departement, _ = self._hasard.choice(self._lieux.departements)
        code, _ = self._hasard.choice(self._lieux.communes)
        yield Demande("registre", "/api/v1/layers", contient="zonage-medecins")
        yield Demande("territoire", f"/api/v1/territoires/dep-{departement}", contient=f'"dep-{departement}"')
        yield Demande("commune", f"/api/v1/communes/{code}", contient=f'"{code}"')

    def _callback(self, geste: str, entree: str, valeur: object, contient: str = "") -> Demande:
        corps = request_of(that_reads(self._dependencies, entree), {entree: valeur})
        # Un nom accentué voyage en JSON : on le cherche comme il y est écrit.
        return Demande(geste, CALLBACKS, json.dumps(corps).encode(), json.dumps(contient)[1:-1])
