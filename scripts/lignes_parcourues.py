"""Ce que les essais parcourent, paquet par paquet : python -m scripts.lignes_parcourues build/lignes.json"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path


def par_paquet(rapport: dict) -> list[tuple[str, int, int]]:
    """(paquet, lignes parcourues, lignes à parcourir) d'un rapport de coverage, le moins parcouru d'abord."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, file in rapport["files"].items():
        total = found["/".join(Path(path).parts[:2]) if len(Path(path).parts) > 2 else Path(path).parts[0]]
        total[0] += file["summary"]["covered_lines"]
        total[1] += file["summary"]["num_statements"]
    return sorted(((name, done, all_) for name, (done, all_) in found.items() if all_), key=lambda one: one[1] / one[2])


def main(path: str) -> None:
    rows = par_paquet(json.loads(Path(path).read_text(encoding="utf-8")))
    rows.append(("tout", sum(one[1] for one in rows), sum(one[2] for one in rows)))
    for name, done, every in rows:
        print(f"{name:<26} {100 * done / every:5.1f} %   {every - done:>5} lignes sans essai sur {every}")


if __name__ == "__main__":
    main(sys.argv[1])
