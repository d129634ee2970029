"""Lit le fichier d'une réunion (JSON) : ses vues préparées et ses décisions. Il vient du dehors, il peut être hostile.

Fonction pure : rien n'est gardé. Un fichier est lu en entier ou refusé, avec une phrase par défaut et l'endroit du défaut ; une
vue qui n'est pas reconnue est un défaut, jamais remplacée par une autre. Le format : docs/exports.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from layers.atlas import Atlas
from layers.registre import marques
from views.reunion import phrases_releve as t
from views.reunion.champs import Defauts, Objet
from views.vue.vue import LONGEST_QUERY, View, from_query, to_query

VERSION = 1
LARGEST_FILE = 256 * 1024
MOST_VIEWS = MOST_DECISIONS = 60
LONGEST_TITLE, LONGEST_NOTE, LONGEST_DATE = 160, 4_000, 40
HIGHEST_NUMBER, MOST_COMMUNES, MOST_CLASSES = 9_999, 100_000, 60
# Ce qu'une commune peut avoir au lieu d'une classe, écrit comme dans le navigateur (assets/carte/vue.mjs) : sans donnée, masquée,
# partagée, à venir cette année-là, hors des filtres.
MARQUES = tuple(marque.lettre for marque in marques.MARQUES)


class Illisible(ValueError):
    """Un fichier refusé : une phrase courte en français, qui dit chaque défaut et sa place."""


@dataclass(frozen=True)
class Cote:
    """Une carte : sa région, sa vue, et le cadre où elle était vue (ouest, sud, est, nord, EPSG:4326 ; None : celui du territoire)."""

    region: str
    view: View
    cadre: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Vue:
    """Une vue préparée : une carte, ou deux que l'on compare."""

    titre: str
    cotes: tuple[Cote, ...]


@dataclass(frozen=True)
class CompteDeCarte:
    """Ce que la page disait d'une carte : communes du territoire, communes affichées, et combien par classe (code ou marque)."""

    total: int
    affichees: int
    classes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Decision:
    """Une décision : sa vue, ses comptes (un par carte) et les données d'alors. `simule` : None quand le fichier ne le dit pas."""

    numero: int
    titre: str
    note: str
    le: datetime
    empreinte: str
    donnees: str
    vue: Vue
    comptes: tuple[CompteDeCarte, ...]
    simule: bool | None = None


@dataclass(frozen=True)
class Reunion:
    """Une réunion, telle que son fichier la dit. `empreinte` : celle des données à l'enregistrement."""

    titre: str
    empreinte: str
    vues: tuple[Vue, ...]
    decisions: tuple[Decision, ...]


