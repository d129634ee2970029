"""Ce que coûte une préparation : durée et mémoire la plus haute de la commande entière. `python -m tests.bench.prepare`.

Trois tableaux : les fichiers officiels, et les mêmes à ×1, ×4 et ×16 (tests/bench/agrandir.py) ; un flux FINESS+ inventé de
la taille du vrai ; des fichiers faits pour nuire, à leur taille réelle. Linux et macOS.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from scripts.official import sources_folder
from settings import settings_or_exit
from tests.bench.agrandir import agrandir
from tests.bench.finess_plus_synthetique import PUBLISHED_BYTES, PUBLISHED_SITES, write_finess_plus
from tests.bench.hostiles import FICHIERS
from tests.bench.mesure import Mesure, mesure, nombre, tableau

SCALES = (1, 4, 16)
TABLES = ("croissance", "finess-plus", "hostiles")
PLUS_MEMORY_MB = 400  # la mémoire que la lecture du flux FINESS+ ne doit pas dépasser


def main() -> int:
    """Imprime les tableaux demandés. Code de sortie 1 si une préparation n'a pas fini comme attendu, ou si la barre est manquée."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.prepare", description="Ce que coûte une préparation.")
    parser.add_argument("tableaux", nargs="*", metavar="TABLEAU", help=f"{', '.join(TABLES)} (tous par défaut)")
    parser.add_argument("--octets", type=int, default=PUBLISHED_BYTES, help="taille du flux FINESS+ inventé (715 000 000)")
    order = parser.parse_args()
    wanted = order.tableaux or TABLES
    unknown = [name for name in wanted if name not in TABLES]
    if unknown:
        parser.error(f"tableau inconnu : {unknown[0]} (attendu : {', '.join(TABLES)})")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        if "croissance" in wanted:
            missed += growth(Path(folder))
        if "finess-plus" in wanted:
            missed += plus(Path(folder), order.octets)
        if "hostiles" in wanted:
            missed += hostile(Path(folder))
    return 1 if missed else 0


def prepare(sources: Path, out: Path) -> Mesure:
    """La commande entière, du dossier `sources` au jeu `out`, qui est effacé ensuite."""
    found = mesure("-m", "layers.prepare", str(sources), "--out", str(out))
    shutil.rmtree(out.parent, ignore_errors=True)
    return found


def growth(work: Path) -> int:
    """Les fichiers officiels tels quels, puis à l'échelle ; rend le nombre de préparations manquées."""
    sources = sources_folder(settings_or_exit(os.environ))
    if sources is None:
        print("Aucun fichier officiel (MAILLAGE_SOURCES) : pas de tableau de croissance.\n")
        return 1
    lines = [["préparation entière", "lignes", "Mo", "durée", "processeur", "ms par 1 000 lignes", "mémoire", "code"]]
    lines.append(_growth_line("fichiers officiels", sources, 0, work))
    for scale in SCALES:
        rows = agrandir(sources, work / str(scale), scale)
        lines.append(_growth_line(f"×{scale}", work / str(scale), rows, work))
    print(tableau(lines), end="\n\n", flush=True)
    return sum(line[-1] != "0" for line in lines[1:])


def _growth_line(name: str, sources: Path, rows: int, work: Path) -> list[str]:
    found = prepare(sources, work / "service" / "official")
    size = sum(path.stat().st_size for path in sources.rglob("*") if path.is_file()) / 1e6
    counted = (nombre(rows), nombre(found.processeur / rows * 1e6, 1)) if rows else ("–", "–")
    return [name, counted[0], nombre(size, 1), *_times(found), counted[1], f"{nombre(found.megaoctets)} Mo", str(found.code)]


def _times(found: Mesure) -> list[str]:
    return [f"{nombre(found.secondes, 1)} s", f"{nombre(found.processeur, 1)} s"]


def plus(work: Path, octets: int) -> int:
    """Un flux FINESS+ inventé, seul dans son dossier ; rend 1 s'il est refusé ou prend trop de mémoire."""
    folder = work / "plus"
    folder.mkdir()
    path = folder / "flux.json.gz"
    size = write_finess_plus(path, octets, max(PUBLISHED_SITES * octets // PUBLISHED_BYTES, 1))
    found = prepare(folder, work / "service-plus" / "official")
    held = found.megaoctets <= PLUS_MEMORY_MB
    lines = [["flux FINESS+ inventé", "décompressé", "compressé", "durée", "processeur", "mémoire", f"≤ {PLUS_MEMORY_MB} Mo", "code"]]
    sizes = [f"{nombre(count / 1e6)} Mo" for count in (size, path.stat().st_size)]
    cost = [*_times(found), f"{nombre(found.megaoctets)} Mo", "tenu" if held else "manqué", str(found.code)]
    print(tableau(lines + [["préparation entière", *sizes, *cost]]), end="\n\n", flush=True)
    return int(not held or found.code != 0)


def hostile(work: Path) -> int:
    """Chaque fichier hostile, seul dans son dossier ; rend combien n'ont pas été refusés proprement (code 1)."""
    lines = [["fichier hostile", "Mo", "durée", "processeur", "mémoire", "code"]]
    said = []
    for name, (file, write) in FICHIERS.items():
        folder = work / file
        folder.mkdir()
        write(folder / file)
        found = prepare(folder, work / "service-hostile" / "official")
        size = nombre((folder / file).stat().st_size / 1e6, 1)
        lines.append([name, size, *_times(found), f"{nombre(found.megaoctets)} Mo", str(found.code)])
        said.append(f"{name} : {_why(found.sortie, file)}")
        shutil.rmtree(folder)
    print(tableau(lines), *said, sep="\n", flush=True)
    return sum(line[-1] != "1" for line in lines[1:])


def _why(output: str, file: str) -> str:
    """La phrase qui dit pourquoi ce fichier n'a pas été pris."""
    named = [line for line in output.splitlines() if file in line and not line.startswith("Lecture")]
    return (named or output.splitlines() or ["rien"])[-1].strip()[:160]


if __name__ == "__main__":
    sys.exit(main())
