"""/api/v1/sources : le jeu en service, les fichiers lus, les documents cités, la géographie, et les dates que la vue réunit."""

from __future__ import annotations

from dataclasses import asdict

from layers.atlas import Atlas
from views.sources.documents import documents
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


def fichier(source: dict) -> dict:
    """Un fichier lu, aux clés du manifeste (layers/preparation/assembler.py). Ce que la préparation n'a pas noté est null, jamais zéro."""
    named = ("id", "titre", "fichier", "sha256", "editeur", "licence", "millesime")
    return {
        **{key: source[key] for key in named},
        "millesime_dit_par": source.get("millesime_dit_par"),
        "lu_le": source.get("lu_le"),
        "lignes_lues": source["lignes_lues"],
        "lignes_retenues": source["lignes_retenues"],
        "lignes_sans_correspondance": source.get("lignes_sans_correspondance"),
        "sans_correspondance": list(source["sans_correspondance"]),
        "communes_sans_ligne": list(source["communes_sans_ligne"]) if "communes_sans_ligne" in source else None,
        "differences": {code: list(pair) for code, pair in source["differences"].items()} if "differences" in source else None,
        "couches": list(source["couches"]),
        "remarques": [*source["remarques"], *source.get("avis", ())],
    }
