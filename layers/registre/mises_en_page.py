"""Le registre des mises en page communales : un nom, un lecteur, et ce qui les fait reconnaître.

Ajouter un éditeur = une ligne de MISES_EN_PAGE (docs/ajouter-un-editeur.md), et un module de layers/sources/ si sa table n'est pas « un
code, une valeur ». Le registre des couches (`reader`), la reconnaissance et la lecture viennent tous ici. Lu au démarrage du serveur.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from layers.socle.entrees import Couche
from layers.socle.suivi import Tell
from layers.sources.code_postal import COLUMNS as CODE_POSTAL
from layers.sources.code_postal import read_code_postal
from layers.sources.commune_values import lire_par_commune
from layers.sources.tableaux import TableLue


@dataclass(frozen=True)
class MiseEnPage:
    """Une mise en page, quelle que soit la couche qui s'en sert.

    lecteur : son nom, le `reader` du registre. lire : (fichier, couche, avancement) -> une table par millésime, code_commune et
    valeur, index = numéro de ligne. `par_nom` : code_postal et nom_commune au lieu de code_commune (voir layers/geo/par_nom.py).
    colonnes : des colonnes de l'en-tête que nul autre éditeur n'a toutes, en plus de la colonne de valeurs (`match`) : un
    fichier à qui l'une des deux manque est reconnu quand même, pour que son lecteur dise laquelle. Vide : reconnue autrement.
    """

    lecteur: str
    lire: Callable[[Path, Couche, Tell], list[TableLue]]
    colonnes: frozenset[str] = frozenset()
    par_nom: bool = False


MISES_EN_PAGE = (
    MiseEnPage("cartosante", partial(lire_par_commune, code="Code")),
    MiseEnPage("apl", partial(lire_par_commune, code="Code commune INSEE")),
    MiseEnPage("frr", partial(lire_par_commune, code="Code_insee"), frozenset({"Code_insee", "Departement", "Commune"})),
    MiseEnPage("montagne", partial(lire_par_commune, code="code_commune"), frozenset({"est_zone_vulnerable", "zone_ouest"})),
    MiseEnPage("code-postal", read_code_postal, frozenset(CODE_POSTAL), par_nom=True),
)
PAR_LECTEUR = {one.lecteur: one for one in MISES_EN_PAGE}
LECTEURS = tuple(PAR_LECTEUR)


def columns_of(lecteur: str) -> frozenset[str]:
    """Les colonnes qui font reconnaître cette mise en page ; aucune si elle l'est autrement, ou n'est pas d'ici."""
    return PAR_LECTEUR[lecteur].colonnes if lecteur in PAR_LECTEUR else frozenset()
