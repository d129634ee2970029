"""Ce que le registre doit respecter pour être montré : valeurs permises, identifiants, bornes, couleurs et motifs."""

from __future__ import annotations

import re

from layers.registre.mises_en_page import LECTEURS
from layers.socle.defauts import Checker
from layers.socle.entrees import LIEUX, PORTEES, Couche, Perimetre, Structure, Usage

KINDS = ("class", "rate", "count", "date")
LEVELS = ("commune", "departement")
PATTERNS = ("croix", "diagonale", "diagonale-inverse", "horizontal", "points", "points-epars", "plein")
SHAPES = ("rond", "carre", "losange", "etoile", "hexagone", "triangle", "croix", "plus", "pentagone", "pointe", "sablier", "chevron")
FAIT, FINESS = "fait", "finess"  # une table de data/facts ; les flux de structures (layers/sources/finess_*.py)
READERS = (*LECTEURS, FAIT, FINESS)
PERIMETRE_READERS = ("tvs", "qpv", "qpv-zonage")
GROUPS = ("zonage", "territoire", "telemedecine", "coordination")
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def check_identifiers(checker: Checker, entries: list) -> None:
    """Note les identifiants mal formés, et ceux qui servent deux fois dans tout le registre."""
    seen: set[str] = set()
    for entry in entries:
        checker.expect(bool(IDENTIFIER.match(entry.id)), column="id", expected="lettres minuscules, chiffres et tirets", found=entry.id)
        checker.expect(entry.id not in seen, column="id", expected="un identifiant qui ne sert qu'une fois", found=entry.id)
        seen.add(entry.id)


def check_couche(checker: Checker, couche: Couche) -> None:
    """Note ce qu'une couche a de faux : listes fermées, classes, bornes, dessin."""
    where = f"couche « {couche.id} »"
    for key, allowed in (("kind", KINDS), ("level", LEVELS), ("reader", READERS), ("group", GROUPS)):
        value = getattr(couche, key)
        checker.expect(value in allowed, column=f"{where} : {key}", expected=" | ".join(allowed), found=value)
    for autre in couche.autres:
        column = f"{where}, autre « {autre.id} » : reader"
        checker.expect(autre.reader in LECTEURS, column=column, expected=" | ".join(LECTEURS), found=autre.reader)
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


def check_structure(checker: Checker, structure: Structure) -> None:
    """Note ce qu'une catégorie de structures a de faux."""
    where = f"structure « {structure.id} »"
    checker.expect(bool(structure.category), column=f"{where} : category", expected="au moins un code", found="aucun")
    _check_said(checker, where, structure)
    checker.expect(structure.reader in READERS, column=f"{where} : reader", expected=" | ".join(READERS), found=structure.reader)
    _check_drawing(checker, where, structure.colour, structure.shape, SHAPES)


def check_usage(checker: Checker, usage: Usage, structures: list[Structure]) -> None:
    """Note ce qu'un usage a de faux : ses mots, sa portée, et de ne pouvoir aller à aucun site."""
    where = f"usage « {usage.id} »"
    _check_said(checker, where, usage)
    given = (usage.category, usage.activity, usage.words, usage.types)
    checker.expect(any(given), column=where, expected="category, activity, words ou types", found="rien")
    codes = {code for one in structures for code in one.category}
    for key in ("category", "among", "presumed"):
        for code in getattr(usage, key):
            checker.expect(code in codes, column=f"{where} : {key}", expected="une catégorie FINESS d'une structure", found=code)
    known = {subtype.code for one in structures for subtype in one.subtypes}
    for code in usage.types:
        checker.expect(code in known, column=f"{where} : types", expected="un sous-type d'une structure", found=code)


def _check_said(checker: Checker, where: str, entry: Structure | Usage) -> None:
    """Les mots, les endroits et la portée de ce qu'on propose."""
    for place in entry.places:
        checker.expect(place in LIEUX, column=f"{where} : places", expected=" | ".join(LIEUX), found=place)
    checker.expect(entry.reach in PORTEES, column=f"{where} : reach", expected=" | ".join(PORTEES), found=entry.reach)
    for key in ("singular", "plural"):
        checker.expect(bool(getattr(entry, key).strip()), column=f"{where} : {key}", expected="son nom dans une phrase", found="rien")


def _check_drawing(checker: Checker, where: str, colour: str, form: str, allowed: tuple[str, ...]) -> None:
    checker.expect(bool(COLOUR.match(colour)), column=f"{where} : colour", expected="#RRVVBB", found=colour)
    checker.expect(form in allowed, column=where, expected=" | ".join(allowed), found=form)


def check_perimetre(checker: Checker, perimetre: Perimetre) -> None:
    """Note le lecteur inconnu d'un périmètre."""
    found, where = perimetre.reader, f"perimetre « {perimetre.id} » : reader"
    checker.expect(found in PERIMETRE_READERS, column=where, expected=" | ".join(PERIMETRE_READERS), found=found)
