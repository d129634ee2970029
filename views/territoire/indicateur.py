"""Tout ce qui répond d'un chiffre : document, partie, date, périmètre, calcul, fiabilité, licence, désaccords."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from layers.atlas import Atlas
from layers.faits.fait import Contradiction, Controle, Fait, rang
from layers.territoire.chiffres import Chiffres, chiffres
from layers.territoire.territoires import pages
from views.ecriture.dire import lu, unite_lue
from views.sources.citees import citation, dite_de_la_contradiction, du_fait
from views.territoire import phrases as t
from views.territoire.phrases_recompte import nature_dite, recompte_dit

# « 002 », et non la fin de « 190 000 ».
NUMERO = re.compile(r"(?<!\d\s)\b00\d\b")


@dataclass(frozen=True)
class Desaccord:
    """Une contradiction, ses sources en clair."""

    id: str
    sujet: str
    nature: str
    valeur_a: str
    source_a: str
    valeur_b: str
    source_b: str
    explication: str
    traitement: str
    sans_chiffre: str = ""
    chiffres: tuple[Fait, ...] = ()


@dataclass(frozen=True)
class FicheDeFait:
    """Ce que le gabarit dit d'un fait : la valeur et des lignes (nom, texte) prêtes à lire."""

    id: str
    titre: str
    territoire: str
    valeur: str
    unite: str
    statut: str
    manque: bool
    page: str
    lignes: tuple[tuple[str, str], ...]
    desaccords: tuple[Desaccord, ...]


def page_indicateur(atlas: Atlas, indicateur: str) -> dict | None:
    """Tous les faits d'un indicateur, territoire par territoire, du plus récent au plus ancien ; None s'il est inconnu."""
    every = chiffres(atlas)
    faits = every.par_indicateur.get(indicateur)
    if not faits:
        return None
    order = {id_: rank for rank, id_ in enumerate(pages(atlas))}
    latest_first = sorted(faits, key=lambda fait: rang(fait.periode), reverse=True)
    ordered = sorted(latest_first, key=lambda fait: order[fait.territoire])
    rubrique = next(one.titre for one in atlas.faits.rubriques if one.id == faits[0].rubrique)
    fiches = [fiche_de_fait(atlas, every, one) for one in ordered]
    return {"slug": indicateur, "titre": faits[0].titre, "rubrique": rubrique, "fiches": fiches}


def fiche_de_fait(atlas: Atlas, every: Chiffres, fait: Fait) -> FicheDeFait:
    """Ce qui répond d'un fait. Les lignes qui n'ont rien à dire n'y sont pas."""
    nom, source = pages(atlas)[fait.territoire].nom, du_fait(atlas, fait)
    again = dict.fromkeys(citation(atlas, name, line) for name, line in fait.relus)
    when = f" ({t.base_date(fait.base_date)})" if fait.base_date else ""
    lines = (
        (t.TERRITOIRE, nom),
        (t.PERIMETRE, fait.perimetre),
        (t.DATE_DE, source.periode + when),
        (t.STATUT, t.STATUTS_DITS.get(fait.statut, "")),
        (t.DOCUMENT, source.source),
        (t.AUSSI, " ; ".join(one for one in again if one != source.source)),
        (t.FORMULE, fait.formule),
        (t.FIABILITE, source.fiabilite_dite),
        (t.LICENCE, source.licence),
        (t.SAVOIR, nomme(atlas, fait.note)),
    )
    return FicheDeFait(
        fait.id, fait.titre, nom, lu(fait), unite_lue(fait), t.STATUTS.get(fait.statut, ""),
        fait.valeur is None or not fait.montrable, adresse_de_l_indicateur(fait.indicateur),
        tuple((name, text) for name, text in lines if text),
        tuple(desaccord(atlas, atlas.faits.contradictions[one]) for one in fait.contradictions),
    )  # fmt: skip


def desaccord(atlas: Atlas, one: Contradiction) -> Desaccord:
    """Une contradiction prête à lire : chaque valeur avec son document, sa date et sa partie."""
    source_a, source_b = dite_de_la_contradiction(atlas, one)
    return Desaccord(
        one.id, nomme(atlas, one.sujet), nature_dite(one.nature), one.valeur_a, source_a, one.valeur_b, source_b,
        nomme(atlas, one.explication), nomme(atlas, one.traitement), one.sans_chiffre,
    )  # fmt: skip


def nomme(atlas: Atlas, texte: str) -> str:
    """Le texte, où un document dit par son numéro (« 002 ») l'est par son titre."""
    titles = {name[:3]: document.titre for name, document in atlas.faits.documents.items() if NUMERO.fullmatch(name[:3])}
    return NUMERO.sub(lambda found: f"« {titles[found[0]]} »" if found[0] in titles else found[0], texte)


def recompte_lu(atlas: Atlas, one: Controle) -> Controle:
    """Une somme recomptée, prête à lire : documents par leur titre, nombres à la française, résultat en un mot."""
    quoi, note = (recompte_dit(nomme(atlas, text)) for text in (one.quoi, one.note))
    trouve, publie = recompte_dit(one.trouve), recompte_dit(one.publie)
    return replace(one, quoi=quoi, note=note, trouve=trouve, publie=publie, resultat=t.RESULTATS[one.resultat])


def page_desaccords(atlas: Atlas) -> dict:
    """Toutes les contradictions, dans leur ordre, et toutes les sommes recomptées, écarts compris."""
    controles = [recompte_lu(atlas, one) for one in atlas.faits.controles]
    lieux = pages(atlas)
    concerned: dict[str, list[Fait]] = {}
    # Un lieu que le découpage ne connaît pas n'a pas de page : rien à y ouvrir.
    for fait in (one for one in atlas.faits.tous if one.territoire in lieux):
        for id_ in fait.contradictions:
            concerned.setdefault(id_, []).append(fait)
    every = [replace(desaccord(atlas, one), chiffres=tuple(concerned.get(one.id, ()))) for one in atlas.faits.contradictions.values()]
    return {"desaccords": every, "controles": controles, "lieux": lieux, "lu": lu, "unite": unite_lue}


def page_liste(atlas: Atlas) -> dict:
    """Tous les territoires, par niveau, avec leur nombre de chiffres."""
    every = chiffres(atlas)
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for one in pages(atlas).values():
        groups.setdefault(t.GROUPES[one.niveau], []).append((one.id, one.nom, len(every.par_territoire[one.id])))
    return {"groupes": list(groups.items())}


def adresse_de_l_indicateur(indicateur: str) -> str:
    """« /indicateur/frr.FRR%2B.communes »."""
    return f"/indicateur/{quote(indicateur)}"


def adresse_du(fait: Fait) -> str:
    """La page où un fait répond, à son ancre : elle se lit sans script."""
    return f"{adresse_de_l_indicateur(fait.indicateur)}#{quote(fait.id)}"
