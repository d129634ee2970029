"""Lit data/telechargements.toml : les fichiers officiels qui ont une adresse stable."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from layers.socle.defauts import Checker, DataError, Defect
from layers.socle.limites import LARGEST_FILE

SCHEMA = 1
FORMES = ("gzip", "zip", "texte")
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Flux:
    """Un fichier à télécharger : d'où, sous quel nom, et à quoi on le reconnaît (voir l'en-tête du fichier TOML)."""

    id: str
    titre: str
    page: str
    adresse: str
    fichier: str
    forme: str
    signe: str
    octets_min: int
    octets_max: int
    requis: bool


def read_flux(path: Path) -> tuple[Flux, ...]:
    """Les flux de `path`, dans l'ordre du fichier. DataError : chaque clé absente, inconnue ou mal formée."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Defect(str(path), None, "", "la liste des téléchargements", "aucun fichier")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Defect(path.name, None, "", "un fichier TOML en UTF-8", str(error))]) from None
    checker = Checker(path.name)
    checker.expect(raw.get("schema") == SCHEMA, column="schema", expected=str(SCHEMA), found=raw.get("schema", ""))
    entries = raw.get("flux", [])
    for entry in entries:
        _check_keys(checker, entry)
    checker.raise_if_any()
    found = tuple(Flux(**entry) for entry in entries)
    for one in found:
        _check(checker, one)
    for key in ("id", "fichier"):
        values = [getattr(one, key) for one in found]
        checker.expect(len(set(values)) == len(values), column=key, expected="des valeurs distinctes", found=", ".join(values))
    checker.raise_if_any()
    return found


def allowed(address: str, *, local: bool = False) -> bool:
    """Vrai si `address` peut être demandée : https, sans mot de passe ; http seulement si `local` et vers cette machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        parts.port  # noqa: B018  # un port mal écrit lève ValueError ici
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and local and host in LOOPBACK)


def is_local(address: str) -> bool:
    """Vrai si l'adresse est celle de cette machine (un essai) : elle seule peut être en http."""
    return urlsplit(address).hostname in LOOPBACK


def _check_keys(checker: Checker, entry: dict) -> None:
    """Toutes les clés de Flux, et elles seules, chacune de son type."""
    types = {"str": str, "int": int, "bool": bool}
    known = {one.name: types[str(one.type)] for one in fields(Flux)}
    where = f"flux « {entry.get('id', '?')} »"
    for key in entry.keys() - known.keys():
        checker.expect(False, column=f"{where} : {key}", expected="une clé connue (" + ", ".join(known) + ")", found="une clé inconnue")
    for key, kind in known.items():
        ok = key in entry and type(entry[key]) is kind
        checker.expect(ok, column=f"{where} : {key}", expected=f"une valeur de type {kind.__name__}", found=entry.get(key, "aucune"))


def _check(checker: Checker, one: Flux) -> None:
    where = f"flux « {one.id} » : "
    checker.expect(bool(IDENTIFIER.match(one.id)), column=where + "id", expected="minuscules, chiffres, tirets", found=one.id)
    checker.expect(bool(FILE_NAME.match(one.fichier)), column=where + "fichier", expected="un nom de fichier simple", found=one.fichier)
    checker.expect(one.forme in FORMES, column=where + "forme", expected=" | ".join(FORMES), found=one.forme)
    for key in ("adresse", "page"):
        address = getattr(one, key)
        ok = allowed(address, local=True)
        checker.expect(ok, column=where + key, expected="une adresse https://", found=address)
    bounded = 0 < one.octets_min <= one.octets_max <= LARGEST_FILE
    found = f"{one.octets_min} et {one.octets_max}"
    checker.expect(bounded, column=where + "octets_min", expected=f"0 < octets_min ≤ octets_max ≤ {LARGEST_FILE}", found=found)
