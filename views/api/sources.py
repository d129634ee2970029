"""/api/v1/sources : le jeu en service, les fichiers lus, les documents cités, la géographie, et les dates que la vue réunit."""

from __future__ import annotations

from dataclasses import asdict

from layers.atlas import Atlas
from views.sources.documents import documents, fichier
from views.sources.millesimes import de_la_vue, phrase_de_la_vue
from views.vue.vue import View, from_query


def sources(atlas: Atlas, query: str = "") -> dict:
    """Ce que « Sources et millésimes » montre, sans rien d'abrégé. `query` : l'adresse d'une vue ; inconnue, la vue d'ouverture."""
    view, ignored = from_query(atlas, query)
    return {
        "jeu": {
            "mode": atlas.mode,
            "hash": atlas.hash,
            "date": atlas.date,
            "simule": atlas.simulated,
            "forcage": atlas.manifest.get("forcage"),
        },
        "fichiers": [fichier(source) for source in atlas.manifest["sources"]],
        "documents": [asdict(one) for one in documents(atlas)],
        "geographie": [dict(one) for one in atlas.paquets],
        "vue": {**vue(atlas, view), "ignore": list(ignored)},
    }


def vue(atlas: Atlas, view: View) -> dict:
    """Les dates qu'une vue réunit, et la phrase qui les dit."""
    return {"phrase": phrase_de_la_vue(atlas, view), "millesimes": [asdict(one) for one in de_la_vue(atlas, view)]}
