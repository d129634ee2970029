"""Les filtres oui/non : quelles classes veulent dire « oui », lesquelles « non ». Le navigateur reçoit cette table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from layers.atlas import SPECIAL, Atlas
from layers.registre.catalogue import Catalogue, Couche
from layers.territoire.territoires import mask
from views.vue.vue import APL, View

# couche filtrante : les classes qui disent « non » ; toutes les autres disent « oui ».
# Une commune sans donnée ne passe ni par « oui » ni par « non » : on ne sait pas.
CLASSES_NON = {"montagne": ("NC",), "frr": ("NON",)}
SANS_QPV = "AUCUNE"


def choices(catalogue: Catalogue) -> dict[str, dict[str, list[str]]]:
    """{filtre: {"oui": [codes de classe], "non": [codes de classe]}} pour les filtres du registre."""
    return {
        name: {"oui": [code for code in catalogue.couche(name).rank if code not in no], "non": list(no)} for name, no in CLASSES_NON.items()
    }


def professions(catalogue: Catalogue) -> list[Couche]:
    """Les zonages des professions de santé, qu'un filtre croise avec le thème."""
    return [couche for couche in catalogue.couches if couche.group == "zonage"]


def qpv(communes: pd.DataFrame) -> pd.Series:
    """« oui » : un quartier prioritaire au moins y est ; « non » : aucun ; « » : la couche ne dit rien de la commune."""
    codes = communes["qpv"]
    return codes.map(lambda code: "" if code in SPECIAL else "non" if code == SANS_QPV else "oui")


def apl_classes(catalogue: Catalogue, plage: str) -> list[str]:
    """Les classes d'APL d'une plage « bas-haut » (un côté vide : sans limite)."""
    low, _, high = plage.partition("-")
    return [
        classe.code
        for classe in catalogue.couche(APL).classes
        if (not low or (classe.min is not None and classe.min >= float(low)))
        and (not high or (classe.max is not None and classe.max <= float(high)))
    ]


def included(atlas: Atlas, view: View) -> np.ndarray:
    """Booléens alignés sur `atlas.communes` : la commune est dans le territoire regardé et passe les filtres
    (départements, EPCI, montagne, FRR, QPV, deuxième profession, plage d'APL), avant les classes masquées.

    Une commune regardée compte avec son département : on ne filtre pas la carte à une seule commune.
    """
    scope = view.territoire
    if scope.startswith("com-"):
        scope = f"dep-{atlas.commune(scope.removeprefix('com-'))['departement']}"
    keep = mask(atlas, scope) & mask(atlas, f"reg-{atlas.region}")
    if view.departements:
        keep &= atlas.communes["departement"].isin(view.departements).to_numpy()
    for name, classes in choices(atlas.catalogue).items():
        wanted = getattr(view, name)
        if wanted:
            keep &= atlas.communes[name].isin(classes[wanted]).to_numpy()
    return keep & _included_more(atlas, view)


def _included_more(atlas: Atlas, view: View) -> np.ndarray:
    keep = np.ones(len(atlas.communes), dtype=bool)
    if view.epci:
        keep &= (atlas.communes["epci"] == view.epci).to_numpy()
    if view.qpv:
        keep &= (qpv(atlas.communes) == view.qpv).to_numpy()
    if view.croiser:
        couche, _, codes = view.croiser.partition(":")
        keep &= atlas.communes[couche].isin(codes.split(",")).to_numpy()
    if view.apl:
        keep &= atlas.communes[APL].isin(apl_classes(atlas.catalogue, view.apl)).to_numpy()
    return keep


def tally(atlas: Atlas, view: View) -> pd.DataFrame:
    """Le décompte de la légende : index code de classe (ou marque), colonnes `communes` et `part` (% de la population
    des communes qui passent les filtres ; NaN si elle est nulle). Même calcul que dans le navigateur, que les tests comparent."""
    rows = atlas.communes[included(atlas, view)]
    population = rows["population"].astype(float)
    whole = float(population.sum())
    couche = atlas.catalogue.couche(view.theme)
    codes = rows[couche.id]
    return pd.DataFrame(
        {
            "communes": {code: int((codes == code).sum()) for code in (*couche.rank, *SPECIAL)},
            "part": {code: 100 * population[codes == code].sum() / whole if whole else np.nan for code in (*couche.rank, *SPECIAL)},
        }
    )
