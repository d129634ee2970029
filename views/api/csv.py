"""Les chiffres d'un territoire à emporter : une ligne par fait, avec toutes les colonnes qui en répondent."""

from __future__ import annotations

import csv
import io

from layers.atlas import Atlas
from layers.socle.textes import cellule_sure
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import nom_du_territoire
from views.api.faits import fait
from views.ecriture import phrases as w

MARQUE = "\ufeff"  # sans elle, un tableur lit l'UTF-8 de travers


def vers_csv(atlas: Atlas, id_: str) -> str | None:
    """Le CSV (UTF-8 avec marque, « ; », virgule décimale) d'un territoire ; None s'il n'a pas de fiche.

    Les premières lignes, après un « # », disent le territoire, le jeu de données et son empreinte. Les colonnes sont celles de
    l'API (docs/api.md) ; une valeur vide n'est pas publiée, ou n'est pas lisible : `fiabilite` le dit.
    """
    own = chiffres(atlas).par_territoire.get(id_)
    if own is None:
        return None
    every = chiffres(atlas)
    rows = [fait(every, one) for one in own]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write(MARQUE)
    writer.writerow([f"# {nom_du_territoire(atlas, id_)} ({id_})"])
    writer.writerow([f"# {w.jeu_de_donnees(atlas.mode, atlas.date)}. {w.empreinte(atlas.hash)}"])
    writer.writerow(["# Une valeur vide n'est pas publiée ou pas lisible : ce n'est jamais zéro."])
    writer.writerow(list(fait(every, next(iter(every.par_id.values())))))
    writer.writerows([_case(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _case(value: object) -> str:
    """Une case : un nombre à virgule, une liste séparée par des espaces, un texte qu'aucun tableur ne calculera."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value).replace(".", ",")
    return cellule_sure(" ".join(value) if isinstance(value, list) else str(value))
