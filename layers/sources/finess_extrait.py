"""Lit l'extrait FINESS : une ligne par site et par activité ou équipement -> une ligne par site."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker, Defect
from layers.socle.suivi import Tell, muet
from layers.sources.ecarts import Ecart, FluxDeSites, trie
from layers.sources.positions import coordinates
from layers.sources.tableaux import read_table

COLUMNS = {
    "numero finess etablissement": "numero_finess",
    "raison_sociale": "nom",
    "rslongue": "nom_long",
    "categetab": "categorie",
    "code_insee": "code_commune",
    "longitude": "longitude",
    "latitude": "latitude",
    "activite": "activites",
}


def read_finess_extrait(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit la table `path` et rend une ligne par site, dans l'ordre du fichier.

    Colonnes de `sites` : numero_finess, nom, nom_long (ou ''), categorie (code FINESS), code_commune, longitude et latitude (degrés,
    EPSG:4326, NaN si absentes), lignes (combien de lignes du fichier), activites (les codes de
    ses activités de soins, séparés d'un blanc), index = numéro de ligne. Une ligne mal formée, ou qui contredit
    la première de son site, est mise de côté (`ecarts`). DataError : les défauts du fichier, aucun site.
    """
    checker = Checker(path.name)
    names = {domain: name for name, domain in COLUMNS.items()}
    found = read_table(path, checker, COLUMNS, tell)
    table = found.table
    per_site = table["numero_finess"].map(table["numero_finess"].value_counts())
    activites = codes_par_site(table.pop("activites"), table["numero_finess"])
    disagree = _disagreeing(table, path.name, names)
    first = table.drop_duplicates("numero_finess")
    sites, bad = trie(first, path.name, names)
    if not len(sites):
        checker.defects += [one.defaut for one in bad]
    checker.raise_if_any()
    unreadable = 0
    for column in ("longitude", "latitude"):
        sites[column], count = coordinates(sites[column])
        unreadable += count
    said = [f"Une ligne par activité ou équipement : {len(sites)} sites."]
    said += [f"Coordonnées illisibles, laissées : {unreadable}."] if unreadable else []
    return FluxDeSites(
        sites.assign(lignes=per_site, activites=sites["numero_finess"].map(activites)),
        len(table),
        found.date,
        (*found.remarques, *said),
        (*bad, *disagree),
    )


def codes_par_site(codes: pd.Series, numeros: pd.Series) -> pd.Series:
    """{numéro: ses codes, triés, une fois chacun, séparés d'un blanc ; « » s'il n'en a aucun}."""
    return codes.groupby(numeros).agg(lambda own: " ".join(sorted(set(own) - {""})))


def _disagreeing(table: pd.DataFrame, file: str, names: dict[str, str]) -> list[Ecart]:
    """Les lignes d'un même site qui ne disent pas de lui ce que dit la première."""
    first = table.drop_duplicates("numero_finess").set_index("numero_finess")
    found: dict[int, Ecart] = {}
    for column in [name for name in table.columns if name != "numero_finess"]:
        said_first = table["numero_finess"].map(first[column])
        for number in table.index[table[column] != said_first]:
            one = table.loc[number]
            expected = f"{said_first[number]}, comme à la première ligne du site {one['numero_finess']}"
            defect = Defect(file, int(number), names[column], expected, one[column])
            found.setdefault(int(number), Ecart(defect, one["numero_finess"], one["categorie"], one["code_commune"]))
    return list(found.values())
