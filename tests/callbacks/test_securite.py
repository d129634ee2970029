"""Les en-têtes, les bornes, les refus et le débit : sur toutes les routes, et contre cinquante demandes hostiles."""

from __future__ import annotations

import json
import re
import tracemalloc
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app as application
from settings import Settings
from tests.demandes import CALLBACKS, of_the_server, request_of
from tests.projet import projet_reduit
from web.bornes import LARGEST_BODY
from web.entetes import content_policy

TRACES = ("Traceback", 'File "', "KeyError", "IndexError", "site-packages", "werkzeug", "Werkzeug", "DashRenderer")
LONGEST_REFUSAL = 6_000
# Une adresse de chaque route, avec ce qui la remplit ; une route neuve y est ajoutée par l'essai qui les compare.
FILLED = {
    "/static/<path:filename>": "/static/x.js",
    "/assets/<path:filename>": "/assets/style.css",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "/_dash-component-suites/dash/deps/react@18.3.1.min.js",
    "/<path:path>": "/nulle/part",
    "/statique/<path:chemin>": "/statique/inconnu",
    "/donnees/<version>/<name>.json": "/donnees/0/communes.json",
    "/api/v1/communes/<code>": "/api/v1/communes/46003",
    "/api/v1/communes/<code>/aides": "/api/v1/communes/46003/aides",
    "/api/v1/territoires/<territoire_id>": "/api/v1/territoires/dep-46",
    "/api/<path:_rest>": "/api/x",
    "/export/<fmt>": "/export/csv",
    "/feuilles/<clef>.zip": "/feuilles/" + "0" * 40 + ".zip",
    "/commune/<code>": "/commune/46003",
    "/commune/<path:_reste>": "/commune/x/y",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Un projet réduit à ce que le serveur publie."""
    return projet_reduit(tmp_path_factory.mktemp("projet")).root


@pytest.fixture(scope="module")
def dash(small, folder):
    return application.create_app(small, Settings(root=folder, debit=0))


@pytest.fixture(scope="module")
def client(dash):
    return dash.server.test_client()


def every_address(dash) -> list[str]:
    """Une adresse par route que l'application connaît ; `<…>` est rempli au hasard si FILLED ne le dit pas."""
    rules = {rule.rule for rule in dash.server.url_map.iter_rules()}
    return sorted(FILLED.get(rule, re.sub(r"<[^>]+>", "x", rule)) for rule in rules)


def refused(answer, *statuses: int) -> str:
    """Vérifie un refus : le code, une phrase courte en français, aucune trace ; rend ce qui est dit."""
    said = unescape(answer.get_data(as_text=True))
    assert answer.status_code in (statuses or range(400, 500)), (answer.status_code, said[:300])
    assert len(said) <= LONGEST_REFUSAL and not any(trace in said for trace in TRACES), said[:300]
    return json.loads(said)["erreur"] if answer.is_json else said


# ---------------------------------------------------------------- en-têtes


def test_every_route_answers_with_the_headers_and_no_cookie(dash, client):
    for address in every_address(dash):
        for method in (client.get, client.post, client.options, client.head):
            answer = method(address)
            told = f"{method.__name__} {address} {answer.status_code}"
            assert answer.headers["X-Content-Type-Options"] == "nosniff", told
            assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin", told
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], told
            assert "camera=()" in answer.headers["Permissions-Policy"], told
            assert "Set-Cookie" not in answer.headers, told
            assert answer.status_code < 500, told


def test_static_files_have_them_too(dash, client):
    page = client.get("/").get_data(as_text=True)
    prefix = re.search(r"/statique/[0-9a-f]{12}", page)[0]
    files = [f"{prefix}/carte/carte.mjs", *re.findall(r'<script src="([^"]+)"', page)]
    assert len(files) > 5
    for file in files:
        answer = client.get(file)
        assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff"), file
        answer.close()


def test_the_policy_allows_no_inline_script_but_the_line_that_starts_dash(dash, client):
    rules = dict(rule.split(" ", 1) for rule in client.get("/").headers["Content-Security-Policy"].split("; "))
    assert rules["script-src"].split() == ["'self'", *dash.csp_hashes()]
    assert len(dash.csp_hashes()) == 1
    assert "http" not in json.dumps(rules) and "*" not in json.dumps(rules)
    html = client.get("/").get_data(as_text=True)
    inline = [tag for tag in re.findall(r"<script([^>]*)>", html) if " src=" not in tag]
    # Deux scripts ne sont que des données : le navigateur ne les exécute pas.
    assert sorted(inline) == [
        ' id="_dash-config" type="application/json"',
        ' id="_dash-renderer" type="application/javascript"',
        ' type="application/json" id="configuration-de-la-carte"',
    ]
    assert not re.search(r"\son[a-z]+=", html)


