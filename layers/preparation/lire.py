"""Lit tous les fichiers reconnus d'un dossier, et réunit les défauts de tous avant de refuser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from layers.preparation.dates import date_dite
from layers.preparation.reconnaitre import EXTRAIT, HISTORIQUE, PLUS, recognise
from layers.registre.catalogue import Catalogue, Couche, Perimetre
from layers.registre.mises_en_page import PAR_LECTEUR
from layers.socle import limites as bornes
from layers.socle.defauts import DataError, Defect, shown
from layers.socle.limites import trace
from layers.socle.suivi import MUET, Ecran, Suivi, Tell
from layers.socle.textes import noms_propres
from layers.sources.finess_extrait import read_finess_extrait
from layers.sources.finess_historique import date_of_finess_historique, read_finess_historique
from layers.sources.finess_plus import read_finess_plus
from layers.sources.qpv import generation_of, read_qpv
from layers.sources.tvs import read_tvs

# Un périmètre : son lecteur, et le millésime que sa table annonce.
PERIMETRE_READERS = {"tvs": (read_tvs, lambda table: ""), "qpv": (read_qpv, generation_of)}


@dataclass(frozen=True, eq=False)
class Lu:
    """Un fichier lu : ce qu'il est (`id` : une couche ou une mise en page FINESS), sa table, son empreinte,
    le nombre de ses lignes de données, la date ou le millésime que son contenu annonce ('' si aucun), et ce que son
    lecteur a laissé ou corrigé, en phrases."""

    id: str
    fichier: str
    sha256: str
    table: pd.DataFrame
    lignes: int
    date: str = ""
    remarques: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Intake:
    """Les fichiers lus, et les fichiers laissés {chemin relatif: pourquoi}."""

    lus: tuple[Lu, ...]
    ignored: dict[str, str]


def take_in(folder: Path, catalogue: Catalogue, say: Callable[[str], None], ecran: Ecran = MUET) -> Intake:
    """Reconnaît et lit les fichiers de `folder` ; `say` reçoit une ligne par fichier, `ecran` l'avancement des longs.

    DataError : tous les défauts de tous les fichiers, ou un dossier sans aucun fichier reconnu, ou deux
    fichiers différents pour une même couche (deux copies identiques n'en font qu'une).
    """
    found = recognise(folder, catalogue)
    ignored = {_relative(path, folder): why for path, why in found.ignored.items()}
    defects = list(found.defects)
    lus: dict[str, Lu] = {}
    for rank, (path, what) in enumerate(found.taken.items(), start=1):
        name = _relative(path, folder)
        say(f"Lecture {rank}/{len(found.taken)} : {name} ({_title(what, catalogue)}, {path.stat().st_size / 1e6:.1f} Mo)")
        try:
            with Suivi(ecran, name) as suivi:
                lu = _read(path, name, what, catalogue, suivi.tell)
        except DataError as error:
            defects += error.defects
            continue
        first = lus.setdefault(what, lu)
        if first is not lu and first.sha256 == lu.sha256:
            ignored[name] = f"copie de {first.fichier}"
        elif first is not lu:
            defects.append(Defect(name, None, "", f"un seul fichier pour « {what} », déjà {first.fichier}", "un autre fichier"))
    if not lus and not defects:
        defects.append(Defect(folder.name, None, "", "au moins un fichier officiel reconnu", "aucun"))
    if defects:
        raise DataError(defects)
    return Intake(tuple(lus.values()), ignored)


def _read(path: Path, name: str, what: str, catalogue: Catalogue, tell: Tell) -> Lu:
    before = trace(path)
    try:
        found = _content(path, what, catalogue, tell)
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
    except (DataError, OSError):
        _refuse_changed(path, name, before)  # un fichier remplacé en cours de route : le dire, plutôt que ses défauts apparents
        raise
    except MemoryError:
        most = f"un fichier qui se lit en moins de {bornes.MOST_MEMORY / 1e9:g} Go de mémoire"
        raise DataError([Defect(name, None, "", most, "davantage")]) from None
    _refuse_changed(path, name, before)
    table, cleaned = noms_propres(found.pop("table"))
    remarks = found.pop("remarques", ())
    if cleaned:
        remarks += (f"Noms nettoyés de caractères invisibles, ou trop longs : {cleaned}.",)
    return Lu(what, name, digest, table, remarques=remarks, **found)


def _refuse_changed(path: Path, name: str, before: tuple[int, ...]) -> None:
    if not os.path.lexists(path) or trace(path) != before:
        raise DataError([Defect(name, None, "", "un fichier qui ne change pas pendant la lecture", "un fichier modifié")])


def _content(path: Path, what: str, catalogue: Catalogue, tell: Tell) -> dict:
    """Ce qu'un lecteur tire du fichier : table, lignes, et s'il les dit, date et remarques (voir Lu)."""
    if what == PLUS:
        flux = read_finess_plus(path, tell)
        return {"table": flux.sites, "lignes": flux.lus, "date": flux.date, "remarques": flux.remarques}
    if what == HISTORIQUE:
        table = read_finess_historique(path, tell)
        return {"table": table, "lignes": len(table), "date": date_of_finess_historique(path)}
    if what == EXTRAIT:
        table = read_finess_extrait(path, tell)
        together = f"Une ligne par activité ou équipement : {len(table)} sites."
        return {"table": table, "lignes": int(table["lignes"].sum()), "remarques": (together,)}
    entry = catalogue.by_id.get(what)
    if isinstance(entry, Perimetre):
        reader, vintage_of = PERIMETRE_READERS[entry.reader]
        table = reader(path, tell)
        return {"table": table, "lignes": table.index.nunique(), "date": vintage_of(table)}
    couche = catalogue.publication(what)
    assert couche is not None  # layers/preparation/reconnaitre.py ne nomme que ce que le registre connaît
    table = PAR_LECTEUR[couche.reader].lire(path, couche, tell)
    return {"table": table, "lignes": len(table), "date": date_dite(couche.match)}  # la colonne lue porte parfois la date


def _title(what: str, catalogue: Catalogue) -> str:
    entry = catalogue.publication(what) or catalogue.by_id.get(what)
    return entry.title if isinstance(entry, (Couche, Perimetre)) else what


def _relative(path: Path, folder: Path) -> str:
    """Le chemin dans le dossier, sans caractère de contrôle : il va dans le manifeste et à l'écran."""
    return shown(path.relative_to(folder).as_posix())
