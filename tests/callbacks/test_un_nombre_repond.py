"""Un nombre répond, partout : chaque nombre montré mène à ce qui en répond, ou ouvre son calcul et ce dont il vient.

Les pages sont lues comme un visiteur les voit. Ce qui n'est pas un chiffre (une date, un âge, un rang, un numéro de ligne) est
nommé ici, expression par expression : tout autre nombre sans réponse fait échouer l'essai.
"""

import re
from urllib.parse import unquote

import pytest
from lxml import html

from app import create_app
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import pages
from settings import Settings
from views.graphiques.page import du_territoire
from views.territoire.comparer import classables, derniers
from views.territoire.tableau import colonnes, lignes

MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# Ce qui s'écrit en chiffres sans être un chiffre.
PAS_UN_CHIFFRE = re.compile(
    rf"\b\d{{1,2}} (?:{MOIS})(?: 20\d\d)?"  # un jour
    r"|\b20[12]\d\b"  # une année
    r"|(?:plus|moins) de 9 demi-journées par semaine"  # un titre
    r"|plus de 6[05]( ans)?|jusqu'à 65|(?:60|65) ans"  # un âge
    r"|\b\d+ (?:départements|postes dessinés)|Des \d affections|, \d dépassent"  # combien de lignes le graphique a
    r"|au \d+er?e? rang|\d+e? des \d+ départements"
    r"|territoire santé 2|\b(?:10 engagements|\d objectifs? chiffrés?|\d ont un résultat|en moins de 30 minutes)"
    r"|_?[0-9a-f]{16}\.txt|lignes? [\d, …]+|\d{3}_[0-9a-f]+\.txt"  # où c'est écrit
)
# Où un nombre n'est pas un chiffre : les listes de choix, la navigation, les noms de ligne, les sources et leurs dates, et le
# rang, dont la phrase sous le tableau dit comment il se compte.
AILLEURS = "select", "nav", "script", "style", "title", "th", "thead", "caption", "summary"
DISCRETS = {"discret", "source-graphique", "numero", "emporter", "sigle-dit", "simule", "nom", "numero-rang"}
# Ce qui répond d'un bloc : tous ses nombres ont la même source, datée, écrite sous lui.
D_UN_BLOC = {"figure-maison", "face"}


@pytest.fixture(scope="module")
def client(demonstration):
    return create_app(demonstration, Settings(data_mode="demonstration")).server.test_client()


def lue(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.get_data(as_text=True)).get_element_by_id("contenu")


def muets(element) -> list[str]:
    """Les textes d'un élément qui ont un nombre dont rien ne répond."""
    classes = set((element.get("class") or "").split())
    if not isinstance(element.tag, str) or element.tag in AILLEURS or classes & {*DISCRETS, "chiffre", "calcul"}:
        return []
    if classes & D_UN_BLOC:
        said = [one.text_content() for one in element.iter("p") if "discret" in (one.get("class") or "").split()]
        shown = element.text_content()
        return [shown] if re.search(r"\d", shown) and not any(re.search(r"\b20\d\d\b", text) for text in said) else []
    own = [element.text, *(child.tail for child in element)]
    found = [text for text in own if text and re.search(r"\d", PAS_UN_CHIFFRE.sub("", text.replace("\u00a0", " ")))]
    return found + [text for child in element for text in muets(child)]


class Reponses:
    """Les pages d'indicateur, lues une fois : l'ancre d'un lien y est, et dit la valeur."""

    def __init__(self, client):
        self.client, self.pages = client, {}

    def assert_answers(self, link) -> None:
        page, _, anchor = link.get("href").partition("#")
        if page not in self.pages:
            self.pages[page] = {one.get("id"): " ".join(one.text_content().split()) for one in lue(self.client, page).iter("article")}
        text = self.pages[page][unquote(anchor)]
        assert "Fiabilité" in text and "Licence" in text, link.get("href")


@pytest.fixture(scope="module")
def reponses(client):
    return Reponses(client)