def ancestors(answer) -> str:
    return re.search(r"frame-ancestors ([^;]*)", answer.headers["Content-Security-Policy"])[1]


@pytest.mark.parametrize(
    ("integration", "embedded"),
    [((), "'self'"), (("https://www.lot.fr", "https://*.occitanie.fr"), "'self' https://www.lot.fr https://*.occitanie.fr"), (("*",), "*")],
)
def test_only_embedded_pages_open_to_the_sites_of_the_setting(small, folder, integration, embedded):
    client = application.create_app(small, Settings(root=folder, integration=integration)).server.test_client()
    assert ancestors(client.get("/commune/46003?embed=1")) == embedded
    for other in ("/", "/commune/46003", "/commune/46003?embed=0", "/api/v1/layers"):
        assert ancestors(client.get(other)) == "'self'"


def test_a_policy_is_written_out():
    assert content_policy(["'sha256-x'"], ["'self'"]) == (
        "default-src 'none'; script-src 'self' 'sha256-x'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    )


# ---------------------------------------------------------------- adresses hostiles

BAD_ADDRESSES = [
    "/nulle-part",
    "/admin.php",
    "/.env",
    "/.git/config",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/../app.py",
    "/assets/..%2fapp.py",
    "/assets/%2e%2e/settings.py",
    "/assets//etc/passwd",
    "/assets/..\\app.py",
    "/statique/../app.py",
    "/statique/%2e%2e/app.py",
    "/static/../app.py",
    "/_dash-component-suites/nulle/x.js",
    "/_dash-component-suites/dash/../../app.py",
    "/_dash-component-suites/dash/%2e%2e/dash.py",
    "/_dash-component-suites/os/path.py",
    "/donnees/0/communes.json",
    "/donnees/../../etc/passwd.json",
    "/donnees/%00/communes.json",
    "/commune/%00",
    "/commune/../app.py",
    "/commune/<script>alert(1)</script>",
    "/commune/46003;drop table",
    "/commune/46003/../../app.py",
    "/api/v1/communes",
    "/api/v1/communes?q=",
    "/api/v1/communes?q=%20",
    "/api/v1/communes?q=" + "a" * 201,
    "/api/v1/communes/" + "4" * 999,
    "/api/v1/communes/%00",
    "/api/v1/communes/<script>",
    "/api/v1/communes/46003/aides?metier=%00",
    "/api/v1/communes/46003/aides?inconnue=1",
    "/api/v1/territoires/dep-",
    "/api/v1/territoires/dep-46'--",
    "/api/v1/territoires/__class__",
    "/api/v2/communes",
    "/" + "x" * 1_001,
    "/?q=" + "x" * 4_001,
    "/commune?q=" + "x" * 5_000,
    "/api/v1/communes?" + "&".join(f"a{n}=1" for n in range(1_000)),
    "/export/exe",
    "/export/../app.py",
    "/export/csv?territoire=dep-99",
    "/export/csv?theme=%27%20OR%201=1",
    "/export/xlsx?region=../..",
    "/export/svg?inconnue=<script>alert(1)</script>",
    "/healthz/../app.py",
    "/_dash-layout/x",
    "/_reload-hash/x",
    "/\u202e",
    "/%ff%fe",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES, ids=lambda address: address[:40])
def test_a_hostile_address_is_refused_in_a_sentence(client, address):
    said = refused(client.get(address))
    assert "<script>alert" not in client.get(address).get_data(as_text=True) and "root:" not in said and "create_app" not in said
    assert any(french in said for french in ("adresse", "commune", "données", "paramètre", "Territoire", "demande", "Attendu", "vue"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_only_reading_methods_are_known(client, method):
    for address in ("/", "/api/v1/layers", "/commune/46003", CALLBACKS):
        answer = client.open(address, method=method)
        refused(answer, 405)
        assert "GET" in answer.headers["Allow"] or "POST" in answer.headers["Allow"]


def test_an_unknown_page_is_not_the_map(client):
    said = refused(client.get("/nulle-part"), 404)
    assert "Cette page n'existe pas" in said and '<html lang="fr">' in said


# ---------------------------------------------------------------- callbacks hostiles


def panel_body(value="dep-46") -> dict:
    """La demande de fiche, telle que la page l'envoie."""
    return {
        "output": "..fiche-tete.children...fiche-corps.children..",
        "outputs": [{"id": part, "property": "children"} for part in ("fiche-tete", "fiche-corps")],
        "inputs": [{"id": "territoire", "property": "value", "value": value}],
        "changedPropIds": ["territoire.value"],
    }


def changed(**more) -> str:
    return json.dumps({**panel_body(), **more})


def without(key: str) -> str:
    return json.dumps({k: v for k, v in panel_body().items() if k != key})


BAD_BODIES = {
    "vide": "",
    "pas du JSON": "territoire=dep-46",
    "JSON coupé": changed()[:-3],
    "null": "null",
    "un nombre": "12",
    "une liste": "[]",
    "un texte": '"x"',
    "un objet vide": "{}",
    "des crochets sans fin": "[" * 100_000,
    "des objets sans fin": '{"a":' * 50_000,
    "octets qui ne sont pas de l'UTF-8": b'{"output": "\xff\xfe"}',
    "sortie inconnue": changed(output="app.config"),
    "sortie du navigateur": changed(output="vue.value", outputs={"id": "vue", "property": "value"}),
    "sortie absente": without("output"),
    "sortie nulle": changed(output=None),
    "sortie en liste": changed(output=["a", "b"]),
    "sortie en objet": changed(output={"id": "a"}),
    "sortie très longue": changed(output="x" * 100_000),
    "sortie qui injecte": changed(output="..__class__.__init__...x.y.."),
    "sorties absentes": without("outputs"),
    "sorties d'un autre": changed(outputs=[{"id": "x", "property": "children"}] * 2),
    "sorties en trop": changed(outputs=[{"id": "fiche-tete", "property": "children"}] * 3),
    "sorties nulles": changed(outputs=None),
    "sorties en texte": changed(outputs="fiche-tete.children"),
    "sorties de nombres": changed(outputs=[1, 2]),
    "entrées absentes": without("inputs"),
    "entrées nulles": changed(inputs=None),
    "entrées vides": changed(inputs=[]),
    "entrées en objet": changed(inputs={"id": "territoire"}),
    "entrée d'un autre nom": changed(inputs=[{"id": "configuration", "property": "value", "value": 1}]),
    "entrée d'une autre propriété": changed(inputs=[{"id": "territoire", "property": "__class__", "value": 1}]),
    "entrée sans nom": changed(inputs=[{"property": "value", "value": 1}]),
    "entrée nulle": changed(inputs=[None]),
    "entrée en liste": changed(inputs=[[{"id": "territoire", "property": "value"}]]),
    "identifiant en objet": changed(inputs=[{"id": {"type": "territoire"}, "property": "value"}]),
    "cent mille entrées": changed(inputs=[{"id": "territoire", "property": "value"}] * 2_000),
    "états en trop": changed(state=[{"id": "x", "property": "y", "value": 1}]),
    "états nuls": changed(state=None),
    "changements en texte": changed(changedPropIds="territoire.value"),
    "changements de nombres": changed(changedPropIds=[1]),
    "changements d'objets": changed(changedPropIds=[{}]),
    "changements nuls": changed(changedPropIds=None),
    "sortie seule au lieu de deux": changed(outputs={"id": "fiche-tete", "property": "children"}),
    "demi-caractère": changed(inputs=[{"id": "territoire", "property": "value", "value": "\ud800"}]),
    "demi-caractère dans un nom": changed(**{"\udfff": 1}),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_hostile_callback_is_refused_in_a_sentence(client, body):
    assert refused(client.post(CALLBACKS, data=body, content_type="application/json"), 400) == "Cette demande n'a pas la forme attendue."


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(client, content_type):
    assert "JSON" in refused(client.post(CALLBACKS, data=changed(), content_type=content_type), 415)


def test_a_body_too_long_is_refused_without_being_kept(client):
    size = 40 * 1024 * 1024
    body = b'{"output": "' + b"x" * size + b'"}'
    tracemalloc.start()
    refused(client.post(CALLBACKS, data=body, content_type="application/json"), 413)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Le client d'essai tient une copie du corps ; le serveur n'en lit pas un octet.
    assert peak < size * 1.5
    assert refused(client.post("/", data=body[:LARGEST_BODY]), 405)


def test_what_the_page_sends_passes(client):
    assert client.post(CALLBACKS, json=panel_body()).status_code == 200


def test_every_callback_of_the_server_passes_as_its_page_sends_it(dash, client):
    """Ce que déclare /_dash-dependencies, rempli de valeurs nulles comme à l'ouverture : aucun n'est pris pour hostile."""
    asked = of_the_server(client.get("/_dash-dependencies").json)
    assert asked
    for one in asked:
        answer = client.post(CALLBACKS, json=request_of(one, {}))
        assert answer.status_code in (200, 204), (one["output"], answer.get_data(as_text=True)[:200])


# Tous les textes que JSON sait dire, demi-caractères compris : st.text() n'en fait pas.
TEXTS = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=20)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(key=st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds", "autre"]), value=JSON_VALUES)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_put_in_a_request_it_is_answered_or_refused(client, key, value):
    answer = client.post(CALLBACKS, json={**panel_body(), key: value})
    assert answer.status_code in (200, 400)


APPLICATIONS = ("", "/tableau")


def test_every_application_of_the_server_is_walked(dash):
    bases = {rule.rule.removesuffix(CALLBACKS) for rule in dash.server.url_map.iter_rules() if rule.rule.endswith(CALLBACKS)}
    assert bases == set(APPLICATIONS)


@given(value=JSON_VALUES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("base", APPLICATIONS)
def test_whatever_value_is_given_to_a_callback_of_any_application_it_answers_or_refuses(client, base, value):
    for one in of_the_server(client.get(f"{base}/_dash-dependencies").json):
        body = request_of(one, dict.fromkeys((declared["id"] for declared in (*one["inputs"], *one["state"])), value))
        answer = client.post(base + CALLBACKS, data=json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 204, 400), one["output"]


@given(key=st.sampled_from(["outputs", "inputs", "state", "changedPropIds"]), value=JSON_VALUES, listed=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("base", APPLICATIONS)
def test_whatever_shape_a_callback_of_any_application_is_given_it_answers_or_refuses(client, base, key, value, listed):
    for one in of_the_server(client.get(f"{base}/_dash-dependencies").json):
        body = {**request_of(one, {}), key: [value] if listed else value}
        answer = client.post(base + CALLBACKS, data=json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 204, 400), one["output"]
        if answer.status_code == 400:
            assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("value", [{"id": {"type": "x", "couche": "apl"}, "property": "value"}, {}, "x", None])
def test_a_pattern_given_as_one_component_or_with_another_type_is_refused(client, value):
    for one in of_the_server(client.get("/_dash-dependencies").json):
        body = request_of(one, {})
        if not isinstance(body["outputs"], list) or not any(isinstance(part, list) for part in body["outputs"]):
            continue
        for wrong in (value, [value]):
            outputs = [wrong if isinstance(part, list) else part for part in body["outputs"]]
            refused(client.post(CALLBACKS, json={**body, "outputs": outputs}), 400)


@pytest.mark.parametrize("search", ["?departement=", "?autredepartement=46", "?x=departement=", "?departement=46&departement=", "?", ""])
def test_a_plain_link_to_the_sheets_never_fails(client, search):
    assert client.get(f"/feuilles/{search}").status_code == 200


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"q": "\\ud800"}', '{"q": ', "\xff", ""], ids=["profond", "demi-caractère", "coupé", "octets", "vide"]
)
def test_the_search_of_the_kiosk_refuses_what_it_cannot_read(client, body):
    refused(client.post("/borne/communes", data=body.encode("latin1"), content_type="application/json"), 400)


def test_a_body_shorter_than_it_says_is_refused(client):
    short = json.dumps({"q": "vallee"}).encode()
    refused(client.post("/borne/communes", data=short, content_type="application/json", environ_overrides={"CONTENT_LENGTH": "100"}), 400)


@pytest.mark.parametrize("base", APPLICATIONS)
def test_a_refused_callback_of_any_application_gets_json(client, base):
    answer = client.post(base + CALLBACKS, json={"output": "rien"})
    assert answer.status_code == 400 and answer.mimetype == "application/problem+json" and answer.json["erreur"]


def test_an_application_serves_the_files_of_the_project_wherever_it_is_started(small, folder, tmp_path, monkeypatch):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    client = application.create_app(small, Settings(root=folder, debit=0)).server.test_client()
    for base in APPLICATIONS:
        refused(client.get(f"{base}/assets/secret.txt"), 404)


@pytest.mark.parametrize(
    "bundle", ["dash/dash-renderer/build/dash_renderer.min.js.map", "dash_mantine_components/dash_mantine_components.js.map"]
)
@pytest.mark.parametrize("base", APPLICATIONS)
def test_a_source_map_that_is_not_shipped_does_not_exist(client, base, bundle):
    refused(client.get(f"{base}/_dash-component-suites/{bundle}"), 404)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br;q=0", None),
        ("br;q=0, gzip;q=0", None),
        ("gzip;q=0", None),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0, br", "br"),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("br", "br"),
        ("GZIP", "gzip"),
    ],
)
def test_a_refused_encoding_is_not_sent(client, accepted, encoding):
    for address in ("/api/v1/layers", "/territoires", "/_dash-component-suites/dash/deps/react@18.3.1.min.js", "/commune/46003"):
        assert client.get(address, headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding") == encoding, address


def test_robots_read_the_pages_and_a_flaw_has_someone_to_tell(small, folder, client):
    assert "Disallow: /export/" in client.get("/robots.txt").text and client.get("/robots.txt").mimetype == "text/plain"
    assert client.get("/.well-known/security.txt").status_code == 404
    told = application.create_app(small, Settings(root=folder, contact="securite@exemple.fr")).server.test_client()
    said = told.get("/.well-known/security.txt").text
    assert "Contact: mailto:securite@exemple.fr" in said and re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", said, flags=re.MULTILINE)


# ---------------------------------------------------------------- pannes et débit


def test_a_failure_of_ours_is_a_sentence_and_its_trace_stays_in_the_log(small, folder, monkeypatch, caplog):
    client = application.create_app(small, Settings(root=folder)).server.test_client()
    monkeypatch.setattr("callbacks.api.api.layers", lambda _: 1 / 0)
    assert refused(client.get("/api/v1/layers"), 500).startswith("Le serveur a rencontré une erreur")
    assert "ZeroDivisionError" in caplog.text


def limited(small, folder, **more):
    return application.create_app(small, Settings(root=folder, debit=5, **more)).server.test_client()


def test_above_the_rate_a_sentence_says_when_to_come_back(small, folder):
    client = limited(small, folder)
    assert [client.get("/api/v1/layers").status_code for _ in range(5)] == [200] * 5
    answer = client.get("/api/v1/territoires/dep-46")
    assert "Réessayez dans une minute" in refused(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert client.get("/api/v1/layers", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_what_is_ready_made_is_not_counted(small, folder):
    client = limited(small, folder)
    for address in ("/healthz", "/assets/style.css", "/_dash-layout", "/_dash-dependencies", "/tableau/_dash-layout", "/robots.txt"):
        for _ in range(8):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/", "/carte-en-mots", "/carte-en-mots?q=figeac", "/comparer?a=reg-76&b=fra", "/graphiques", "/territoire/reg-76", "/pacte"]
    + ["/desaccords", "/borne/veille", "/reunion", "/tableau.csv", "/plan", "/commune?q=vallee", "/nulle/part"],
)
def test_whatever_is_computed_is_counted(small, folder, address):
    client = limited(small, folder)
    assert [client.get(address).status_code for _ in range(6)][5] == 429


def test_the_front_server_counts_what_the_service_counts(repository):
    """nginx.conf : le débit partout, sauf dans les endroits des fichiers tout faits."""
    text = (repository / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    places = re.findall(r"location ([^{]+)\{(.*?)\n    \}", text, flags=re.DOTALL)
    free = {where.strip() for where, body in places if "proxy_pass" in body and "limit_req" not in body}
    assert free == {r"~ ^/statique/.+\.pmtiles$", "~ ^/(statique|donnees|assets|_dash-component-suites)/", "= /healthz"}
    assert any(where.strip() == "/" for where, _ in places)


def test_an_address_given_by_the_visitor_is_believed_only_from_a_known_proxy(small, folder):
    def statuses(client) -> set[int]:
        return {client.get("/api/v1/layers", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(8)}

    assert statuses(limited(small, folder)) == {200, 429}
    assert statuses(limited(small, folder, mandataires=1)) == {200}


def test_neighbours_of_one_ipv6_line_count_together(small, folder):
    client = limited(small, folder)

    def status(address: str) -> int:
        return client.get("/api/v1/layers", environ_base={"REMOTE_ADDR": address}).status_code

    assert [status(f"2001:db8::{n:x}") for n in range(6)] == [200] * 5 + [429]
    assert status("2001:db8:0:1::1") == 200


def test_no_limit_is_a_setting(small, folder):
    client = application.create_app(small, replace(Settings(root=folder), debit=0)).server.test_client()
    assert {client.get("/api/v1/layers").status_code for _ in range(30)} == {200}


def test_the_token_that_the_page_adds_to_its_callbacks_passes_and_nothing_else_does(client):
    token = "4LbN8fu1n8TF38DEqgUF7P67~" + "6" * 64
    assert client.post(f"{CALLBACKS}?endId={token}", json=panel_body()).status_code == 200
    for other in (f"job={token}", f"cancelJob={token}", "endId=x", f"endId={token}&endId={token}", "x=1"):
        refused(client.post(f"{CALLBACKS}?{other}", json=panel_body()), 400)
