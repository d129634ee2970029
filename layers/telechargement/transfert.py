"""Rapporte un fichier par HTTP dans des bornes de temps et de taille, en reprenant là où la fois d'avant s'est arrêtée."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from layers.socle.avancement import Progress, in_megabytes
from layers.socle.defauts import shown
from layers.telechargement.flux import Flux, allowed, is_local
from layers.telechargement.partiel import Validateurs, begun, forget, note

CHUNK = 1 << 16
ENOUGH = 64  # octets qui suffisent à reconnaître une forme
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = {"User-Agent": "Maillage (preparation de donnees officielles)", "Accept-Encoding": "identity"}
MAGIC = {"gzip": b"\x1f\x8b", "zip": b"PK\x03\x04", "parquet": b"PAR1"}
HTML = (b"<!doctype", b"<html", b"<?xml", b"<head")


class TransfertError(Exception):
    """Un téléchargement qui n'a pas abouti : une phrase en français, sans point. `passing` : recommencer peut suffire."""

    def __init__(self, why: str, *, passing: bool = False):
        self.passing = passing
        super().__init__(why)


@dataclass(frozen=True)
class Delais:
    """Les délais d'un flux, en secondes : joindre le serveur, silence en cours de route, le tout ; essais et pause entre deux."""

    connexion: float = 15
    silence: float = 60
    total: float = 1800
    essais: int = 3
    pause: float = 2


@dataclass(frozen=True)
class Rapporte:
    """Un fichier entièrement reçu, encore à côté ; None si le serveur dit qu'il n'a pas changé."""

    path: Path | None
    validateurs: Validateurs


def transfer(flux: Flux, partial: Path, known: Validateurs | None, delais: Delais, say: Callable[[str], None]) -> Rapporte:
    """Rapporte `flux` dans `partial`, repris s'il est commencé ; `known` : la version déjà là, à ne pas redemander.

    TransfertError : le fichier n'est pas arrivé ; ce qui en a été reçu reste dans `partial` si la suite pourra s'y ajouter.
    """
    deadline = time.monotonic() + delais.total
    for attempt in range(1, delais.essais + 1):
        try:
            return _within(deadline, delais, lambda stop: _attempt(flux, partial, known, delais, say, stop))
        except TransfertError as error:
            if not error.passing or attempt == delais.essais or time.monotonic() + delais.pause * attempt > deadline:
                raise
            say(f"    {error} ; nouvel essai ({attempt + 1} sur {delais.essais})")
            time.sleep(delais.pause * attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _within(deadline: float, delais: Delais, call: Callable[[threading.Event], Rapporte]) -> Rapporte:
    """`call`, arrêté à l'heure dite. requests ne borne que le silence entre deux octets : un serveur qui en donne un
    par minute, ou un nom qui ne se résout pas, tiendrait indéfiniment. Le fil abandonné n'écrit plus rien."""
    stop, answers = threading.Event(), queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(stop), None))
        except BaseException as error:  # noqa: BLE001  # rendue telle quelle au fil principal
            answers.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        found, error = answers.get(timeout=max(deadline - time.monotonic(), 0.001))
    except queue.Empty:
        raise TransfertError(f"pas fini au bout de {delais.total:g} s") from None
    finally:
        stop.set()
    if error is not None:
        raise error
    return found


def _attempt(
    flux: Flux, partial: Path, known: Validateurs | None, delais: Delais, say: Callable[[str], None], stop: threading.Event
) -> Rapporte:
    started = begun(partial, flux.adresse)
    with requests.Session() as session:
        session.trust_env = not is_local(flux.adresse)  # un relais (proxy) d'entreprise sert à sortir, pas à se parler
        try:
            response = _ask(session, flux, known, started, partial, delais)
            with response:
                return _receive(response, flux, partial, started, say, stop)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _explained(error, flux, delais, partial) from None


def _ask(session, flux: Flux, known: Validateurs | None, started: Validateurs | None, partial: Path, delais: Delais):
    """La réponse, redirections suivies une à une : chacune doit rester en https."""
    headers = dict(AGENT)
    if known:
        headers |= {name: value for name, value in (("If-None-Match", known.etag), ("If-Modified-Since", known.modifie)) if value}
    if started:
        headers |= {"Range": f"bytes={partial.stat().st_size}-", "If-Range": started.strong}
    address = flux.adresse
    for _ in range(MOST_REDIRECTS + 1):
        response = session.get(address, headers=headers, stream=True, allow_redirects=False, timeout=(delais.connexion, delais.silence))
        if response.status_code not in REDIRECTS:
            return response
        address = urljoin(address, response.headers.get("Location", ""))
        response.close()
        if not allowed(address, local=is_local(flux.adresse)):
            raise TransfertError(f"renvoi refusé vers {shown(address)} (https attendu)")
    raise TransfertError(f"plus de {MOST_REDIRECTS} renvois d'une adresse à l'autre")


