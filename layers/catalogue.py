"""Lit data/catalogue.toml, le registre unique des couches, des périmètres, des structures et des indicateurs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from pathlib import Path

from layers.checks import Checker, DataError, Defect

KINDS = ("class", "rate", "count", "date")
LEVELS = ("commune", "departement")
PATTERNS = ("croix", "diagonale", "diagonale-inverse", "horizontal", "points", "points-epars", "plein")
SHAPES = ("rond", "carre", "losange", "etoile", "hexagone", "triangle", "croix", "plus")
READERS = ("cartosante", "apl", "frr", "montagne", "fait", "finess")
PERIMETRE_READERS = ("tvs", "qpv")
GROUPS = ("zonage", "territoire", "telemedecine", "coordination")
SCHEMA = 1
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


@dataclass(frozen=True)
class Classe:
    """Une classe d'une couche : son code court, les valeurs de l'éditeur ou ses bornes [min, max[, son dessin."""

    code: str
    label: str
    colour: str
    pattern: str
    raw: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None

    @property
    def spoken(self) -> bool:
        """Vrai quand le code est celui de l'éditeur (« 1_ZIP ») : le métier le dit, on le montre."""
        return any(raw.partition("_")[2] == self.code for raw in self.raw)


@dataclass(frozen=True)
class Couche:
    """Une couche de la carte : une valeur par commune ou par département, rangée dans des classes ordonnées."""

    id: str
    title: str
    short: str
    group: str
    kind: str
    level: str
    unit: str
    source: str
    publisher: str
    licence: str
    vintage: str
    reader: str
    match: str
    file: str
    classes: tuple[Classe, ...]
    note: str = ""

    @cached_property
    def rank(self) -> dict[str, int]:
        """{code de classe: son rang}, dans l'ordre du catalogue."""
        return {classe.code: i for i, classe in enumerate(self.classes)}

    @cached_property
    def code_of_raw(self) -> dict[str, str]:
        """{valeur de l'éditeur: code de classe}."""
        return {raw: classe.code for classe in self.classes for raw in classe.raw}

    @property
    def bounded(self) -> bool:
        """Vrai quand la classe se déduit d'un nombre (bornes), faux quand l'éditeur la donne."""
        return self.kind in ("rate", "count")

    def class_of_number(self, value: float) -> str | None:
        """Code de la classe dont [min, max[ contient `value` ; None si aucune (jamais deux : vérifié à la lecture)."""
        for classe in self.classes:
            low = classe.min is None or value >= classe.min
            if low and (classe.max is None or value < classe.max):
                return classe.code
        return None


@dataclass(frozen=True)
class SousType:
    """Un sous-type de structure, déduit du nom par l'un de ses mots (sans accents, en capitales)."""

    code: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Structure:
    """Une catégorie de structures montrées en points ; `category` : codes de catégorie FINESS."""

    id: str
    title: str
    short: str
    category: tuple[str, ...]
    shape: str
    colour: str
    shown: bool
    source: str
    publisher: str
    licence: str
    reader: str
    subtypes: tuple[SousType, ...] = ()


@dataclass(frozen=True)
class Indicateur:
    """Un indicateur de territoire qui ne vient ni d'une couche ni d'une structure."""

    id: str
    title: str
    kind: str
    unit: str
    source: str
    publisher: str
    licence: str
    vintage: str
    file: str


@dataclass(frozen=True)
class Perimetre:
    """Un découpage qui ne se colorie pas : chaque commune y a zéro, une ou plusieurs zones, par leur code et leur nom.

    `exhaustive` : toute commune en a une (territoire de vie-santé) ; sinon une commune d'une région que le fichier
    couvre et qui n'y est pas n'en a aucune (quartiers prioritaires).
    """

    id: str
    title: str
    short: str
    exhaustive: bool
    source: str
    publisher: str
    licence: str
    vintage: str
    reader: str
    note: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Le registre : couches, structures, indicateurs, périmètres, dans l'ordre du fichier."""

    couches: tuple[Couche, ...]
    structures: tuple[Structure, ...]
    indicateurs: tuple[Indicateur, ...]
    by_id: dict[str, Couche | Structure | Indicateur | Perimetre] = field(compare=False, default_factory=dict)
    perimetres: tuple[Perimetre, ...] = ()

    def couche(self, couche_id: str) -> Couche:
        """La couche de ce nom ; KeyError si elle n'existe pas."""
        found = self.by_id[couche_id]
        if not isinstance(found, Couche):
            raise KeyError(couche_id)
        return found

    def of_level(self, level: str) -> tuple[Couche, ...]:
        """Les couches par « commune » ou par « departement »."""
        return tuple(couche for couche in self.couches if couche.level == level)


def read_catalogue(path: Path) -> Catalogue:
    """Lit et vérifie le registre `path` (TOML, UTF-8).

    Clé manquante ou inconnue, valeur hors liste, identifiant ou code en double, bornes qui se recouvrent :
    une seule DataError qui nomme chaque défaut, pour que le démarrage s'arrête là.
    """
    name = path.name
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Defect(str(path), None, "", "le registre des couches", "aucun fichier")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Defect(name, None, "", "un fichier TOML en UTF-8", str(error))]) from None
    checker = Checker(name)
    checker.expect(raw.get("schema") == SCHEMA, column="schema", expected=str(SCHEMA), found=raw.get("schema", ""))
    for key in raw.keys() - {"schema", "couche", "structure", "indicateur", "perimetre"}:
        checker.expect(False, column=key, expected="schema, couche, structure, indicateur ou perimetre", found="une clé inconnue")
    couches = [_build(checker, Couche, entry, "couche") for entry in raw.get("couche", [])]
    structures = [_build(checker, Structure, entry, "structure") for entry in raw.get("structure", [])]
    indicateurs = [_build(checker, Indicateur, entry, "indicateur") for entry in raw.get("indicateur", [])]
    perimetres = [_build(checker, Perimetre, entry, "perimetre") for entry in raw.get("perimetre", [])]
    checker.raise_if_any()
    entries = [*couches, *structures, *indicateurs, *perimetres]
    _check_identifiers(checker, entries)
    for couche in couches:
        _check_couche(checker, couche)
    for structure in structures:
        _check_structure(checker, structure)
    for perimetre in perimetres:
        found, where = perimetre.reader, f"perimetre « {perimetre.id} » : reader"
        checker.expect(found in PERIMETRE_READERS, column=where, expected=" | ".join(PERIMETRE_READERS), found=found)
    checker.raise_if_any()
    by_id = {entry.id: entry for entry in entries}
    return Catalogue(tuple(couches), tuple(structures), tuple(indicateurs), by_id, tuple(perimetres))


