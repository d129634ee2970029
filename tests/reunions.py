"""Un fichier de réunion d'essai, tel que la page l'écrit."""

from __future__ import annotations

from layers.atlas import Atlas
from views.reunion.comptes import compte
from views.vue.vue import from_query

LE = "2026-11-25T14:03:00+01:00"


def cote(recherche: str = "", region: str = "76", cadre: list | None = None) -> dict:
    """Une carte."""
    return {"region": region, "recherche": recherche, "cadre": cadre}


def vue(*recherches: str, titre: str = "Une vue") -> dict:
    """Une vue d'une ou deux cartes."""
    return {"titre": titre, "cote": [cote(one) for one in recherches or ("",)]}


def decision(atlas: Atlas, numero: int, *recherches: str, **changes: object) -> dict:
    """Une décision prise sur les données d'`atlas` ; `changes` remplace des champs."""
    seen = vue(*recherches)
    counts = [compte(atlas, from_query(atlas, one["recherche"])[0]) for one in seen["cote"]]
    return {
        "numero": numero,
        "titre": f"Décision {numero}",
        "note": "",
        "le": LE,
        "empreinte": atlas.hash,
        "donnees": atlas.date,
        "vue": seen,
        "comptes": [{"total": c.total, "affichees": c.affichees, "classes": list(map(list, c.classes))} for c in counts],
        **changes,
    }


def reunion(atlas: Atlas, *decisions: dict, vues: tuple[dict, ...] = (), **changes: object) -> dict:
    """Une réunion enregistrée sur les données d'`atlas`."""
    return {
        "maillage": "reunion",
        "version": 1,
        "titre": "Comité du 25 novembre",
        "empreinte": atlas.hash,
        "vues": list(vues),
        "decisions": list(decisions),
        **changes,
    }