def lire(body: bytes, atlases: Mapping[str, Atlas]) -> Reunion:
    """La réunion de `body` (JSON, UTF-8). `atlases` : {région: Atlas} des cartes de ce service. Lève Illisible, rien d'autre."""
    if len(body) > LARGEST_FILE:
        raise Illisible(t.trop_long(LARGEST_FILE // 1024))
    try:
        given = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # UTF-8 ou JSON abîmé, nombre démesuré, mille crochets ouverts
        raise Illisible(t.PAS_DU_JSON) from None
    if not isinstance(given, dict) or given.get("maillage") != "reunion":
        raise Illisible(t.PAS_UNE_REUNION)
    if type(given.get("version")) is not int or given["version"] != VERSION:
        raise Illisible(t.VERSION_INCONNUE)
    defauts = Defauts()
    it = Objet(given, "", defauts)
    vues = [_vue(one, atlases) for one in it.objets("vues", t.VUE, MOST_VIEWS)]
    decisions = [_decision(one, atlases) for one in it.objets("decisions", t.DECISION, MOST_DECISIONS)]
    reunion = Reunion(it.ligne("titre", LONGEST_TITLE, vide=True), it.empreinte("empreinte"), tuple(vues), tuple(decisions))
    numbers = [one.numero for one in decisions]
    if len(set(numbers)) < len(numbers):
        defauts.note("", t.NUMEROS_EN_DOUBLE)
    if defauts.phrases:
        raise Illisible(t.refus(defauts.phrases))
    return reunion


def _decision(it: Objet, atlases: Mapping[str, Atlas]) -> Decision:
    vue = _vue(it.objet("vue"), atlases)
    counts = it.objets("comptes", t.COMPTE, 2)
    comptes = tuple(_compte(one, _codes(atlases, cote)) for one, cote in zip(counts, vue.cotes))
    if len(counts) != len(vue.cotes):
        it.defaut("comptes", t.UN_COMPTE_PAR_CARTE)
    return Decision(
        numero=it.entier("numero", HIGHEST_NUMBER, lowest=1),
        titre=it.ligne("titre", LONGEST_TITLE),
        note=it.texte("note", LONGEST_NOTE),
        le=it.instant("le"),
        empreinte=it.empreinte("empreinte"),
        donnees=it.ligne("donnees", LONGEST_DATE, vide=True),
        vue=vue,
        comptes=comptes,
        simule=it.choix("simule"),
    )


def _vue(it: Objet, atlases: Mapping[str, Atlas]) -> Vue:
    sides = it.objets("cote", t.CARTE, 2)
    if not sides:
        it.defaut("cote", t.UNE_OU_DEUX_CARTES)
    return Vue(it.ligne("titre", LONGEST_TITLE), tuple(_cote(one, atlases) for one in sides))


def _cote(it: Objet, atlases: Mapping[str, Atlas]) -> Cote:
    region, query = it.ligne("region", 2), it.ligne("recherche", LONGEST_QUERY, vide=True)
    atlas = atlases.get(region)
    if atlas is None:
        if region:
            it.defaut("region", t.REGION_SANS_CARTE)
        return Cote(region, View(""))
    view, ignored = from_query(atlas, query)
    if ignored:
        it.defaut("recherche", t.vue_inconnue(ignored))
    return Cote(region, view, it.cadre("cadre"))


def _codes(atlases: Mapping[str, Atlas], cote: Cote) -> tuple[str, ...]:
    """Les classes et les marques qu'un compte de cette carte peut nommer."""
    atlas = atlases.get(cote.region)
    return (*atlas.catalogue.couche(cote.view.theme).rank, *MARQUES) if atlas else MARQUES


def _compte(it: Objet, codes: tuple[str, ...]) -> CompteDeCarte:
    total, shown = it.entier("total", MOST_COMMUNES), it.entier("affichees", MOST_COMMUNES)
    if shown > total:
        it.defaut("affichees", t.PLUS_QUE_LE_TOTAL)
    return CompteDeCarte(total, shown, it.paires("classes", codes, MOST_CLASSES, total))


def en_json(reunion: Reunion, atlases: Mapping[str, Atlas]) -> dict:
    """La réunion dans la forme de son fichier : textes nettoyés, vues dans leur écriture ordinaire, rien de plus."""
    return {
        "maillage": "reunion",
        "version": VERSION,
        "titre": reunion.titre,
        "empreinte": reunion.empreinte,
        "vues": [_vue_json(one, atlases) for one in reunion.vues],
        "decisions": [
            {
                "numero": one.numero,
                "titre": one.titre,
                "note": one.note,
                "le": one.le.isoformat(),
                "empreinte": one.empreinte,
                "donnees": one.donnees,
                "vue": _vue_json(one.vue, atlases),
                "comptes": [{"total": c.total, "affichees": c.affichees, "classes": list(map(list, c.classes))} for c in one.comptes],
                **({} if one.simule is None else {"simule": one.simule}),
            }
            for one in reunion.decisions
        ],
    }


def _vue_json(vue: Vue, atlases: Mapping[str, Atlas]) -> dict:
    sides = [
        {"region": one.region, "recherche": to_query(atlases[one.region], one.view), "cadre": one.cadre and list(one.cadre)}
        for one in vue.cotes
    ]
    return {"titre": vue.titre, "cote": sides}
