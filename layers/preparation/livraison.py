"""La date d'une livraison : ce que dit d'un fichier le dossier où il a été rangé, quand lui-même ne dit rien."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from layers.jeu.tracabilite import DIT_PAR_LA_LIVRAISON, DIT_PAR_LE_DOSSIER
from layers.socle.dates import date_ou_annee
from layers.socle.defauts import DataError, Defect

LIVRAISON = "livraison.toml"
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")


def date_de_livraison(path: Path, root: Path) -> tuple[str, str]:
    """(date, qui la dit) du fichier `path`, dans le dossier de sources `root` ; ('', '') si personne ne la dit.

    Le plus proche `livraison.toml`, du dossier du fichier jusqu'à `root`, l'emporte : `date = "2026-03"`, ou pour un seul fichier
    `[fichiers]` puis `"zonage/infirmiers.csv" = "2026-03"`. Sinon, le plus proche dossier dont le nom porte une date (« livraison-2026 »).
    """
    folders = [folder for folder in path.parents if folder == root or root in folder.parents]
    for folder in folders:
        said = _read(folder / LIVRAISON)
        found = said.get("fichiers", {}).get(path.relative_to(folder).as_posix()) or said.get("date")
        if found:
            return found, DIT_PAR_LA_LIVRAISON
    for folder in folders:
        if date_ou_annee(folder.name):
            return date_ou_annee(folder.name), DIT_PAR_LE_DOSSIER
    return "", ""


def _read(path: Path) -> dict:
    """Le contenu d'une livraison.toml ; {} si elle n'est pas là. DataError si elle est mal écrite."""
    if not path.is_file():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Defect(path.name, None, "", "un fichier TOML en UTF-8", str(error))]) from None
    dates = {"date": said.get("date", "2000"), **(said.get("fichiers") if isinstance(said.get("fichiers"), dict) else {})}
    bad = [Defect(path.name, None, str(name), "une date : « 2026-03-01 », « 2026-03 » ou « 2026 »", str(one)) for name, one in dates.items()
           if not (isinstance(one, str) and DATE.match(one))]  # fmt: skip
    bad += [Defect(path.name, None, name, "date ou [fichiers]", "une clé inconnue") for name in said if name not in ("date", "fichiers")]
    if bad:
        raise DataError(bad)
    return said
