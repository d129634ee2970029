"""L'accès : secondes et mémoire, pour la région et pour la France, avec les sites d'aujourd'hui et dix fois plus.

python -m tests.bench.acces
"""

from __future__ import annotations

import resource
import time

import numpy as np
import pandas as pd

from layers.acces.demande import couvrir, rapprocher
from layers.acces.modele import read_modele
from layers.acces.plan import planifier
from layers.acces.trajets import points, trajets
from layers.atlas import load_atlas
from settings import ROOT

SITES = 20_000


def _mo() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _mesure(name: str, do) -> object:
    start = time.process_time()
    found = do()
    print(f"{name:55s} {time.process_time() - start:7.2f} s processeur   {_mo():6.0f} Mo au plus")
    return found


def semes(communes: pd.DataFrame, count: int) -> pd.DataFrame:
    """`count` sites inventés autour de mairies tirées au sort, toujours les mêmes."""
    generator = np.random.default_rng(0)
    rows = generator.integers(0, len(communes), count)
    here = points(communes)[rows] + generator.normal(0, 0.01, (count, 2))
    return pd.DataFrame({"code_commune": communes.index.to_numpy()[rows], "longitude": here[:, 0], "latitude": here[:, 1]})


def main() -> None:
    """Écrit une ligne par mesure."""
    atlas, modele = load_atlas(ROOT / "data"), read_modele(ROOT / "data" / "acces" / "modele.toml")
    region, france = atlas.communes[atlas.communes["region"] == "76"], atlas.communes
    msp = atlas.sites[atlas.sites["categorie"] == "msp"]
    for name, communes, sites in (
        ("Occitanie, ses MSP", region, msp),
        ("Occitanie, dix fois plus", region, semes(region, 10 * len(msp))),
        (f"France, {SITES} sites", france, semes(france, SITES)),
        (f"France, {10 * SITES} sites (une commune sur dix)", france.iloc[::10], semes(france, 10 * SITES)),
    ):
        _mesure(name, lambda communes=communes, sites=sites: trajets(communes, sites, modele))
    found = trajets(region, msp, modele)
    everybody = np.ones(len(region), dtype=bool)
    for k in (1, 8, 20):
        _mesure(f"plan, 15 min, {k} sites", lambda k=k: planifier(couvrir(found, modele, "min", 15, everybody, everybody), k))
        _mesure(f"plan, minutes au total, {k} sites", lambda k=k: planifier(rapprocher(found, modele, "min", everybody, everybody), k))


if __name__ == "__main__":
    main()
