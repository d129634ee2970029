"""Read the official list of communes (COG 2026) of @etalab/decoupage-administratif."""

import json
import tarfile
from pathlib import Path

import pandas as pd

_FORMER = ("commune-deleguee", "commune-associee")
_DISTRICT = "arrondissement-municipal"
_KIND = {"commune-deleguee": "déléguée", "commune-associee": "associée", _DISTRICT: "arrondissement"}


def read_cog(tarball: Path) -> dict[str, list[dict]]:
    """Return the JSON lists `communes`, `epci`, `departements`, `regions` of the npm tarball."""
    with tarfile.open(tarball) as archive:
        return {
            name: json.load(archive.extractfile(f"package/data/{name}.json")) for name in ("communes", "epci", "departements", "regions")
        }


def current_communes(cog: dict[str, list[dict]]) -> pd.DataFrame:
    """Return one row per commune of the COG, indexed by code_commune, sorted by (region, code).

    Columns: nom, departement, region, epci (SIREN, '' when in none), population (int, '' when the
    COG gives none), codes_postaux and anciens_codes (lists of str).
    """
    epci_of = {m["code"]: e["code"] for e in cog["epci"] for m in e["membres"]}
    former = former_codes(cog["communes"])
    rows = [
        {
            "code_commune": c["code"],
            "nom": c["nom"],
            "departement": c["departement"],
            "region": c["region"],
            "epci": epci_of.get(c["code"], ""),
            "population": c.get("population", ""),
            "codes_postaux": c.get("codesPostaux", []),
            "anciens_codes": former.get(c["code"], []),
        }
        for c in cog["communes"]
        if c["type"] == "commune-actuelle"
    ]
    table = pd.DataFrame(rows).sort_values(["region", "code_commune"])
    return table.set_index("code_commune")


def former_codes(entries: list[dict]) -> dict[str, list[str]]:
    """Return, for each current commune, the sorted codes that lead to it today, its own excluded.

    Sources: `anciensCodes` of the commune, the delegated and associated communes of which it is
    the seat, and the municipal districts of Paris, Lyon and Marseille. A code that leads to two
    communes (a former commune shared out when it split again) goes to the one it is still a
    delegated or associated commune of; without such a link it is given to none. A code that is current again leads to itself only.
    """
    current = {e["code"] for e in entries if e["type"] == "commune-actuelle"}
    parents = _parents(entries)
    sure = _sure_parents(entries)
    result: dict[str, list[str]] = {}
    for code in sorted(parents):
        seats = {sure[code]} if code in sure else parents[code]
        if code not in current and len(seats) == 1:
            result.setdefault(next(iter(seats)), []).append(code)
    return result


def former_communes(entries: list[dict]) -> pd.DataFrame:
    """Return one row per delegated, associated commune or municipal district, sorted by (commune, code).

    Columns: code, commune (the current one it belongs to), nom, genre (déléguée, associée, arrondissement), codes_postaux
    (list of str, of districts only). The seat of a new commune has a row of its own when it is a delegated commune: same
    code, its name from before. The COG names no former commune that has no status today: those have a code (see
    former_codes) and no name.
    """
    rows = [
        (e["code"], e.get("chefLieu") or e["commune"], e["nom"], _KIND[e["type"]], e.get("codesPostaux", []))
        for e in entries
        if e["type"] in _KIND
    ]
    columns = ["code", "commune", "nom", "genre", "codes_postaux"]
    return pd.DataFrame(rows, columns=columns).sort_values(["commune", "code"]).reset_index(drop=True)


def _sure_parents(entries: list[dict]) -> dict[str, str]:
    links = {e["code"]: e["chefLieu"] for e in entries if e["type"] in _FORMER}
    return links | {e["code"]: e["commune"] for e in entries if e["type"] == _DISTRICT}


def _parents(entries: list[dict]) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = {c: {seat} for c, seat in _sure_parents(entries).items()}
    for entry in entries:
        if entry["type"] == "commune-actuelle":
            for code in entry.get("anciensCodes", []):
                parents.setdefault(code, set()).add(entry["code"])
    return parents
