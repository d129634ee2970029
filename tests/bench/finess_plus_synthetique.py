"""Un flux FINESS+ inventé, aussi grand qu'on veut, et ce que sa lecture coûte.

    python -m tests.bench.finess_plus_synthetique [FICHIER] [--octets 715000000] [--sites 175000] [--lire]

Aucun site n'est réel. Les défauts du flux publié y sont, dans les mêmes proportions : sites fermés, sans coordonnées, à deux
systèmes de coordonnées, adresse d'accueil en premier. Chaque site est rempli jusqu'à la taille voulue, de contacts et de rôles
qui se compressent comme les vrais (une quinzaine de fois). `--lire` le lit dans un processus neuf, et dit le temps et la mémoire.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PUBLISHED_BYTES, PUBLISHED_SITES = 715_000_000, 174_681
HOLDER_SITES = 3  # sites par personne morale
CATEGORIES = ("603", "124", "604", "606", "647", "500", "101", "355", "620", "611", "156")
FIRST_COMMUNES = ("31555", "34172", "30189", "66136", "81004", "82121", "65440", "46042", "32013", "48095", "12202", "11069", "09122")
FILLER = "Texte inventé, pour la taille. " * 4
READ = """
import resource, sys, time
from pathlib import Path
from layers.sources.finess_plus import read_finess_plus
began = time.monotonic()
flux = read_finess_plus(Path(sys.argv[1]))
# Linux garde dans ru_maxrss la mémoire de celui qui a lancé ce processus ; VmHWM n'est que la sienne.
status = Path("/proc/self/status")
own = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.is_file() else []
peak = int(own[0]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(flux.lus, len(flux.sites), round(time.monotonic() - began, 1), peak // 1024)
"""


def write_finess_plus(path: Path, octets: int, sites: int) -> int:
    """Écrit dans `path` un flux de `sites` sites et d'environ `octets` octets une fois décompressé ; rend la taille exacte."""
    written = 0
    with gzip.open(path, "wb", compresslevel=6) as stream:
        for piece in _pieces(octets, sites):
            raw = piece.encode("utf-8")
            written += len(raw)
            stream.write(raw)
    return written


def read_cost(path: Path) -> dict[str, float]:
    """Lit `path` dans un processus neuf : sites lus, sites ouverts, secondes, mémoire au plus haut (Mo)."""
    answer = subprocess.run([sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True)
    names = ("lus", "ouverts", "secondes", "memoire_mo")
    return dict(zip(names, map(float, answer.stdout.split()), strict=True))


def _pieces(octets: int, sites: int) -> Iterator[str]:
    """Le JSON, morceau par morceau ; le même à chaque fois."""
    chance = random.Random(20261120)
    room = max(octets // sites, 0)
    yield '{"schemaVersion": "v1.0.0", "generatedAt": "2026-11-20T02:14:23Z", "pmej": ['
    for first in range(0, sites, HOLDER_SITES):
        group = ",".join(_site(number, room, chance) for number in range(first, min(first + HOLDER_SITES, sites)))
        about = json.dumps({"numFinessPm": f"{first:09}", "denominationPm": "PERSONNE MORALE INVENTEE"})
        holder = f'{{"informationsGeneralesPMEJ": {about}, "adresse": [], "contact": [], "etatObjet": "A", "ege": [{group}]}}'
        yield ("," if first else "") + holder
    yield '], "gco": [], "gcc": []}'


def _site(number: int, room: int, chance: random.Random) -> str:
    closed = chance.random() < 0.4
    name = f"STRUCTURE INVENTEE {number}"
    site = {
        "informationsGeneralesEGE": {
            "egeId": str(number),
            "numFinessEge": f"{310_000_000 + number}",
            "nomEgeCourt": name,
            "nomEgeLong": name,
            "siret": f"{chance.randrange(10**14):014}",
            "dateOuverture": "1999-01-01",
            "dateFermeture": "2015-06-30" if closed else None,
        },
        "categorieentiteGeographiqueExercice": chance.choice(CATEGORIES),
        "adresse": _addresses(chance),
        "contact": [],
        "roleEge": [],
        "etatObjet": "I" if closed else "A",
    }
    bare = len(json.dumps(site))
    while bare < room:
        role = {"role": "ROLE INVENTE", "valeur": f"{chance.getrandbits(64):016x}", "libelle": FILLER, "etatObjet": "A"}
        site["roleEge"].append(role)
        bare += len(json.dumps(role)) + 2
    return json.dumps(site)


def _addresses(chance: random.Random) -> list[dict]:
    commune = chance.choice(FIRST_COMMUNES)
    longitude, latitude = f"{chance.uniform(0, 4):.6f}", f"{chance.uniform(42.5, 45):.6f}"
    draw = chance.random()
    if draw < 0.25:
        place = dict.fromkeys(("coordonneeX", "coordonneeY", "directionLatitude", "directionLongitude"))
    elif draw < 0.8:
        place = {"coordonneeX": longitude, "coordonneeY": latitude, "directionLatitude": "6213897.00", "directionLongitude": "546738.90"}
    else:
        place = {"coordonneeX": "6213897.00", "coordonneeY": "546738.90", "directionLatitude": latitude, "directionLongitude": longitude}
    care = {"usageAdresse": "03", "cogCommune": commune, "ligneAcheminement": "VILLE", "coordonneesGeographique": place}
    reception = {"usageAdresse": "06", "cogCommune": "75056", "ligneAcheminement": "PARIS", "coordonneesGeographique": {}}
    return [reception, care] if chance.random() < 0.02 else [care]


def main() -> None:
    """Écrit le flux, et le lit si on le demande."""
    parser = argparse.ArgumentParser(description="Un flux FINESS+ inventé, et ce que sa lecture coûte.")
    parser.add_argument("fichier", type=Path, nargs="?", help="où l'écrire (sans lui : un fichier temporaire, lu puis effacé)")
    parser.add_argument("--octets", type=int, default=PUBLISHED_BYTES, help="taille décompressée (715 000 000)")
    parser.add_argument("--sites", type=int, default=PUBLISHED_SITES, help="nombre de sites, fermés compris (174 681)")
    parser.add_argument("--lire", action="store_true", help="le lire aussi, dans un processus neuf")
    order = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = order.fichier or Path(folder) / "flux.json.gz"
        began = time.monotonic()
        size = write_finess_plus(path, order.octets, order.sites)
        packed, taken = path.stat().st_size, time.monotonic() - began
        print(f"Écrit : {size / 1e6:.0f} Mo, {packed / 1e6:.1f} Mo compressés ({size / packed:.0f} fois), en {taken:.0f} s")
        if order.lire or order.fichier is None:
            cost = read_cost(path)
            rate = size / 1e6 / cost["secondes"]
            print("Lu : {lus:.0f} sites, {ouverts:.0f} ouverts, {secondes:.1f} s, {memoire_mo:.0f} Mo au plus haut".format(**cost))
            print(f"soit {rate:.0f} Mo par seconde")


if __name__ == "__main__":
    main()
