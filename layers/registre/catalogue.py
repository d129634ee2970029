"""Lit data/catalogue.toml, le registre unique des couches, des périmètres, des structures et des indicateurs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

from layers.registre.verification import check_couche, check_identifiers, check_perimetre, check_structure, check_usage
from layers.socle.defauts import Checker, DataError, Defect
from layers.socle.entrees import Autre, Classe, Couche, Indicateur, Perimetre, SousType, Structure, Usage, usage_de

SCHEMA = 1


@dataclass(frozen=True)
class Catalogue:
    """Le registre : couches, structures, indicateurs, périmètres, dans l'ordre du fichier."""

    couches: tuple[Couche, ...]
    structures: tuple[Structure, ...]
    indicateurs: tuple[Indicateur, ...]
    by_id: dict[str, Couche | Structure | Indicateur | Perimetre] = field(compare=False, default_factory=dict)
    perimetres: tuple[Perimetre, ...] = ()
    usages_ecrits: tuple[Usage, ...] = ()

    @cached_property
    def usages(self) -> tuple[Usage, ...]:
        """Ce pour quoi on va dans un site, dans l'ordre où on le cherche : les usages écrits au registre, et celui de chaque
        catégorie de structures qui n'en a pas un de son nom."""
        written = {one.id for one in self.usages_ecrits}
        own = (usage_de(one) for one in self.structures if one.id not in written)
        return tuple(sorted((*self.usages_ecrits, *own), key=lambda one: one.order))

    def usage(self, usage_id: str) -> Usage:
        """L'usage de ce nom ; KeyError s'il n'existe pas."""
        return self._usages[usage_id]

    @cached_property
    def _usages(self) -> dict[str, Usage]:
        return {one.id: one for one in self.usages}

    def couche(self, couche_id: str) -> Couche:
        """La couche de ce nom ; KeyError si elle n'existe pas."""
        found = self.by_id[couche_id]
        if not isinstance(found, Couche):
            raise KeyError(couche_id)
        return found

    def structure(self, structure_id: str) -> Structure:
        """La catégorie de structures de ce nom ; KeyError si elle n'existe pas."""
        found = self.by_id[structure_id]
        if not isinstance(found, Structure):
            raise KeyError(structure_id)
        return found

    def publication(self, source_id: str) -> Couche | None:
        """La couche telle que la publie la source de ce nom : elle-même, ou l'une de ses autres publications ; None si aucune."""
        told = [couche for couche in self.couches if couche.id == source_id]
        told += [couche.publiee_par(autre) for couche in self.couches for autre in couche.autres if autre.id == source_id]
        return next(iter(told), None)

    def telle_que_lue(self, sources: Iterable[Mapping]) -> Catalogue:
        """Le registre, où une couche dont les valeurs viennent d'une autre publication dit celle-ci : source, éditeur, licence, date.

        `sources` : celles d'un manifeste (layers/jeu/jeu.py), qui disent les couches qu'elles portent.
        """
        bearers = {couche: source["id"] for source in sources for couche in source.get("couches", ())}
        couches = tuple(couche.citee_de(bearers.get(couche.id, "")) for couche in self.couches)
        return replace(self, couches=couches, by_id={**self.by_id, **{couche.id: couche for couche in couches}})

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
    for key in raw.keys() - {"schema", "couche", "structure", "indicateur", "perimetre", "usage"}:
        checker.expect(False, column=key, expected="schema, couche, structure, usage, indicateur ou perimetre", found="une clé inconnue")
    couches = [_build(checker, Couche, entry, "couche") for entry in raw.get("couche", [])]
    structures = [_build(checker, Structure, entry, "structure") for entry in raw.get("structure", [])]
    indicateurs = [_build(checker, Indicateur, entry, "indicateur") for entry in raw.get("indicateur", [])]
    perimetres = [_build(checker, Perimetre, entry, "perimetre") for entry in raw.get("perimetre", [])]
    usages = [_build(checker, Usage, entry, "usage") for entry in raw.get("usage", [])]
    checker.raise_if_any()
    entries = [*couches, *structures, *indicateurs, *perimetres]
    check_identifiers(checker, [*entries, *(autre for couche in couches for autre in couche.autres)])
    for couche in couches:
        check_couche(checker, couche)
    for structure in structures:
        check_structure(checker, structure)
    for perimetre in perimetres:
        check_perimetre(checker, perimetre)
    check_identifiers(checker, usages)
    for usage in usages:
        check_usage(checker, usage, structures)
    checker.raise_if_any()
    by_id = {entry.id: entry for entry in entries}
    return Catalogue(tuple(couches), tuple(structures), tuple(indicateurs), by_id, tuple(perimetres), tuple(usages))


PARTS = {"classes": Classe, "subtypes": SousType, "autres": Autre}


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
    kinds = {"str": (str, "un texte"), "bool": (bool, "true ou false"), "int": (int, "un nombre entier")}
    wanted, word = kinds.get(annotation, ((int, float), "un nombre"))
    checker.expect(isinstance(value, wanted), column=column, expected=word, found=value)
    return value
