"""Va chercher les fichiers officiels qui ont une adresse stable, les vérifie, et les pose dans le dossier des sources."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

from layers.socle.avancement import in_megabytes
from layers.socle.defauts import Checker, DataError, shown
from layers.socle.limites import LARGEST_UNPACKED, check_archive, unpacked
from layers.telechargement.annonces import Annonce, resolu
from layers.telechargement.flux import Flux
from layers.telechargement.partiel import Validateurs, forget, note, read_notes
from layers.telechargement.transfert import CHUNK, Delais, TransfertError, transfer

PARQUET = b"PAR1"
HEAD = 4_000  # octets du contenu où le signe d'un flux doit se trouver
NOTHING_CHANGED = "Rien n'a été préparé : le jeu de données en service n'a pas changé."
USUAL = Delais()
Essai = Callable[[Flux, Path], str]


@dataclass(frozen=True)
class Voix:
    """À qui se dit un téléchargement : l'avancement (`say`), ce qui a manqué (`warn`)."""

    say: Callable[[str], None]
    warn: Callable[[str], None]


def sans_essai(_flux: Flux, _path: Path) -> str:
    """Ne lit rien : le fichier est pris tel que reçu."""
    return ""


def telecharger(folder: Path, flux: tuple[Flux, ...], voix: Voix, delais: Delais = USUAL, essai: Essai = sans_essai) -> bool:
    """Rapporte chaque flux dans `folder` ; rend vrai si la préparation peut suivre.

    `essai` lit un fichier reçu avant qu'il ne remplace quoi que ce soit, et rend « » ou pourquoi il ne sert pas. Un flux manqué
    se dit par `voix.warn`, et la version déjà dans le dossier sert encore. La préparation ne suit pas quand rien n'a pu être
    joint, ou quand manque un flux requis dont le dossier n'a aucune version : le jeu en service reste.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missed: list[tuple[Flux, str]] = []
    for rank, one in enumerate(flux, start=1):
        doubt = ", adresse à confirmer" if one.a_confirmer else ""
        host = urlsplit(one.adresse or one.catalogue).hostname
        voix.say(f"Téléchargement {rank}/{len(flux)} : {one.titre} ({host}{doubt})")
        try:
            voix.say("    " + _bring(one, folder, delais, voix.say, essai))
        except TransfertError as error:
            missed.append((one, str(error)))
    there = {one.id: (folder / one.fichier).is_file() for one in flux}
    follows = len(missed) < len(flux) and all(there[one.id] or not one.requis for one, _ in missed)
    for one, why in missed:
        kept = f" La version déjà dans le dossier ({one.fichier}) sert encore." if there[one.id] else " Ce fichier est facultatif."
        voix.warn(f"Téléchargement manqué : {one.titre} : {why}.{kept if follows else ''}")
    if not follows:
        voix.warn(NOTHING_CHANGED)
    return follows


def _bring(named: Flux, folder: Path, delais: Delais, say: Callable[[str], None], essai: Essai) -> str:
    """Rapporte un flux et le met à sa place d'un renommage ; rend ce qu'il faut en dire."""
    one, annonce = resolu(named, delais, say)
    target, partial = folder / one.fichier, folder / f".{one.fichier}.partiel"
    known = _known(one, target)
    found = transfer(one, partial, known, delais, say)
    if found.path is None:
        return f"inchangé depuis le dernier téléchargement : {one.fichier}"
    try:
        size = partial.stat().st_size
        _verify(one, annonce, partial)
        if one.entree:
            _extract(one, partial)
        why = essai(one, partial)
        if why:
            raise TransfertError(f"le fichier reçu ne se lit pas : {why}")
        digest = _digest(partial)
        unchanged = known is not None and known.sha256 == digest
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


def _verify(one: Flux, annonce: Annonce, path: Path) -> None:
    """TransfertError si `path` n'est pas entier, ni du contenu attendu, ni celui que le catalogue annonce."""
    size = path.stat().st_size
    if annonce.octets and size != annonce.octets:
        raise TransfertError(f"{in_megabytes(size)} reçus, {in_megabytes(annonce.octets)} annoncés par le catalogue")
    if size < one.octets_min:
        raise TransfertError(f"{in_megabytes(size)} reçus, {in_megabytes(one.octets_min)} au moins attendus")
    if annonce.algorithme and _digest(path, annonce.algorithme) != annonce.empreinte:
        raise TransfertError("le fichier reçu n'a pas l'empreinte annoncée par le catalogue")
    try:
        head = _head_of_whole(one, path)
    except DataError as error:
        raise TransfertError(str(error)) from None
    if one.signe.encode() not in head:
        raise TransfertError(f"le contenu n'est pas celui attendu (« {one.signe} » manque à son début)")


def _head_of_whole(one: Flux, path: Path) -> bytes:
    """Le début du contenu (pour une archive, le nom de ses parties), le fichier ayant été lu jusqu'au bout."""
    checker = Checker(one.fichier)
    if one.forme == "zip":
        return _parts(path, checker)
    if one.forme == "gzip":
        with unpacked(path, checker) as stream:
            head = stream.read(HEAD)
            while stream.read(CHUNK):
                pass
        return head
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(-len(PARQUET), os.SEEK_END)
        end = stream.read()
    if one.forme == "parquet" and end != PARQUET:
        raise TransfertError("le fichier parquet est coupé")
    if one.forme == "texte" and not end.endswith(b"\n") and not end.rstrip().endswith((b"}", b"]")):
        raise TransfertError("le fichier s'arrête au milieu d'une ligne")
    return head


def _parts(path: Path, checker: Checker) -> bytes:
    """Le nom des parties d'une archive dont chacune se décompresse sans faute."""
    check_archive(path, checker, LARGEST_UNPACKED)
    try:
        with zipfile.ZipFile(path) as archive:
            bad = archive.testzip()
            names = "\n".join(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error, NotImplementedError, RuntimeError):
        raise TransfertError("l'archive reçue est abîmée") from None
    if bad is not None:
        raise TransfertError(f"l'archive reçue est abîmée ({shown(bad)})")
    return names.encode("utf-8", "replace")


def _extract(one: Flux, partial: Path) -> None:
    """Remplace l'archive reçue par la partie que `entree` désigne ; une seule doit l'être."""
    out = partial.with_name(partial.name + ".extrait")
    with zipfile.ZipFile(partial) as archive:
        found = [part for part in archive.infolist() if fnmatch(part.filename, one.entree)]
        if len(found) != 1:
            raise TransfertError(f"une partie « {one.entree} » attendue dans l'archive, {len(found)} trouvée(s)")
        with archive.open(found[0]) as stream, out.open("wb") as written:
            shutil.copyfileobj(stream, written, CHUNK)
    out.replace(partial)


def _install(partial: Path, target: Path) -> None:
    """Pousse le fichier jusqu'au disque, puis le met à sa place d'un renommage."""
    with partial.open("r+b") as stream:  # en écriture : Windows ne pousse pas un fichier ouvert en lecture
        os.fsync(stream.fileno())
    partial.replace(target)
    forget(partial)


def _digest(path: Path, algorithm: str = "sha256") -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()
