"""Les tables de data/facts, une à une : leurs lignes deviennent des faits, sans rien additionner ni répartir.

Chaque fonction rend les faits d'une table, dans son ordre. Une case vide d'un effectif ne fait pas de fait, sauf là où le
document annonce le chiffre sans le donner : il est alors « non publié » (valeur None).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from layers.faits.fait import EN_COURS, OBJECTIF, PLANIFIE, Fait
from layers.faits.lignes import Releveur
from layers.socle.tables import rows_of

COMMUNES_ID = ("id", "source", "line", "note")
EFFECTIFS_VAGUE = (
    ("n_ehpad", "EHPAD PÂSTEL", "EHPAD"),
    ("n_etablissements", "Établissements de santé publics et privés PÂSTEL", "établissements"),
    ("n_msp_cds", "Maisons et centres de santé PÂSTEL", "MSP/CDS"),
    ("n_residents", "Résidents concernés par PÂSTEL", "résidents"),
)
REGIMES = (("rg", "Régime général"), ("msa", "MSA"), ("autres", "Autres régimes"), ("total", "Total région"), ("france", "France"))
MONTANT, EVOLUTION = "Dépenses des centres de santé – ", "Évolution PCAP des dépenses des centres de santé – "
EUROS, PCAP = "€ (base de remboursement)", "% (PCAP)"
EN_AVANT = "planifié"


def indicateurs(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """La grande table des indicateurs : une ligne, un fait."""
    name = "indicateurs.csv"
    columns = (
        "id", "territory_level", "territory_code_or_name", "theme", "indicator", "dimension", "value", "qualifier", "unit", "period",
        "date_basis", "reliability", "source", "line", "note",
    )  # fmt: skip
    for number, row in rows_of(folder / name, columns):
        yield lire.fait(
            name, number, row["territory_level"], row["territory_code_or_name"], row["theme"], row["indicator"],
            id=row["id"], dimension=row["dimension"], valeur=row["value"], qualificatif=row["qualifier"], unite=row["unit"],
            periode=row["period"], base_date=row["date_basis"], fiabilite=row["reliability"], source=row["source"], ligne=row["line"],
            note=row["note"],
        )  # fmt: skip


def msp_cds(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    name = "msp_cds.csv"
    columns = (
        *COMMUNES_ID, "structure_type", "category", "status", "territory_level", "territory_code_or_name", "value", "qualifier", "unit",
        "date", "date_basis",
    )  # fmt: skip
    for number, row in rows_of(folder / name, columns):
        text = f"{row['structure_type']}, {row['category']}, {row['status']}"
        yield lire.fait(
            name, number, row["territory_level"], row["territory_code_or_name"], "MSP / CDS", text,
            valeur=row["value"], qualificatif=row["qualifier"], unite=row["unit"], **_commun(row),
        )  # fmt: skip


def reseaux(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    name = "reseaux.csv"
    columns = (*COMMUNES_ID, "type_reseau", "n_reseaux", "territory_level", "territory_code", "date", "date_basis")
    for number, row in rows_of(folder / name, columns):
        yield lire.fait(
            name, number, row["territory_level"], row["territory_code"], "Réseaux", f"Réseaux, {row['type_reseau']}",
            valeur=row["n_reseaux"], unite="réseaux", **_commun(row),
        )  # fmt: skip


def esp(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Un nombre d'équipes ; pour un département, un état : le document dit qu'il y en a, pas combien."""
    name = "esp.csv"
    columns = (*COMMUNES_ID, "territory_level", "territory_code", "status", "value", "qualifier", "unit", "date", "date_basis")
    for number, row in rows_of(folder / name, columns):
        etat = not row["value"]
        yield lire.fait(
            name, number, row["territory_level"], row["territory_code"], "ESP", "ESP, état" if etat else f"ESP, {row['status']}",
            valeur=etiquette(lire, "esp", row) if etat else row["value"], qualificatif="=" if etat else row["qualifier"],
            unite="état" if etat else row["unit"], **_commun(row),
        )  # fmt: skip


