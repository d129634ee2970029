"""Le tableau des taux, à emporter : des nombres, leur date en tête de colonne, une case vide quand rien n'est publié."""

from __future__ import annotations

from collections.abc import Mapping

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.taux.declares import PART
from layers.taux.valeurs import Valeur
from views.export.classeurs import Case, Feuille, provenance
from views.taux import phrases_classement as t
from views.taux.adresse import DemandeDeTaux
from views.taux.classement import reperes
from views.taux.dits import dit, lue
from views.taux.table import tableau


def feuille(demande: DemandeDeTaux, cartes: Mapping[str, Atlas], modele: Modele) -> Feuille:
    """Toutes les lignes du tableau, repères compris, dans l'ordre demandé."""
    table = tableau(demande, modele)
    said = [dit(demande.atlas, one, demande.niveau == "com") for one in demande.taux]
    titles = (*t.COLONNES_FICHIER, *(t.colonne(one.colonne, one.taux.unite, one.date) for one in said))
    rows = [
        (nom, id_, people, *(_nombre(atlas, one, id_) for one in values))
        for atlas, id_, nom, people, values in reperes(demande, cartes, modele)
    ]
    rows += [
        (table.noms[id_], id_, table.habitants[id_], *(_nombre(demande.atlas, table.valeurs[one.id][id_], id_) for one in demande.taux))
        for id_ in table.ordre
    ]
    about = (
        *((one.titre, f"{one.compte}. {one.source}, {one.date_longue}.") for one in said),
        *provenance(demande.atlas),
        ("Lecture", t.CALCUL),
    )
    region = demande.atlas.regions.at[demande.atlas.region, "nom"]
    return Feuille(t.export_titre(demande.niveau, region), about, titles, tuple(rows))


def _nombre(atlas: Atlas, one: Valeur, id_: str) -> Case:
    return lue(atlas, one, id_) if id_.startswith("com-") and one.taux.genre == PART else one.ecrit
