"""La maison : qui importe qui. Les étages, en une table ; ce qui remonte, tourne en rond ou déborde, en phrases.

    python -m scripts.maison              dit ce qui ne tient pas
    python -m scripts.maison --dessiner   écrit l'image de docs/architecture.md (docs/images/maison.svg) à partir du code

Une pièce est un paquet (layers.geo) ou un module seul (layers.atlas). Une pièce n'importe que des pièces d'un étage plus bas.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# De bas en haut. Deux pièces d'un même étage s'ignorent.
ETAGES = (
    ("settings", "layers.socle"),
    ("layers.sources", "layers.jeu", "layers.telechargement", "layers.aides"),
    ("layers.registre",),
    ("layers.geo",),
    ("layers.faits",),
    ("layers.preparation", "layers.simulation"),
    ("layers.atlas", "layers.prepare"),
    ("layers.regions", "layers.territoire", "layers.recherche"),
    ("layers.acces",),
    ("layers.commune", "layers.taux"),
    ("views.ecriture",),
    ("views.vue", "views.dessin", "views.aides", "views.gabarits"),
    ("views.sources",),
    ("views.commune",),
    ("views.papier",),
    ("views.export",),
    ("views.taux",),
    ("views.territoire", "views.mots"),
    ("views.graphiques", "views.api", "views.figures"),
    ("views.carte",),
    ("views.borne", "views.reunion", "views.couverture"),
    ("views.site",),
    ("taches",),
    ("web",),
    ("callbacks",),
    ("app",),
    ("scripts.geo",),
    ("scripts",),
    ("tasks",),
)
TOPS = ("settings", "layers", "views", "taches", "web", "callbacks", "app", "scripts", "tasks")
# Le plus de fichiers d'une même sorte qu'un dossier tient encore sous les yeux.
PLEIN = 20
SOURCES = (".py", ".mjs", ".js", ".css", ".html")


@dataclass(frozen=True)
class Import:
    """`de` importe `vers` : deux modules, par leurs noms complets."""

    de: str
    vers: str


@dataclass(frozen=True)
class Maison:
    """Les modules du produit, et leurs imports."""

    modules: Mapping[str, Path]
    fleches: tuple[Import, ...]

    def piece(self, module: str) -> str:
        """La pièce d'un module : la première de la table qui le contient, la plus précise d'abord ; sinon son dossier."""
        known = [one for etage in ETAGES for one in etage if module == one or module.startswith(one + ".")]
        if known:
            return max(known, key=len)
        return module if self.modules[module].name == "__init__.py" else module.rpartition(".")[0] or module

    def entre_pieces(self) -> dict[tuple[str, str], list[Import]]:
        """{(pièce, pièce importée): les imports de l'une à l'autre}."""
        found: dict[tuple[str, str], list[Import]] = {}
        for fleche in self.fleches:
            ends = self.piece(fleche.de), self.piece(fleche.vers)
            if ends[0] != ends[1]:
                found.setdefault(ends, []).append(fleche)
        return found


def lire(root: Path = ROOT) -> Maison:
    """La maison de `root`, lue dans le code sans rien en exécuter ; les imports différés comptent comme les autres."""
    modules: dict[str, Path] = {}
    for top in TOPS:
        for path in [root / f"{top}.py", *sorted((root / top).rglob("*.py"))]:
            if path.is_file():
                parts = path.relative_to(root).with_suffix("").parts
                modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    fleches = {Import(module, one) for module, path in modules.items() for one in _imports(path, modules) if one != module}
    return Maison(modules, tuple(sorted(fleches, key=lambda one: (one.de, one.vers))))


def _imports(path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in named:
            # « from layers.atlas import Atlas » importe le module layers.atlas ; « from layers import atlas » aussi.
            owner = name if name in modules else name.rpartition(".")[0]
            if owner in modules:
                yield owner


def sans_etage(maison: Maison) -> list[str]:
    """Les pièces que la table ne connaît pas."""
    known = {one for etage in ETAGES for one in etage}
    tops = {one.partition(".")[0] for one in known}
    found = {maison.piece(module) for module in maison.modules} - known - {"layers", "views"}
    return [
        f"{one} n'a pas d'étage : donnez-lui le sien dans ETAGES (scripts/maison.py)." for one in sorted(found) if one.split(".")[0] in tops
    ]


def remontees(maison: Maison) -> list[str]:
    """Les imports qui ne descendent pas."""
    floor = {one: rank for rank, etage in enumerate(ETAGES) for one in etage}
    return [
        f"{one.de} importe {one.vers} : {ends[0]} n'est pas au-dessus de {ends[1]}."
        for ends, those in sorted(maison.entre_pieces().items())
        for one in those
        if floor.get(ends[0], len(ETAGES)) <= floor.get(ends[1], -1)
    ]


def rondes(maison: Maison) -> list[str]:
    """Les modules qui s'importent en rond, même par un import différé."""
    after: dict[str, list[str]] = {}
    for one in maison.fleches:
        after.setdefault(one.de, []).append(one.vers)
    found, state = [], dict.fromkeys(maison.modules, 0)

    def visit(module: str, path: list[str]) -> None:
        state[module] = 1
        for other in after.get(module, ()):
            if state[other] == 1:
                found.append(" -> ".join([*path[path.index(other) :], other]) if other in path else f"{module} -> {other}")
            elif state[other] == 0:
                visit(other, [*path, other])
        state[module] = 2

    for module in maison.modules:
        if state[module] == 0:
            visit(module, [module])
    return found


