"""La borne : aucune page n'en sort, rien n'y est gardé, chaque chiffre a sa source, et le site ordinaire n'en porte rien."""

from __future__ import annotations

import io
import re
import string
from dataclasses import replace

import pytest
import segno

import app as application
from callbacks import borne
from layers.acces.modele import read_modele
from layers.commune.fiche import fiche
from tests.conftest import ROOT
from tests.projet import projet_reduit
from tests.serveur import client_de, tags
from views.borne import phrases as b
from views.borne import phrases_reponse as r
from views.borne.borne import chemin_de_borne, communes_de_borne
from views.borne.reponse import reponse
from views.borne.veille import etapes
from web import emporter, refus

ADRESSE = "https://maillage.exemple.fr"
PAGES = ("/borne", "/borne/veille", "/borne/devinez", "/borne/carte", "/borne/commune", "/borne/commune/46003", "/borne/comment-ca-marche")
HOSTILE = ("<script>alert(1)</script>", "\"'><img src=x>", "%00", "{{ 7 * 7 }}", "../../etc/passwd")


def client_of(atlas, **reglages):
    return client_de(atlas, refus, borne, **reglages)


@pytest.fixture(scope="module")
def client(small):
    return client_of(small, adresse=ADRESSE)


def visited(client) -> dict[str, str]:
    """{adresse: page} de tout ce qu'un doigt atteint depuis l'accueil et la veille."""
    found: dict[str, str] = {}
    waiting = ["/borne", "/borne/veille", "/borne/commune/46003", "/borne/commune/31001?de=carte", "/borne/commune/75056"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = answer.get_data(as_text=True)
        waiting += [link["href"] for link in tags(found[path], "a")]
    return found


# ---------------------------------------------------------------- entrer, ne pas sortir


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/borne"),
        ("/commune", "/borne/commune"),
        ("/commune/46102", "/borne/commune/46102"),
        ("/comment-ca-marche", "/borne/comment-ca-marche"),
        ("/api/v1/layers", "/borne"),
        ("/commune/46102/fiche.pdf", "/borne"),
        ("//ailleurs.example", "/borne"),
    ],
)
def test_any_page_has_its_kiosk_page(path, target):
    assert chemin_de_borne(path) == target


def test_the_mode_leads_to_the_kiosk(client):
    answer = client.get("/commune/46003?mode=borne")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/borne/commune/46003")
    assert client.get("/commune/46003?mode=autre").status_code == 404, "aucune route de ce nom dans cet essai : rien ne redirige"


def test_no_page_leads_out_of_the_kiosk(client):
    pages = visited(client)
    assert len(pages) >= 15
    for path, html in pages.items():
        for link in tags(html, "a"):
            assert link["href"] == "/borne" or link["href"].startswith("/borne/"), (path, link)
            assert not {"target", "download"} & link.keys(), (path, link)
        assert tags(html, "form") == tags(html, "iframe") == tags(html, "base") == [], path
        sources = [one.get("src", "") for one in tags(html, "script")]
        assert all(source.startswith("/assets/borne/") or source == "" for source in sources), path
        assert not re.search(r"href=\"(https?:|mailto:|tel:)", html), path


def test_the_sheet_of_a_real_commune_leads_nowhere_else(demonstration):
    # Le vrai glossaire, dont les sigles s'ouvrent dans les pages du site, n'a pas sa place ici.
    html = client_of(demonstration).get("/borne/commune/46102").get_data(as_text=True)
    assert {link["href"].split("/")[1] for link in tags(html, "a")} == {"borne"}
    assert "popover" not in html and not re.search(r"https?://(?!www\.w3\.org)", html)


def test_every_answer_says_whom_to_call_and_nothing_a_visitor_cannot_use(client):
    for path in ("/borne/commune/46003", "/borne/commune/31001", "/borne/commune/75056"):
        html = client.get(path).get_data(as_text=True)
        assert [number for number, _ in r.NUMEROS] == re.findall(r"<dt>([0-9 ]+)</dt>", html), path
        assert "Appelez le 15 avant de venir aux urgences" in html and "tel:" not in html
        assert not re.search(r"\b(CPTS|DAC|ESS|SSIAD|APL|MSP|EHPAD)\b", html), path


def test_back_leads_where_one_came_from(client):
    assert 'href="/borne/carte?commune=46003"' in client.get("/borne/commune/46003?de=carte").get_data(as_text=True).split("borne-bas")[1]
    assert 'href="/borne/commune"' in client.get("/borne/commune/46003?de=https://x").get_data(as_text=True).split("borne-bas")[1]


@pytest.mark.parametrize("path", ["/borne/x", "/borne/commune/00000", "/borne/comment-ca-marche/x", "/borne/commune/<script>"])
def test_what_does_not_exist_is_a_short_page_of_the_kiosk(client, path):
    answer = client.get(path)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 404 and 'class="borne vue-refus"' in html
    assert {link["href"] for link in tags(html, "a")} == {"/borne"}


def test_an_old_code_leads_to_the_commune_of_today(client, small, monkeypatch):
    monkeypatch.setattr(borne, "commune_designee", lambda atlas, code: "46003" if code == "46999" else code)
    assert client.get("/borne/commune/46999").headers["Location"] == "/borne/commune/46003"


# ---------------------------------------------------------------- rien n'est gardé


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_keeps_no_page(client, path):
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers


def test_what_is_searched_is_in_the_body_and_kept_by_nobody(client):
    answer = client.post("/borne/communes", json={"q": "vallee"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json() == {"communes": [{"code": "46003", "nom": "Vallée", "lieu": "Lot (46)", "exacte": True}], "beaucoup": False}
    assert client.get("/borne/communes?q=vallee").status_code in (404, 405)


@pytest.mark.parametrize("body", [None, [], {}, {"q": ""}, {"q": " "}, {"q": 3}, {"q": "x" * 81}, {"q": ["vallee"]}, "vallee"])
def test_a_malformed_search_is_refused(client, body):
    assert client.post("/borne/communes", json=body).status_code == 400


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_search_finds_nothing_and_breaks_nothing(client, hostile):
    answer = client.post("/borne/communes", json={"q": hostile})
    assert answer.status_code == 200 and answer.mimetype == "application/json"


def test_a_commune_without_a_sheet_is_not_offered(small):
    assert [one["code"] for one in communes_de_borne(small, "capitale")["communes"]] == ["75056"]
    assert communes_de_borne(small, "capitale")["communes"][0]["lieu"].endswith(b.PHRASES_RECHERCHE["hors"])


# ---------------------------------------------------------------- le clavier


def test_the_keyboard_is_azerty_with_every_letter_and_figure():
    rows = ["".join(name for name, _ in row if len(name) == 1) for row in b.TOUCHES]
    assert rows[:4] == ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn'-"]
    keys = [name for row in b.TOUCHES for name, _ in row]
    assert set(string.ascii_lowercase + string.digits) <= set(keys) and len(keys) == len(set(keys))
    assert set("éèêàâçîôû") <= set(keys) and set(b.COMMANDES) <= set(keys)


def test_every_key_has_its_own_spoken_name(client):
    keys = [key for key in tags(client.get("/borne/commune").get_data(as_text=True), "button") if "data-touche" in key]
    names = [key["aria-label"] for key in keys]
    assert len(names) == len(set(names)) == sum(map(len, b.TOUCHES))
    assert "é, e accent aigu" in names and b.EFFACER in names


def test_every_row_of_keys_is_as_wide():
    assert {sum(width for _, width in row) for row in b.TOUCHES} == {20}


# ---------------------------------------------------------------- emporter


def test_the_code_carries_the_public_address_of_the_sheet(client):
    html = client.get("/borne/commune/46003").get_data(as_text=True)
    out = io.BytesIO()
    segno.make(f"{ADRESSE}/commune/46003", error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    drawn = re.findall(r'd="([^"]{200,})"', out.getvalue().decode())
    assert len(drawn) == 1 and drawn[0] in html


def code_of(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, omitsize=True)
    return re.findall(r'd="([^"]{200,})"', out.getvalue().decode())[0]


@pytest.mark.parametrize("hote", ["192.168.1.20:8050", "borne.exemple.fr", "[2001:db8::1]:8050"])
def test_without_a_setting_the_code_carries_the_address_in_use(small, hote):
    html = client_of(small).get("/borne/commune/46003", headers={"Host": hote}).get_data(as_text=True)
    assert code_of(f"http://{hote}/commune/46003") in html


def test_a_machine_that_serves_only_itself_gives_the_answer_in_the_code(small):
    html = client_of(small).get("/borne/commune/46003", headers={"Host": "127.0.0.1:8050"}).get_data(as_text=True)
    assert "ici-qr" in html and code_of("http://127.0.0.1:8050/commune/46003") not in html


def test_listening_to_the_network_the_kiosk_gives_its_address_there(small, monkeypatch):
    monkeypatch.setattr(emporter, "ip_du_reseau", lambda: "10.0.0.7")
    html = client_of(small, host="0.0.0.0").get("/borne/commune/46003", headers={"Host": "localhost:8050"}).get_data(as_text=True)
    assert code_of("http://10.0.0.7:8050/commune/46003") in html


# ---------------------------------------------------------------- la veille


@pytest.fixture(scope="module")
def modele():
    return read_modele(ROOT / "data" / "acces" / "modele.toml")


def test_the_loop_says_what_the_page_of_the_commune_says(demonstration, modele):
    found = etapes(demonstration, modele)
    assert found and len({one.ville for one in found}) == len(found)
    here = demonstration.communes[demonstration.communes["region"] == demonstration.region]
    for one in found:
        code = here.index[here["nom"] == one.ville][0]
        sheet = reponse(demonstration, modele, fiche(demonstration, code))
        assert one.reponse in {place.temps.removesuffix(r.AU_BORD) for place in sheet.lieux}, one
        assert one.ville not in dict(one.autres) and len(one.autres) == 4
        assert not re.search(r"ligne|PÂSTEL|CPTS|carte", f"{one.dit} {one.autres_titre}")


def test_without_any_site_the_loop_still_invites(small):
    html = client_of(replace(small, region="93")).get("/borne/veille").get_data(as_text=True)
    assert html.count('class="etape') >= 1 and 'href="/borne"' in html


def test_a_simulated_loop_says_so(small_demonstration):
    assert 'class="simule"' in client_of(small_demonstration).get("/borne/veille").get_data(as_text=True)


def test_the_idle_times_are_settings(small):
    html = client_of(small, borne_attente=7, borne_decompte=3).get("/borne").get_data(as_text=True)
    assert 'data-attente="7" data-decompte="3"' in html


# ---------------------------------------------------------------- le site ordinaire


def test_the_ordinary_page_carries_nothing_of_the_kiosk(demonstration, tmp_path):
    settings = projet_reduit(tmp_path)
    for folder in ("assets/borne", "assets/pages"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("assets/1-base.css", "assets/borne/borne.mjs", "assets/borne/autre.js", "assets/pages/borne.css"):
        (tmp_path / name).write_text("", encoding="utf-8")
    html = application.create_app(demonstration, settings).server.test_client().get("/").get_data(as_text=True)
    assert "/assets/1-base.css" in html and "borne" not in html
