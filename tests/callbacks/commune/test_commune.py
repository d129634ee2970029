"""La fiche d'une commune : ce qu'elle dit, ce qu'elle ne sait pas, les adresses qui y mènent, et l'accord avec l'API."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from html import unescape

import pytest

from callbacks import api as routes
from callbacks import commune as fiches
from layers.geo.cog import parents_of
from layers.socle.entrees import FICHE
from tests.callbacks.pages.test_pages import ADRESSE, client_of, tags
from tests.graine import GRAINE
from tests.petit_atlas import petit_atlas
from tests.sans_sigles import sans_sigles
from tests.serveur import client_de
from views.commune import phrases as f
from views.ecriture import phrases as w


def text_of_page(html: str) -> str:
    """Le texte visible de la page, en une ligne, espaces fines et insécables comprises comme des espaces."""
    body = re.sub(r"(?s)<(style|svg|head)\b.*?</\1>", " ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def seen(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def client(demonstration):
    return client_of(demonstration, adresse=ADRESSE)


@pytest.fixture(scope="module")
def small_client(small):
    return client_of(small)


@pytest.fixture(scope="module")
def official_client(official):
    return client_of(official)


def sheet(client, code: str, query: str = "") -> str:
    answer = client.get(f"/commune/{code}{query}")
    assert answer.status_code == 200, (code, answer.status_code)
    return sans_sigles(answer.get_data(as_text=True))


def answer_of(html: str) -> str:
    """Le texte de la réponse : du nom de la commune au détail."""
    return text_of_page(html.partition("<h1>")[2].partition('id="detail-titre"')[0])


def test_the_sheet_answers_before_anything_else(official_client):
    told = answer_of(sheet(official_client, "46102"))
    order = [
        "Figeac", "Lot · 9 793 habitants", "Figeac est un secteur", "Prioritaire", "Classe officielle pour les médecins (2025)",
        "Maison de santé sur place", "14 aides possibles", "Ce qui a changé", "Pourquoi « fragile » ?", "Se soigner près d'ici", "116 117",
        "Ce que Figeac peut demander", "Les autres soignants", "Comparer, partager",
    ]  # fmt: skip
    told = told.replace("Autour de Figeac, il y a", "Figeac est un secteur")
    places = [told.find(one) for one in order]
    assert -1 not in places and places == sorted(places), dict(zip(order, places))


def test_the_class_of_the_commune_is_marked_and_named_once(official_client):
    html = sheet(official_client, "46102")
    marked = re.findall(r'<li class="ici[^>]*aria-current="true"><span>(.*?)</span>', html)
    assert marked == ["Fragile"] and answer_of(html).count("zone d'action complémentaire") == 1


def test_the_mayor_reads_what_the_commune_can_ask_for_with_the_year_of_the_document(official_client):
    told = answer_of(sheet(official_client, "46102"))
    assert "Ouvrir une maison de santé (document de 2019) 50 000 € au démarrage" in told
    assert "Employer un médecin (document de 2019) Montant non publié Une commune, son intercommunalité" in told
    assert all(one in told for one in ("SCIC", "mutuelle")) and "s'applique" not in told


def test_the_aids_counted_first_are_those_of_the_situation_asked_for(official_client):
    for query in ("", "?profession=infirmier&etape=etudiant"):
        html = sheet(official_client, "46102", query)
        shown = [int(n) for n in re.findall(r'<h3>[^<]*<span class="discret">\((\d+)\)', html)]
        assert f"{sum(shown[:2])} aides possibles" in answer_of(html)


def test_a_simulated_set_says_so_and_leads_nobody_to_an_invented_place(client, official_client):
    simulated = 'class="simule site-jeu"'
    assert simulated in sheet(client, "46102") and "openstreetmap" not in sheet(client, "46102")
    assert simulated not in sheet(official_client, "46102")
    links = [one for one in tags(sheet(official_client, "46102"), "a") if "openstreetmap" in one["href"]]
    assert links and all(one["rel"] == "noreferrer" for one in links)


def test_outside_the_region_no_house_of_health_is_said_near(official_client):
    told = answer_of(sheet(official_client, "75056"))
    assert w.PROCHES_INCONNUS in told and "sur place" not in told and "ne sont pas recensées ici" in told


def test_the_sheet_has_its_parts_in_order(client):
    html = sheet(client, "46102")
    titles = [unescape(one) for one in re.findall(r'<h3 id="[a-z]+-titre"[^>]*>(.*?)</h3>', html)]
    wanted = [f.PROCHES, f.CLASSES, f.ACCES, f.TERRITOIRE, f.VOISINES, f.COMPARER, f.SEMBLABLES, f.COORDINATION, f.IDENTITE]
    assert [one for one in titles if one in wanted] == wanted
    assert [len(tags(html, one)) for one in ("h1", "main")] == [1, 1]
    assert html.count("<script") == 1, "le champ de recherche, et rien de plus"


def test_every_link_of_the_contents_leads_somewhere(client):
    html = sheet(client, "46102")
    ids = {attributes["id"] for name in ("h2", "h3", "li", "main", "div") for attributes in tags(html, name) if "id" in attributes}
    assert {link["href"][1:] for link in tags(html, "a") if link["href"].startswith("#")} <= ids


def test_a_shared_link_shows_the_commune(client):
    html = sheet(client, "46102")
    shared = {meta["property"]: meta["content"] for meta in tags(html, "meta") if "property" in meta}
    assert shared["og:title"] == "Figeac (Lot, 46102)" and shared["og:url"] == f"{ADRESSE}/commune/46102"
    assert "Figeac, Lot, 9" in shared["og:description"]


def test_embedded_it_has_no_chrome_but_leads_back(client):
    html = sheet(client, "46102", "?embed=1")
    assert 'class="site-entete"' not in html and f'href="{ADRESSE}/commune/46102"' in html
    assert '<base target="_top">' in html
    assert "site-entete" in sheet(client, "46102", "?embed=oui")


def test_the_demonstration_says_that_it_is_one(client, official_client):
    assert w.DEMONSTRATION in text_of_page(sheet(client, "46102")).lower()
    assert w.DEMONSTRATION not in text_of_page(sheet(official_client, "46102")).lower()


# ---------------------------------------------------------------- les mots de ce qui manque
def test_missing_masked_shared_and_zero_have_different_words(small_client, small):
    absent, masked, shared = (text_of_page(sheet(small_client, code)) for code in ("46002", "31003", "46001"))
    assert w.PAS_DE_DONNEE in absent and w.MASQUE not in absent
    assert w.MASQUE in masked
    assert w.PARTAGE in shared
    nobody = small.communes.copy()
    nobody.loc["31001", "population"] = 0
    zero = text_of_page(sheet(client_of(petit_atlas(communes=nobody)), "31001"))
    assert f.POPULATION_ZERO in zero and w.PHRASES_CARTE["populationInconnue"] not in zero
    assert w.PHRASES_CARTE["populationInconnue"] in shared
    assert len({w.PAS_DE_DONNEE, w.MASQUE, w.PARTAGE, w.NON_PUBLIE, f.NON_CONCERNEE, f.RIEN, f.HORS_DONNEES}) == 7


def test_without_a_town_hall_point_the_page_says_where_distances_start(small_client):
    assert w.depart(False) in text_of_page(sheet(small_client, "46002"))
    assert w.depart(True) in text_of_page(sheet(small_client, "46003"))


def test_outside_the_region_the_page_says_what_is_not_covered(client):
    for code in ("75056", "69123", "13055", "2A004", "97411"):
        said = text_of_page(sheet(client, code))
        assert "Cette commune est dans une autre région" in said and "Les aides propres à la région" in said
        assert "que Maillage couvre" not in said and f.PASTEL_NON_CONCERNEE in said and f.SANS_SEMBLABLES in said
        assert f.HORS_DONNEES in said


def test_at_the_border_the_nearest_site_outside_is_said_to_be_outside_the_data(official_client):
    said = text_of_page(sheet(official_client, "48080"))
    assert "Les données s'arrêtent à la région Occitanie" in said and "Lespéron (07)" in said
    assert f.au_dela() in said and seen(f.HORS_REGION_COURT) in said


def test_an_island_has_no_neighbour_and_says_so(client):
    assert f.SANS_VOISINE in text_of_page(sheet(client, "29155"))


def test_the_same_name_in_two_departements_is_told_apart(client):
    assert "Saint-Martin (Gers, 32389)" in sheet(client, "32389") and "Saint-Martin (Hautes-Pyrénées, 65392)" in sheet(client, "65392")


@pytest.mark.parametrize("nom", ["His", "L'Isle-Jourdain", "L'Haÿ-les-Roses", "Bœrsch", "Y"])
def test_short_names_apostrophes_and_ligatures(client, demonstration, nom):
    code = demonstration.communes.index[demonstration.communes["nom"] == nom][0]
    assert f"<h1>{nom}</h1>".replace("'", "&#39;") in sheet(client, code)


def test_a_commune_without_inhabitants(client, demonstration):
    code = demonstration.communes.index[demonstration.communes["population"] == 0][0]
    assert f.POPULATION_ZERO in text_of_page(sheet(client, code))


def test_every_commune_of_the_small_country_has_a_sheet(small_client, small):
    for code in small.communes.index:
        assert small.communes.at[code, "nom"] in unescape(sheet(small_client, code))


# ---------------------------------------------------------------- les adresses
def test_a_code_that_no_longer_exists_leads_to_the_present_commune_with_a_word(client):
    answer = client.get("/commune/12076")
    assert answer.status_code == 302 and answer.headers["Location"] == "/commune/12218?ancien=12076"
    html = sheet(client, "12218", "?ancien=12076")
    assert f.ancien_code("12076", "Conques-en-Rouergue") in text_of_page(html)


@pytest.mark.parametrize(("arrondissement", "city"), [("75101", "75056"), ("69381", "69123"), ("13216", "13055")])
def test_an_arrondissement_leads_to_its_city(client, arrondissement, city):
    assert client.get(f"/commune/{arrondissement}").headers["Location"] == f"/commune/{city}?ancien={arrondissement}"


@pytest.mark.parametrize("ancien", ["46102", "99999", "<script>alert(1)</script>", "75101", "x" * 3000, ""])
def test_a_former_code_that_does_not_lead_here_is_not_repeated(client, ancien):
    html = client.get("/commune/46102", query_string={"ancien": ancien}).get_data(as_text=True)
    assert "fiche-avis" not in html and html.count("<script") == 1 and "x" * 100 not in html


def test_the_redirection_keeps_what_was_asked(client):
    location = client.get("/commune/12076?embed=1&ancien=zzz").headers["Location"]
    assert location == "/commune/12218?embed=1&ancien=12076"
    assert client.get("/commune/2a004").headers["Location"] == "/commune/2A004"


def test_every_former_code_leads_to_a_sheet_that_exists(client, demonstration):
    parents = parents_of(demonstration.communes)
    for old in random.Random(1).sample(sorted(parents), 30):
        assert client.get(f"/commune/{old}").headers["Location"] == f"/commune/{parents[old]}?ancien={old}"


# ---------------------------------------------------------------- la page et l'API disent la même chose
def expected_texts(one: dict, atlas) -> list[str]:
    """Ce que la page doit contenir, d'après le JSON seul."""
    said = [one["nom"], one["code_commune"], *one["codes_postaux"]]
    said.append(f.POPULATION_ZERO if one["population"] == 0 else w.pluriel(one["population"], "habitant"))
    said += [value.replace("\n", ", ") for key, value in one["mairie"].items() if key not in ("site", "horaires")]
    said += one["mairie"].get("horaires", [])
    for classe in [*one["zonages"].values(), one["details"]["montagne"], one["details"]["frr"]]:
        said.append(classe["libelle"] if classe["etat"] == "connue" else w.PAS_DE_DONNEE)
    if one["apl"] is not None:
        said.append(f.apl(one["apl"]))
    for site in (near for near in one["sites_proches"] if FICHE in atlas.catalogue.usage(near["usage"]).places):
        said += [site["nom"], *([] if site["code_commune"] == one["code_commune"] else [f"à {site['commune']}"])]
        rumb = f" {w.RUMBS[site['direction']]}" if site["direction"] else ""
        near = f.DANS_LA_COMMUNE if site["code_commune"] == one["code_commune"] else w.distance(0)
        said.append(rumb or near if site["distance_km"] < 1 else f"{round(site['distance_km'])} km{rumb}")
    for zones in one["perimetres"].values():
        said += [w.NON_PUBLIE] if zones["zones"] is None else [zone["nom"] for zone in zones["zones"]]
    if one["vagues"]["pastel"]["annee"]:
        said.append(f"{one['vagues']['pastel']['annee']}, {one['vagues']['pastel']['etat']}")
    return [seen(text) for text in said]


