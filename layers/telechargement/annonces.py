"""Demande au catalogue d'un éditeur où est aujourd'hui un fichier dont l'adresse porte une date, et à quoi il doit ressembler."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from layers.telechargement.flux import Flux, allowed, is_local
from layers.telechargement.transfert import AGENT, MOST_REDIRECTS, REDIRECTS, Delais, TransfertError

LARGEST_ANSWER = 5_000_000  # octets d'une réponse de catalogue
SUMS = {"sha1": 40, "sha256": 64, "md5": 32}  # algorithme: chiffres de l'empreinte
CHUNK = 1 << 16


@dataclass(frozen=True)
class Annonce:
    """Ce que le catalogue dit d'un fichier : sa taille (0 : il ne le dit pas), son empreinte et l'algorithme (« » : aucune)."""

    octets: int = 0
    algorithme: str = ""
    empreinte: str = ""


def resolu(flux: Flux, delais: Delais, say: Callable[[str], None]) -> tuple[Flux, Annonce]:
    """`flux` à son adresse d'aujourd'hui, et ce que le catalogue en annonce ; tel quel s'il n'a pas de catalogue.

    Le catalogue muet, ou sans le fichier : l'adresse stable sert, s'il y en a une, et c'est dit ; sinon TransfertError.
    """
    if not flux.catalogue:
        return flux, Annonce()
    try:
        entry = _choisie(flux, _demande(flux, delais))
    except TransfertError as error:
        if not flux.adresse:
            raise
        say(f"    {error} ; l'adresse habituelle sert")
        return flux, Annonce()
    return replace(flux, adresse=_adresse(entry, flux)), _annonce(entry)


def _demande(flux: Flux, delais: Delais):
    """La réponse du catalogue, lue en JSON, redirections suivies tant qu'elles restent en https."""
    host, address = urlsplit(flux.catalogue).hostname, flux.catalogue
    with requests.Session() as session:
        session.trust_env = not is_local(flux.catalogue)
        try:
            for _ in range(MOST_REDIRECTS + 1):
                limits = (delais.connexion, delais.silence)
                with session.get(address, headers=AGENT, stream=True, allow_redirects=False, timeout=limits) as response:
                    if response.status_code not in REDIRECTS:
                        return _lue(response, host)
                    address = urljoin(address, response.headers.get("Location", ""))
                if not allowed(address, local=is_local(flux.catalogue)):
                    break
        except (requests.RequestException, HTTPError, OSError):
            raise TransfertError(f"le catalogue de {host} est injoignable", passing=True) from None
    raise TransfertError(f"le catalogue de {host} renvoie d'adresse en adresse")


def _lue(response, host: str | None):
    if response.status_code != 200:
        raise TransfertError(f"le catalogue de {host} répond {response.status_code}", passing=response.status_code >= 500)
    body = b""
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise TransfertError(f"le catalogue de {host} répond plus que prévu")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise TransfertError(f"le catalogue de {host} ne rend pas ce qui était attendu (maintenance ?)") from None


def _choisie(flux: Flux, answer) -> dict:
    """L'entrée du catalogue que le motif désigne ; la plus récente s'il y en a plusieurs."""
    found = [entry for entry in _entrees(answer) if any(re.search(flux.motif, text) for text in _textes(entry))]
    found = [entry for entry in found if allowed(_adresse(entry, flux), local=is_local(flux.catalogue))]
    if not found:
        raise TransfertError(f"le catalogue de {urlsplit(flux.catalogue).hostname} ne cite plus ce fichier")
    return max(found, key=lambda entry: (_texte(entry, "last_modified"), _textes(entry)[0]))


def _entrees(answer) -> Iterator[dict]:
    """Les entrées d'une réponse qui ont une adresse : « resources » (data.gouv.fr), « attachments » (Opendatasoft)."""
    found = (answer.get(name) for name in ("resources", "attachments", "results")) if isinstance(answer, dict) else [answer]
    for entries in found:
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and (_texte(entry, "url") or _texte(entry, "href")):
                yield entry


def _textes(entry: dict) -> list[str]:
    """Ce à quoi une entrée se reconnaît : son adresse, son titre, son nom."""
    metas = entry["metas"] if isinstance(entry.get("metas"), dict) else {}
    names = (_texte(one, name) for one in (entry, metas) for name in ("title", "id"))
    return [text for text in (unquote(_texte(entry, "url") or _texte(entry, "href")), *names) if text]


def _texte(entry: dict, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _adresse(entry: dict, flux: Flux) -> str:
    return urljoin(flux.catalogue, _texte(entry, "url") or _texte(entry, "href"))


def _annonce(entry: dict) -> Annonce:
    """La taille et l'empreinte annoncées, si elles sont bien formées."""
    size, told = entry.get("filesize"), entry.get("checksum")
    octets = size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else 0
    if not isinstance(told, dict):
        return Annonce(octets)
    kind, digest = _texte(told, "type").lower(), _texte(told, "value").lower()
    if SUMS.get(kind) != len(digest) or not re.fullmatch(r"[0-9a-f]+", digest):
        return Annonce(octets)
    return Annonce(octets, kind, digest)
