"""Les fichiers officiels à préparer : où ils sont, et s'il faut les préparer de nouveau. Bibliothèque standard seule."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from settings import ROOT, Settings

PREPARATION_CODE = ("layers/**/*.py", "data/catalogue.toml", "data/geo/communes.csv", "data/geo/anciennes_communes.csv")
TRACE = "preparation.json"


def source_files(folder: Path) -> list[Path]:
    """Les fichiers de `folder` et de ses sous-dossiers, triés ; sans les fichiers cachés ni les notices (.md)."""
    if not folder.is_dir():
        return []
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return sorted(path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def sources_folder(settings: Settings) -> Path | None:
    """Le premier dossier qui contient des fichiers officiels ; None s'il n'y en a pas."""
    return next((folder for folder in settings.sources_folders if source_files(folder)), None)


def folder_to_prepare(settings: Settings, last: dict) -> Path | None:
    """Le dossier que `run` prépare : celui qui a été donné à la dernière préparation (`last`), sinon le premier trouvé.

    MAILLAGE_SOURCES l'emporte. None s'il n'y en a pas, ou si le dossier donné n'est plus là : le jeu en service reste alors,
    plutôt qu'un autre dossier ne le remplace sans qu'on l'ait demandé.
    """
    given = last.get("dossier")
    if settings.sources is None and isinstance(given, str) and given:
        return Path(given) if source_files(Path(given)) else None
    return sources_folder(settings)


def sources_print(folder: Path, region: str, root: Path = ROOT, avec: tuple[Path, ...] = ()) -> str:
    """Empreinte des sources (noms, tailles, dates), de la région et du code qui les prépare (contenu). `avec` : les dossiers lus avec."""
    files = [(path, one) for one in (folder, *avec) for path in source_files(one)]
    listed = [[path.relative_to(one).as_posix(), path.stat().st_size, path.stat().st_mtime_ns] for path, one in files]
    code = [hashlib.sha256(path.read_bytes()).hexdigest() for pattern in PREPARATION_CODE for path in sorted(root.glob(pattern))]
    return hashlib.sha256(json.dumps([*map(str, (folder, *avec)), region, listed, code]).encode()).hexdigest()


def last_preparation(settings: Settings) -> dict:
    """{"empreinte", "refus", "dossier"} de la dernière préparation ; {} s'il n'y en a pas eu, ou si sa trace est illisible."""
    try:
        found = json.loads((settings.build / TRACE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def preparation_needed(settings: Settings, last: dict, fingerprint: str) -> bool:
    """Vrai s'il faut préparer : sources ou code changés depuis la dernière fois, ou jeu officiel absent.

    Un jeu déjà là sans trace a été préparé à la main : il reste. Des sources refusées ne sont pas relues
    tant qu'elles ne changent pas.
    """
    there = (settings.official / "manifest.json").is_file()
    if not last:
        return not there
    if last.get("empreinte") != fingerprint:
        return True
    return not there and not last.get("refus")


def remember(settings: Settings, fingerprint: str, refusal: str, folder: Path | None = None) -> None:
    """Garde la trace d'une préparation : l'empreinte de ses sources, la phrase du refus ("" : acceptées), le dossier donné s'il l'a été."""
    settings.build.mkdir(parents=True, exist_ok=True)
    found = {"empreinte": fingerprint, "refus": refusal, "dossier": str(folder) if folder else ""}
    (settings.build / TRACE).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
