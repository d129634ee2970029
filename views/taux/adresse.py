"""L'adresse du tableau des taux : ce qu'elle demande, et celle d'une demande. Rien d'autre ne garde l'état de la page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from layers.atlas import Atlas
from layers.taux.declares import NEUTRE, Taux, d_abord, proposes
from views.taux import phrases_classement as t

RACINE = "/territoires"
NIVEAUX, OUVERTURE = ("reg", "dep", "epci", "com"), "dep"
NOM, HABITANTS = "nom", "habitants"
HAUT, BAS = "decroissant", "croissant"
MOST_PAGES = 1000


@dataclass(frozen=True)
class DemandeDeTaux:
    """`tri` : NOM, HABITANTS ou l'identifiant d'un taux ; `departement` : celui des communes montrées, « » pour tous.

    `ignorees` : les clés dont la valeur n'existe pas, et que la page dit avoir laissées.
    """

    atlas: Atlas
    niveau: str
    taux: tuple[Taux, ...]
    tri: str
    ordre: str
    departement: str = ""
    page: int = 1
    ignorees: tuple[str, ...] = ()


def lire(cartes: Mapping[str, Atlas], asked: Mapping[str, str], choisis: tuple[str, ...] = ()) -> DemandeDeTaux | None:
    """La demande des paramètres `asked` ; None si la région n'a pas de carte ici. `choisis` : les taux, autant de fois « taux » que
    de cases cochées. Ne lève jamais d'exception."""
    atlas = cartes.get(asked.get("region") or next(iter(cartes)))
    if atlas is None:
        return None
    ignored: list[str] = []

    def one_of(key: str, known, default: str) -> str:
        value = asked.get(key, "")
        if value and value not in known:
            ignored.append(key)
        return value if value in known else default

    niveau = one_of("niveau", NIVEAUX, OUVERTURE)
    columns = _colonnes(atlas, niveau, choisis, ignored)
    tri = one_of("tri", (NOM, HABITANTS, *(one.id for one in columns)), _tri(columns))
    ordre = one_of("ordre", (HAUT, BAS), premier_sens(columns, tri))
    inside = set(atlas.departements.index[atlas.departements["region"] == atlas.region])
    departement = one_of("departement", inside, "") if niveau == "com" else ""
    return DemandeDeTaux(atlas, niveau, columns, tri, ordre, departement, _page(asked.get("page", ""), ignored), tuple(ignored))


def _colonnes(atlas: Atlas, niveau: str, choisis: tuple[str, ...], ignored: list[str]) -> tuple[Taux, ...]:
    """Les taux demandés, dans l'ordre de la table ; ceux de l'ouverture si aucun ne l'est."""
    asked = {id_ for text in choisis for id_ in text.split(",") if id_}
    known = proposes(atlas, niveau)
    if asked - {one.id for one in known}:
        ignored.append("taux")
    return tuple(one for one in known if one.id in asked)[: t.AU_PLUS] or d_abord(atlas, niveau)


def _tri(columns: tuple[Taux, ...]) -> str:
    return next((one.id for one in columns if one.sens != NEUTRE), columns[0].id if columns else NOM)


def premier_sens(columns: tuple[Taux, ...], tri: str) -> str:
    """Le premier sens d'une colonne : le moins favorable d'abord ; un nom, du début de l'alphabet."""
    way = next((one.sens for one in columns if one.id == tri), -1)
    return BAS if tri == NOM or way > 0 else HAUT


def _page(text: str, ignored: list[str]) -> int:
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_PAGES:
        return int(text)
    if text:
        ignored.append("page")
    return 1


def parametres(demande: DemandeDeTaux) -> dict[str, str]:
    """Les paramètres qui rouvrent cette demande ; seul ce qui diffère de l'ouverture y est."""
    atlas = demande.atlas
    told = {
        "region": atlas.region if atlas.region != (atlas.cartes or (atlas.region,))[0] else "",
        "niveau": demande.niveau if demande.niveau != OUVERTURE else "",
        "departement": demande.departement,
        "taux": ",".join(one.id for one in demande.taux) if demande.taux != d_abord(atlas, demande.niveau) else "",
        "tri": demande.tri if demande.tri != _tri(demande.taux) else "",
        "ordre": demande.ordre if demande.ordre != premier_sens(demande.taux, demande.tri) else "",
        "page": str(demande.page) if demande.page > 1 else "",
    }
    return {key: value for key, value in told.items() if value}


def adresse(demande: DemandeDeTaux, chemin: str = RACINE) -> str:
    """L'adresse de cette demande, ou d'un fichier qui l'emporte."""
    query = urlencode(parametres(demande), safe=",")
    return chemin + (f"?{query}" if query else "")


def triee(demande: DemandeDeTaux, tri: str) -> str:
    """La même, triée par `tri` ; déjà triée par lui, dans l'autre sens."""
    other = BAS if demande.ordre == HAUT else HAUT
    ordre = other if tri == demande.tri else premier_sens(demande.taux, tri)
    return adresse(replace(demande, tri=tri, ordre=ordre, page=1))


def niveau(demande: DemandeDeTaux, autre: str) -> str:
    """La même région, à un autre niveau, avec ceux des taux choisis qui y ont un sens."""
    atlas = demande.atlas
    chosen = demande.taux != d_abord(atlas, demande.niveau)
    kept = tuple(one for one in proposes(atlas, autre) if one in demande.taux) if chosen else ()
    columns = kept or d_abord(atlas, autre)
    return adresse(DemandeDeTaux(atlas, autre, columns, _tri(columns), premier_sens(columns, _tri(columns))))


def de_region(demande: DemandeDeTaux, atlas: Atlas) -> str:
    """Le même tableau, d'une autre région."""
    return adresse(replace(demande, atlas=atlas, departement="", page=1))
