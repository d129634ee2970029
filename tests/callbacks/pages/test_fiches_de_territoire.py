"""Les fiches de territoire : chaque chiffre de chaque territoire est sur sa page, dans l'API et dans le CSV, le même trois fois."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from lxml import html

from callbacks import api as routes
from callbacks import territoires
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import pages
from tests.petit_atlas import petit_atlas
from tests.serveur import client_de
from views.ecriture.dire import lu, lu_court, unite_lue
from views.ecriture.phrases import AMBIGU_DIT, ILLISIBLE_DIT
from views.territoire.indicateur import adresse_du, nomme

REG_PACA = "reg-93"


@pytest.fixture(scope="module")
def client(demonstration):
    return client_de(demonstration, routes, territoires)


@pytest.fixture(scope="module")
def tous(demonstration):
    return chiffres(demonstration)


def lue(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.get_data(as_text=True))


def exported(client, territoire: str) -> dict[str, dict[str, str]]:
    text = client.get(f"/territoire/{territoire}.csv").get_data(as_text=True)
    assert text.startswith("\ufeffid;")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")}


def plain(text: str) -> str:
    """Le texte, ses espaces (insécables comprises) réduites à une."""
    return " ".join(text.split())


def words(element) -> str:
    return plain(element.text_content())


def walk(client, atlas) -> int:
    """Compare chaque chiffre de chaque territoire dans sa page, l'API et le CSV ; rend leur nombre."""
    tous, seen = chiffres(atlas), 0
    for territoire in pages(atlas):
        page = lue(client, f"/territoire/{territoire}")
        links: dict[str, list[str]] = {}
        for link in page.iter("a"):
            if "chiffre" in (link.get("class") or "").split():
                links.setdefault(link.get("href"), []).append(words(link))
        answered = {one["id"]: one for one in client.get(f"/api/v1/territoires/{territoire}").json["faits"]}
        rows = exported(client, territoire)
        assert list(answered) == list(rows)
        for fait in tous.par_territoire[territoire]:
            said = {plain(lu(fait)), plain(lu_court(fait))}
            assert {text.partition(" ≠")[0] for text in links[adresse_du(fait)]} <= said, fait.id
            one, row = answered[fait.id], rows[fait.id]
            value = fait.valeur if fait.montrable else None
            assert one["valeur"] == value and row["valeur"] == ("" if value is None else str(value).replace(".", ",")), fait.id
            assert one["unite"] == row["unite"] == fait.unite
            assert one["source"] == row["source"] == fait.source and one["ligne"] == fait.ligne
            assert row["ligne"] == ("" if fait.ligne is None else str(fait.ligne))
            seen += 1
    assert seen == sum(len(own) for own in tous.par_territoire.values())
    return seen


def test_every_figure_of_every_territory_is_the_same_three_times(client, demonstration):
    """La page, l'API et le CSV, pour tous les territoires : même valeur, même unité, même source."""
    assert walk(client, demonstration) > 1600


def test_every_figure_answers_on_the_page_of_its_indicator(client, demonstration, tous):
    """Le lien d'un chiffre mène à un article qui dit sa valeur, son unité, son document et sa partie, sa date et sa licence."""
    seen = 0
    for slug, faits in tous.par_indicateur.items():
        page = lue(client, adresse_du(faits[0]).partition("#")[0])
        articles = {one.get("id"): one for one in page.iter("article") if one.get("id")}
        assert set(articles) == {fait.id for fait in faits}, slug
        for fait in faits:
            text, document = words(articles[fait.id]), tous.documents[fait.source]
            (shown,) = [words(one) for one in articles[fait.id].iter("p") if "reponse-valeur" in one.get("class", "")]
            assert shown.startswith(plain(f"{lu(fait)} {unite_lue(fait)}")), fait.id
            assert document.titre in text and document.licence in text and pages(demonstration)[fait.territoire].nom in text, fait.id
            partie = demonstration.faits.partie(fait.source, fait.ligne)
            assert partie in text and (fait.ligne is None or fait.source not in text), fait.id
            assert plain(fait.formule) in text and plain(nomme(demonstration, fait.note)) in text, fait.id
            assert all(plain(demonstration.faits.contradictions[one].valeur_b).strip("« »") in text for one in fait.contradictions), fait.id
            seen += 1
    assert seen == len(tous.par_id) - sum(len(fait.doubles) for fait in demonstration.faits.tous)


