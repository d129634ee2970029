"""La couverture, servie : la page, la liste, l'export et l'API disent les mêmes chiffres ; rien ne casse une adresse hostile."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape

import openpyxl
import pytest

from callbacks import couverture
from callbacks.couverture import FERME_CHEMIN, PROCHAINES_CHEMIN
from layers.acces.urgences import PUBLIEES, read_minutes
from tests.serveur import client_de
from views.couverture import phrases as t
from views.couverture import phrases_prochaines as tp

VUES = [chemin for chemin, _ in t.VUES]
HOSTILES = [
    "usage=%3Cscript%3E",
    "seuil=-1",
    "seuil=1e9",
    "seuil=0",
    "seuil=%C2%B2",
    "mesure=miles",
    "population=../../etc",
    "region=99",
    "k=999",
    "k=0",
    "parmi=%27--",
    "sauf=" + "46102," * 300,
    "site=%00",
    "objectif={{7*7}}",
    "%ff%fe=1",
]


@pytest.fixture(scope="module")
def client(small):
    return client_de(small, couverture)


@pytest.fixture(scope="module")
def officiel(official):
    return client_de(official, couverture)


def lue(client, adresse: str) -> str:
    answer = client.get(adresse)
    assert answer.status_code == 200, adresse
    return unescape(answer.text)


def test_le_petit_atlas_se_lit_sur_la_page_dans_la_liste_l_export_et_l_api(client):
    """800 habitants sur 2 000 sont à plus de 10 km d'une MSP (compté à la main : tests/unit/layers/acces)."""
    html = lue(client, t.RACINE)
    assert "40,0 % des habitants vivent à plus de 10 km d'une maison de santé ; Haute-Garonne : 60,0 %" in html.replace("\u00a0", " ")
    assert '<strong id="grand">800</strong>' in html
    assert "3 communes au-delà de 10 km" in html.replace("\u00a0", " ")
    told = client.get("/api/v1/couverture").json
    assert told["reponse"]["au_dela"] == {"communes": 3, "habitants": 800, "communes_sans_population": 1}
    assert [one["code_commune"] for one in told["communes_au_dela"]] == ["31003", "46002", "46001"]
    rows = lignes(client.get(f"{t.RACINE}.csv").data)
    assert sum(int(row["Population municipale"] or 0) for row in rows if row["Code de la classe"] == "AU_DELA") == 800
    assert len(rows) == 6 and {row["Fiabilité"] for row in rows} == {"dérivé"}


def lignes(content: bytes) -> list[dict]:
    text = [line for line in content.decode("utf-8-sig").splitlines() if not line.startswith(("#", '"#'))]
    return list(csv.DictReader(io.StringIO("\n".join(text)), delimiter=";"))


def test_le_navigateur_recoit_les_memes_distances(client, small):
    address = json.loads(re.search(r'id="configuration">(.*?)</script>', client.get(t.RACINE).text)[1])["distances"]
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Cache-Control"].startswith("public")
    told = answer.json
    api = {one["code_commune"]: one["distance"] for one in client.get("/api/v1/couverture?seuil=1").json["communes_au_dela"]}
    codes = small.communes.index[small.communes["region"] == "76"]
    assert {code: km for code, km in zip(codes, told["km"]) if km > 1} == api
    assert told["min"][list(codes).index("46002")] is None
    assert client.get(address.replace("76-msp", "76-rien")).status_code == 404
    assert client.get(address.replace("76-msp", "93-msp")).status_code == 404


def test_une_commune_dit_ses_distances(client):
    told = client.get("/api/v1/couverture/communes/31002").json["acces"]
    msp = next(one for one in told if one["usage"] == "msp")
    assert msp["site"] == "310000001" and msp["km"] == pytest.approx(8.066, abs=0.01)
    assert client.get("/api/v1/couverture/communes/75056").status_code == 404


def test_une_commune_dit_ce_que_change_la_fermeture_de_ses_sites_et_ses_minutes_publiees(officiel):
    told = officiel.get("/api/v1/couverture/communes/81163").json
    msp = [one for one in told["si_un_de_ses_sites_ferme"] if one["usage"] == "msp"]
    assert [(one["passent"], one["surs"], one["possibles"], one["seuil"]) for one in msp] == [(27_391, 19_784, 29_705, 20)]
    nearest = next(one for one in told["acces"] if one["usage"] == "msp")
    assert nearest["km"] == 0 and nearest["second_site"] and round(nearest["second_minutes"]) == 31


