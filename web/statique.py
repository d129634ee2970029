"""Publie les gros fichiers immuables (bibliothèque de carte, modules de la carte, tuiles) sous /statique/<version>/.

<version> est l'empreinte de leur contenu : un navigateur les garde un an sans redemander, et un module ES importe
son voisin par un chemin relatif. Ils sont compressés une seule fois, au plus fort, dans build/ ; un second
démarrage ne fait que vérifier. Les paquets JavaScript de Dash et de Plotly passent par la même réserve.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.util
import logging
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from dash import Dash
from flask import Flask, Response, abort, request
from flask_compress import Compress
from whitenoise import WhiteNoise

from layers.geo import tuiles as regional
from settings import TOUTES, Settings
from web import phrases as w

ROUTE = "/statique"
PUBLISHED = ("vendor", "carte", "reunion")
TILES = "france.pmtiles"
REGION_TILES = "region-{}.pmtiles"
MIME_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".pmtiles": "application/vnd.pmtiles", ".woff2": "font/woff2"}
COMPRESSIBLE = {".mjs", ".js", ".css", ".json", ".svg", ".txt", ".md", ".html"}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
KEPT_VERSIONS = 3
DASH_SUITES = "/_dash-component-suites/"
MAP_DATA = "/donnees/"
# Un navigateur qui dessine la carte (WebGL 2, modules) n'a que faire du premier ; la page n'a ni composant de dcc, ni tableau, ni grille.
UNUSED_SCRIPT = re.compile(r'<script src="[^"]*/(?:dash/deps/polyfill@|dash/dcc/|dash/dash_table/|dash_ag_grid/)[^"]*"></script>\s*')
# Ce que la page charge d'abord, ou au premier graphique. Le reste (mathjax…) est compressé à la volée s'il sert.
SUITES = (
    ("dash", "deps/*.min.js"),
    ("dash", "dash-renderer/build/*.min.js"),
    ("dash", "html/*.min.js"),
    ("dash", "dcc/dash_core_components*.js"),
    ("dash", "dcc/async-[dgmsu]*.js"),
    ("dash", "dash_table/bundle.js"),
    ("dash_mantine_components", "dash_mantine_components.js"),
    ("dash_ag_grid", "dash_ag_grid.min.js"),
    ("dash_ag_grid", "async-community.js"),
    ("plotly", "package_data/plotly.min.js"),
)
STATIC_IMPORT = re.compile(r'^(?:import|export)\s[^"\n]*\bfrom "(\.{1,2}/[^"]+)"', re.MULTILINE)
LARGEST_ASYNC_SUITE = 1_000_000


def mount_static(server: Flask, settings: Settings) -> str:
    """Branche sur `server` les fichiers statiques et la compression ; rend le préfixe de leurs adresses.

    Les adresses sont <préfixe>/vendor/…, <préfixe>/carte/…, <préfixe>/region-76.pmtiles (les communes d'une région
    montrée seulement, trois fois moins d'octets à l'ouverture) et <préfixe>/france.pmtiles ; les tuiles se lisent par
    plages d'octets et ne sont jamais compressées. Une version inconnue donne 404. À appeler une fois, avant de servir ;
    `dash.Dash` n'a pas besoin de compress=True.
    """
    version, root = publish(settings)
    prefix = f"{ROUTE}/{version}"
    server.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    Compress(server)
    # Après Compress : Flask exécute ces fonctions de la dernière à la première.
    server.after_request(_sender(settings))
    server.add_url_rule(f"{ROUTE}/<path:chemin>", endpoint="statique-inconnu", view_func=lambda chemin: abort(404))
    noise = WhiteNoise(
        server.wsgi_app,
        root=str(root),
        prefix=prefix,
        mimetypes=MIME_TYPES,
        immutable_file_test=lambda path, url: True,
        allow_all_origins=False,
    )
    tiles = settings.geo / TILES
    if tiles.is_file():
        noise.add_file_to_dictionary(f"{prefix}/{TILES}", str(tiles))
    server.wsgi_app = noise
    return prefix


def publish(settings: Settings) -> tuple[str, Path]:
    """Copie et compresse les dossiers publiés dans build/statique/<version>/, y tire les tuiles de la région, une fois.

    Rend (version, dossier). Le dossier n'apparaît qu'une fois complet, même si deux serveurs démarrent ensemble.
    """
    files = dict(_published_files(settings.assets))
    version = _version(files, settings)
    folder = settings.build / "statique" / version
    if folder.is_dir():
        return version, folder
    draft = folder.with_name(f".{version}.{os.getpid()}")
    draft.mkdir(parents=True, exist_ok=True)
    try:
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda item: _publish_one(item[1], draft / item[0], settings), files.items()))
        _publish_region_tiles(settings, draft)
        draft.rename(folder)
    except OSError:
        if not folder.is_dir():  # sinon un autre serveur l'a publiée entre-temps : la sienne vaut la nôtre
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # un démarrage manqué ne laisse rien
    _forget_old_versions(folder.parent, version)
    return version, folder


def module_addresses(assets: Path, prefix: str, entries: tuple[str, ...]) -> list[str]:
    """Les adresses des modules `entries` (« carte/page.mjs ») et de tous ceux qu'ils importent d'emblée, sans doublon.

    Un import dynamique (`import("…")`) n'en est pas : il se charge quand il sert. Un fichier qui manque est laissé de côté :
    la page le demandera, et dira qu'il manque.
    """
    found: dict[str, None] = {}
    waiting = [assets / entry for entry in entries]
    while waiting:
        module = waiting.pop(0)
        name = Path(os.path.relpath(module, assets)).as_posix()
        if name not in found and module.is_file():
            found[name] = None
            # Une bibliothèque tient dans son fichier, et ses mégaoctets ne se lisent pas à chaque démarrage.
            imports = [] if name.startswith("vendor/") else STATIC_IMPORT.findall(module.read_text(encoding="utf-8"))
            waiting += [Path(os.path.normpath(module.parent / one)) for one in imports]
    return [f"{prefix}/{name}" for name in found]


def compress_suites(settings: Settings) -> int:
    """Compresse les paquets JavaScript de Dash et de Plotly qui ne le sont pas encore ; rend leur nombre.

    Une dizaine de secondes la première fois, quelques centièmes ensuite.
    """
    missing = [path for path in _suite_files() if not _stored(settings, _digest(path.read_bytes()), "br").is_file()]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda path: _store(settings, path.read_bytes()), missing))
    return len(missing)


def _published_files(assets: Path) -> Iterator[tuple[str, Path]]:
    for name in PUBLISHED:
        for path in sorted((assets / name).rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(assets).parts):
                yield path.relative_to(assets).as_posix(), path


def _version(files: dict[str, Path], settings: Settings) -> str:
    """Empreinte des noms, des contenus et des régions ; change dès qu'un octet change."""
    total = hashlib.sha256(",".join((settings.region, *settings.autres_regions)).encode())
    tiles = settings.geo / TILES
    contents = {**files, TILES: tiles} if tiles.is_file() else files
    for name, path in contents.items():
        total.update(f"{name}\0{_digest(path.read_bytes())}\n".encode())
    return total.hexdigest()[:12]


def _publish_region_tiles(settings: Settings, folder: Path) -> None:
    """Une archive par région montrée, sans les communes des autres ; rien si les tuiles, ou la région, manquent."""
    tiles, table = settings.geo / TILES, settings.geo / "communes.csv"
    if not (tiles.is_file() and table.is_file()):
        return
    numbers: dict[str, list[int]] = {}
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            numbers.setdefault(row["region"], []).append(int(row["numero"]))
    others = numbers if settings.autres_regions == (TOUTES,) else settings.autres_regions
    for region in dict.fromkeys((settings.region, *others)):
        if region in numbers:
            regional.extract(tiles, min(numbers[region]), max(numbers[region]), folder / REGION_TILES.format(region))


def _publish_one(source: Path, target: Path, settings: Settings) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if source.suffix not in COMPRESSIBLE:
        return
    content = source.read_bytes()
    for encoding, path in _store(settings, content).items():
        if path.stat().st_size < len(content):
            shutil.copyfile(path, target.with_name(target.name + ENCODINGS[encoding]))


def _forget_old_versions(folder: Path, current: str) -> None:
    """Garde les dernières versions : une page ouverte avant la mise à jour peut encore les demander."""
    others = [path for path in folder.iterdir() if path.is_dir() and path.name != current and not path.name.startswith(".")]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _stored(settings: Settings, digest: str, encoding: str) -> Path:
    return settings.build / "compresse" / (digest + ENCODINGS[encoding])


def _store(settings: Settings, content: bytes) -> dict[str, Path]:
    """Range `content` compressé dans la réserve, sous son empreinte ; ne refait rien de ce qui y est."""
    digest = _digest(content)
    paths = {encoding: _stored(settings, digest, encoding) for encoding in ENCODINGS}
    for encoding, path in paths.items():
        if path.is_file():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(brotli.compress(content) if encoding == "br" else gzip.compress(content, 9, mtime=0))
        draft.replace(path)
    return paths


def _kept(settings: Settings, content: bytes) -> bool:
    """Range `content` ; faux quand le disque ne se laisse pas écrire (conteneur en lecture seule) : on compressera à la volée."""
    try:
        _store(settings, content)
    except OSError as error:
        logging.getLogger(__name__).warning(w.A_LA_VOLEE, error.strerror)
        return False
    return True


def _suite_files() -> Iterator[Path]:
    for package, pattern in SUITES:
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or []) if spec else []:
            for path in sorted(Path(location).glob(pattern)):
                if not (path.name.startswith("async-") and path.stat().st_size > LARGEST_ASYNC_SUITE):
                    yield path


def lighten_index(app: Dash, unused: re.Pattern[str] = UNUSED_SCRIPT) -> None:
    """Ôte de la page les paquets que Dash y met toujours et dont elle ne se sert pas (130 ko compressés sur la carte, et la grille).

    Les cartes des autres régions prennent leurs paquets et leurs styles à l'adresse de la première : un navigateur qui
    passe de l'une à l'autre les a déjà.
    """
    whole = app.interpolate_index
    base = app.config.requests_pathname_prefix

    def lighter(**parts: str) -> str:
        parts["scripts"] = unused.sub("", parts["scripts"])
        parts["app_entry"] = parts["app_entry"].replace("Loading...", "Chargement…")  # le mot de Dash, avant ses scripts
        shared = {name: parts[name].replace(f'"{base}', '"/') for name in ("scripts", "css")}
        return whole(**{**parts, **shared})

    # Le crochet que Dash prévoit pour changer sa page d'accueil.
    app.interpolate_index = lighter


def _sender(settings: Settings):
    """Une fonction after_request : remplace un paquet de Dash, ou les données de la carte, par sa forme compressée en réserve.

    Reconnu à son contenu : une autre version n'est jamais servie à la place d'une autre. Les données de la carte
    entrent en réserve à leur première demande (server.warm_up) ; le reste est compressé à la volée par Flask-Compress.
    """

    def send_compressed(response: Response) -> Response:
        if not request.path.startswith((DASH_SUITES, MAP_DATA)) or response.status_code != 200 or "Content-Encoding" in response.headers:
            return response
        response.vary.add("Accept-Encoding")
        encoding = request.accept_encodings.best_match(["br", "gzip"])
        if encoding is None:
            return response
        content = response.get_data()
        if request.path.startswith(MAP_DATA) and not _kept(settings, content):
            return response
        path = _stored(settings, _digest(content), encoding)
        if not path.is_file():
            return response
        response.set_data(path.read_bytes())
        response.headers["Content-Encoding"] = encoding
        return response

    return send_compressed