def test_an_ambiguous_reading_shows_no_number(client, tous):
    (fait,) = [one for one in tous.par_indicateur["financement-maximal-cpts-mission-acces-aux-soins"] if one.perimetre == "taille 3"]
    assert fait.valeur == 190000 and not fait.montrable
    for address in ("/territoire/fra", adresse_du(fait).partition("#")[0]):
        page = client.get(address).get_data(as_text=True)
        shown = re.sub(r"<div class=\"desaccord\">.*?</div>\s*</div>.*?</div>", "", page, flags=re.DOTALL)
        assert AMBIGU_DIT in shown
    assert client.get("/api/v1/indicateurs/" + fait.indicateur).json["faits"]
    answered = {one["id"]: one for one in client.get("/api/v1/indicateurs/" + fait.indicateur).json["faits"]}
    assert answered[fait.id]["valeur"] is None and answered[fait.id]["fiabilite"] == "ambigu"
    assert ILLISIBLE_DIT in client.get("/territoire/cpts-uzes-remoulins").get_data(as_text=True)


def test_the_departement_stands_beside_its_region_and_the_country(client):
    page = lue(client, "/territoire/dep-30")
    (row,) = [row for row in page.iter("tr") if words(row).startswith("Taux d'admissions directes")]
    assert [words(cell) for cell in row.iterfind("td")] == ["51,7 %", "50 %", "41,5 %", "2018"]


def test_a_reference_of_another_date_says_its_date(client):
    page = lue(client, "/territoire/reg-76")
    (row,) = [row for row in page.iter("tr") if words(row).startswith("Maisons de santé (MSP) ouvertes")]
    here, france, date = row.findall("td")
    assert words(here).startswith("151") and "2019 : 145" in words(here) and "2010 : 10" in words(here)
    assert date.text == "septembre 2019"
    # La France de 2019 n'est pas publiée ; les unités des deux documents diffèrent d'un mot, pas de sens.
    assert "730" in words(france) and "novembre 2015" in words(france)


def test_a_target_is_never_the_value_of_a_territory(client, tous):
    page = lue(client, "/territoire/fra")
    rows = [row for row in page.iter("tr") if words(row).startswith("Maisons de santé (MSP) ouvertes")]
    by_status = {words(row.find("th")): words(row.find("td")) for row in rows}
    assert by_status["Maisons de santé (MSP) ouvertes"].startswith("730")
    assert by_status["Maisons de santé (MSP) ouvertes objectif"] == "1 000 MSP"
    assert tous.dernier("fra", "msp-ouvertes").valeur == 730


def test_untold_is_not_zero(client):
    page = lue(client, "/territoire/grp-46-81")
    (row,) = [row for row in page.iter("tr") if "EHPAD" in words(row.find("th"))]
    assert words(row.find("td")) == "non publié"
    uzes = lue(client, "/territoire/cpts-uzes-remoulins")
    (zero,) = [row for row in uzes.iter("tr") if words(row.find("th")) == "Centres de santé infirmiers"]
    assert words(zero.find("td")) == "0 structure"


def test_a_contradiction_shows_both_values_dates_and_what_is_done(client):
    page = lue(client, "/indicateur/msp-ouvertes")
    text = words(page.get_element_by_id("IND-0152"))
    assert "145" in text and "151" in text and "septembre 2019" in text and "non daté" in text
    assert "151 est le plus récent" in text
    every = lue(client, "/desaccords")
    assert len([one for one in every.iter("div") if one.get("class") == "desaccord"]) == 72


def test_the_gaps_of_the_checks_are_shown_as_gaps(client):
    page = lue(client, "/desaccords")
    gaps = {words(row.find("th")): words(row.findall("td")[-1]) for row in page.iter("tr") if row.get("class") == "gap"}
    assert any(title.startswith("PTA : départements nommés") for title in gaps) and "écart" in gaps.values()


