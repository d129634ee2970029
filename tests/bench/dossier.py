"""Les fiches de territoire : le temps du serveur et le poids, pour toutes, et comment ils grandissent avec les indicateurs.

    python -m tests.bench.dossier

Une fiche est demandée par le client d'essai de Flask, compression comprise (brotli, celle du service) ; la médiane de cinq demandes.
Barres : 60 ms à la médiane de toutes les fiches, 30 ko compressés pour chacune. Le jeu est celui de démonstration, dont les faits sont
ceux de l'officiel.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from flask import Flask
from flask_compress import Compress

from callbacks import api as routes
from callbacks import territoires
from layers.atlas import Atlas, load_atlas
from layers.faits.fait import Fait, Faits
from layers.territoire.territoires import pages
from settings import Settings
from tests.bench.mesure import ROOT, nombre, tableau
from web.contexte import Contexte

TIMES = 5
BAR_MS, BAR_KB = 60, 30
FACTORS = (1, 10)


@dataclass(frozen=True)
class Fiche:
    """Une fiche : son territoire, ses chiffres, ses médianes en millisecondes (à l'horloge, qui compte ce que faisaient les autres,
    et de processeur), son poids compressé et entier en kilo-octets."""

    territoire: str
    chiffres: int
    millisecondes: float
    processeur: float
    compresse: float
    entier: float


def multiplies(atlas: Atlas, factor: int) -> Atlas:
    """L'Atlas avec `factor` fois ses indicateurs : des copies, sous d'autres noms, des mêmes faits aux mêmes territoires."""
    if factor == 1:
        return atlas
    tous = tuple(copy for fait in atlas.faits.tous for copy in _copies(fait, factor))
    faits = replace(atlas.faits, tous=tous, par_territoire=_grouped(tous, "territoire"), par_indicateur=_grouped(tous, "indicateur"))
    return replace(atlas, faits=_with_ids(faits))


def _copies(fait: Fait, factor: int) -> Iterable[Fait]:
    yield fait
    for n in range(2, factor + 1):
        yield replace(fait, id=f"{fait.id}-{n}", indicateur=f"{fait.indicateur}-{n}", titre=f"{fait.titre} ({n})", doubles=())


def _grouped(tous: tuple[Fait, ...], champ: str) -> MappingProxyType:
    found: dict[str, list[Fait]] = {}
    for fait in tous:
        found.setdefault(getattr(fait, champ), []).append(fait)
    return MappingProxyType({key: tuple(own) for key, own in found.items()})


def _with_ids(faits: Faits) -> Faits:
    return replace(faits, par_id=MappingProxyType({fait.id: fait for fait in faits.tous}))


def mesures(atlas: Atlas) -> list[Fiche]:
    """Toutes les fiches d'un Atlas."""
    server = Flask("banc")
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(server)
    contexte = Contexte(atlas, Settings())
    routes.register(server, contexte)
    territoires.register(server, contexte)
    client = server.test_client()
    client.get("/territoires")  # les gabarits se compilent une fois
    found = []
    for id_ in pages(atlas):
        address = f"/territoire/{id_}"
        whole = len(client.get(address).data)
        clock, busy = [], []
        for _ in range(TIMES):
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(address, headers={"Accept-Encoding": "br"})
            clock.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - worked))
        assert answer.status_code == 200, address
        count = len(client.get(f"/api/v1/territoires/{id_}").json["faits"])
        found.append(Fiche(id_, count, statistics.median(clock), statistics.median(busy), len(answer.data) / 1000, whole / 1000))
    return found


def resume(factor: int, fiches: list[Fiche]) -> list[str]:
    """Une ligne du tableau : la médiane et le pire, du temps et du poids."""
    departements = [one for one in fiches if one.territoire.startswith("dep-")]
    return [
        f"×{factor}", nombre(sum(one.chiffres for one in fiches)), nombre(len(fiches)),
        nombre(statistics.median(one.millisecondes for one in fiches), 1),
        nombre(statistics.median(one.millisecondes for one in departements), 1),
        nombre(statistics.median(one.processeur for one in departements), 1),
        nombre(max(one.processeur for one in fiches), 1),
        nombre(statistics.median(one.compresse for one in fiches), 1), nombre(max(one.compresse for one in fiches), 1),
    ]  # fmt: skip


def _detail(one: Fiche) -> list[str]:
    costs = (one.millisecondes, one.processeur, one.compresse, one.entier)
    return [one.territoire, nombre(one.chiffres), *(nombre(cost, 1) for cost in costs)]


def main() -> int:
    """Imprime les tableaux ; 1 si une barre est manquée avec les faits tels qu'ils sont."""
    atlas = load_atlas(ROOT / "data", "demonstration")
    found = {factor: mesures(multiplies(atlas, factor)) for factor in FACTORS}
    times = ("ms, médiane", "ms, départements", "de processeur", "de processeur, le pire")
    header = ["indicateurs", "chiffres", "fiches", *times, "ko, médiane", "ko, le pire"]
    print(tableau([header, *(resume(factor, fiches) for factor, fiches in found.items())]))
    print()
    print(tableau([["fiche", "chiffres", "ms", "de processeur", "ko compressés", "ko entiers"], *map(_detail, found[1])]))
    median, heaviest = statistics.median(one.millisecondes for one in found[1]), max(one.compresse for one in found[1])
    held = median <= BAR_MS and heaviest <= BAR_KB
    print(f"\nBarres ({BAR_MS} ms à la médiane, {BAR_KB} ko compressés chacune) : {'tenues' if held else 'MANQUÉES'}.")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
