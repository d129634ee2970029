"""Un jeu de données préparé : un dossier de deux tables et d'un manifeste, écrit d'un bloc et relu sans confiance.

Sur le chemin de démarrage du serveur : pandas seulement.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from layers.checks import Checker, DataError

COMMUNES, SITES, MANIFEST = "communes.csv", "sites.csv", "manifest.json"
SITE_COLUMNS = ("numero_finess", "nom", "categorie", "sous_type", "code_commune", "longitude", "latitude", "position", "source")
COORDINATES = ("longitude", "latitude")
MANIFEST_KEYS = ("mode", "hash", "date", "sources")
PREVIOUS = ".precedent"


@dataclass(frozen=True, eq=False)
class DataSet:
    """Les tables qu'un Atlas joint à la géographie.

    communes : code_commune et une colonne par couche communale ; un code de classe, ou un nombre en texte pour
    un taux ; « » absent du fichier, « N/D » publié comme non disponible, « PART » anciennes communes qui diffèrent.
    Pour un périmètre lu (tvs, qpv), deux colonnes, `<id>` et `<id>:nom` (voir layers/perimetres.py).
    sites : une ligne par structure (SITE_COLUMNS) ; longitude et latitude en degrés (EPSG:4326, NaN si inconnues),
    position « exacte » ou « approximative » (mairie). manifest : mode, hash, date, sources (voir docs/donnees.md).
    """

    communes: pd.DataFrame
    sites: pd.DataFrame
    manifest: dict


def in_service(folder: Path) -> Path:
    """Le dossier à lire : `folder`, ou le précédent si un échange a été interrompu entre ses deux renommages."""
    previous = folder.with_name(folder.name + PREVIOUS)
    return previous if not folder.exists() and (previous / MANIFEST).is_file() else folder


def read_dataset(folder: Path) -> DataSet:
    """Relit le jeu de données de `folder` (voir DataSet). DataError si un fichier manque, s'il n'est pas lisible
    ou si les tables ne sont plus celles que le manifeste annonce (empreinte)."""
    folder = in_service(folder)
    checker = Checker(folder.name)
    contents = {}
    for name in (COMMUNES, SITES, MANIFEST):
        path = folder / name
        if checker.expect(path.is_file(), column=name, expected="un jeu de données entier", found="un fichier manquant"):
            contents[name] = path.read_bytes()
    checker.raise_if_any()
    manifest = _read_manifest(checker, contents[MANIFEST])
    found = _digest(contents[COMMUNES], contents[SITES])
    checker.expect(found == manifest["hash"], column="hash", expected=f"l'empreinte du manifeste, {manifest['hash']}", found=found)
    checker.raise_if_any()
    communes, sites = _read_csv(contents[COMMUNES]), _read_csv(contents[SITES])
    _check_columns(checker, communes, sites)
    checker.raise_if_any()
    for column in COORDINATES:
        sites[column] = pd.to_numeric(sites[column].where(sites[column] != ""))
    return DataSet(communes, sites, manifest)


def write_dataset(folder: Path, communes: pd.DataFrame, sites: pd.DataFrame, manifest: dict) -> str:
    """Écrit le jeu de données dans le dossier vide `folder`, chaque fichier poussé jusqu'au disque ; rend son empreinte.

    `manifest` reçoit la clé « hash ». Le manifeste est écrit en dernier : sans lui, le dossier est refusé.
    DataError si une colonne manque.
    """
    checker = Checker(folder.name)
    _check_columns(checker, communes, sites)
    checker.raise_if_any()
    contents = {COMMUNES: _csv_bytes(communes), SITES: _csv_bytes(sites)}
    digest = _digest(contents[COMMUNES], contents[SITES])
    text = json.dumps({**manifest, "hash": digest}, ensure_ascii=False, indent=1) + "\n"
    for name, content in {**contents, MANIFEST: text.encode("utf-8")}.items():
        with (folder / name).open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
    return digest


def hash_of(communes: pd.DataFrame, sites: pd.DataFrame) -> str:
    """L'empreinte (SHA-256, hexadécimal) des deux tables telles que write_dataset les écrit."""
    return _digest(_csv_bytes(communes), _csv_bytes(sites))


def _csv_bytes(table: pd.DataFrame) -> bytes:
    """CSV UTF-8, fins de ligne \\n, coordonnées à six décimales (0,1 m) : les mêmes octets sur toute machine."""
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.6f", quoting=csv.QUOTE_MINIMAL)
    return text.encode("utf-8")


def _digest(communes: bytes, sites: bytes) -> str:
    whole = hashlib.sha256()
    for content in (communes, sites):
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def _read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, encoding="utf-8")


def _read_manifest(checker: Checker, content: bytes) -> dict:
    try:
        manifest = json.loads(content.decode("utf-8"))
    except ValueError as error:
        checker.expect(False, column=MANIFEST, expected="un texte JSON en UTF-8", found=error)
        raise DataError(checker.defects) from None
    whole = isinstance(manifest, dict) and all(key in manifest for key in MANIFEST_KEYS)
    checker.expect(whole, column=MANIFEST, expected="les clés " + ", ".join(MANIFEST_KEYS), found=sorted(manifest))
    checker.raise_if_any()
    return manifest


def _check_columns(checker: Checker, communes: pd.DataFrame, sites: pd.DataFrame) -> None:
    expected = ", ".join(SITE_COLUMNS)
    checker.expect(tuple(sites.columns) == SITE_COLUMNS, column=SITES, expected=expected, found=", ".join(sites.columns))
    has_code = "code_commune" in communes.columns
    if checker.expect(has_code, column=COMMUNES, expected="une colonne code_commune", found=", ".join(communes.columns)):
        codes = communes["code_commune"]
        checker.expect(codes.is_unique, column=COMMUNES, expected="une ligne par commune", found=list(codes[codes.duplicated()][:3]))
