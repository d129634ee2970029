"""Ce que disait une vue le jour d'une décision, et ce qu'elle dit aujourd'hui : mêmes comptes que la page (assets/carte/vue.mjs)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from layers.atlas import ABSENT, MASQUE, PARTAGE, Atlas
from layers.territoire.territoires import mask
from views.ecriture import phrases as w
from views.export.contenu import classe, libelle, nom_de_legende, regarde
from views.reunion import phrases_releve as t
from views.reunion.lecture import CompteDeCarte, Cote, Decision, Reunion, en_json
from views.vue.filtres import included, tally
from views.vue.vue import View

PARIS = ZoneInfo("Europe/Paris")
LETTRES = {"-": ABSENT, "x": MASQUE, "y": PARTAGE}


@dataclass(frozen=True)
class Difference:
    """Un nombre de communes qui n'est plus le même. `dit` : « {n} en ZIP »."""

    dit: str
    alors: int
    maintenant: int


@dataclass(frozen=True)
class Suite:
    """Une décision relue aujourd'hui : les comptes d'aujourd'hui (un par carte), ce qui diffère, et la phrase qui le dit."""

    decision: Decision
    comptes: tuple[CompteDeCarte, ...]
    differences: tuple[tuple[Difference, ...], ...]
    phrase: str

    @property
    def change(self) -> bool:
        """Vrai si un chiffre n'est plus celui de la décision."""
        return any(self.differences)


def moment(le: datetime) -> datetime:
    """L'heure d'une décision telle qu'on l'a lue en réunion : celle du fichier, ou l'heure de Paris s'il l'écrit en temps universel."""
    return le.astimezone(PARIS) if le.utcoffset() == timedelta(0) else le


def compte(atlas: Atlas, view: View) -> CompteDeCarte:
    """Les comptes d'une vue : chaque classe et chaque marque qui a des communes parmi celles qui passent les filtres, dans
    l'ordre de la légende ; puis « z », celles qui sont à venir, et « h », celles que les filtres laissent de côté."""
    couche = atlas.catalogue.couche(view.theme)
    whole = int((mask(atlas, regarde(atlas, view).id) & mask(atlas, f"reg-{atlas.region}")).sum())
    counts = tally(atlas, view)["communes"]
    named = {code: int(counts[code]) for code in couche.rank} | {letter: int(counts[mark]) for letter, mark in LETTRES.items()}
    hidden = sum(named[code] for code in view.masquer)
    shown = int(included(atlas, view).sum()) - hidden
    later = sum(named[code] for code in couche.rank if couche.kind == "date" and int(code) > view.annee and code not in view.masquer)
    every = {**named, "z": later, "h": whole - shown}
    return CompteDeCarte(whole, shown, tuple((code, n) for code, n in every.items() if n))


def depuis(atlas: Atlas, view: View, alors: CompteDeCarte) -> tuple[CompteDeCarte, tuple[Difference, ...]]:
    """Les comptes d'aujourd'hui, et ce qui y diffère de `alors`.

    Un code que `alors` ne nomme pas n'y avait aucune commune, sauf s'il n'était pas compté à part : masqué, à venir, hors filtre.
    """
    now = compte(atlas, view)
    couche = atlas.catalogue.couche(view.theme)
    then, today = dict(alors.classes), dict(now.classes)
    apart = {"z", "h", *view.masquer, *(code for code in couche.rank if couche.kind == "date" and int(code) > view.annee)}
    codes = [code for code in (*couche.rank, *t.MARQUES) if code in then or (code in today and code not in apart)]
    pairs = [
        *((dit(atlas, view, code), then.get(code, 0), today.get(code, 0)) for code in codes),
        (t.dit(t.AFFICHEES), alors.affichees, now.affichees),
        (t.dit(t.TOTAL), alors.total, now.total),
    ]
    return now, tuple(Difference(*one) for one in pairs if one[1] != one[2])


def dit(atlas: Atlas, view: View, code: str) -> str:
    """« {n} en ZIP » quand le code est celui du métier, « Moins de 1,5 : {n} » sinon."""
    couche = atlas.catalogue.couche(view.theme)
    found = classe(couche, code)
    return f"{{n}} en {code}" if found and found.spoken else t.dit(nom_de_classe(atlas, view, code))


def nom_de_classe(atlas: Atlas, view: View, code: str) -> str:
    """Le nom d'une classe, comme la légende l'écrit (« ZIP · Zone d'intervention prioritaire »), ou celui d'une marque."""
    if code in t.MARQUES:
        return t.MARQUES[code]
    couche = atlas.catalogue.couche(view.theme)
    found = classe(couche, code)
    return nom_de_legende(found) if found else libelle(couche, code)


def nom_de_carte(atlas: Atlas, view: View) -> str:
    """« Zonage des médecins · Lot »."""
    return f"{atlas.catalogue.couche(view.theme).title} · {regarde(atlas, view).nom}"


def suite(atlases: Mapping[str, Atlas], it: Decision) -> Suite:
    """La décision `it` relue avec les données d'aujourd'hui."""
    found = [depuis(atlases[cote.region], cote.view, then) for cote, then in zip(it.vue.cotes, it.comptes, strict=True)]
    differences = tuple(one for _, one in found)
    return Suite(it, tuple(now for now, _ in found), differences, _phrase(atlases, it, differences))


def _phrase(atlases: Mapping[str, Atlas], it: Decision, differences: tuple[tuple[Difference, ...], ...]) -> str:
    atlas = next(iter(atlases.values()))
    day, same = moment(it.le).date().isoformat(), it.empreinte == atlas.hash
    said = [
        f"{_side(atlases, it, cote)}{t.ecart(one.dit, one.alors, day, one.maintenant)}"
        for cote, ones in zip(it.vue.cotes, differences)
        for one in ones
    ]
    if said:
        return t.contradiction(said) if same else t.chiffres_changes(it.donnees, atlas.date, said)
    return t.memes_donnees(day) if same else t.memes_chiffres(it.donnees, atlas.date)


def _side(atlases: Mapping[str, Atlas], it: Decision, cote: Cote) -> str:
    """La carte dont on parle, s'il y en a deux."""
    return f"{nom_de_carte(atlases[cote.region], cote.view)}, " if len(it.vue.cotes) > 1 else ""


def relue(atlases: Mapping[str, Atlas], reunion: Reunion) -> dict:
    """La réponse de /reunion/lire : la réunion normalisée, les avis, et ce que devient chaque décision."""
    atlas = next(iter(atlases.values()))
    return {
        "reunion": en_json(reunion, atlases),
        "avis": avis(atlas, reunion),
        "decisions": [
            {"numero": one.decision.numero, "change": one.change, "phrase": one.phrase}
            for one in (suite(atlases, decision) for decision in reunion.decisions)
        ],
    }


def avis(atlas: Atlas, reunion: Reunion) -> list[str]:
    """Ce qu'il faut savoir avant de rejouer la réunion : données changées, données simulées."""
    then = sorted({one.donnees for one in reunion.decisions if one.empreinte != atlas.hash and one.donnees})
    changed = reunion.empreinte != atlas.hash
    said = [t.reunion_changee(then, w.jeu_de_donnees(atlas.mode, atlas.date))] if changed else []
    return [*said, *([w.JEU_SIMULE] if atlas.simulated else [])]
