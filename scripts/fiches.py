"""Écrit les feuilles A4 de toutes les communes d'un département, et leur liste.

    python -m scripts.fiches 46                      # dans build/fiches/46
    python -m scripts.fiches 46 --out /chemin/dossier

Interrompue, la commande reprend où elle en était : une feuille déjà écrite avec les mêmes données, la même adresse et le même
code n'est pas refaite. Chaque fichier apparaît entier ou pas du tout. index.csv dit ce qui a été écrit.
Réglages : ceux du service (MAILLAGE_DATA, MAILLAGE_REGION, MAILLAGE_ADRESSE). Code de sortie : 0 tout est là, 1 il en manque,
2 demande mal formée, 130 interrompue.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

from layers.acces.modele import modele_de
from layers.atlas import Atlas, load_atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from layers.socle.avancement import duration
from layers.socle.defauts import DataError
from layers.socle.suivi import MODES, Ecran, ecran
from settings import Settings, settings_or_exit
from views.papier import phrases as t
from views.papier.commune import nom_du_fichier
from views.papier.departement import INDEX, Ecrite, codes_du_departement, departements, ecrite, empreinte
from views.papier.papier import papier
from views.papier.pdf import pdf


def main(arguments: list[str] | None = None) -> int:
    """La commande (voir en tête). Rend le code de sortie."""
    asked = _arguments(arguments)
    settings = settings_or_exit(os.environ)
    try:
        atlas = load_atlas(settings.data, settings.data_mode, settings.region)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    codes = codes_du_departement(atlas, asked.departement.upper())
    if not codes:
        print(t.departement_inconnu(asked.departement, list(departements(atlas))), file=sys.stderr)
        return 2
    folder = asked.out or settings.build / "fiches" / asked.departement
    try:
        return ecrire(atlas, settings, codes, folder.absolute(), ecran(asked.progress, sys.stderr))
    except OSError as error:
        print(t.dossier_refuse(str(folder), error.strerror or ""), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(t.INTERROMPUE, file=sys.stderr)
        return 130


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.fiches", description="Écrit les feuilles A4 d'un département.")
    parser.add_argument("departement", help="le code du département : 46, 09, 2A")
    parser.add_argument("--out", type=Path, help="le dossier où écrire (build/fiches/<département>)")
    parser.add_argument("--progress", choices=MODES, default="auto", help="l'avancement, sur la sortie d'erreur (voir layers.prepare)")
    return parser.parse_args(arguments)


def ecrire(atlas: Atlas, settings: Settings, codes: list[str], folder: Path, where: Ecran) -> int:
    """Écrit dans `folder` les feuilles de `codes` qui n'y sont pas encore, puis l'index. Rend le code de sortie."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = empreinte(atlas, settings.adresse)
    before = {one.code_commune: one for one in _deja(folder, mark)}
    todo = [code for code in codes if code not in before]
    contours, modele = Contours(settings.geo), modele_de(settings.data)
    failed, began = [], time.monotonic()
    said = began - where.every_s
    with (folder / INDEX).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, [field.name for field in fields(Ecrite)], delimiter=";")
        writer.writeheader()
        writer.writerows(_ligne(one) for one in before.values())
        for done, code in enumerate(todo):
            if time.monotonic() - said >= where.every_s:
                said = time.monotonic()
                where.show(_avancement(len(before) + done, len(codes), done, said - began))
            try:
                content = pdf(papier(atlas, contours, modele, fiche(atlas, code), settings.adresse))
            except RuntimeError as error:  # une feuille que Typst refuse ; les autres restent à faire
                failed.append(f"{code} ({error})")
                continue
            writer.writerow(_ligne(_poser(folder, nom_du_fichier(atlas, code), content, atlas, code, mark)))
            stream.flush()
    where.clear()
    print(t.fiches_ecrites(len(todo) - len(failed), len(before), str(folder), time.monotonic() - began))
    for one in failed:
        print(t.fiche_refusee(one), file=sys.stderr)
    return 1 if failed else 0


def _deja(folder: Path, mark: str) -> Iterator[Ecrite]:
    """Les feuilles de l'index qui sont encore là, entières, et qu'on referait à l'identique."""
    try:
        rows = list(csv.DictReader((folder / INDEX).read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    except (OSError, UnicodeDecodeError, csv.Error):
        return
    for row in rows:
        said = {field.name: row.get(field.name) or "" for field in fields(Ecrite)}
        name, size = said["fichier"], said["octets"]
        if said["empreinte"] != mark or Path(name).name != name or not name.endswith(".pdf"):
            continue
        path = folder / name
        if path.is_file() and str(path.stat().st_size) == size:
            yield Ecrite(**{**said, "octets": int(size)})


def _poser(folder: Path, name: str, content: bytes, atlas: Atlas, code: str, mark: str) -> Ecrite:
    """Écrit à côté, puis renomme : le fichier apparaît entier."""
    partial = folder / f".{name}.partiel"
    partial.write_bytes(content)
    partial.replace(folder / name)
    return ecrite(atlas, code, name, len(content), mark)


def _ligne(one: Ecrite) -> dict:
    return asdict(one)


def _avancement(there: int, total: int, done: int, elapsed: float) -> str:
    left = f", reste {duration(elapsed / done * (total - there))}" if done else ""
    return f"{there} fiches sur {total}, {100 * there // total} %{left}"


if __name__ == "__main__":
    sys.exit(main())
