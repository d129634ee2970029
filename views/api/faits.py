"""Les faits dans l'API : les mêmes que ceux des fiches, avec tout ce qui en répond."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.territoire.chiffres import Chiffres, chiffres
from layers.territoire.territoires import pages
from views.api.api import territory
from views.territoire.indicateur import adresse_de_l_indicateur


def territoires(atlas: Atlas) -> list[dict]:
    """Les territoires qui ont une fiche, du plus large au plus petit."""
    every = chiffres(atlas)
    return [
        {"id": one.id, "nom": one.nom, "niveau": one.niveau, "parents": list(one.parents), "faits": len(every.par_territoire[one.id])}
        for one in pages(atlas).values()
    ]


def territoire(atlas: Atlas, id_: str) -> dict | None:
    """Un territoire de la carte ou des documents : ce qui vaut aujourd'hui, et tous ses faits. None s'il est inconnu."""
    every, known = chiffres(atlas), territory(atlas, id_)
    return known and {**known, "faits": [fait(every, own) for own in every.par_territoire.get(id_, ())]}


def indicateurs(atlas: Atlas) -> list[dict]:
    """Tous les indicateurs, dans l'ordre des rubriques, avec le nombre de leurs faits et les territoires qui en ont."""
    every = chiffres(atlas)
    order = {rubrique.id: rank for rank, rubrique in enumerate(atlas.faits.rubriques)}
    ranked = sorted(every.par_indicateur.items(), key=lambda pair: order[pair[1][0].rubrique])
    return [
        {
            "id": slug,
            "titre": faits[0].titre,
            "rubrique": faits[0].rubrique,
            "unite": faits[0].unite,
            "faits": len(faits),
            "territoires": list(dict.fromkeys(one.territoire for one in faits)),
        }
        for slug, faits in ranked
    ]


def indicateur(atlas: Atlas, slug: str) -> dict | None:
    """Tous les faits d'un indicateur, et les désaccords entre documents qui le concernent ; None s'il est inconnu."""
    every = chiffres(atlas)
    faits = every.par_indicateur.get(slug)
    if not faits:
        return None
    concerned = dict.fromkeys(one for fait_ in faits for one in fait_.contradictions)
    return {
        "id": slug,
        "titre": faits[0].titre,
        "rubrique": faits[0].rubrique,
        "page": adresse_de_l_indicateur(slug),
        "faits": [fait(every, one) for one in faits],
        "contradictions": [_contradiction(atlas, one) for one in concerned],
    }


def faits(atlas: Atlas, territoire_id: str = "", slug: str = "") -> list[dict]:
    """Tous les faits, ou ceux d'un territoire, d'un indicateur."""
    every = chiffres(atlas)
    # Un fait qui en réunit plusieurs répond à chacun de leurs identifiants : il n'est dit qu'une fois.
    own = (one for id_, one in every.par_id.items() if id_ == one.id)
    return [fait(every, one) for one in own if territoire_id in ("", one.territoire) and slug in ("", one.indicateur)]


def fait(every: Chiffres, one: Fait) -> dict:
    """Un fait ; `valeur` null : non publiée, ou lecture ambiguë ou illisible (`fiabilite` le dit) ; jamais zéro."""
    document = every.documents[one.source]
    return {
        "id": one.id,
        "indicateur": one.indicateur,
        "titre": one.titre,
        "rubrique": one.rubrique,
        "territoire": one.territoire,
        "valeur": one.valeur if one.montrable else None,
        "dit": one.dit,
        "qualificatif": one.qualificatif,
        "unite": one.unite,
        "periode": one.periode,
        "base_date": one.base_date,
        "perimetre": one.perimetre,
        "statut": one.statut,
        "fiabilite": one.fiabilite,
        "editeur": document.editeur,
        "document": document.titre,
        "source": one.source,
        "ligne": one.ligne,
        "licence": document.licence,
        "formule": one.formule,
        "note": one.note,
        "doubles": list(one.doubles),
        "contradictions": list(one.contradictions),
    }


def _contradiction(atlas: Atlas, id_: str) -> dict:
    one = atlas.faits.contradictions[id_]
    return {
        "id": one.id,
        "sujet": one.sujet,
        "nature": one.nature,
        "valeur_a": one.valeur_a,
        "source_a": one.source_a,
        "ligne_a": one.ligne_a,
        "valeur_b": one.valeur_b,
        "source_b": one.source_b,
        "ligne_b": one.ligne_b,
        "explication": one.explication,
        "traitement": one.traitement,
    }
