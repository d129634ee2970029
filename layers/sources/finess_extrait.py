"""Lit l'extrait FINESS : une ligne par site et par activité ou équipement -> une ligne par site."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.delimited import MOST_DEFECTS, read_table
from layers.sources.finess_checks import check_sites, coordinates

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


def read_finess_extrait(path: Path, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, « , ») et rend une ligne par site, dans l'ordre du fichier.

    Colonnes : numero_finess, nom, nom_long (ou ''), categorie (code FINESS), code_commune, longitude et
    latitude (degrés, EPSG:4326, NaN si absentes), lignes (combien de lignes du fichier), activites (les codes
    de ses activités de soins, séparés d'un blanc), index = numéro de ligne.
    DataError : tous les défauts, dont deux lignes d'un même site qui se contredisent.
    """
    checker = Checker(path.name)
    names = {domain: name for name, domain in COLUMNS.items()}
    table = read_table(path, checker, COLUMNS, separator=",", tell=tell)
    check_sites(checker, table, names)
    for column in ("longitude", "latitude"):
        table[column] = coordinates(checker, table, column, names[column])
    per_site = table["numero_finess"].map(table["numero_finess"].value_counts())
    activites = codes_par_site(table.pop("activites"), table["numero_finess"])
    _check_agreement(checker, table, names)
    checker.raise_if_any()
    return table.assign(lignes=per_site, activites=table["numero_finess"].map(activites)).drop_duplicates("numero_finess")


def codes_par_site(codes: pd.Series, numeros: pd.Series) -> pd.Series:
    """{numéro: ses codes, triés, une fois chacun, séparés d'un blanc ; « » s'il n'en a aucun}."""
    return codes.groupby(numeros).agg(lambda own: " ".join(sorted(set(own) - {""})))


def _check_agreement(checker: Checker, table: pd.DataFrame, names: dict[str, str]) -> None:
    """Les lignes d'un même site disent la même chose de lui."""
    first = table.drop_duplicates("numero_finess").set_index("numero_finess")
    for column in [name for name in table.columns if name != "numero_finess"]:
        said_first = table["numero_finess"].map(first[column])
        differs = (table[column] != said_first) & ~(table[column].isna() & said_first.isna())
        for number in table.index[differs][:MOST_DEFECTS]:
            expected = f"{said_first[number]}, comme à la première ligne du site {table.at[number, 'numero_finess']}"
            checker.expect(False, row=int(number), column=names[column], expected=expected, found=table.at[number, column])
