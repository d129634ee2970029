"""Les filtres oui/non : quelles classes veulent dire « oui », lesquelles « non ». Le navigateur reçoit cette table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from layers.atlas import SPECIAL, Atlas
from layers.registre.catalogue import Catalogue
from layers.territoire.territoires import mask
from views.vue.vue import View

# couche filtrante : les classes qui disent « non » ; toutes les autres disent « oui ».
# Une commune sans donnée ne passe ni par « oui » ni par « non » : on ne sait pas.
CLASSES_NON = {"montagne": ("NC",), "frr": ("NON",)}


def choices(catalogue: Catalogue) -> dict[str, dict[str, list[str]]]:
    """{filtre: {"oui": [codes de classe], "non": [codes de classe]}} pour les filtres du registre."""
    return {
        name: {"oui": [code for code in catalogue.couche(name).rank if code not in no], "non": list(no)} for name, no in CLASSES_NON.items()
    }


def included(atlas: Atlas, view: View) -> np.ndarray:
    """Booléens alignés sur `atlas.communes` : la commune est dans le territoire regardé et passe les filtres
    (départements, montagne, FRR), avant les classes masquées.

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
