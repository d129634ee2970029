"""Le banc de la recherche : python -m tests.bench.recherche [--demandes 2000] [--graine 1]

Des demandes comme on les tape, tirées des communes de France, posées à l'API dans le processus du serveur (recherche, JSON et
réponse ; sans le réseau) et, tour à tour, à une lecture des communes une à une. Écrit, par genre de demande, la médiane et le
95e centile ; échoue (code 1) si la médiane de toutes les demandes dépasse 5 ms.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from callbacks import api as routes
from layers.atlas import load_atlas
from layers.recherche.recherche import recherche
from layers.recherche.repertoire import Appellation
from layers.socle.mots import mots
from tests.bench.mesure import tableau
from tests.serveur import client_de

ROOT = Path(__file__).resolve().parents[2]
MOST_MS = 5.0
LIMIT = 20
Tirage = random.Random


def debut(nom: str, letters: int) -> str:
    return nom[:letters].lower()


def fautif(nom: str, drawn: Tirage) -> str:
    """Le nom, une lettre oubliée, hors la première."""
    place = drawn.randrange(1, max(2, len(nom)))
    return nom[:place] + nom[place + 1 :]


def debuts_melanges(nom: str, drawn: Tirage) -> str:
    """« sai eti lug » : le début de chaque mot, dans n'importe quel ordre."""
    parts = [word[:3] for word in mots(nom)]
    drawn.shuffle(parts)
    return " ".join(parts)


# genre: (part des demandes, fiches d'où elles viennent, ce que l'on tape). Des parts choisies, faute d'un relevé public.
GENRES: dict[str, tuple[int, Callable[[Appellation], bool], Callable[[Appellation, Tirage], str]]] = {
    "3 lettres": (15, lambda f: not f.genre, lambda f, _: debut(f.nom, 3)),
    "5 lettres": (20, lambda f: not f.genre, lambda f, _: debut(f.nom, 5)),
    "nom entier": (20, lambda f: not f.genre, lambda f, _: f.nom),
    "sans accents ni tirets": (10, lambda f: not f.genre, lambda f, _: " ".join(mots(f.nom))),
    "débuts de mots": (8, lambda f: not f.genre and len(mots(f.nom)) > 1, lambda f, drawn: debuts_melanges(f.nom, drawn)),
    "nom et département": (5, lambda f: not f.genre, lambda f, _: f"{f.nom} {f.commune.nom_departement}"),
    "une faute": (8, lambda f: not f.genre and len(f.nom) > 5, lambda f, drawn: fautif(f.nom, drawn)),
    "code postal": (6, lambda f: bool(f.codes_postaux), lambda f, drawn: drawn.choice(f.codes_postaux)),
    "code INSEE": (3, lambda f: not f.genre, lambda f, _: f.commune.code_commune),
    "ancien nom": (3, lambda f: bool(f.genre and f.nom), lambda f, _: f.nom),
    "rien de tel": (2, lambda f: True, lambda _, drawn: "".join(drawn.choices("bcdfghjklmnpqrstvwxz", k=9))),
}


def demandes(fiches: list[Appellation], n: int, seed: int) -> list[tuple[str, str]]:
    """`n` demandes (genre, texte) tirées au sort, dans les parts de GENRES ; les mêmes pour une même graine."""
    drawn = random.Random(seed)
    pools = {kind: [fiche for fiche in fiches if wanted(fiche)] for kind, (_, wanted, _) in GENRES.items()}
    kinds = drawn.choices(list(GENRES), [part for part, _, _ in GENRES.values()], k=n)
    return [(kind, GENRES[kind][2](drawn.choice(pools[kind]), drawn)) for kind in kinds]


def lecture_simple(fiches: list[Appellation]) -> Callable[[str], list[Appellation]]:
    """La référence : les mots de chaque fiche sont déjà pliés ; chaque demande les lit tous, et trie par population.

    Elle ne cherche ni faute de frappe ni nom voisin : elle fait moins de travail que la vraie.
    """
    ready = [(fiche, (*fiche.words, *fiche.codes)) for fiche in fiches]

    def chercher(question: str) -> list[Appellation]:
        asked = mots(question)
        found = [fiche for fiche, words in ready if all(any(word.startswith(one) for word in words) for one in asked)]
        return sorted(found, key=lambda fiche: -(fiche.commune.population or 0))[:LIMIT]

    return chercher


class Temps(NamedTuple):
    """Millisecondes d'un appel : à l'horloge, et de processeur seul. L'horloge compte aussi ce que faisaient les autres."""

    horloge: float
    processeur: float


def chronometre(call: Callable[[], object]) -> Temps:
    clock, busy = time.perf_counter(), time.thread_time()
    call()
    return Temps((time.perf_counter() - clock) * 1000, (time.thread_time() - busy) * 1000)


def centile(values: list[float], part: float) -> float:
    """La valeur sous laquelle se trouve `part` (de 0 à 1) des mesures."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def lignes(ours: dict[str, list[Temps]], theirs: dict[str, list[Temps]]) -> list[list[str]]:
    """Le tableau : une ligne par genre, puis toutes les demandes. Le rapport est celui des médianes à l'horloge."""

    def line(title: str, mine: list[Temps], other: list[Temps]) -> list[str]:
        clock, busy, slow = [one.horloge for one in mine], [one.processeur for one in mine], median(one.horloge for one in other)
        numbers = (median(clock), centile(clock, 0.95), median(busy), centile(busy, 0.95), slow, median(clock) / slow)
        return [title, str(len(mine)), *(f"{number:.2f}".replace(".", ",") for number in numbers)]

    header = ["ms", "n", "médiane", "95e centile", "processeur", "95e centile", "une à une", "rapport"]
    kinds = [line(kind, ours[kind], theirs[kind]) for kind in GENRES if ours.get(kind)]
    return [header, *kinds, line("toutes", toutes(ours), toutes(theirs))]


def toutes(found: dict[str, list[Temps]]) -> list[Temps]:
    """Les mesures de tous les genres."""
    return [value for values in found.values() for value in values]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Mesure la recherche de communes, contre une lecture une à une.")
    parser.add_argument("--demandes", type=int, default=2000)
    parser.add_argument("--graine", type=int, default=1)
    asked = parser.parse_args(arguments)
    atlas = load_atlas(ROOT / "data", "demonstration")
    client, index = client_de(atlas, routes), recherche(atlas)
    naive = lecture_simple(index.fiches)
    ours, theirs = defaultdict(list), defaultdict(list)
    for kind, text in demandes(index.fiches, asked.demandes, asked.graine):
        ours[kind].append(chronometre(lambda text=text: client.get("/api/v1/communes", query_string={"q": text})))
        theirs[kind].append(chronometre(lambda text=text: naive(text)))
    communes = len({fiche.commune.code_commune for fiche in index.fiches})
    print(f"{asked.demandes} demandes (graine {asked.graine}), {communes} communes, {len(index.fiches)} noms et codes")
    print(tableau(lignes(ours, theirs)))
    found = median(one.horloge for one in toutes(ours))
    print(f"Barre : médiane ≤ {MOST_MS:.0f} ms, {'tenue' if found <= MOST_MS else 'manquée'}.")
    return 0 if found <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
