"""Le tableau de tous les chiffres : une ligne par fait et par territoire, avec sa date, ce que c'est, ce qu'il vaut et sa source."""

from __future__ import annotations

import json
from functools import lru_cache

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import nom_du_territoire
from views.ecriture import phrases as w
from views.ecriture.dire import lu, periode_lue, unite_lue
from views.export.classeurs import Feuille, provenance
from views.sources.citees import du_fait
from views.territoire import phrases_tableau as t
from views.territoire.indicateur import adresse_du

LONGEST_FILTERS = 2000
# Écrit par le navigateur, comme les nombres de la carte ; une case sans nombre reste vide.
A_LA_FRANCAISE = {"function": "params.value == null ? '' : params.value.toLocaleString('fr-FR')"}


def colonnes() -> list[dict]:
    """Les colonnes de la grille : texte ou nombre, chacune avec son filtre."""
    return [
        {
            "field": field,
            "headerName": title,
            "width": width,
            "filter": "agNumberColumnFilter" if number else "agTextColumnFilter",
            **({"type": "rightAligned", "valueFormatter": A_LA_FRANCAISE} if number else {}),
            # Un texte va à la ligne : rien n'est coupé, à aucune taille ni sous aucun espacement.
            **({} if number else {"wrapText": True, "autoHeight": True}),
            **({"cellRenderer": "Reponse"} if field in ("lu", "nombre") else {}),
        }
        for field, title, width, number in t.CHAMPS
    ]


@lru_cache(maxsize=2)
def faits(atlas: Atlas) -> tuple[Fait, ...]:
    """Tous les faits, territoire par territoire, dans l'ordre des fiches : le rang d'un fait est l'identifiant de sa ligne."""
    return tuple(fait for own in chiffres(atlas).par_territoire.values() for fait in own)


@lru_cache(maxsize=2)
def lignes(atlas: Atlas) -> list[dict]:
    """Les lignes de la grille, prêtes à lire."""
    rubriques = {one.id: one.titre for one in atlas.faits.rubriques}
    return [
        {
            "id": str(number),
            "adresse": adresse_du(fait),
            "territoire": nom_du_territoire(atlas, fait.territoire),
            "rubrique": rubriques[fait.rubrique],
            "titre": fait.titre,
            "lu": f"{lu(fait)} {unite_lue(fait)}".strip(),
            "nombre": fait.valeur if fait.montrable and isinstance(fait.valeur, (int, float)) else None,
            "perimetre": fait.perimetre,
            "statut": fait.statut,
            "periode": periode_lue(fait.periode),
            "fiabilite": w.FIABILITES_EN_BREF[fait.fiabilite],
            "document": du_fait(atlas, fait).source,
        }
        for number, fait in enumerate(faits(atlas))
    ]


def feuille(atlas: Atlas, montrees: list[int] | None, filtres: dict) -> Feuille:
    """Les lignes de ces rangs, dans cet ordre (toutes si None) ; un rang inconnu est laissé de côté."""
    every = faits(atlas)
    kept = [every[number] for number in (range(len(every)) if montrees is None else montrees) if 0 <= number < len(every)]
    about = (
        ("Lignes", f"{w.entier(len(kept))} sur {w.entier(len(every))}"),
        ("Filtres", json.dumps(filtres, ensure_ascii=False)[:LONGEST_FILTERS] if filtres else "aucun"),
        *provenance(atlas),
        ("Lecture", t.LECTURE),
    )
    rubriques = {one.id: one.titre for one in atlas.faits.rubriques}
    return Feuille(t.TITRE, about, t.COLONNES, tuple(_ligne(atlas, rubriques, fait) for fait in kept))


def _ligne(atlas: Atlas, rubriques: dict[str, str], fait: Fait) -> tuple:
    value = fait.valeur if fait.montrable else None
    return (
        nom_du_territoire(atlas, fait.territoire), fait.territoire, rubriques[fait.rubrique], fait.titre, fait.indicateur, value,
        fait.qualificatif, fait.unite, fait.perimetre, fait.statut, fait.periode, w.FIABILITES_EN_BREF[fait.fiabilite],
        du_fait(atlas, fait).source, fait.id, fait.formule, fait.note,
    )  # fmt: skip
