"""Lit data/telechargements.toml : les fichiers officiels qui ont une adresse stable."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from layers.socle.defauts import Checker, DataError, Defect
from layers.socle.limites import LARGEST_FILE

SCHEMA = 1
FORMES = ("gzip", "zip", "texte", "parquet")
REGION = "{region}"  # dans une adresse, un motif, un nom de fichier : le code de la région que l'on prépare
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
    catalogue: str = ""
    motif: str = ""
    entree: str = ""
    couche: str = ""
    a_confirmer: bool = False


@dataclass(frozen=True)
class ALaMain:
    """Un fichier sans adresse stable : la couche qu'il porte, la page où l'éditeur le donne, comment l'y prendre."""

    titre: str
    couche: str
    page: str
    comment: str


@dataclass(frozen=True)
class Liste:
    """data/telechargements.toml : ce qui se télécharge, et ce qui ne peut que se chercher à la main."""

    flux: tuple[Flux, ...]
    a_la_main: tuple[ALaMain, ...] = ()


def read_liste(path: Path, region: str = "76") -> Liste:
    """La liste de `path`, dans l'ordre du fichier, pour cette région. DataError : chaque clé absente, inconnue ou mal formée."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Defect(str(path), None, "", "la liste des téléchargements", "aucun fichier")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Defect(path.name, None, "", "un fichier TOML en UTF-8", str(error))]) from None
    checker = Checker(path.name)
    checker.expect(raw.get("schema") == SCHEMA, column="schema", expected=str(SCHEMA), found=raw.get("schema", ""))
    entries, manual = raw.get("flux", []), raw.get("a_la_main", [])
    for kind, given in ((Flux, entries), (ALaMain, manual)):
        for entry in given:
            _check_keys(checker, kind, entry)
    checker.raise_if_any()
    found = tuple(Flux(**_here(entry, region)) for entry in entries)
    for one in found:
        _check(checker, one)
    for key in ("id", "fichier"):
        values = [getattr(one, key) for one in found]
        checker.expect(len(set(values)) == len(values), column=key, expected="des valeurs distinctes", found=", ".join(values))
    by_hand = tuple(ALaMain(**entry) for entry in manual)
    for one in by_hand:
        ok = allowed(one.page, local=True)
        checker.expect(ok, column=f"à la main « {one.titre} » : page", expected="une adresse https://", found=one.page)
    checker.raise_if_any()
    return Liste(found, by_hand)


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


def _here(entry: Mapping, region: str) -> dict:
    """L'entrée, pour cette région."""
    return {key: value.replace(REGION, region) if isinstance(value, str) else value for key, value in entry.items()}


def _check_keys(checker: Checker, kind: type, entry: dict) -> None:
    """Les clés de `kind`, et elles seules, chacune de son type ; une clé qui a une valeur d'usage peut manquer."""
    types = {"str": str, "int": int, "bool": bool}
    known = {one.name: (types[str(one.type)], one.default is MISSING) for one in fields(kind)}
    where = f"flux « {entry.get('id', entry.get('titre', '?'))} »"
    for key in entry.keys() - known.keys():
        checker.expect(False, column=f"{where} : {key}", expected="une clé connue (" + ", ".join(known) + ")", found="une clé inconnue")
    for key, (wanted, required) in known.items():
        ok = type(entry[key]) is wanted if key in entry else not required
        checker.expect(ok, column=f"{where} : {key}", expected=f"une valeur de type {wanted.__name__}", found=entry.get(key, "aucune"))


def _check(checker: Checker, one: Flux) -> None:
    where = f"flux « {one.id} » : "
    checker.expect(bool(IDENTIFIER.match(one.id)), column=where + "id", expected="minuscules, chiffres, tirets", found=one.id)
    checker.expect(bool(FILE_NAME.match(one.fichier)), column=where + "fichier", expected="un nom de fichier simple", found=one.fichier)
    checker.expect(one.forme in FORMES, column=where + "forme", expected=" | ".join(FORMES), found=one.forme)
    for key in ("page", *(key for key in ("adresse", "catalogue") if getattr(one, key) or not one.catalogue)):
        address = getattr(one, key)
        ok = allowed(address, local=True) or (key == "catalogue" and not address)
        checker.expect(ok, column=where + key, expected="une adresse https://", found=address)
    checker.expect(bool(one.catalogue) == bool(one.motif), column=where + "motif", expected="un motif avec un catalogue", found=one.motif)
    checker.expect(_is_pattern(one.motif), column=where + "motif", expected="une expression régulière", found=one.motif)
    checker.expect(not one.entree or one.forme == "zip", column=where + "entree", expected="une entrée d'un zip", found=one.entree)
    bounded = 0 < one.octets_min <= one.octets_max <= LARGEST_FILE
    found = f"{one.octets_min} et {one.octets_max}"
    checker.expect(bounded, column=where + "octets_min", expected=f"0 < octets_min ≤ octets_max ≤ {LARGEST_FILE}", found=found)


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