def test_les_minutes_publiees_se_disent_telles_quelles(official, livraison_2026):
    """Sans « environ » ni bande, avec leur année, dans l'API et sur la page, à côté de l'estimation d'aujourd'hui."""
    minutes = read_minutes(livraison_2026 / "acces" / "temps_acces_urgences_2019.csv").reindex(official.communes.index)
    client = client_de(replace(official, communes=official.communes.assign(**{PUBLIEES: minutes})), couverture)
    published = client.get("/api/v1/couverture/communes/46102").json["urgences_publiees"]
    assert (published["minutes"], published["annee"]) == (minutes["46102"], "2019") and "SMUR" in published["vers"]
    html = lue(client, f"{t.RACINE}?usage=urgences&mesure=min&seuil=30").replace("\u202f", " ").replace("\u00a0", " ")
    beyond = official.communes[(minutes > 30) & (official.communes["region"] == "76")]
    assert f"{len(beyond):,} communes publiées à plus de 30 min en 2019".replace(",", " ") in html
    first = beyond["population"].astype(float).idxmax()
    told = f"{int(minutes[first] + 0.5)} min"
    assert re.search(rf'href="/commune/{first}">[^<]+</a></th><td>\d\d</td><td>[\d ]+</td><td>{told}</td><td>', html)


def test_sans_minutes_publiees_elles_ne_valent_pas_zero(client):
    assert client.get("/api/v1/couverture/communes/31002").json["urgences_publiees"]["minutes"] is None


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("query", HOSTILES)
def test_une_adresse_hostile_n_a_ni_erreur_ni_echo(client, vue, query):
    answer = client.get(f"{vue}?{query}")
    assert answer.status_code in (200, 404)
    assert "<script>" not in answer.text.replace('<script type="application/json" id="configuration">', "").replace(
        '<script type="module"', ""
    )
    api = {VUES[0]: "", VUES[1]: "/fermetures", VUES[2]: "/prochaines"}[vue]
    refused = client.get(f"/api/v1/couverture{api}?{query}")
    assert refused.status_code in (200, 400) and "Traceback" not in refused.text


@pytest.mark.parametrize("vue", VUES)
def test_une_valeur_inconnue_se_dit_et_l_api_la_refuse(client, vue):
    assert "usage" in lue(client, f"{vue}?usage=coiffeur")
    assert client.get("/api/v1/couverture?usage=coiffeur").status_code == 400


@pytest.mark.parametrize("vue", VUES)
def test_sans_script_le_formulaire_rouvre_la_meme_question(client, vue):
    html = lue(client, f"{vue}?usage=pharmacie&mesure=km&seuil=12")
    assert '<option value="pharmacie" selected>' in html and 'value="km" checked' in html and 'value="12"' in html
    assert f'action="{vue}" method="get"' in html


def test_les_comptes_officiels_sont_les_memes_partout(officiel):
    """Le compte indépendant : 160 727 habitants de 435 communes en ZIP, 459 970 de 1 061 communes."""
    html = lue(officiel, f"{t.RACINE}?population=zip").replace("\u202f", " ").replace("\u00a0", " ")
    assert "160 727" in html and "435 communes au-delà de 10 km" in html
    for population, expected in (("zip", (435, 160_727)), ("tous", (1_061, 459_970))):
        told = officiel.get(f"/api/v1/couverture?population={population}").json
        far = told["reponse"]["au_dela"]
        assert (far["communes"], far["habitants"]) == expected == (len(told["communes_au_dela"]), sum_of(told["communes_au_dela"]))
        assert sum(one["au_dela"]["habitants"] for one in told["departements"]) == expected[1]
        rows = lignes(officiel.get(f"{t.RACINE}.csv?population={population}").data)
        far_rows = [row for row in rows if row["Code de la classe"] == "AU_DELA"]
        assert (len(far_rows), sum(int(row["Population municipale"]) for row in far_rows)) == expected
    book = openpyxl.load_workbook(io.BytesIO(officiel.get(f"{t.RACINE}.xlsx?population=zip").data), read_only=True)
    assert sum(row[5] == "AU_DELA" for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)) == 435


def sum_of(rows: list[dict]) -> int:
    return sum(one["population"] for one in rows)


def test_le_geopackage_a_ses_deux_couches(client):
    content = client.get(f"{t.RACINE}.gpkg").data
    assert content[:15] == b"SQLite format 3" and b"communes" in content and b"structures" in content


