"""Le relevé de décisions d'une réunion : ce que le document contient, en textes, en tableaux et en images.

Fonction pure de (réunion, atlas, jour). Les chiffres d'alors viennent du fichier, ceux d'aujourd'hui des mêmes fonctions que la
page ; les cartes sont dessinées de nouveau d'après les vues : rien n'est envoyé que le fichier. views/reunion/releve_docx.py l'écrit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.export.carte import Dessins, legende_de
from views.export.contenu import Contenu, adresse_de_vue, contenu
from views.export.papier import alternative, png_de
from views.export.phrases import EMPREINTE, JEU, STRUCTURES_NON_RECENSEES
from views.reunion import phrases_releve as t
from views.reunion.comptes import Suite, avis, moment, nom_de_carte, nom_de_classe, suite
from views.reunion.lecture import CompteDeCarte, Cote, Decision, Reunion, Vue

# Ce que le relevé dit d'une vue, dans l'ordre (les noms de Contenu.propos) ; les filtres et les dates s'y ajoutent.
DITS = ("Éditeur", "Source", "Millésime", "Licence", "Dates", "Filtres", "Structures montrées", STRUCTURES_NON_RECENSEES, "Note")
# Une carte laisse la place de ses chiffres et de ses sources sur la même page A4 ; deux prennent toute la largeur.
UNE_CM, DEUX_CM = 15.0, 17.0


@dataclass(frozen=True)
class Lien:
    """Un texte, et l'adresse où il mène."""

    texte: str
    adresse: str


@dataclass(frozen=True)
class TableauDeReleve:
    """Un tableau : son titre, ses en-têtes, ses lignes de textes ; la première colonne nomme la ligne."""

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Article:
    """Une décision prête à écrire. `image` : PNG, et sa largeur imprimée ; `alt` : ce qu'elle montre. `sources` : par carte."""

    titre: str
    prise: str
    note: tuple[str, ...]
    avis: tuple[str, ...]
    image: bytes
    largeur_cm: float
    alt: str
    legende: str
    tableaux: tuple[TableauDeReleve, ...]
    sources: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    liens: tuple[Lien, ...]


@dataclass(frozen=True)
class Releve:
    """Le document : son titre, ses avis, ses décisions, les vues préparées qui n'en ont pas, et les données employées."""

    titre: str
    jour: str
    avis: tuple[str, ...]
    articles: tuple[Article, ...]
    vues: tuple[tuple[str, tuple[Lien, ...]], ...]
    donnees: tuple[tuple[str, str], ...]


def releve(atlases: Mapping[str, Atlas], reunion: Reunion, dessins: Dessins, jour: str, adresse: str = "") -> Releve:
    """Le relevé de `reunion`. `jour` : celui du document (AAAA-MM-JJ) ; `adresse` : celle du site, « » : pas de lien."""
    atlas = next(iter(atlases.values()))
    articles = tuple(_article(atlases, one, dessins, jour, adresse) for one in reunion.decisions)
    decided = {_places(one.vue) for one in reunion.decisions}
    left = [one for one in reunion.vues if _places(one) not in decided]
    views = tuple((_named(atlases, one), tuple(_links(atlases, one, adresse))) for one in left)
    seen = [cote for one in reunion.decisions for cote in one.vue.cotes]
    files = dict.fromkeys(
        pair for cote in seen for pair in contenu(atlases[cote.region], cote.view, jour).propos if pair[0].startswith("Fichier : ")
    )
    data = ((JEU, w.jeu_de_donnees(atlas.mode, atlas.date)), (EMPREINTE, atlas.hash), *files)
    return Releve(reunion.titre or t.SANS_TITRE, jour, tuple(avis(atlas, reunion)), articles, views, (*data, ("Géographie", w.GEOGRAPHIE)))


def _article(atlases: Mapping[str, Atlas], it: Decision, dessins: Dessins, jour: str, adresse: str) -> Article:
    found = suite(atlases, it)
    maps = [(atlases[one.region], one.view, contenu(atlases[one.region], one.view, jour, adresse)) for one in it.vue.cotes]
    when = moment(it.le)
    simulated = [t.SIMULE_ALORS] if it.simule and not maps[0][0].simulated else []
    captions = [w.DEMONSTRATION[0].upper() + w.DEMONSTRATION[1:] + "."] if maps[0][0].simulated else []
    return Article(
        titre=t.decision(it.numero, it.titre),
        prise=t.prise(when.date().isoformat(), when.hour, when.minute, it.donnees),
        note=tuple(it.note.split("\n")) if it.note else (),
        avis=(found.phrase, *simulated),
        image=png_de(maps, dessins),
        largeur_cm=UNE_CM if len(maps) == 1 else DEUX_CM,
        alt=" ".join(alternative(content, legende_de(of, view)) for of, view, content in maps),
        legende=" ".join([*(f"{content.titre}." for *_, content in maps), t.carte_refaite(jour), *captions]),
        tableaux=tuple(_tableaux(atlases, found)),
        sources=tuple(_sources(content for *_, content in maps)),
        liens=tuple(_links(atlases, it.vue, adresse)),
    )


