"""Lit les trois tables FINESS d'une région : établissements (adresse, ouverture), équipements (places), soins (activités)."""

from __future__ import annotations

from pathlib import Path

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.ecarts import FluxDeSites, trie
from layers.sources.finess_extrait import codes_par_site
from layers.sources.positions import coordinates
from layers.sources.tableaux import read_table

ETABLISSEMENTS = {
    "numero_finess_etablissement": "numero_finess",
    "raison_sociale": "nom",
    "rslongue": "nom_long",
    "categetab": "categorie",
    "code_insee": "code_commune",
    "longitude": "longitude",
    "latitude": "latitude",
    "numvoie": "numero_voie",
    "compvoie": "complement_voie",
    "typvoie": "type_voie",
    "voie": "voie",
    "lieuditbp": "lieu_dit",
    "ligneacheminement": "acheminement",
    "dateouv": "ouverture",
}
EQUIPEMENTS = {
    "nofinesset": "numero_finess",
    "code_insee": "code_commune",
    "libde_equipement": "equipement",
    "libta_equipement": "accueil",
    "capinstot": "places",
}
SOINS = {"numero_finess_etablissement": "numero_finess", "code_insee": "code_commune", "activite": "activites"}
# Ce qui fait les places d'un EHPAD : l'hébergement permanent. L'accueil de jour, temporaire, et les « dont » n'en sont pas.
PERMANENT = ("Accueil pour Personnes Âgées", "Hébergement Complet Internat")
JOUR = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_finess_etablissements(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit la table des établissements : un flux de sites, aux colonnes des autres, et celles de l'adresse (textes), `ouverture` (date
    ISO, « » si elle n'en est pas une). Une ligne mal formée est mise de côté."""
    checker = Checker(path.name)
    found = read_table(path, checker, ETABLISSEMENTS, tell)
    sites, bad = trie(found.table, path.name, {domain: name for name, domain in ETABLISSEMENTS.items()})
    if not len(sites):
        checker.defects += [one.defaut for one in bad]
    checker.raise_if_any()
    for column in ("longitude", "latitude"):
        sites[column] = coordinates(sites[column])[0]
    sites["ouverture"] = sites["ouverture"].where(sites["ouverture"].str.fullmatch(JOUR), "")
    return FluxDeSites(sites, len(found.table), found.date, found.remarques, tuple(bad))


def read_finess_equipements(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit la table des équipements : une ligne par site qui a des places d'hébergement permanent ; `capacite` : leur nombre, en texte."""
    checker = Checker(path.name)
    found = read_table(path, checker, EQUIPEMENTS, tell)
    table = found.table
    own = table[(table["equipement"] == PERMANENT[0]) & (table["accueil"] == PERMANENT[1]) & table["places"].str.fullmatch("[0-9]+")]
    places = own["places"].astype("int64").groupby(own["numero_finess"]).sum()
    first = own.drop_duplicates("numero_finess")[["numero_finess", "code_commune"]]
    return FluxDeSites(first.assign(capacite=first["numero_finess"].map(places).astype("str")), len(table), found.date, found.remarques)


def read_finess_soins(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit la table des activités de soins autorisées : une ligne par site qui en a ; `activites` : leurs codes, séparés d'un blanc."""
    checker = Checker(path.name)
    found = read_table(path, checker, SOINS, tell)
    codes = codes_par_site(found.table["activites"], found.table["numero_finess"])
    first = found.table.drop_duplicates("numero_finess")
    return FluxDeSites(first.assign(activites=first["numero_finess"].map(codes)), len(found.table), found.date, found.remarques)