def near_half(km: float) -> bool:
    """Une distance que l'arrondi au dixième a pu faire passer d'un kilomètre à l'autre."""
    return abs(km % 1 - 0.5) < 0.06


@pytest.mark.tirage
@pytest.mark.parametrize("mode", ["demonstration", "official"])
def test_the_page_and_the_json_agree_for_drawn_communes(mode, request):
    atlas = request.getfixturevalue(mode)
    client = client_de(atlas, fiches, routes)
    inside = sorted(atlas.communes.index[atlas.communes["region"] == atlas.region])
    for code in random.Random(GRAINE).sample(inside, 50):
        one = json.loads(client.get(f"/api/v1/communes/{code}").data)
        one["sites_proches"] = [site for site in one["sites_proches"] if not near_half(site["distance_km"])]
        page = text_of_page(sheet(client, code))
        missing = [text for text in expected_texts(one, atlas) if text not in page]
        assert not missing, (GRAINE, code, missing)


def test_a_wrong_figure_would_be_seen(official, official_client):
    """Le même contrôle échoue dès que la page et l'API lisent deux Atlas différents."""
    changed = official.communes.copy()
    changed.loc["46102", "population"] = 1
    page = text_of_page(sheet(client_of(replace(official, communes=changed)), "46102"))
    assert seen(w.pluriel(9793, "habitant")) not in page


def test_the_threshold_of_the_sheet_is_the_published_one_with_its_source(client, demonstration):
    repere = demonstration.reperes["sous-dense"]
    assert repere.valeur == f.SEUIL
    assert f"{repere.editeur}, {repere.source}" in unescape(sheet(client, "46102"))
