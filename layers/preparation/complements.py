"""Complète un site de ce que d'autres fichiers savent de lui : son adresse, son ouverture, ses places, chacun à sa date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from layers.socle.noms import plain_commune
from layers.socle.noms_usuels import nom_usuel

ADRESSE = ("adresse", "code_postal", "ville")
CHAMPS = (*ADRESSE, "telephone", "ouverture", "capacite")
VOIES = {
    "R": "rue", "AV": "avenue", "RTE": "route", "CHE": "chemin", "CHEM": "chemin", "PL": "place", "BD": "boulevard", "ALL": "allée",
    "IMP": "impasse", "QU": "quai", "QUA": "quartier", "CRS": "cours", "LD": "lieu-dit", "ESP": "esplanade", "LOT": "lotissement",
    "GR": "grande rue", "PAS": "passage", "TRA": "traverse", "DOM": "domaine", "RPT": "rond-point", "SQ": "square", "FG": "faubourg",
    "PROM": "promenade", "HAM": "hameau", "RES": "résidence", "MTE": "montée", "CCAL": "centre commercial", "VTE": "vieille route",
    "GAL": "galerie", "COTE": "côte", "CITE": "cité",
}  # fmt: skip
REPETES = {"B": "bis", "T": "ter", "Q": "quater", "C": "C"}


def complete(sites: pd.DataFrame, flux: Sequence, kept: Mapping[str, pd.DataFrame], communes: pd.DataFrame) -> list[str]:
    """Remplit les CHAMPS de `sites` : du flux de base (le premier de `flux`), sinon du plus récent des autres qui les donne.

    `renseigne` : le millésime du plus ancien des fichiers qui ont servi, « » si la base suffit. `kept` : {flux: ses sites de la
    région}. Rend combien de sites chaque fichier a complétés, en phrases. L'adresse se prend entière, d'un seul fichier.
    """
    names = dict(zip(communes["code_commune"], communes["nom"])) if "nom" in communes else {}
    sites[[*CHAMPS, "renseigne"]] = ""
    said = []
    for rank, one in enumerate([flux[0], *sorted(flux[1:], key=lambda other: other.date, reverse=True)]):
        own = _champs(kept[one.id], names).set_index("numero_finess").reindex(sites["numero_finess"]).fillna("")
        own.index = sites.index
        if not rank:
            sites[list(CHAMPS)] = own[list(CHAMPS)]
            continue
        helped = pd.Series(False, index=sites.index)
        for fields in (ADRESSE, ("telephone",), ("ouverture",), ("capacite",)):
            # Un code postal seul n'est pas une adresse : qui dit la rue ou la ville le remplace.
            told = [name for name in fields if name != "code_postal"]
            lacks = ((sites[told] == "") & (own[told] != "")).any(axis=1)
            sites.loc[lacks, list(fields)] = own.loc[lacks, list(fields)]
            helped |= lacks
        if helped.any():
            sites.loc[helped, "renseigne"] = one.date
            said.append(
                f"Adresse, ouverture ou places prises dans « {one.id} » ({one.date or 'date non annoncée'}) : {int(helped.sum())} sites."
            )
    return said


def _champs(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Les CHAMPS des sites d'un flux, « » pour ceux qu'il ne donne pas."""
    found = table.drop_duplicates("numero_finess")
    if "voie" in found:
        places = [adresse(row, names.get(row["code_commune"], "")) for row in found.to_dict("records")]
        found = found.assign(**{name: [place[rank] for place in places] for rank, name in enumerate(ADRESSE)})
    return found.assign(**{name: "" for name in CHAMPS if name not in found})[["numero_finess", *CHAMPS]]


def adresse(row: Mapping[str, str], commune: str) -> tuple[str, str, str]:
    """(la rue, le code postal, la ville) d'une ligne de l'éditeur, comme on les écrit ; « » pour ce qu'elle ne dit pas."""
    kind = VOIES.get(row["type_voie"], row["type_voie"].capitalize())
    number = " ".join(filter(None, (row["numero_voie"], REPETES.get(row["complement_voie"], row["complement_voie"]))))
    street = " ".join(filter(None, (number, kind, _suite(row["voie"])))) if row["voie"] else ""
    place = row["lieu_dit"].strip(" .")
    postcode, _, town = row["acheminement"].partition(" ")
    known = postcode.isdigit() and len(postcode) == 5
    where = _suite(town if known else row["acheminement"], {plain_commune(commune): commune} if commune else {})
    return ", ".join(filter(None, (street, _suite(place)))), postcode if known else "", where.replace("Cedex", "CEDEX")


def _suite(texte: str, lieux: Mapping[str, str] | None = None) -> str:
    """Un morceau d'adresse comme on l'écrit, au milieu d'une ligne."""
    return nom_usuel(f"X {texte}", lieux or {}).removeprefix("X ") if texte else ""
