"""Lit le flux FINESS+ « activités » (ANS) : de chaque site, les codes de ses activités de soins autorisées, au fil de l'eau."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.ecarts import FluxDeSites
from layers.sources.flux_plus import OUVERT, code_de, jour_annonce, sites_du_flux

# Des natures d'activité, la seule dont les codes sont ceux que le registre connaît ; les autres ont leurs propres nomenclatures.
NATURE, BLOC, CODE = "AASA", "typeActiviteAASA", "activiteSanitaireRegulee"
LISTES = ("activitesExercees", "activitesAutorisees")
NUMEROS = ("numFinessEge", "numFiness")


def read_finess_activites(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit `path` (JSON, gzip ou non) : une ligne par site qui a au moins un code ; `activites` : les siens, triés, séparés d'un blanc.

    Un site absent du flux, ou dont aucune activité n'a de code, n'est pas un site sans activité : on ne sait pas. DataError : gzip
    tronqué, JSON coupé, autre schéma, date impossible.
    """
    checker = Checker(path.name)
    bornes.check_size(path, checker)
    date = jour_annonce(path, checker)
    counts: Counter[str] = Counter()
    found: dict[str, set[str]] = {}
    for site in sites_du_flux(path, checker, tell):
        counts["lus"] += 1
        own = _codes(site, counts) if isinstance(site, dict) else set()
        numero = next((str(site[name]).strip() for name in NUMEROS if site.get(name)), "") if own else ""
        if numero:
            found.setdefault(numero, set()).update(own)
    checker.raise_if_any()
    rows = [(numero, " ".join(sorted(codes))) for numero, codes in found.items()]
    table = pd.DataFrame(rows, columns=["numero_finess", "activites"], dtype="str")
    return FluxDeSites(table, counts["lus"], date, _remarks(counts, len(table)))


def _codes(site: dict, counts: Counter[str]) -> set[str]:
    """Les codes des activités ouvertes d'un site."""
    found = set()
    for one in (one for name in LISTES for one in site.get(name) or [] if isinstance(one, dict)):
        nature = one.get("nature") or {}
        state = code_de((one.get("caracteristiquesGeneriques") or {}).get("etatObjet"))
        block = (nature.get("caracteristiquesSpecifiques") or {}).get(BLOC) or {}
        code = code_de(block.get(CODE))
        if state != OUVERT:
            counts["fermees"] += 1
        elif code_de(nature.get("codeNature")) != NATURE:
            counts["autres"] += 1
        elif not code:
            counts["sans code"] += 1
        else:
            found.add(code)
    return found


def _remarks(counts: Counter[str], sites: int) -> tuple[str, ...]:
    """Ce qui est lu et ce qui est laissé, en phrases."""
    said = [
        ("fermees", "Activités closes, laissées"),
        ("autres", f"Activités d'une autre nature que « {NATURE} », dont les codes ne sont pas ceux du registre, laissées"),
        ("sans code", "Activités sans code, laissées"),
    ]
    none = () if sites else ("Aucun code d'activité dans ce flux : ce qu'on fait dans un site vient des autres fichiers, ou de son nom.",)
    return (*none, *(f"{words} : {counts[key]}." for key, words in said if counts[key]))