def dossiers_pleins(root: Path, tops: tuple[str, ...]) -> list[str]:
    """Les dossiers de plus de PLEIN fichiers de code."""
    found = []
    for top in tops:
        for folder in [root / top, *(one for one in (root / top).rglob("*") if one.is_dir())]:
            if {"vendor", "__pycache__", "node_modules"} & set(folder.relative_to(root).parts):
                continue
            n = sum(1 for one in folder.iterdir() if one.suffix in SOURCES and one.name != "__init__.py")
            if n > PLEIN:
                found.append(
                    f"{folder.relative_to(root).as_posix()} tient {n} fichiers de code ({PLEIN} au plus) : faites-en deux dossiers."
                )
    return found


def fautes(root: Path = ROOT) -> list[str]:
    """Tout ce qui ne tient pas, en phrases."""
    maison = lire(root)
    return [
        *sans_etage(maison),
        *remontees(maison),
        *rondes(maison),
        *dossiers_pleins(root, ("layers", "views", "callbacks", "web", "taches", "scripts", "assets", "tests")),
    ]


# ---------------------------------------------------------------- le dessin

IMAGE = ROOT / "docs" / "images" / "maison.svg"
LARGE, HAUT, MARGE, ECART = 1180, 40, 150, 8
TEINTES = {"layers": "#D7E8EA", "views": "#F3E6CF", "web": "#E4DDF0", "callbacks": "#E4DDF0", "taches": "#E4DDF0"}
NOMS = {"layers": "les données", "views": "ce qui se voit"}


def dessin(maison: Maison) -> str:
    """La maison en SVG : un étage par ligne, le plus bas en bas ; elle ne change que si une pièce change d'étage."""
    rooms = {maison.piece(module) for module in maison.modules}
    floors = [[one for one in etage if one in rooms] for etage in ETAGES]
    floors = [those for those in floors if those][::-1]
    height = len(floors) * (HAUT + ECART) + ECART
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGE} {height}" font-family="sans-serif" font-size="15">',
        f"<title>{len(rooms)} pièces sur {len(floors)} étages ; une pièce n'importe que des pièces plus basses.</title>",
    ]
    for rank, those in enumerate(floors):
        top, wide = ECART + rank * (HAUT + ECART), (LARGE - MARGE) / len(those)
        family = those[0].partition(".")[0]
        parts.append(f'<text x="{ECART}" y="{top + 25}" fill="#444">{NOMS.get(family, family)}</text>')
        for n, room in enumerate(those):
            left, fill = MARGE + n * wide, TEINTES.get(room.partition(".")[0], "#EEEEEE")
            parts.append(f'<rect x="{left:.0f}" y="{top}" width="{wide - ECART:.0f}" height="{HAUT}" rx="6" fill="{fill}" stroke="#444"/>')
            name = room.partition(".")[2] or room
            parts.append(f'<text x="{left + (wide - ECART) / 2:.0f}" y="{top + 25}" text-anchor="middle">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main(arguments: list[str]) -> int:
    if "--dessiner" in arguments:
        IMAGE.write_text(dessin(lire()), encoding="utf-8")
        return 0
    found = fautes()
    print("\n".join(found) or "Rien ne remonte, rien ne tourne en rond, rien ne déborde.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