def pta(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """L'état de la plateforme d'un département ; à la région et au pays, un nombre ou une annonce."""
    name = "pta.csv"
    columns = (*COMMUNES_ID, "departement_code", "departement", "status", "n_pta", "name", "year", "date_basis", "unique_phone_number")
    for number, row in rows_of(folder / name, columns):
        niveau = niveau_de(row["departement_code"], row["departement"])
        compte = f"{row['n_pta']} plateforme" if row["n_pta"] and niveau == "departement" else ""
        numero = "numéro unique" if row["unique_phone_number"] == "oui" else ""
        etat = niveau == "departement"
        annonce = {"total_region_couverture": "dans chaque département", "objectif_national": "généralisation"}.get(row["status"])
        yield lire.fait(
            name, number, niveau, row["departement_code"], "PTA",
            "PTA, état" if etat else f"PTA, {row['status']}",
            valeur=etiquette(lire, "pta", row) if etat else row["n_pta"] or annonce or "",
            unite="état" if etat or not row["n_pta"] else "PTA",
            statut=OBJECTIF if row["status"].startswith("objectif") else "",
            **_commun(row, compte, row["name"], numero),
        )  # fmt: skip


def cpts(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Le nombre de CPTS d'un territoire ; une CPTS nommée ; les stades d'une carte perdue (leur nombre n'est pas publié)."""
    name = "cpts.csv"
    columns = (
        *COMMUNES_ID, "row_type", "territory_level", "departement_code", "n_cpts", "status", "cpts_name", "date", "date_basis",
    )  # fmt: skip
    textes = {
        "comptage_departement": "CPTS, comptage", "cpts_nommee": "CPTS, nommée", "legende_carte": "CPTS, par stade",
    }  # fmt: skip
    for number, row in rows_of(folder / name, columns):
        nommee, stade = row["row_type"] == "cpts_nommee", row["row_type"] == "legende_carte"
        annonce, objectif = row["row_type"] == "total_region" and not row["n_cpts"], row["row_type"] == "objectif_national"
        yield lire.fait(
            name, number, "departement" if nommee else row["territory_level"], row["departement_code"], "CPTS",
            textes.get(row["row_type"], "CPTS, couverture" if annonce else f"CPTS, {row['status']}"),
            dimension=f"{row['cpts_name'].strip('()')}, {row['status']}" if nommee else row["status"] if stade else "",
            valeur="au moins un projet dans chaque département" if annonce else row["n_cpts"],
            unite="état" if annonce else "projets" if objectif else "CPTS",
            statut=OBJECTIF if objectif else "",
            **_commun(row),
        )  # fmt: skip


def vagues(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """L'année où PÂSTEL atteint un département : réalisée, en cours, ou planifiée à la publication."""
    name = "vagues.csv"
    for number, row in rows_of(folder / name, (*COMMUNES_ID, "departement_code", "year", "wave", "status")):
        yield lire.fait(
            name, number, "departement", row["departement_code"], "Télémédecine PÂSTEL", "PÂSTEL, année",
            id=row["id"], valeur=row["year"], unite="année", periode="2019-09", base_date="explicite", source=row["source"],
            ligne=row["line"], statut=_de_vague(row["status"]),
            note=" ; ".join(part for part in (f"vague {row['wave']}, {row['status']}", row["note"]) if part),
        )  # fmt: skip


def vagues_totaux(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Les effectifs d'une vague entière, pour le groupe de ses départements : jamais répartis. Un effectif tu est « non publié »."""
    name = "vagues_totaux.csv"
    columns = (
        *COMMUNES_ID, "year", "status", "departements", "n_ehpad", "n_etablissements", "n_msp_cds", "n_msp_cds_qualifier", "n_residents",
        "n_residents_qualifier",
    )  # fmt: skip
    for number, row in rows_of(folder / name, columns):
        for column, texte, unite in EFFECTIFS_VAGUE:
            yield lire.fait(
                name, number, "groupe_departements", row["departements"], "Télémédecine PÂSTEL", texte,
                id=f"{row['id']}.{column}", valeur=row[column], qualificatif=row.get(f"{column}_qualifier", ""), unite=unite,
                periode=row["year"], base_date="explicite", source=row["source"], ligne=row["line"], note=row["note"],
                statut=_de_vague(row["status"]),
            )  # fmt: skip


def medecins_recrutes(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Une ligne par place, dont le périmètre dit la commune et la structure ; deux totaux de région."""
    name = "medecins_recrutes.csv"
    columns = (
        *COMMUNES_ID, "departement_code", "departement", "commune", "insee_code", "structure", "structure_2", "n_medecins", "mode",
        "date", "date_basis", "programme",
    )  # fmt: skip
    for number, row in rows_of(folder / name, columns):
        niveau = niveau_de(row["departement_code"], row["departement"])
        place = niveau == "departement"
        structures = " et ".join(one for one in (row["structure"], row["structure_2"]) if one)
        yield lire.fait(
            name, number, niveau, row["departement_code"], "400 postes de médecins généralistes",
            "Médecins recrutés, par lieu" if place else f"Médecins, {row['mode']}",
            dimension=f"{row['commune'].replace(';', ' et ')} : {structures}, {row['mode']}" if place else "",
            valeur=row["n_medecins"], unite="médecins", communes=[code for code in row["insee_code"].split(";") if code],
            **_commun(row, row["programme"]),
        )  # fmt: skip


def depenses(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Par poste : un montant et une évolution pour chaque régime, l'évolution en France. Une case vide n'est pas un fait."""
    name = "depenses.csv"
    columns = (*COMMUNES_ID, "table", "poste", "is_total", "period")
    for number, row in rows_of(folder / name, columns):
        poste = row["poste"] if row["is_total"] == "oui" else f"{row['table']} – {row['poste']}"
        for regime, dimension in REGIMES:
            for kind, prefixe, unite in (("montant", MONTANT, EUROS), ("pcap", EVOLUTION, PCAP)):
                if not row.get(f"{regime}_{kind}"):
                    continue
                yield lire.fait(
                    name, number, "france" if regime == "france" else "region", "FR" if regime == "france" else "93",
                    "Dépenses CDS PACA 2023", prefixe + poste, id=f"{row['id']}.{regime}_{kind}", dimension=dimension,
                    valeur=row[f"{regime}_{kind}"], unite=unite, periode=row["period"], base_date="explicite", source=row["source"],
                    ligne=row["line"], note=row["note"],
                )  # fmt: skip


TABLES = (indicateurs, msp_cds, esp, pta, cpts, reseaux, vagues, vagues_totaux, medecins_recrutes, depenses)


def _de_vague(brut: str) -> str:
    """Le statut d'une vague, tel que le document le dit en septembre 2019 : aucune n'y est achevée."""
    return PLANIFIE if brut.startswith(EN_AVANT) else EN_COURS


def niveau_de(code: str, nom: str) -> str:
    """« 76 » est l'Occitanie quand la ligne la nomme, la Seine-Maritime sinon ; « FR » est la France."""
    return {("76", "Occitanie"): "region", ("FR", "France"): "france"}.get((code, nom), "departement")


def etiquette(lire: Releveur, couche_id: str, row: dict[str, str]) -> str:
    """L'état d'un département tel que la carte le nomme ; le texte du document si la carte n'a pas cet état."""
    couche, brut = lire.catalogue.couche(couche_id), lire.lecture(row["id"]).etat or row["status"]
    code = couche.code_of_raw.get(brut)
    return couche.classes[couche.rank[code]].label if code else brut


def _commun(row: dict[str, str], *notes: str) -> dict[str, str]:
    return {
        "id": row["id"],
        "periode": row.get("date") or row.get("year", ""),
        "base_date": row.get("date_basis", ""),
        "source": row["source"],
        "ligne": row["line"],
        "note": " ; ".join(part for part in (*notes, row["note"]) if part),
    }