PARTS = {"classes": Classe, "subtypes": SousType}


def _build(checker: Checker, kind: type, entry: dict, where: str):
    """Une entrée TOML -> `kind` ; note les clés manquantes, inconnues ou du mauvais type ; rend None s'il y en a."""
    label = f"{where} « {entry.get('id', entry.get('code', '?'))} »"
    known = {f.name: f for f in fields(kind)}
    before = len(checker.defects)
    for key in entry.keys() - known.keys():
        checker.expect(False, column=f"{label} : {key}", expected="une clé connue (" + ", ".join(known) + ")", found="une clé inconnue")
    values = {}
    for key, spec in known.items():
        if key not in entry:
            required = spec.default is MISSING and spec.default_factory is MISSING
            checker.expect(not required, column=f"{label} : {key}", expected="une valeur", found="aucune")
        elif key in PARTS:
            values[key] = tuple(_build(checker, PARTS[key], part, label) for part in entry[key])
        else:
            values[key] = _typed(checker, spec.type, entry[key], f"{label} : {key}")
    return kind(**values) if len(checker.defects) == before else None


def _typed(checker: Checker, annotation: str, value, column: str):
    """`value` si elle est du type annoncé (texte, booléen, nombre ou liste de textes) ; sinon note un défaut."""
    if annotation.startswith("tuple"):
        ok = isinstance(value, list) and all(isinstance(item, str) for item in value)
        checker.expect(ok, column=column, expected="une liste de textes", found=value)
        return tuple(value) if ok else ()
    wanted, word = {"str": (str, "un texte"), "bool": (bool, "true ou false")}.get(annotation, ((int, float), "un nombre"))
    checker.expect(isinstance(value, wanted), column=column, expected=word, found=value)
    return value


def _check_identifiers(checker: Checker, entries: list) -> None:
    seen: set[str] = set()
    for entry in entries:
        checker.expect(bool(IDENTIFIER.match(entry.id)), column="id", expected="lettres minuscules, chiffres et tirets", found=entry.id)
        checker.expect(entry.id not in seen, column="id", expected="un identifiant qui ne sert qu'une fois", found=entry.id)
        seen.add(entry.id)


def _check_couche(checker: Checker, couche: Couche) -> None:
    where = f"couche « {couche.id} »"
    for key, allowed in (("kind", KINDS), ("level", LEVELS), ("reader", READERS), ("group", GROUPS)):
        value = getattr(couche, key)
        checker.expect(value in allowed, column=f"{where} : {key}", expected=" | ".join(allowed), found=value)
    codes = [classe.code for classe in couche.classes]
    checker.expect(bool(codes), column=f"{where} : classes", expected="au moins une classe", found="aucune")
    checker.expect(len(set(codes)) == len(codes), column=f"{where} : classes", expected="des codes distincts", found=codes)
    raws = [raw for classe in couche.classes for raw in classe.raw]
    checker.expect(len(set(raws)) == len(raws), column=f"{where} : classes", expected="des valeurs raw distinctes", found=raws)
    for classe in couche.classes:
        _check_drawing(checker, f"{where}, classe « {classe.code} »", classe.colour, classe.pattern, PATTERNS)
        checker.expect(
            couche.bounded or bool(classe.raw),
            column=f"{where}, classe « {classe.code} »",
            expected="raw = [...]",
            found="aucune valeur de l'éditeur",
        )
    if couche.bounded:
        _check_bounds(checker, where, couche)


def _check_bounds(checker: Checker, where: str, couche: Couche) -> None:
    """Les intervalles se suivent sans trou ni recouvrement : chaque valeur a une classe et une seule."""
    ordered = sorted(couche.classes, key=lambda classe: float("-inf") if classe.min is None else classe.min)
    for left, right in zip(ordered, ordered[1:]):
        checker.expect(
            left.max is not None and left.max == right.min,
            column=f"{where} : classes",
            expected=f"max de {left.code} = min de {right.code}",
            found=f"{left.max} et {right.min}",
        )


def _check_structure(checker: Checker, structure: Structure) -> None:
    where = f"structure « {structure.id} »"
    checker.expect(bool(structure.category), column=f"{where} : category", expected="au moins un code", found="aucun")
    checker.expect(structure.reader in READERS, column=f"{where} : reader", expected=" | ".join(READERS), found=structure.reader)
    _check_drawing(checker, where, structure.colour, structure.shape, SHAPES)


def _check_drawing(checker: Checker, where: str, colour: str, form: str, allowed: tuple[str, ...]) -> None:
    checker.expect(bool(COLOUR.match(colour)), column=f"{where} : colour", expected="#RRVVBB", found=colour)
    checker.expect(form in allowed, column=where, expected=" | ".join(allowed), found=form)
