"""Va chercher les fichiers officiels qui ont une adresse stable, les vérifie, et les pose dans le dossier des sources."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from layers.socle.avancement import in_megabytes
from layers.socle.defauts import Checker, DataError
from layers.socle.limites import check_archive, unpacked
from layers.telechargement.flux import Flux
from layers.telechargement.partiel import Validateurs, forget, note, read_notes
from layers.telechargement.transfert import CHUNK, Delais, TransfertError, transfer

HEAD = 4_000  # octets du contenu où le signe d'un flux doit se trouver
NOTHING_CHANGED = "Rien n'a été préparé : le jeu de données en service n'a pas changé."
USUAL = Delais()


def telecharger(
    folder: Path, flux: tuple[Flux, ...], say: Callable[[str], None], warn: Callable[[str], None], delais: Delais = USUAL
) -> bool:
    """Rapporte chaque flux dans `folder` ; rend vrai si la préparation peut suivre.

    Un flux manqué se dit par `warn`, et la version déjà dans le dossier sert encore. La préparation ne suit pas
    quand rien n'a pu être joint, ou quand manque un flux requis dont le dossier n'a aucune version : le jeu en service reste.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missed: list[tuple[Flux, str]] = []
    for one in flux:
        say(f"Téléchargement : {one.titre} ({urlsplit(one.adresse).hostname})")
        try:
            say("    " + _bring(one, folder, delais, say))
        except TransfertError as error:
            missed.append((one, str(error)))
    there = {one.id: (folder / one.fichier).is_file() for one in flux}
    follows = len(missed) < len(flux) and all(there[one.id] or not one.requis for one, _ in missed)
    for one, why in missed:
        kept = f" La version déjà dans le dossier ({one.fichier}) sert encore." if there[one.id] else " Ce fichier est facultatif."
        warn(f"Téléchargement manqué : {one.titre} : {why}.{kept if follows else ''}")
    if not follows:
        warn(NOTHING_CHANGED)
    return follows


def _bring(one: Flux, folder: Path, delais: Delais, say: Callable[[str], None]) -> str:
    """Rapporte un flux et le met à sa place d'un renommage ; rend ce qu'il faut en dire."""
    target, partial = folder / one.fichier, folder / f".{one.fichier}.partiel"
    known = _known(one, target)
    found = transfer(one, partial, known, delais, say)
    if found.path is None:
        return f"inchangé depuis le dernier téléchargement : {one.fichier}"
    try:
        digest = _verified(one, partial)
        unchanged = known is not None and known.sha256 == digest
        size = partial.stat().st_size
        _install(partial, target)
        note(_kept(target), replace(found.validateurs, sha256=digest))
    except OSError as error:
        raise TransfertError(f"écriture impossible dans {folder} ({error.strerror or error})") from None
    except TransfertError:
        forget(partial)  # ce qui est arrivé n'est pas le bon fichier : rien à reprendre
        raise
    return f"inchangé, mêmes octets : {one.fichier}" if unchanged else f"reçu : {one.fichier}, {in_megabytes(size)}"


def _kept(target: Path) -> Path:
    """Le nom caché dont dérivent les notes du fichier en place (layers.telechargement.partiel.notes_of)."""
    return target.with_name("." + target.name)


def _known(one: Flux, target: Path) -> Validateurs | None:
    """La version en place, si c'est bien celle qui a été téléchargée de cette adresse : octets vérifiés."""
    found = read_notes(target.with_name(f".{target.name}.json"))
    if found is None or found.adresse != one.adresse or not target.is_file() or target.is_symlink():
        return None
    return found if found.sha256 == _digest(target) else None


def _verified(one: Flux, path: Path) -> str:
    """L'empreinte de `path`, entier et du contenu annoncé. TransfertError sinon."""
    size = path.stat().st_size
    if size < one.octets_min:
        raise TransfertError(f"{in_megabytes(size)} reçus, {in_megabytes(one.octets_min)} au moins attendus")
    try:
        head = _head_of_whole(one, path)
    except DataError as error:
        raise TransfertError(str(error)) from None
    if one.forme != "zip" and one.signe.encode() not in head:
        raise TransfertError(f"le contenu n'est pas celui attendu (« {one.signe} » manque à son début)")
    return _digest(path)


def _head_of_whole(one: Flux, path: Path) -> bytes:
    """Le début du contenu, le fichier ayant été lu jusqu'au bout."""
    checker = Checker(one.fichier)
    if one.forme == "zip":
        check_archive(path, checker)
        return b""
    if one.forme == "gzip":
        with unpacked(path, checker) as stream:
            head = stream.read(HEAD)
            while stream.read(CHUNK):
                pass
        return head
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(-1, os.SEEK_END)
        if stream.read(1) != b"\n":
            raise TransfertError("le fichier s'arrête au milieu d'une ligne")
    return head


def _install(partial: Path, target: Path) -> None:
    """Pousse le fichier jusqu'au disque, puis le met à sa place d'un renommage."""
    with partial.open("r+b") as stream:  # en écriture : Windows ne pousse pas un fichier ouvert en lecture
        os.fsync(stream.fileno())
    partial.replace(target)
    forget(partial)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