def test_every_territory_is_in_the_list_and_every_link_leads_somewhere(client, demonstration):
    page = lue(client, "/territoires")
    linked = {link.get("href") for link in page.iter("a") if link.get("href", "").startswith("/territoire/")}
    assert linked == {f"/territoire/{id_}" for id_ in pages(demonstration)}
    assert len(linked) > 60
    for name in ("dep-30", REG_PACA, "cpts-uzes-remoulins", "com-30132", "com-30037"):
        for link in lue(client, f"/territoire/{name}").iter("a"):
            if link.get("href", "").startswith(("/territoire/", "/indicateur/", "/desaccords")):
                assert client.get(link.get("href").partition("#")[0]).status_code == 200, link.get("href")


@pytest.mark.parametrize(
    "address",
    ["/territoire/dep-99", "/territoire/com-75056", "/territoire/<script>", "/territoire/" + "9" * 3000, "/territoire/dep-99.csv",
     "/indicateur/rien", "/indicateur/%00", "/indicateur/" + "a" * 3000],
)  # fmt: skip
def test_an_unknown_address_is_refused_in_french(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    text = answer.get_data(as_text=True)
    assert "Cette page n&#39;existe pas" in text and "<script>" not in text and "Traceback" not in text


def test_the_api_lists_territories_and_indicators(client, demonstration):
    listed = client.get("/api/v1/territoires").json
    assert [one["id"] for one in listed] == list(pages(demonstration))
    slugs = [one["id"] for one in client.get("/api/v1/indicateurs").json]
    assert len(slugs) == len(set(slugs)) > 400 and "msp-ouvertes" in slugs
    assert client.get("/api/v1/indicateurs/rien").status_code == 404


def test_the_export_is_safe_in_a_spreadsheet(client):
    for row in exported(client, REG_PACA).values():
        assert row["qualificatif"] in ("", "=", "≈", ">", ">=", "<", "<=")
        rest = [cell for name, cell in row.items() if name != "qualificatif"]
        assert not any(cell.startswith(("=", "+", "@")) for cell in rest)
        assert not any(cell.startswith("-") and not re.fullmatch(r"-\d+(,\d+)?", cell) for cell in rest)


def test_the_map_never_shows_a_simulated_figure_in_a_file(demonstration, tous):
    assert demonstration.simulated
    assert not [fait for fait in tous.par_id.values() if fait.fiabilite == "simulé"]


def test_a_small_atlas_has_its_pages_too():
    atlas = petit_atlas()
    assert "dep-46" in pages(atlas) and "reg-76" in pages(atlas)


def test_a_document_is_named_by_its_title_not_by_its_number(client):
    page = words(lue(client, "/desaccords"))
    assert "« Occitanie, accès aux soins » (non daté) vraisemblablement antérieur à « Garantir l'accès aux soins en Occitanie »" in page
    assert not re.search(r"(?<!\d\s)\b00[0-4]\b(?!_)", page)
    assert "190 000" in page


def test_every_disagreement_is_borne_by_a_figure_or_says_why_none_is(client, demonstration):
    """64 des 72 désaccords ont un chiffre qui porte leur marque ; les 8 autres disent pourquoi il n'y en a pas."""
    borne = {id_ for fait in demonstration.faits.tous for id_ in fait.contradictions}
    without = {one.id for one in demonstration.faits.contradictions.values() if one.sans_chiffre}
    assert (len(borne), len(without), len(borne | without)) == (64, 8, 72)
    parts = [one for one in lue(client, "/desaccords").iter("div") if one.get("class") == "desaccord"]
    linked = [one for one in parts if one.findall(".//ul[@class='concernes']//a")]
    said = [one for one in parts if "ne touche aucun chiffre montré" in words(one)]
    assert (len(linked), len(said)) == (64, 8) and not set(map(id, linked)) & set(map(id, said))
    for link in [link for one in linked for link in one.findall(".//ul[@class='concernes']//a")]:
        fait = demonstration.faits.par_id[unquote(link.get("href").partition("#")[2])]
        assert words(link) == plain(lu(fait))


def test_a_reference_nobody_publishes_is_said_not_left_out(client):
    """En démonstration, aucun document ne compte les zonages de la France : sa colonne est là, et le dit."""
    page = lue(client, "/territoire/dep-30")
    (row,) = [row for row in page.iter("tr") if words(row).startswith("En zone d'intervention prioritaire (médecins")]
    assert [words(cell) for cell in row.iterfind("td")][2] == "non publié"


@pytest.mark.parametrize("address", ["/territoire/reg-76", "/territoire/dep-46", "/territoire/cpts-uzes-remoulins", "/desaccords"])
def test_every_table_says_its_title(client, address):
    """RGAA 5.4 : le nom de chaque tableau est un titre de la page."""
    page = lue(client, address)
    tables = page.xpath("//main//table")
    named = [[words(page.get_element_by_id(one)) for one in table.get("aria-labelledby", "").split()] for table in tables]
    assert tables and all(name and all(name) for name in named)


def test_the_figures_of_an_indicator_have_different_titles(client):
    """RGAA 9.1 : dans la liste des titres, deux chiffres d'un même lieu ne se confondent pas."""
    titles = [words(one) for one in lue(client, "/indicateur/msp-ouvertes").xpath("//main//h2")]
    assert len(titles) > 3 and len(titles) == len(set(titles))


def test_the_very_words_of_a_document_are_marked_as_quoted(client):
    """RGAA 9.4 : les mots cités d'un document sont balisés ; leurs guillemets viennent du navigateur."""
    page = lue(client, "/desaccords")
    assert "légèrement plus faible que sur la région" in [words(one) for one in page.xpath("//main//q")]
    assert [words(one) for one in page.xpath("//main//strong") if words(one).startswith("«") and words(one).endswith("»")] == []


def test_the_title_of_a_project_keeps_its_capitals(client):
    assert "projet de CPTS" in words(lue(client, "/territoire/cpts-uzes-remoulins").find(".//title"))


@pytest.mark.parametrize("niveau", ["dep", "epci", "com"])
def test_the_table_of_rates_is_a_table_with_or_without_script(client, niveau):
    """Ses têtes sont des liens qui trient ; l'ordre se dit ; chaque ligne mène à son dossier ou à sa fiche, et à la carte."""
    page = lue(client, f"/territoires?niveau={niveau}")
    table = page.xpath("//table")[0]
    heads = table.xpath(".//thead//th")
    assert [one.get("aria-sort") for one in heads].count("none") == len(heads) - 1 and len(heads) >= 8
    assert all(one.find("a").get("href").startswith("/territoires?") for one in heads)
    row = table.xpath(".//tbody[@class='rangees']/tr")[0]
    dossier, carte = (one.get("href") for one in row.xpath("./th/a"))
    assert dossier.startswith({"com": "/commune/", "dep": "/territoire/", "epci": "/territoire/epci-"}[niveau])
    assert carte.startswith("/?territoire=")
    assert not [one for one in table.xpath(".//td") if not words(one)]
    (sent,) = client.get(f"/territoires.csv?niveau={niveau}").get_data(as_text=True).partition("\n")[:1]
    assert "Habitants" in sent


def test_the_table_refuses_an_unknown_region_and_says_what_it_leaves(client):
    assert client.get("/territoires?region=99").status_code == 404
    assert client.get("/territoires.csv?niveau=x").status_code == 404
    assert page_avis(lue(client, "/territoires?niveau=<script>&tri=1"))


def page_avis(page) -> str:
    return words(page.xpath("//p[@class='classement-avis']")[0])


@pytest.mark.parametrize("region", ["76", "11", "93", "06"])
def test_a_set_where_almost_nothing_is_known_still_has_its_pages(region):
    """Six communes, peu de classes, une région sans commune ni structure : rien n'est inventé, rien ne tombe."""
    small = client_de(petit_atlas(region=region, cartes=(region,)), routes, territoires)
    for address in ("/territoires", "/territoires?niveau=epci", "/territoires?niveau=com", f"/territoire/reg-{region}", "/territoire/fra",
                    f"/graphiques?territoire=reg-{region}", f"/comparer?a=reg-{region}&b=fra"):  # fmt: skip
        assert small.get(address).status_code == 200, address
