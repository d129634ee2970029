"""Compare un jeu prêt à celui qui est en service : une chute brutale est plus souvent un fichier abîmé qu'un fait.

Les seuils des structures (10 % perdues, 20 % déplacées de plus de 500 m) sont ceux du cahier des charges de la
préparation ; les autres, à défaut de seuil écrit, reprennent ces 10 %. docs/donnees.md les cite, un essai le vérifie.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from layers.jeu.jeu import COORDINATES, DataSet
from layers.jeu.tracabilite import DIT_PAR_LE_FICHIER
from layers.preparation.finess import EXACT, distance_m
from layers.socle.defauts import DataError, Defect

MOST_LOST = 0.10  # part des structures (ou des communes d'une couche) en service qui disparaît
MOST_MOVED = 0.20  # part des structures communes aux deux jeux qui changent de place
MOVED_M = 500  # mètres au-delà desquels une structure a changé de place
MOST_UNMATCHED = 0.10  # part des lignes d'un fichier dont le code ne va à aucune commune
FEW = 20  # une catégorie plus petite peut fermer, moins de codes orphelins se lisent un à un : rien n'est refusé pour si peu
STOPPED_DAYS = 62  # FINESS paraissait tous les deux mois, et paraît chaque jour : au-delà, une parution a manqué
SITES = "structures"
FLUX = "finess"
PARTIES = ":parties"
EMPTY = ("", "N/D")  # une couche que son éditeur masque tout à coup se vide autant que si elle disparaissait
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")


class Rupture(DataError):
    """Des fichiers bien formés, mais trop loin du jeu en service : refusés, sauf raison donnée (--force)."""


class Candidat(NamedTuple):
    """Un jeu prêt, pas encore en service : ses tables et son manifeste (voir layers/jeu/jeu.py)."""

    communes: pd.DataFrame
    sites: pd.DataFrame
    manifest: dict


def ruptures(
    ready: Candidat, served: DataSet | None, known: Iterable[str], today: date | None = None, ignored: Mapping[str, str] | None = None
) -> list[Defect]:
    """Tout ce qui sépare trop `ready` du jeu en service `served` (None : il n'y en a pas) ; liste vide si rien.

    `known` : les couches du registre ; une couche qu'il ne connaît plus peut disparaître. `today` : une date qui le suit est refusée.
    `ignored` : {fichier laissé: pourquoi} ; une source en service dont le fichier ne se lit plus est refusée.
    """
    found = _unmatched(ready.manifest) + (_to_come(ready.manifest, today) if today else [])
    if served is None:
        return found
    region, before = ready.manifest.get("region"), served.manifest.get("region")
    if before and region != before:
        expected = f"la région du jeu en service, {before}"
        return [*found, Defect(SITES, None, "region", expected, str(region))]
    lost = _lost_layers(ready, served, set(known))
    gone = {defect.column for defect in lost}
    found += lost + _unreadable(ready.manifest, served.manifest, ignored or {})
    found += _backwards(ready.manifest, served.manifest) + _emptied(ready, served, gone)
    if SITES in gone:
        return found
    changes = (_sites_lost, _sites_moved, _sites_unplaced)
    return found + [defect for change in changes for defect in change(ready.sites, served.sites)]


def avis(manifest: dict, today: date, served: dict | None = None) -> dict[str, list[str]]:
    """{id de source: ce qu'il faut dire de la date qu'elle annonce} : un flux arrêté, une date à venir, une date qui ne suit
    pas le contenu. Rien n'est refusé. `served` : le manifeste du jeu en service, s'il y en a un."""
    before = {source["id"]: source for source in (served or {}).get("sources", ())}
    notes: dict[str, list[str]] = {}
    for source in manifest["sources"]:
        announced = _day(source["millesime"])
        if announced is None:
            continue
        said, age, known = [], (today - announced).days, before.get(source["id"])
        if age < 0:
            said.append(f"Le fichier annonce le {announced.isoformat()}, après le jour de lecture ({today.isoformat()}).")
        elif source["id"].startswith(FLUX) and age > STOPPED_DAYS:
            said.append(f"Flux arrêté : sa date n'avance plus depuis le {announced.isoformat()} ({age} jours à la lecture).")
        changed = known is not None and known["sha256"] != source["sha256"] and known["millesime"] == source["millesime"]
        if changed and source.get("millesime_dit_par") == DIT_PAR_LE_FICHIER:
            said.append(f"Le contenu du fichier a changé depuis le jeu en service, et sa date reste le {announced.isoformat()}.")
        if said:
            notes[source["id"]] = said
    return notes


def _unmatched(manifest: dict) -> list[Defect]:
    """Un fichier dont trop de codes ne vont à aucune commune n'est pas du pays, ou pas de ce siècle."""
    found = []
    for source in manifest["sources"]:
        read, alone = source["lignes_lues"], source.get("lignes_sans_correspondance", len(source["sans_correspondance"]))
        if alone >= FEW and alone > MOST_UNMATCHED * read:
            expected = f"au plus {_percent(MOST_UNMATCHED)} de codes sans commune"
            found.append(Defect(source["fichier"], None, "", expected, f"{alone} sur {read} ({_percent(alone / read)})"))
    return found


def _lost_layers(ready: Candidat, served: DataSet, known: set[str]) -> list[Defect]:
    """Une couche en service qui n'est plus dans les sources."""
    before, after = _held(served.manifest, served.sites), _held(ready.manifest, ready.sites)
    lost = [one for one in sorted(before - after) if one in known or one == SITES]
    return [Defect("sources", None, one, "le fichier de cette couche, en service aujourd'hui", "aucun fichier reconnu") for one in lost]


def _held(manifest: dict, sites: pd.DataFrame) -> set[str]:
    """Ce qu'un jeu contient : ses couches communales, et les structures d'un bloc (une catégorie peut s'éteindre)."""
    couches = {one for source in manifest["sources"] if not source["id"].startswith(FLUX) for one in source["couches"]}
    return couches | ({SITES} if len(sites) else set())


def _emptied(ready: Candidat, served: DataSet, gone: set[str]) -> list[Defect]:
    """Une couche dont trop de communes ont perdu leur valeur."""
    before, after = served.communes.set_index("code_commune"), ready.communes.set_index("code_commune")
    found = []
    for couche in before.columns.intersection(after.columns).difference(sorted(gone)):
        if couche.endswith(PARTIES):  # une commune dont les parties s'accordent n'en a plus : elle a gagné une valeur
            continue
        valued = before.index[~before[couche].isin(EMPTY)].intersection(after.index)
        lost = int(after.loc[valued, couche].isin(EMPTY).sum())
        if lost > MOST_LOST * len(valued):
            found.append(_share(couche, f"au plus {_percent(MOST_LOST)} de communes perdues", lost, len(valued)))
    return found


def _backwards(new: dict, served: dict) -> list[Defect]:
    """Une source plus ancienne que celle en service : le même fichier, ou un autre, d'une autre mise en page, qui montre la même chose."""
    before = _dates(served)
    found: dict[str, Defect] = {}
    for what, (date_now, source) in _dates(new).items():
        date_before = before.get(what, ("", {}))[0]
        length = min(len(date_before), len(date_now))
        if DATE.match(date_before) and DATE.match(date_now) and date_now[:length] < date_before[:length]:
            expected = f"une date qui ne recule pas ({date_before} en service)"
            found.setdefault(source["fichier"], Defect(source["fichier"], None, "date", expected, date_now))
    return list(found.values())


def _dates(manifest: dict) -> dict[str, tuple[str, dict]]:
    """{source, couche qu'elle porte, ou les structures: (sa date, elle)}."""
    found: dict[str, tuple[str, dict]] = {}
    for source in manifest["sources"]:
        bears = [SITES] if source["couches"] and source["id"].startswith(FLUX) else source["couches"]
        for what in (source["id"], *bears):
            found.setdefault(what, (source["millesime"], source))
    return found


def _to_come(manifest: dict, today: date) -> list[Defect]:
    """Une date que le fichier annonce et qui n'est pas encore venue."""
    found = []
    for source in manifest["sources"]:
        said = source["millesime"]
        if source.get("millesime_dit_par") == DIT_PAR_LE_FICHIER and DATE.match(said) and said > today.isoformat()[: len(said)]:
            expected = f"une date qui n'est pas à venir (cette machine est au {today.isoformat()})"
            found.append(Defect(source["fichier"], None, "date", expected, said))
    return found


def _unreadable(new: dict, served: dict, ignored: Mapping[str, str]) -> list[Defect]:
    """Une source lue la dernière fois dont le fichier est là, et ne se lit plus : une page de maintenance, un fichier coupé."""
    read = {source["id"] for source in new["sources"]}
    gone = [source for source in served["sources"] if source["id"] not in read and source["fichier"] in ignored]
    expected = "la source « {} », lue la dernière fois ; télécharger de nouveau ce fichier, ou remettre le précédent"
    return [Defect(one["fichier"], None, "", expected.format(one["titre"]), ignored[one["fichier"]]) for one in gone]


def _sites_lost(ready: pd.DataFrame, served: pd.DataFrame) -> list[Defect]:
    """Les structures en service qui ne sont plus là : en tout, puis par catégorie (toutes les MSP font moins de 10 %)."""
    lost = ~served["numero_finess"].isin(ready["numero_finess"])
    expected = f"au plus {_percent(MOST_LOST)} de structures perdues"
    groups = {SITES: lost, **{f"{SITES}, {name}": of for name, of in lost.groupby(served["categorie"]) if len(of) >= FEW}}
    counts = {name: (int(of.sum()), len(of)) for name, of in groups.items()}
    return [_share(name, expected, part, whole) for name, (part, whole) in counts.items() if part > MOST_LOST * whole]


def _sites_moved(ready: pd.DataFrame, served: pd.DataFrame) -> list[Defect]:
    """Les structures présentes dans les deux jeux dont la place a changé, ou n'est plus connue."""
    before, after = served.set_index("numero_finess"), ready.set_index("numero_finess")
    both = before.index.intersection(after.index)
    placed = before.loc[both, list(COORDINATES)].astype("float64").dropna()
    now = after.loc[placed.index, list(COORDINATES)].astype("float64")
    moved = int((now.isna().any(axis=1) | (distance_m(placed, now) > MOVED_M)).sum())
    expected = f"au plus {_percent(MOST_MOVED)} de structures à plus de {MOVED_M} m de leur place"
    return [_share(SITES, expected, moved, len(placed))] if moved > MOST_MOVED * len(placed) else []


def _sites_unplaced(ready: pd.DataFrame, served: pd.DataFrame) -> list[Defect]:
    """Les structures dont la position était exacte et ne l'est plus."""
    before, after = served.set_index("numero_finess"), ready.set_index("numero_finess")
    exact = before.index[before["position"] == EXACT].intersection(after.index)
    lost = int((after.loc[exact, "position"] != EXACT).sum())
    expected = f"au plus {_percent(MOST_LOST)} de structures dont la position exacte est perdue"
    return [_share(SITES, expected, lost, len(exact))] if lost > MOST_LOST * len(exact) else []


def _share(what: str, expected: str, part: int, whole: int) -> Defect:
    return Defect("jeu en service", None, what, expected, f"{part} sur {whole} ({_percent(part / whole)})")


def _percent(part: float) -> str:
    """0.1234 -> « 12,3 % » ; une part entière perd sa décimale."""
    return f"{100 * part:.1f} %".replace(".0 ", " ").replace(".", ",")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:  # « non précisé », ou un jour qui n'existe pas
        return None
