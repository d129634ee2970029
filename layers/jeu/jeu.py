"""Un jeu de données préparé : un dossier de deux tables et d'un manifeste, relu sans confiance.

Chaque table porte dans son nom l'empreinte du jeu, et le manifeste la dit : changer de jeu, c'est remplacer le
manifeste, d'un renommage (layers/jeu/echange.py). Sur le chemin de démarrage du serveur : pandas seulement.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker, DataError, Defect

COMMUNES, SITES = "communes", "sites"
MANIFEST, READY, PREVIOUS = "manifest.json", "manifest.pret.json", "manifest.precedent.json"
PATIENCE_S = 2.0
DRAFT = ".en-cours"  # un fichier que l'on n'a pas fini d'écrire
SITE_COLUMNS = ("numero_finess", "nom", "categorie", "sous_type", "code_commune", "longitude", "latitude", "position", "source")
# Ce qu'un jeu dit de plus d'un site ; un jeu plus ancien ne l'a pas. usages, usages_deduits, activites : des mots séparés d'un blanc.
# ouverture : une date ISO ; capacite : des places d'hébergement complet ; corrige : « service ; date ; raison » d'une correction.
# renseigne : le millésime du fichier d'où viennent l'adresse, l'ouverture et la capacité, quand ce n'est pas celui du flux.
SITE_EXTRAS = ("usages", "usages_deduits", "activites", "adresse", "code_postal", "ville", "telephone", "ouverture", "capacite")
SITE_EXTRAS += ("renseigne", "corrige")
COORDINATES = ("longitude", "latitude")
MODES = ("official", "demonstration")
MANIFEST_KEYS = ("mode", "hash", "date", "sources")
HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, eq=False)
class DataSet:
    """Les tables qu'un Atlas joint à la géographie.

    communes : code_commune et une colonne par couche communale ; un code de classe, ou un nombre en texte pour
    un taux ; « » absent du fichier, « N/D » publié comme non disponible, « PART » anciennes communes qui diffèrent.
    `<id>:parties` : les parties d'une commune réunie, là où elles diffèrent (voir layers/geo/fusion.py).
    `<id>@<millésime>` : les valeurs d'un autre millésime que celui que la couche montre, gardées pour comparer.
    Pour un périmètre lu (tvs, qpv), deux colonnes, `<id>` et `<id>:nom` (voir layers/geo/perimetres.py).
    sites : une ligne par structure (SITE_COLUMNS) ; longitude et latitude en degrés (EPSG:4326, NaN si inconnues),
    position « exacte » ou « approximative » (mairie). manifest : mode, hash, date, sources (voir docs/donnees.md).
    """

    communes: pd.DataFrame
    sites: pd.DataFrame
    manifest: dict


def prepared(folder: Path) -> bool:
    """Vrai si un jeu a été mis en service dans `folder` : il est alors lu, ou refusé ; jamais passé sous silence."""
    return any((folder / name).exists() for name in (MANIFEST, PREVIOUS))


def column_of(couche_id: str, millesime: str) -> str:
    """La colonne de la table des communes qui garde un autre millésime d'une couche : « apl@2021 »."""
    return f"{couche_id}@{millesime}"


def table_name(table: str, digest: str) -> str:
    """Le nom de fichier d'une table (COMMUNES ou SITES) du jeu d'empreinte `digest`."""
    return f"{table}-{digest[:16]}.csv"


def read_dataset(folder: Path, name: str = MANIFEST) -> DataSet:
    """Relit le jeu de données de `folder` (voir DataSet) dont le manifeste est `name`. DataError si un fichier manque,
    s'il n'est pas lisible ou si les tables ne sont plus celles que le manifeste annonce (empreinte)."""
    checker = Checker(folder.name)
    manifest = read_manifest(folder, name)
    contents = {table: _bytes(checker, folder / table_name(table, manifest["hash"])) for table in (COMMUNES, SITES)}
    checker.raise_if_any()
    found = _digest(contents[COMMUNES], contents[SITES])
    checker.expect(found == manifest["hash"], column="hash", expected=f"l'empreinte du manifeste, {manifest['hash']}", found=found)
    checker.raise_if_any()
    communes, sites = _read_csv(contents[COMMUNES]), _read_csv(contents[SITES])
    _check_columns(checker, communes, sites)
    checker.raise_if_any()
    for column in COORDINATES:
        sites[column] = pd.to_numeric(sites[column].where(sites[column] != ""))
    return DataSet(communes, sites, manifest)


