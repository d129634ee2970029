"""La vue : ce que l'on regarde. Vue <-> adresse, dans les deux sens ; rien d'autre n'est un état."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from layers.atlas import Atlas
from layers.recherche.designation import territoire_designe
from layers.socle.requete import sans_etrangers
from layers.territoire.territoires import path_to

LONGEST_QUERY, MOST_FIELDS = 2000, 50
ANNEES = (2018, 2019, 2020, 2021)
CHOIX = ("", "oui", "non")
UNE_SEULE = ("theme", "montagne", "frr", "qpv")
AUTOUR = ("embed",)  # ce qui dit comment montrer la vue, sans en être
KEYS = ("territoire", "theme", "masquer", "structures", "departements", "montagne", "frr", "qpv", "epci", "croiser", "apl", "annee")
# Les filtres : ce qu'« effacer » remet à sa valeur d'ouverture.
FILTRES = ("masquer", "departements", "montagne", "frr", "qpv", "epci", "croiser", "apl")
APL = "apl"


@dataclass(frozen=True)
class View:
    """Ce que l'on regarde : un territoire, un thème (id de couche), les classes masquées du thème, les structures
    montrées, les filtres (départements ; montagne, FRR et QPV : « » tout, « oui », « non » ; un EPCI ; `croiser`, des classes
    d'une deuxième profession, « couche:TSD,SD » ; `apl`, une plage entre deux seuils de ses classes, « 1.5-3.5 », « -2.5 »)
    et l'année de PÂSTEL."""

    territoire: str
    theme: str = "zonage-medecins"
    masquer: tuple[str, ...] = ()
    structures: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    montagne: str = ""
    frr: str = ""
    qpv: str = ""
    epci: str = ""
    croiser: str = ""
    apl: str = ""
    annee: int = ANNEES[-1]


def default_view(atlas: Atlas) -> View:
    """La vue d'ouverture : toute la région, le zonage des médecins, les structures que le catalogue montre d'office."""
    shown = tuple(structure.id for structure in atlas.catalogue.structures if structure.shown)
    return View(territoire=f"reg-{atlas.region}", theme=atlas.catalogue.couches[0].id, structures=shown)


def to_query(atlas: Atlas, view: View) -> str:
    """La partie « ?… » de l'adresse : seulement ce qui diffère de la vue d'ouverture ; « » pour celle-ci."""
    default, pairs = default_view(atlas), []
    for key in KEYS:
        value = getattr(view, key)
        if value != getattr(default, key):
            pairs.append((key, ",".join(value) if isinstance(value, tuple) else str(value)))
    return "?" + urlencode(pairs, safe=",") if pairs else ""


def from_query(atlas: Atlas, query: str) -> tuple[View, tuple[str, ...]]:
    """La vue d'une adresse et les clés qu'il a fallu ignorer (valeur inconnue, clé inconnue, adresse trop longue).

    Ne lève jamais d'exception : une adresse peut être hostile. Une valeur inconnue rend celle d'ouverture.
    """
    default = default_view(atlas)
    fields, query = query.count("&"), sans_etrangers(query.lstrip("?"))
    if len(query) > LONGEST_QUERY or fields >= MOST_FIELDS:
        return default, ("adresse",)
    # Une clé ne sert qu'une fois : la dernière l'emporte, comme dans un formulaire.
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    ignored = ["adresse" for key in pairs if key not in KEYS and key not in AUTOUR]
    values = {}
    for key in KEYS:
        if key not in pairs:
            continue
        parsed = _parse(atlas, key, pairs[key], values.get("theme", default.theme))
        if parsed is None:
            ignored.append(key)
        else:
            values[key] = parsed
    return View(**{**{key: getattr(default, key) for key in KEYS}, **values}), tuple(dict.fromkeys(ignored))


def from_store(atlas: Atlas, data: object) -> View:
    """La vue que le navigateur a gardée ({clé: valeur ou liste}), relue comme une adresse : ce qui n'en est pas est ignoré."""
    given = data if isinstance(data, dict) else {}
    pairs = [(key, given[key]) for key in KEYS if key in given]
    texts = [(key, ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)) for key, value in pairs]
    return from_query(atlas, urlencode(texts, errors="replace"))[0]


def _parse(atlas: Atlas, key: str, text: str, theme: str):
    """La valeur de `key`, ou None si `text` n'en est pas une. La casse et les blancs autour ne comptent pas."""
    if key == "territoire":
        wanted = territoire_designe(atlas, text)
        path = path_to(atlas, wanted)
        return wanted if path and path[0].id == f"reg-{atlas.region}" else None
    if key == "annee":
        return next((year for year in ANNEES if str(year) == text), None)
    if key in EN_UN_MOT:
        return text if not text or EN_UN_MOT[key](atlas, text) else None
    words = [word.strip().casefold() for word in text.split(",") if word.strip()]
    allowed = {value.casefold(): value for value in _permises(atlas, key, theme)}
    if not set(words) <= set(allowed):
        return None
    if key in UNE_SEULE:
        return allowed[words[0]] if len(words) == 1 else "" if not words and key != "theme" else None
    return tuple(value for folded, value in allowed.items() if folded in words)


def _permises(atlas: Atlas, key: str, theme: str) -> tuple[str, ...]:
    """Les valeurs que peut prendre `key`, dans l'ordre du registre."""
    if key in ("montagne", "frr", "qpv"):
        return CHOIX[1:]
    if key == "theme":
        return tuple(couche.id for couche in atlas.catalogue.couches)
    if key == "masquer":
        return tuple(atlas.catalogue.couche(theme).rank)
    if key == "structures":
        return tuple(structure.id for structure in atlas.catalogue.structures)
    return tuple(atlas.departements.index[atlas.departements["region"] == atlas.region])


def _epci_here(atlas: Atlas, code: str) -> bool:
    return bool(((atlas.communes["epci"] == code) & (atlas.communes["region"] == atlas.region)).any())


def _crossed(atlas: Atlas, text: str) -> bool:
    """Vrai si `text` nomme des classes d'un zonage, chacune une fois, dans l'ordre du registre."""
    couche_id, _, classes = text.partition(":")
    couche = next((one for one in atlas.catalogue.couches if one.id == couche_id and one.group == "zonage"), None)
    codes = classes.split(",")
    return couche is not None and codes == [code for code in couche.rank if code in codes]


def _range(atlas: Atlas, text: str) -> bool:
    """Vrai si `text` est « » ou une plage « bas-haut » entre des seuils des classes d'APL, dont un au moins."""
    bounds = {str(classe.min) for classe in atlas.catalogue.couche(APL).classes if classe.min is not None}
    low, dash, high = text.partition("-")
    within = {low, high} <= bounds | {""} and (low or high) and (not low or not high or float(low) < float(high))
    return not text or bool(dash and within)


EN_UN_MOT = {"epci": _epci_here, "croiser": _crossed, APL: _range}
