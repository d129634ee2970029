"""Le travail : préparer les feuilles d'un département, ou suivre celui qui les prépare déjà. Dit où il en est."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from dash import Dash, Input, Output, State

from layers.atlas import Atlas
from layers.geo.contours import Contours
from taches import places
from taches.depot import Depot
from views.papier import phrases_departement as t
from views.papier.departement import archive, codes_du_departement, departements, empreinte

SUIVI_S = 1.0
CHAQUE_MS = 700


class Arretee(Exception):
    """On a arrêté ce travail, ou le dépôt n'est plus là."""


@dataclass(frozen=True)
class Atelier:
    """Ce qu'il faut pour préparer : les données, l'adresse du site écrite sur les feuilles, le dépôt."""

    atlas: Atlas
    contours: Contours
    adresse: str
    depot: Depot


def clef_de(atlas: Atlas, adresse: str, departement: str) -> str:
    """Le nom du résultat : l'empreinte de ce dont il dépend. Deux demandes du même département sur les mêmes données en ont un."""
    return hashlib.sha256(f"{empreinte(atlas, adresse)} {departement}".encode()).hexdigest()[:40]


def preparer(atelier: Atelier, departement: str, clef: str, travail: str, dire: Callable) -> dict:
    """Le résultat, tel que la page le lit : {"etat": "pret", clef, departement, octets, feuilles, refusees}, ou « echec » et pourquoi.

    `dire` reçoit ce que la page montre (avancement()). Un autre travail prépare déjà ce contenu : on attend son résultat.
    """
    depot, atlas = atelier.depot, atelier.atlas
    codes = codes_du_departement(atlas, departement)
    if not codes or clef != clef_de(atlas, atelier.adresse, departement):
        places.liberer(depot, travail)
        return {"etat": "echec", "pourquoi": t.AUTRES_DONNEES}
    try:
        return _attendre(depot, clef, travail, dire, len(codes)) or _composer(atelier, departement, clef, travail, codes, dire)
    finally:
        places.liberer(depot, travail)


def _attendre(depot: Depot, clef: str, travail: str, dire: Callable, total: int) -> dict | None:
    """Le résultat qu'un autre prépare ; None si c'est à ce travail de le faire."""
    while True:
        _tenir(depot, travail)
        found = places.fait(depot, clef)
        if found:
            return found
        if depot.lire(places.BAIL + clef) == travail.encode() or places.reprendre(depot, clef, travail):
            return None
        dire(avancement(int(depot.lire(places.AVANCE + clef) or 0), total))
        time.sleep(SUIVI_S)


def _composer(atelier: Atelier, departement: str, clef: str, travail: str, codes: list[str], dire: Callable) -> dict:
    depot = atelier.depot

    def tell(done: int) -> None:
        _tenir(depot, travail)
        depot.ecrire(places.AVANCE + clef, str(done).encode(), places.BAIL_S)
        dire(avancement(done, len(codes)))

    made = archive(atelier.atlas, atelier.contours, codes, atelier.adresse, tell)
    _tenir(depot, travail)
    if not made.feuilles:
        return {"etat": "echec", "pourquoi": t.ECHEC}
    depot.deposer(places.ARCHIVE + clef, made.octets, places.GARDE_S)
    result = {
        "etat": "pret", "clef": clef, "departement": departement, "octets": len(made.octets), "feuilles": made.feuilles,
        "refusees": made.refusees,
    }  # fmt: skip
    # Un peu moins longtemps que l'archive : un lien donné mène à quelque chose.
    depot.ecrire(places.FAIT + clef, json.dumps(result).encode(), places.GARDE_S - 60)
    return result


def _tenir(depot: Depot, travail: str) -> None:
    if not places.renouveler(depot, travail):
        raise Arretee(travail)


def avancement(fait: int, total: int) -> list:
    """Ce que la page montre : valeur et maximum de la barre, ce qui s'y lit, ce qui est dit."""
    return [str(fait), str(total), t.avance(fait, total), t.annonce(fait, total)]


def demandee(atlas: Atlas, adresse: str, args: object) -> tuple[str, str] | None:
    """(département, clef) d'une demande venue du navigateur ; None si ce n'est pas un département des cartes."""
    asked = args[1] if isinstance(args, (list, tuple)) and len(args) == 2 else None
    if not isinstance(asked, str) or asked not in departements(atlas):
        return None
    return asked, clef_de(atlas, adresse, asked)


def brancher(app: Dash, manager, atelier: Callable[[], Atelier] | None = None) -> None:
    """Déclare le travail à Dash. `atelier` : de quoi le faire ; le serveur n'en a pas, il ne fait que le confier."""
    running = [(Output("preparer", "disabled"), True, False), (Output("arreter", "disabled"), False, True)]
    progress = [Output("barre", "value"), Output("barre", "max"), Output("avance", "children"), Output("annonce", "children")]

    @app.callback(
        Output("etat", "data"), Input("preparer", "n_clicks"), State("departement", "value"), prevent_initial_call=True,
        background=True, manager=manager, interval=CHAQUE_MS, progress=progress, progress_default=["0", "1", "", ""],
        running=[*running, (Output("progression", "hidden"), False, True)], cancel=[Input("arreter", "n_clicks")],
    )  # fmt: skip
    def prepare(dire, _clicks, departement, clef, travail):
        assert atelier is not None
        return preparer(atelier(), departement, clef, travail, dire)
