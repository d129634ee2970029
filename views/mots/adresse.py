"""L'adresse de la carte en mots : la vue de la carte (views/vue/vue.py), la région, et ce que la page liste ou cherche."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from layers.atlas import SPECIAL, Atlas
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Couche
from views.mots import phrases as m
from views.vue.etats import AVENIR, HORS, MARQUES
from views.vue.vue import KEYS, LONGEST_QUERY, MOST_FIELDS, View, default_view, from_query, to_query

# Ce que la page ajoute à la vue. Le formulaire coche les classes montrées (MONTRER), la vue dit les classes masquées.
REGION, CLASSE, PAGE, CHERCHER = "region", "classe", "page", "q"
FORMULAIRE, MONTRER = "formulaire", "montrer"
LONGEST_SEARCH, LAST_PAGE = 80, 999


@dataclass(frozen=True)
class DemandeDeMots:
    """Ce qu'une adresse demande. `ignorees` : les clés qui ne veulent rien dire ici. `classe` : celle dont on liste les
    communes (code de classe, marque, AVENIR, HORS ou « toutes »), « » aucune. `q` : la commune cherchée, « » aucune.
    `france` : l'Atlas d'ouverture, dont l'index de recherche sert à toutes les cartes."""

    atlas: Atlas
    france: Atlas
    view: View
    ignorees: tuple[str, ...] = ()
    classe: str = ""
    page: int = 1
    q: str = ""


def lire(cartes: Mapping[str, Atlas], query: str) -> DemandeDeMots | None:
    """La demande d'une adresse (sans son « ? ») ; None si la région n'a pas de carte ici. Ne lève jamais d'exception."""
    opening, france = next(iter(cartes.items()))
    if len(query) > LONGEST_QUERY or query.count("&") >= MOST_FIELDS:
        return DemandeDeMots(france, france, from_query(france, "")[0], ("adresse",))
    asked = dict(parse_qsl(query, keep_blank_values=True))
    atlas = cartes.get(asked.pop(REGION, opening))
    if atlas is None:
        return None
    classe, page, q = (asked.pop(key, "") for key in (CLASSE, PAGE, CHERCHER))
    view, ignored = from_query(atlas, urlencode(asked))
    refused = list(ignored)
    if classe and classe not in listables(atlas.catalogue.couche(view.theme)):
        classe = ""
        refused.append("adresse")
    if page and not (page.isascii() and page.isdigit() and 1 <= int(page) <= LAST_PAGE and classe):
        page = ""
        refused.append("adresse")
    q = " ".join(q.split())
    if len(q) > LONGEST_SEARCH:
        q = ""
        refused.append("adresse")
    return DemandeDeMots(atlas, france, view, tuple(dict.fromkeys(refused)), classe, int(page or 1), q)


def listables(couche: Couche) -> tuple[str, ...]:
    """Ce dont on peut lister les communes, dans l'ordre de la légende."""
    return (m.TOUTES, *couche.rank, *MARQUES, *((AVENIR,) if couche.kind == "date" else ()), HORS)


def adresse(atlas: Atlas, view: View, chemin: str = m.CHEMIN, **plus: str | int) -> str:
    """L'adresse de cette vue en mots ; `plus` : classe, page… Seul ce qui diffère de l'ouverture y est."""
    region = {REGION: atlas.region} if atlas.cartes and atlas.region != atlas.cartes[0] else {}
    parts = [urlencode(region), to_query(atlas, view).lstrip("?"), urlencode({key: value for key, value in plus.items() if value})]
    query = "&".join(part for part in parts if part)
    return chemin + (f"?{query}" if query else "")


def vers(atlas: Atlas, view: View, territoire: str) -> str:
    """L'adresse du même regard, sur un autre territoire."""
    return adresse(atlas, replace(view, territoire=territoire))


def adresse_en_mots(atlas: Atlas, region: str, code: str) -> str:
    """L'adresse en mots de la commune `code` de `region`, dans la vue d'ouverture ; « » si ce service n'a pas sa carte."""
    if not adresse_de_carte(atlas, region):
        return ""
    there = replace(atlas, region=region)
    return vers(there, default_view(there), f"com-{code}")


def du_formulaire(cartes: Mapping[str, Atlas], query: str) -> str | None:
    """L'adresse de la vue qu'un formulaire envoie, ou None si `query` n'en vient pas.

    Une case se répète (structures=msp&structures=cds) et les cases des classes disent ce qu'on montre : l'adresse d'une
    vue, elle, n'a qu'une valeur par clé et dit ce qu'on masque. Les classes cochées ne valent que pour le thème où elles l'ont été.
    """
    if len(query) > LONGEST_QUERY or query.count("&") >= MOST_FIELDS:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        given.setdefault(key, []).append(value)
    ticked_for = given.pop(FORMULAIRE, [""])[-1]
    atlas = cartes.get(given.get(REGION, [next(iter(cartes))])[-1])
    if atlas is None or ticked_for not in {couche.id for couche in atlas.catalogue.couches}:
        return None
    told = {key: ",".join(given.get(key, [])) for key in ("structures", "departements")}
    told |= {key: given[key][-1] for key in KEYS if key in given and key not in told}
    theme = told.get("theme", ticked_for)
    shown = given.get(MONTRER, [])
    told["masquer"] = ",".join(code for code in presentes(atlas, ticked_for) if code not in shown) if theme == ticked_for else ""
    view, _ = from_query(atlas, urlencode(told))
    return adresse(atlas, view)


@lru_cache(maxsize=64)
def presentes(atlas: Atlas, theme: str) -> tuple[str, ...]:
    """Les classes que la région a, dans l'ordre du registre : celles de sa légende."""
    codes = set(atlas.communes.loc[atlas.communes["region"] == atlas.region, theme])
    return tuple(code for code in atlas.catalogue.couche(theme).rank if code in codes)


def special(code: str) -> str:
    """La marque d'une colonne (« - », « x », « y ») -> le code de l'Atlas (« », « N/D », « PART ») ; un autre code, tel quel."""
    return dict(zip(MARQUES, SPECIAL)).get(code, code)