def walk(client, reponses, address: str) -> int:
    """Lit une page ; rend le nombre de chiffres qui répondent."""
    page = lue(client, address)
    assert muets(page) == [], address
    links = [link for link in page.iter("a") if "chiffre" in (link.get("class") or "").split()]
    for link in links:
        reponses.assert_answers(link)
    buttons = [one for one in page.iter("button") if "calcul" in (one.get("class") or "").split()]
    for button in buttons:
        meaning = page.get_element_by_id(button.get("popovertarget"))
        assert len(meaning.findall(".//a[@class='chiffre']")) >= 1 and "Calculé par Maillage" in meaning.text_content(), button.text
    targets = [one.get("popovertarget") for one in buttons]
    assert len(targets) == len(set(targets))
    return len(links) + len(buttons)


def test_every_number_of_every_chart_answers(client, reponses, demonstration):
    drawn = [id_ for id_ in pages(demonstration) if du_territoire(demonstration, id_)]
    assert {"reg-76", "reg-93", "dep-30", "dep-13", "fra", "cpts-uzes-remoulins"} <= set(drawn)
    for id_ in drawn:
        at_least = 5 * len(du_territoire(demonstration, id_))
        assert walk(client, reponses, f"/graphiques?territoire={id_}") >= at_least, id_


def test_every_point_of_a_drawing_says_where_it_answers(demonstration):
    known, seen = chiffres(demonstration), 0
    for id_ in ("reg-76", "reg-93", "dep-30", "fra"):
        for one in du_territoire(demonstration, id_):
            for trace in one.figure["data"]:
                if "ids" not in trace:
                    assert trace["name"] == "PACA"  # le repère de la région : une part calculée, dans le tableau
                    continue
                assert len(trace["ids"]) == len(trace["x"]) == len(trace["y"]), one.id
                assert len(set(trace["ids"])) == len(trace["ids"])  # deux points de même nom n'en feraient qu'un
                for address in (one for one in trace["ids"] if not one.startswith("calcul-")):
                    assert unquote(address.partition("#")[2]) in known.par_id, (one.id, address)
                    seen += 1
    assert seen > 200


def test_every_number_of_a_comparison_answers(client, reponses, demonstration):
    ids = list(classables(demonstration, "76"))
    assert len(ids) > 30
    for indicateur in (*ids[:6], "msp", "apl", "pastel"):
        assert walk(client, reponses, f"/comparer?a=dep-46&b=dep-48&indicateur={indicateur}") > 60
    for pair in ("a=reg-76&b=reg-93", "a=dep-13&b=dep-30", "a=fra&b=cpts-uzes-remoulins"):
        assert walk(client, reponses, f"/comparer?{pair}") > 10


def test_the_values_compared_are_those_of_the_links(client, demonstration):
    page = lue(client, "/comparer?a=dep-46&b=dep-48&indicateur=msp")
    camps = [link.get("href") for link in page.findall(".//p[@class='grand']/a")]
    expected = [derniers(demonstration, f"dep-{code}")["msp"].id for code in ("46", "48")]
    assert [unquote(href.partition("#")[2]) for href in camps] == expected
    drawn = page.findall(".//{*}svg[@class='petite-carte']/{*}a") or page.xpath("//*[@class='petite-carte']//a")
    assert len(drawn) == 13


def test_every_number_of_the_pacte_answers(client, reponses):
    assert walk(client, reponses, "/pacte") >= 25


@pytest.mark.parametrize("address", ["/comment-ca-marche"])
def test_every_number_of_the_notes_answers(client, address):
    """Les notes parlent sans chiffre ; ceux de la région ont leur ⓘ."""
    page = lue(client, address)
    for figure in page.iter("div"):
        if "idee-chiffre" in (figure.get("class") or "").split() and figure.find(".//strong") is not None:
            assert figure.find(".//details") is not None


def test_the_grid_says_where_each_of_its_numbers_answers(client, reponses, demonstration):
    rows = lignes(demonstration)
    known = chiffres(demonstration).par_id
    assert len(rows) > 1600 and {unquote(row["adresse"].partition("#")[2]) for row in rows} <= set(known)
    assert [one["field"] for one in colonnes() if one.get("cellRenderer") == "Reponse"] == ["lu", "nombre"]
