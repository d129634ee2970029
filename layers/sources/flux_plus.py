"""Ce que les deux flux FINESS+ (structures, activités) ont de commun : leur version, leur jour, leurs sites un à un."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import ijson

from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.socle.suivi import EVERY, Tell

BLOC = 1 << 20
SCHEMA = re.compile(rb'"schemaVersion"\s*:\s*"([^"]{0,20})"')
GENERATED = re.compile(rb'"generatedAt"\s*:\s*"([^"]{0,40})"')
KNOWN_SCHEMA = re.compile(rb"v?1(\.\d+)*\Z")
PARIS = ZoneInfo("Europe/Paris")  # le jour de l'éditeur : un flux écrit à 23 h 30 UTC est du lendemain
OUVERT = "A"


def jour_de_paris(text: str) -> str | None:
    """« 2026-11-19T23:30:00Z » -> « 2026-11-20 », le jour à Paris ; sans heure, ou sans fuseau, le jour écrit ; None s'il n'existe pas."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment.astimezone(PARIS) if moment.tzinfo else moment).date().isoformat()


def jour_annonce(path: Path, checker: Checker) -> str:
    """Le jour que le flux annonce, où qu'il l'écrive ; note un défaut si son schéma n'est pas de la version 1, ou sa date impossible."""
    schema = moment = None
    with bornes.unpacked(path, checker) as stream:
        before = b""
        while (block := stream.read(BLOC)) and not (schema and moment):
            window = before + block
            schema, moment = schema or SCHEMA.search(window), moment or GENERATED.search(window)
            before = block[-200:]
    version = schema.group(1) if schema else b""
    known = bool(KNOWN_SCHEMA.match(version))
    checker.expect(known, column="schemaVersion", expected="le schéma v1", found=version.decode("ascii", "replace"))
    checker.raise_if_any()
    written = moment.group(1).decode("ascii", "replace") if moment else ""
    day = jour_de_paris(written) if written else ""
    checker.expect(day is not None, column="generatedAt", expected="une date qui existe, comme 2026-11-20T02:00:00Z", found=written)
    checker.raise_if_any()
    return day or ""


def sites_du_flux(path: Path, checker: Checker, tell: Tell) -> Iterator[dict]:
    """Chaque site du flux, un à un ; la personne morale qui le porte n'est jamais construite entière."""
    with bornes.unpacked(path, checker) as stream:
        try:
            for rank, site in enumerate(ijson.items(stream, "pmej.item.ege.item"), start=1):
                if rank > bornes.MOST_ROWS:
                    bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} sites", "davantage")
                if rank % EVERY == 0:
                    tell(rank, stream.raw.share)
                yield site
        except (ijson.JSONError, UnicodeDecodeError) as error:
            bornes.refuse(checker, "un JSON entier, en UTF-8", error)


def code_de(value: object) -> str:
    """Un code de nomenclature, écrit seul ou {code, system}."""
    found = value.get("code") if isinstance(value, dict) else value
    return "" if found is None else str(found).strip()
