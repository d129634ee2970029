"""Exécute les blocs d'un guide de docs/ : ce qu'il fait créer, ajouter, modifier, et les commandes qu'il donne.

Un bloc dit ce qu'il est après sa langue : `creer=chemin`, `ajouter=chemin` (à la fin), `modifier=chemin` (les lignes « + » se
placent après la ligne de contexte qui les précède). Un bloc `sh` est une commande par ligne. Un bloc sans rien est une illustration.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)(?: (creer|ajouter|modifier)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Etape:
    """Un bloc : son geste (« creer », « ajouter », « modifier », « lancer »), le fichier qu'il touche, son texte."""

    geste: str
    chemin: str
    texte: str


def etapes(document: Path) -> tuple[Etape, ...]:
    """Les blocs à exécuter de `document`, dans l'ordre."""
    found = BLOCK.findall(document.read_text(encoding="utf-8"))
    return tuple(Etape(gesture or "lancer", path, text) for language, gesture, path, text in found if gesture or language == "sh")


def applique(etape: Etape, root: Path) -> str:
    """Fait dans `root` ce que dit l'étape ; rend ce que ses commandes ont écrit. AssertionError si une commande échoue."""
    if etape.geste == "lancer":
        return "".join(_run(line, root) for line in etape.texte.splitlines())
    target = root / etape.chemin
    if etape.geste == "creer":
        assert not target.exists(), f"{etape.chemin} existe déjà"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(etape.texte, encoding="utf-8")
    elif etape.geste == "ajouter":
        target.write_text(f"{target.read_text(encoding='utf-8')}\n{etape.texte}", encoding="utf-8")
    else:
        target.write_text(_edited(target.read_text(encoding="utf-8"), etape), encoding="utf-8")
    return ""


def _edited(content: str, etape: Etape) -> str:
    """`content`, où chaque ligne « + » suit la ligne de contexte qui la précède dans le bloc."""
    lines, place = content.splitlines(), -1
    for line in etape.texte.splitlines():
        mark, text = line[:1], line[1:]
        if mark == " ":
            assert lines.count(text) == 1, f"{etape.chemin} : « {text} » y est {lines.count(text)} fois"
            place = lines.index(text)
        else:
            assert mark == "+" and place >= 0, line
            place += 1
            lines.insert(place, text)
    return "\n".join(lines) + "\n"


def _run(line: str, root: Path) -> str:
    words = line.split()
    assert words[0] == "python", line
    command, utf8 = [sys.executable, *words[1:]], {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=root, env=utf8, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout
