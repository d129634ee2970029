"""Les fichiers statiques publiés : version, compression, plages d'octets, en-têtes."""

import dataclasses
import gzip
import re

import brotli
import numpy as np
import pytest
from dash import Dash, html
from flask import Flask, Response

from app import MODULES
from layers.geo import archive as archives
from scripts.geo import mvt
from settings import Settings
from web.statique import KEPT_VERSIONS, _store, _version, lighten_index, module_addresses, mount_static, publish

MODULE = "export const trois = 3;\n" * 100
DATA = '{"codes":["46001"]}' * 100
TILES = bytes(range(256)) * 40


@pytest.fixture
def settings(tmp_path):
    """Un projet avec une bibliothèque, un module de carte, un fichier caché et des tuiles."""
    settings = Settings(root=tmp_path)
    for path, content in {
        "assets/vendor/lib/lib.css": "a{b:c}" * 200,
        "assets/vendor/fonts/police.woff2": "pas vraiment une police",
        "assets/carte/carte.mjs": MODULE,
        "assets/carte/.cache": "rien",
        "assets/style.css": "p{}",
        "data/geo/france.pmtiles": "",
    }.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    (settings.geo / "france.pmtiles").write_bytes(TILES)
    return settings


@pytest.fixture
def mounted(settings):
    """(préfixe, client) d'un serveur qui répond « page » à toute autre adresse, comme Dash."""
    server = Flask("essai")
    server.add_url_rule("/<path:p>", view_func=lambda p: "page")
    prefix = mount_static(server, settings)
    return prefix, server.test_client()


def test_a_module_is_served_as_javascript_for_a_year_and_compressed(mounted):
    prefix, client = mounted
    answer = client.get(f"{prefix}/carte/carte.mjs", headers={"Accept-Encoding": "gzip, br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert brotli.decompress(answer.data).decode() == MODULE


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("", None), ("identity", None)])
def test_the_encoding_is_one_the_browser_accepts(mounted, accepted, encoding):
    prefix, client = mounted
    answer = client.get(f"{prefix}/carte/carte.mjs", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    plain = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[encoding](answer.data)
    assert plain.decode() == MODULE


def test_tiles_are_read_by_ranges_and_never_compressed(mounted):
    prefix, client = mounted
    answer = client.get(f"{prefix}/france.pmtiles", headers={"Range": "bytes=256-511", "Accept-Encoding": "gzip, br"})
    assert answer.status_code == 206
    assert answer.data == bytes(range(256))
    assert answer.headers["Content-Range"] == f"bytes 256-511/{len(TILES)}"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Type"] == "application/vnd.pmtiles"


def test_a_range_past_the_end_of_the_tiles_is_refused(mounted):
    prefix, client = mounted
    assert client.get(f"{prefix}/france.pmtiles", headers={"Range": "bytes=999999-1000000"}).status_code == 416


@pytest.mark.parametrize(
    "path", ["/statique/0123456789ab/carte/carte.mjs", "/statique/rien", "{}/carte/absent.mjs", "{}/../../settings.py", "{}/carte/.cache"]
)
def test_what_is_not_published_is_404_not_the_page(mounted, path):
    prefix, client = mounted
    assert client.get(path.format(prefix)).status_code == 404


def test_the_rest_of_the_site_still_answers(mounted):
    assert mounted[1].get("/ailleurs").text == "page"


def test_the_version_changes_with_the_content_and_only_then(settings):
    first, folder = publish(settings)
    stamp = (folder / "carte/carte.mjs").stat().st_mtime_ns
    assert publish(settings) == (first, folder)
    assert (folder / "carte/carte.mjs").stat().st_mtime_ns == stamp, "rien n'est refait au second démarrage"
    (settings.assets / "carte/carte.mjs").write_text("autre", encoding="utf-8")
    second, _ = publish(settings)
    assert second != first
    (settings.geo / "france.pmtiles").write_bytes(b"autres tuiles")
    assert publish(settings)[0] not in (first, second)


def test_only_the_last_versions_are_kept(settings):
    versions = []
    for i in range(KEPT_VERSIONS + 2):
        (settings.assets / "carte/carte.mjs").write_text(f"version {i}", encoding="utf-8")
        versions.append(publish(settings)[0])
    kept = {path.name for path in (settings.build / "statique").iterdir()}
    assert versions[-1] in kept
    assert len(kept) == KEPT_VERSIONS


def test_no_draft_is_left_behind(settings):
    publish(settings)
    assert not [path for path in settings.build.rglob("*") if path.name.startswith(".")]


def test_the_version_tells_apart_two_names_for_the_same_content_and_two_regions(settings):
    file = settings.assets / "style.css"
    assert _version({"a": file}, settings) != _version({"b": file}, settings)
    assert _version({"a": file}, settings) != _version({"a": file}, dataclasses.replace(settings, region="84"))


def test_the_region_has_its_own_tiles(settings, tmp_path):
    square = [np.array([[0, 0], [4, 0], [4, 4]])]
    tile = mvt.layer("communes", [(7, square, None), (8, square, None)], 4096)
    archives.write(settings.geo / "france.pmtiles", {(0, 0, 0): tile}, {"name": "essai"}, (-5, 41, 9, 51))
    (settings.geo / "communes.csv").write_text("numero,region\n7,76\n8,84\n", encoding="utf-8")
    _, folder = publish(settings)
    archive = archives.read(folder / "region-76.pmtiles")
    assert archive.tiles == {(0, 0, 0): mvt.layer("communes", [(7, square, None)], 4096)}


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_a_dash_bundle_in_store_is_sent_compressed(settings, accepted, encoding):
    _store(settings, MODULE.encode())
    answer = _dash_like(settings).get("/_dash-component-suites/dash/x.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    plain = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[encoding](answer.data)
    assert plain.decode() == MODULE


def test_a_dash_bundle_out_of_store_is_compressed_on_the_fly(settings):
    answer = _dash_like(settings).get("/_dash-component-suites/dash/x.js", headers={"Accept-Encoding": "br"})
    assert brotli.decompress(answer.data).decode() == MODULE


def test_the_map_s_data_is_compressed_at_full_strength_once(settings):
    server = Flask("essai")
    server.add_url_rule("/donnees/<path:p>", view_func=lambda p: Response(DATA, mimetype="application/json"))
    mount_static(server, settings)
    client = server.test_client()
    first, second = (client.get("/donnees/abc/communes.json", headers={"Accept-Encoding": "br"}) for _ in range(2))
    assert first.data == second.data == brotli.compress(DATA.encode())
    assert len(list((settings.build / "compresse").glob("*.br"))) == 3  # une feuille de style, un module, et ces données


def test_the_page_leaves_out_the_scripts_nothing_uses():
    app = Dash("essai", assets_folder="absent")
    app.layout = html.Div("vide")
    before = re.findall(r'<script src="([^"]+)"', app.index())
    lighten_index(app)
    after = re.findall(r'<script src="([^"]+)"', app.index())
    absent = ("polyfill@", "dash/dcc/", "dash_table/", "dash_ag_grid/")
    assert [url for url in before if not any(name in url for name in absent)] == after
    assert len(before) >= len(after) + 4


def _dash_like(settings):
    server = Flask("essai")
    server.add_url_rule("/_dash-component-suites/<path:p>", view_func=lambda p: Response(MODULE, mimetype="text/javascript"))
    mount_static(server, settings)
    return server.test_client()


# ---------------------------------------------------------------- modules demandés d'avance
def test_a_module_brings_those_it_imports_once_and_not_those_it_may_import_later(tmp_path):
    for path, content in {
        "carte/page.mjs": 'import { a } from "./a.mjs";\nimport * as B from "./b.mjs";\n'
        'export const plus = async () => (await import("./tard.mjs")).plus();\n',
        "carte/a.mjs": 'export { b } from "./b.mjs";\n',
        "carte/b.mjs": 'import lib from "../vendor/lib/lib.mjs";\n',
        "carte/tard.mjs": "export const plus = () => 1;\n",
        "vendor/lib/lib.mjs": 'import x from "./dedans.mjs";\n',
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    names = ["carte/page.mjs", "carte/a.mjs", "carte/b.mjs", "vendor/lib/lib.mjs"]
    assert module_addresses(tmp_path, "/s", ("carte/page.mjs",)) == [f"/s/{name}" for name in names]


def test_the_page_asks_in_advance_for_modules_that_exist():
    assets = Settings().assets
    found = module_addresses(assets, "/s", MODULES)
    assert {"/s/carte/page.mjs", "/s/carte/vue.mjs", "/s/vendor/maplibre-gl/maplibre-gl.mjs"} <= set(found)
    assert "/s/carte/export.mjs" not in found
    assert all((assets / address.removeprefix("/s/")).is_file() for address in found)