def test_une_fermeture_se_lit_sur_la_page_et_dans_l_api(officiel):
    html = lue(officiel, FERME_CHEMIN).replace("\u202f", " ").replace("\u00a0", " ")
    assert "Sans le site de Mazamet, 27 391 habitants passent 20 min" in html
    assert "206 des 372 sites" in html
    told = officiel.get("/api/v1/couverture/fermetures").json
    first = told["sites"][0]
    assert (first["passent"], first["surs"], first["possibles"]) == (27_391, 19_784, 29_705)
    rows = lignes(officiel.get(f"{FERME_CHEMIN}.csv").data)
    assert int(rows[0]["Habitants qui passent"]) == 27_391 and len(rows) == 372
    other = told["sites"][3]
    assert other["nom"] in lue(officiel, f"{FERME_CHEMIN}?site={other['numero_finess']}")


def test_un_plan_se_lit_sur_la_page_et_dans_l_api(officiel):
    told = officiel.get("/api/v1/couverture/prochaines").json
    assert told["prouve"] and told["gain"] == 156_722 and len(told["plan"]) == 8 and told["plan"][0]["nom"] == "Auch"
    html = lue(officiel, PROCHAINES_CHEMIN).replace("\u202f", " ").replace("\u00a0", " ")
    assert "8 maisons de santé de plus : 156 722 habitants passent sous 15 min" in html and tp.PROUVE in html
    # Le plan sur la carte, numéroté, avec ce que chacun ajoute ; la même question en ZIP, et sa courbe.
    assert ">Auch</tspan>" in html and ">+31 352</tspan>" in html
    # Un sigle porte un bouton : le titre se lit sans lui.
    text = re.sub(r"<[^>]+>", "", html)
    assert re.search(r"En\s+ZIP\s+seulement, 8 sites font passer 60 054 habitants de moins", text)
    assert html.count('class="trait') >= 2
    there = lue(officiel, f"{PROCHAINES_CHEMIN}?ou=zip").replace("\u202f", " ").replace("\u00a0", " ")
    assert "Sans cette condition de lieu, 8 sites font passer 60 054 habitants de plus" in there
    rows = lignes(officiel.get(f"{PROCHAINES_CHEMIN}.csv?k=8").data)
    assert int(rows[-1]["Cumul"]) == 156_722
    without = officiel.get("/api/v1/couverture/prochaines?sauf=32013").json
    assert "32013" not in [one["code_commune"] for one in without["plan"]] and without["gain"] < told["gain"]
    only = officiel.get("/api/v1/couverture/prochaines?k=1&parmi=32013,66133").json
    assert [one["code_commune"] for one in only["plan"]] == ["32013"]
    assert officiel.get("/api/v1/couverture/prochaines?departements=1&k=5").status_code == 400
    assert tp.IMPOSSIBLE in lue(officiel, f"{PROCHAINES_CHEMIN}?departements=1&k=5")


def test_les_trente_minutes_des_urgences_a_cote_du_chiffre_publie(officiel):
    html = lue(officiel, f"{t.RACINE}?usage=urgences&mesure=min&seuil=30").replace("\u202f", " ").replace("\u00a0", " ")
    ours = officiel.get("/api/v1/couverture?usage=urgences&mesure=min&seuil=30").json["reponse"]
    assert "Publié pour 2019 : 522 730 habitants, 8,5 % de la région" in html
    assert f"{ours['au_dela']['habitants']:,}".replace(",", " ") in html
    assert ours["surement_au_dela"]["habitants"] < ours["au_dela"]["habitants"]
    assert "Pourquoi ils diffèrent" in html and "Publié pour" not in lue(officiel, t.RACINE)


def test_un_professionnel_de_plus_par_l_api(client):
    told = client.get("/api/v1/couverture/un-de-plus?commune=31001&profession=infirmiers").json
    # 31001 et 31002 (8,07 km, 12,1 minutes estimées ou plus) : au moins la commune elle-même y gagne.
    assert told["communes"][0]["code_commune"] == "31001" and "différence" in told["limites"]
    assert client.get("/api/v1/couverture/un-de-plus?commune=75056").status_code == 400
    assert client.get("/api/v1/couverture/un-de-plus?commune=31001&profession=mage").status_code == 400


def test_sans_sites_la_couverture_n_est_pas_zero(small):
    client = client_de(replace(small, sites=small.sites.iloc[:0]), couverture)
    for vue in VUES:
        html = lue(client, vue)
        assert t.SANS_SITES in html
    told = client.get("/api/v1/couverture").json
    assert told["reponse"]["part_au_dela"] is None and told["reponse"]["inconnues"]["communes"] == 6


def test_simule_se_dit(small_demonstration):
    client = client_de(small_demonstration, couverture)
    assert "simulé" in lue(client, t.RACINE).lower()
    assert client.get("/api/v1/couverture").json["simule"] is True
    assert {row["Fiabilité"] for row in lignes(client.get(f"{t.RACINE}.csv").data)} == {"simulé"}
