"""Donne à chaque site ses usages et sa catégorie du registre : ce que disent les activités autorisées, à défaut son nom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from layers.registre.catalogue import Catalogue, SousType
from layers.registre.usages import Site, structure_du_site, usages_du_site
from layers.socle.noms import plain


def activites_de(flux: Sequence, kept: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Les activités que donnent les `flux` (layers.preparation.finess.Flux) : numero_finess (index), code_commune, activites. Vide si
    aucun ne les donne. `kept` : {flux: ses sites de la région}.

    Un fichier qui dit les communes a la liste entière d'un site : le plus récent décide. Un fichier qui ne les dit pas n'en a qu'une
    part : ses codes s'ajoutent, et il ne prouve rien des sites dont il ne parle pas (leur code_commune est « »).
    """
    told = [kept[one.id] for one in sorted(flux, key=lambda one: one.date, reverse=True) if "activites" in one.sites]
    columns = ["numero_finess", "code_commune", "activites"]
    whole, parts = (
        pd.concat(
            [
                pd.DataFrame(columns=columns, dtype="str"),
                *(table[columns] for table in told if bool(table["code_commune"].eq("").all()) is kind),
            ]
        )
        for kind in (False, True)
    )
    whole = pd.concat([whole.drop_duplicates("numero_finess"), parts])
    both = whole.groupby("numero_finess", sort=False)
    codes = both["activites"].agg(lambda own: " ".join(sorted({code for text in own for code in text.split()})))
    return pd.DataFrame({"code_commune": both["code_commune"].first(), "activites": codes}, dtype="str")


def classe_par_usage(sites: pd.DataFrame, activites: pd.DataFrame, communes: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """Ajoute à `sites` sous_type, usages, usages_deduits, activites, et met `structure` d'accord avec eux ; rend ce qu'il faut en dire.

    Un site sans activité dans un département dont les activités sont lues n'en a aucune ; ailleurs, les siennes ne sont pas connues.
    """
    departement = communes.set_index("code_commune")["departement"]
    covered = set(activites["code_commune"].map(departement).dropna())
    codes = sites["numero_finess"].map(activites["activites"]).astype("object")
    known = codes.notna() | sites["code_commune"].map(departement).isin(covered)
    sites["activites"] = codes.fillna("").astype("str")
    sites["sous_type"] = _subtypes(sites, catalogue)
    found = [
        usages_du_site(Site(category, (name, long_name), subtype, frozenset(own.split()) if is_known else None), catalogue)
        for category, name, long_name, subtype, own, is_known in zip(
            sites["categorie"], sites["nom"], sites["nom_long"], sites["sous_type"], sites["activites"], known
        )
    ]
    kinds = [structure_du_site(category, own, catalogue) for category, own in zip(sites["categorie"], found)]
    implied = {one.id for one in catalogue.usages} - {one.id for one in catalogue.usages_ecrits}
    whole = [{**({kind.id: False} if kind and kind.id in implied else {}), **own} for kind, own in zip(kinds, found)]
    sites["structure"] = [kind.id if kind else "" for kind in kinds]
    sites["usages"] = [" ".join(own) for own in whole]
    sites["usages_deduits"] = [" ".join(name for name, deduced in own.items() if deduced) for own in whole]
    presumed = int((~known & sites["categorie"].isin({code for one in catalogue.usages_ecrits for code in one.presumed})).sum())
    return [f"Sites hospitaliers sans fichier d'activités, leur usage déduit de leur nom : {presumed}."] if presumed else []


def subtype_of(name: str, subtypes: tuple[SousType, ...]) -> str:
    """Le code du premier sous-type dont un mot se lit, entier, dans `name` ; '' si aucun : rien n'est supposé.

    Accents retirés, capitales, ponctuation ignorée.
    """
    text = f" {plain(name)} "
    for subtype in subtypes:
        if any(f" {plain(word)} " in text for word in subtype.words):
            return subtype.code
    return ""


def _subtypes(sites: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """Le sous-type que dit le nom long, celui que l'écran montre ; à défaut, celui que dit le nom court."""
    subtypes = {one.id: one.subtypes for one in catalogue.structures}
    return [
        subtype_of(long_name, subtypes[structure]) or subtype_of(name, subtypes[structure])
        for name, long_name, structure in zip(sites["nom"], sites["nom_long"], sites["structure"])
    ]