def read_manifest(folder: Path, name: str = MANIFEST) -> dict:
    """Le manifeste `name` de `folder` : mode, hash, date, sources… DataError s'il manque ou n'est pas lisible."""
    checker = Checker(folder.name)
    content = _bytes(checker, folder / name)
    checker.raise_if_any()
    try:
        manifest = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        checker.expect(False, column=name, expected="un texte JSON en UTF-8", found=error)
        raise DataError(checker.defects) from None
    checker.expect(isinstance(manifest, dict), column=name, expected="un objet JSON", found=type(manifest).__name__)
    checker.raise_if_any()
    whole = all(key in manifest for key in MANIFEST_KEYS)
    checker.expect(whole, column=name, expected="les clés " + ", ".join(MANIFEST_KEYS), found=sorted(manifest))
    checker.raise_if_any()
    # L'empreinte fait un nom de fichier : rien d'autre qu'une empreinte n'y entre.
    checker.expect(bool(HASH.match(str(manifest["hash"]))), column="hash", expected="une empreinte SHA-256", found=manifest["hash"])
    checker.expect(manifest["mode"] in MODES, column="mode", expected=" ou ".join(MODES), found=manifest["mode"])
    checker.expect(isinstance(manifest["date"], str), column="date", expected="une date en texte", found=manifest["date"])
    listed = isinstance(manifest["sources"], list) and all(isinstance(one, dict) and "id" in one for one in manifest["sources"])
    checker.expect(listed, column="sources", expected="une liste de sources, chacune avec son id", found=str(manifest["sources"])[:80])
    checker.raise_if_any()
    return manifest


def write_dataset(folder: Path, communes: pd.DataFrame, sites: pd.DataFrame, manifest: dict) -> str:
    """Écrit le jeu dans `folder` sans le mettre en service : ses tables, puis son manifeste sous le nom READY ; rend son empreinte.

    `manifest` reçoit la clé « hash ». Chaque fichier est poussé jusqu'au disque. DataError si une colonne manque.
    """
    checker = Checker(folder.name)
    _check_columns(checker, communes, sites)
    checker.raise_if_any()
    contents = {COMMUNES: _csv_bytes(communes), SITES: _csv_bytes(sites)}
    digest = _digest(contents[COMMUNES], contents[SITES])
    for table, content in contents.items():
        write_whole(folder / table_name(table, digest), content)
    text = json.dumps({**manifest, "hash": digest}, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / READY, text.encode("utf-8"))
    return digest


def write_whole(path: Path, content: bytes) -> None:
    """Écrit `content` à côté, le pousse jusqu'au disque, puis le renomme `path` : entier ou absent, jamais une moitié."""
    draft = path.with_name(path.name + DRAFT)
    with draft.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    remplace(draft, path)


def remplace(source: Path, target: Path, patience_s: float = PATIENCE_S) -> None:
    """Renomme `source` en `target`. Un antivirus ou une sauvegarde tient parfois un fichier un instant, sous Windows : deux secondes
    de patience, puis DataError."""
    until = time.monotonic() + patience_s
    while True:
        try:
            source.replace(target)
        except PermissionError:
            if time.monotonic() >= until:
                expected = "un fichier que l'on peut remplacer ; un autre programme le tient (antivirus, sauvegarde) : réessayer"
                raise DataError([Defect(target.name, None, "", expected, "accès refusé")]) from None
            time.sleep(0.05)
        else:
            return


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


def _bytes(checker: Checker, path: Path) -> bytes:
    """Le contenu de `path` ; b"" et un défaut noté s'il manque, ou ne se lit pas."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        found = "un fichier manquant"
    except OSError as error:
        found = f"un fichier illisible ({error.strerror})"
    checker.expect(False, column=path.name, expected="un jeu de données entier", found=found)
    return b""


def _check_columns(checker: Checker, communes: pd.DataFrame, sites: pd.DataFrame) -> None:
    expected = ", ".join(SITE_COLUMNS)
    core, more = sites.columns[: len(SITE_COLUMNS)], sites.columns[len(SITE_COLUMNS) :]
    whole = tuple(core) == SITE_COLUMNS and set(more) <= set(SITE_EXTRAS)
    checker.expect(whole, column=SITES, expected=expected, found=", ".join(sites.columns))
    has_code = "code_commune" in communes.columns
    if checker.expect(has_code, column=COMMUNES, expected="une colonne code_commune", found=", ".join(communes.columns)):
        codes = communes["code_commune"]
        checker.expect(codes.is_unique, column=COMMUNES, expected="une ligne par commune", found=list(codes[codes.duplicated()][:3]))