def _receive(
    response, flux: Flux, partial: Path, started: Validateurs | None, say: Callable[[str], None], stop: threading.Event
) -> Rapporte:
    """Écrit le corps de la réponse à la suite de `partial`, ou depuis zéro."""
    found = Validateurs(flux.adresse, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    if response.status_code == 304:
        forget(partial)
        return Rapporte(None, found)
    start = _start(response, partial, started)
    total = start + _announced(response)
    if total > flux.octets_max:
        raise TransfertError(f"{in_megabytes(total)} annoncés, {in_megabytes(flux.octets_max)} au plus attendus")
    if start == 0:
        forget(partial)
        note(partial, found)
    progress = Progress(start, total, say)
    with partial.open("ab") as out:
        received = start
        for chunk in _chunks(response.raw):
            if stop.is_set():
                return Rapporte(None, found)  # abandonné : personne ne lit cette réponse
            if received == 0:
                _check_magic(chunk, flux, partial)
            received += len(chunk)
            if received > flux.octets_max:
                forget(partial)
                raise TransfertError(f"plus de {in_megabytes(flux.octets_max)} reçus")
            out.write(chunk)
            progress.tell(received)
    if received < total:
        raise TransfertError(f"coupé à {in_megabytes(received)} sur {in_megabytes(total)}", passing=True)
    return Rapporte(partial, found)


def _chunks(raw) -> Iterator[bytes]:
    """Les blocs du corps, tels qu'ils arrivent ; le premier est assez long pour que la forme du fichier s'y voie."""
    first = b""
    while chunk := raw.read1(CHUNK, decode_content=False):
        first += chunk
        if len(first) >= ENOUGH:
            yield first
            break
    else:
        yield from (first,) if first else ()
        return
    while chunk := raw.read1(CHUNK, decode_content=False):
        yield chunk


def _start(response, partial: Path, started: Validateurs | None) -> int:
    """D'où part le corps de la réponse : 0, ou la fin de ce qui est déjà reçu. TransfertError pour tout autre statut."""
    host, status = urlsplit(response.url).hostname, response.status_code
    if status == 200:
        return 0
    if status == 206 and started:
        here = partial.stat().st_size
        if response.headers.get("Content-Range", "").startswith(f"bytes {here}-"):
            return here
    if status in (206, 416):  # la suite demandée n'existe pas, ou n'est pas celle-là : tout reprendre
        forget(partial)
        raise TransfertError(f"{host} ne sait pas reprendre où le fichier en était", passing=True)
    raise TransfertError(f"{host} répond {status}", passing=status == 429 or status >= 500)


def _announced(response) -> int:
    """Les octets que la réponse annonce encore ; 0 si elle ne le dit pas."""
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _check_magic(chunk: bytes, flux: Flux, partial: Path) -> None:
    """Les premiers octets sont ceux de la forme attendue ; une page de maintenance se reconnaît et se dit."""
    start = chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if start.startswith(HTML):
        forget(partial)
        raise TransfertError("le serveur rend une page HTML au lieu du fichier (maintenance ?)")
    magic = MAGIC.get(flux.forme)
    if (magic and not chunk.startswith(magic)) or (not magic and chunk.startswith(tuple(MAGIC.values()))):
        forget(partial)
        raise TransfertError(f"un fichier {flux.forme} était attendu, il commence par {shown(chunk[:8].decode('latin-1'))}")


def _explained(error: Exception, flux: Flux, delais: Delais, partial: Path) -> TransfertError:
    """L'erreur du réseau, en une phrase."""
    host = urlsplit(flux.adresse).hostname
    if isinstance(error, requests.exceptions.SSLError):
        return TransfertError(f"le certificat de {host} n'est pas reconnu")
    if isinstance(error, requests.exceptions.ProxyError):
        return TransfertError("le relais (proxy) de ce réseau refuse la connexion", passing=True)
    if isinstance(error, requests.ConnectTimeout):
        return TransfertError(f"{host} ne répond pas en {delais.connexion:g} s", passing=True)
    if isinstance(error, (requests.Timeout, ReadTimeoutError)):
        return TransfertError(f"plus rien reçu de {host} pendant {delais.silence:g} s", passing=True)
    if isinstance(error, requests.ConnectionError):
        return TransfertError(f"{host} est injoignable", passing=True)
    if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
        return TransfertError(f"écriture impossible ({shown(error.strerror or error)})")
    where = f" à {in_megabytes(partial.stat().st_size)}" if partial.is_file() else ""
    return TransfertError(f"la connexion avec {host} s'est rompue{where}", passing=True)