def _places(vue: Vue) -> tuple:
    """Ce qu'une vue montre, où que sa carte ait été placée."""
    return tuple((one.region, one.view) for one in vue.cotes)


def _named(atlases: Mapping[str, Atlas], vue: Vue) -> str:
    shown = " / ".join(nom_de_carte(atlases[one.region], one.view) for one in vue.cotes)
    return vue.titre if vue.titre == shown else f"{vue.titre} ({shown})"


def _links(atlases: Mapping[str, Atlas], vue: Vue, adresse: str) -> Iterator[Lien]:
    for one in vue.cotes if adresse else ():
        atlas = atlases[one.region]
        yield Lien(nom_de_carte(atlas, one.view), f"{adresse}{adresse_de_vue(atlas, one.view)}")


def _sources(contents: Iterable[Contenu]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """(titre, (nom, valeur)…) de chaque carte ; deux cartes qui disent la même chose la disent une fois."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for content in contents:
        groups.setdefault(tuple(_told(content)), []).append(content.titre)
    for pairs, titles in groups.items():
        yield " / ".join(titles), pairs


def _told(content: Contenu) -> Iterator[tuple[str, str]]:
    """Sources, dates, filtres et fiabilité d'une carte, telles que les exports les disent."""
    told = dict(content.propos)
    for name in (*DITS[:6], *(name for name in told if name.startswith("Filtre : ")), *DITS[6:]):
        if name in told:
            yield name, told[name]
    yield "Fiabilité", t.fiabilite(told["Fiabilité"])


# ---------------------------------------------------------------- les tableaux de comptes


def _tableaux(atlases: Mapping[str, Atlas], it: Suite) -> Iterator[TableauDeReleve]:
    """Les comptes : une colonne par carte si elles ont la même couche, un tableau par carte sinon ; deux dates si un chiffre a changé."""
    sides = list(zip(it.decision.vue.cotes, it.decision.comptes, it.comptes, strict=True))
    one_couche = len({cote.view.theme for cote, *_ in sides}) == 1
    for group in [sides] if one_couche else [[side] for side in sides]:
        yield _tableau(atlases, it, group)


def _tableau(atlases: Mapping[str, Atlas], it: Suite, sides: list[tuple[Cote, CompteDeCarte, CompteDeCarte]]) -> TableauDeReleve:
    day = w.date(moment(it.decision.le).date().isoformat())
    columns: list[tuple[str, dict[str, int]]] = []
    for cote, then, now in sides:
        name = nom_de_carte(atlases[cote.region], cote.view).rpartition(" · ")[2] if len(sides) > 1 else ""
        moments = [(day, then), (t.AUJOURDHUI, now)] if it.change else [("", now)]
        columns += [(t.colonne(name, when), _rows(atlases[cote.region], cote, count)) for when, count in moments]
    cote = sides[0][0]
    couche = atlases[cote.region].catalogue.couche(cote.view.theme)
    codes = [code for code in (*couche.rank, *t.MARQUES) if code != "h" and any(rows.get(code) for _, rows in columns)]
    names = {code: nom_de_classe(atlases[cote.region], cote.view, code) for code in codes}
    totals = {"affichees": t.TABLE_AFFICHEES, "h": t.TABLE_HORS, "total": t.TABLE_TOTAL}
    lines = [(name, *(w.entier(rows.get(code, 0)) for _, rows in columns)) for code, name in (names | totals).items()]
    title = " / ".join(nom_de_carte(atlases[one.region], one.view) for one, *_ in sides)
    return TableauDeReleve(title, (t.CLASSE, *(name for name, _ in columns)), tuple(lines))


def _rows(atlas: Atlas, cote: Cote, count: CompteDeCarte) -> dict[str, int]:
    """{code ou marque: communes affichées}, et « affichees », « h » (laissées de côté), « total » : les premières font « affichees »."""
    couche, view = atlas.catalogue.couche(cote.view.theme), cote.view
    told = dict(count.classes)
    later = {code for code in couche.rank if couche.kind == "date" and int(code) > view.annee and code not in view.masquer}
    shown = {code: n for code, n in told.items() if code not in {*later, *view.masquer, "z", "h"}}
    to_come = told.get("z", sum(told.get(code, 0) for code in later))
    return {**shown, "z": to_come, "affichees": count.affichees, "h": count.total - count.affichees, "total": count.total}
