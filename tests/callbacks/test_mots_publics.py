"""Ce qu'un visiteur lit n'est fait que de mots publics : ni fichier, ni identifiant, ni note de fabrication, ni mot de programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html

import app as application
from tests.projet import projet_reduit
from views.territoire.indicateur import adresse_de_l_indicateur

PAGES = (
    "/", "/commune", "/commune?q=figeac", "/commune?q=zzzz", "/commune/46102", "/commune/30132", "/commune/13055", "/commune/29232",
    "/commune/97411", "/commune/15035", "/commune/99999",
    "/territoire/fra", "/territoire/reg-76", "/territoire/reg-93", "/territoire/dep-46",
    "/territoire/dep-11", "/territoire/com-30132", "/territoires", "/comparer?a=dep-46&b=dep-12", "/graphiques?territoire=reg-76",
    "/graphiques?territoire=fra", "/graphiques?territoire=reg-93", "/desaccords", "/pacte", "/tableau", "/carte-en-mots?territoire=dep-46",
    "/carte-en-mots?theme=pta", "/couverture", "/comment-ca-marche", "/glossaire", "/plan", "/reunion", "/borne/", "/borne/commune/46102",
    "/mentions-legales", "/donnees-personnelles", "/contact", "/accessibilite", "/feuilles",
)  # fmt: skip
INTERDITS = {
    "un mot d'attente anglais": r"\bLoading\b",
    "une valeur de programme": r"\b(?:NaN|None|null|undefined|Infinity)\b",
    "un nom de fichier": r"\w\.(?:csv|txt|toml|py|json|geojson|xlsx)\b",
    "une empreinte": r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{12,}\b",
    "un numéro de ligne": r"\b(?:lignes?|l\.) [0-9]+",
    "une fiabilité en code": r"Fiabilité : (?:exact|dérivé|déduit|observé|ambigu)\b",
    "un identifiant": r"\b(?:IND|CON|CK|MC|RUL|DEP|GLO|CPTS)-[0-9]{2,}",
    "un nom de variable": r"\b[a-z]+_[a-z_]+\b",
    "une liste de programme": r"\[[^\]]*[,'\"(]|\('",
    "un paquet": r"@\w+ [0-9]+\.[0-9]+",
    "une note de fabrication": r"(?i)ne pas (?:afficher|additionner|tracer|mod[ée]liser)|\bstocker\b|test unitaire|clé composée"
    r"|\bhistoriser\b|couche de structures",
    "une lecture de machine": r"\bOCR\b|extraction PDF",
    "un dispositif ancien dit au présent": r"Ces aides s'appliquent",
    "une ponctuation doublée": r"(?<!\.)\.\.(?!\.)| ,",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(demonstration, tmp_path_factory):
    return application.create_app(demonstration, projet_reduit(tmp_path_factory.mktemp("projet"))).server.test_client()


def lus(client, address: str) -> list[str]:
    """Chaque morceau de texte d'une page, et ce que disent ses attributs lus à voix haute."""
    page = html.fromstring(client.get(address, follow_redirects=True).get_data(as_text=True))
    for element in page.xpath("//script|//style"):
        element.drop_tree()
    spoken = [value for name in ("aria-label", "title", "alt", "placeholder") for value in page.xpath(f"//@{name}")]
    return [" ".join(text.split()) for text in (*page.itertext(), *spoken) if text.strip()]


def fautes(client, addresses: tuple[str, ...]) -> Iterator[str]:
    for address in addresses:
        for text in lus(client, address):
            for name, pattern in INTERDITS.items():
                if re.search(pattern, text):
                    yield f"{address} : {name} : {text[:160]}"


def test_no_page_says_a_word_of_the_workshop(client):
    assert "\n".join(fautes(client, PAGES)) == ""


@pytest.mark.lent
def test_no_page_of_an_indicator_says_one_either(client, demonstration):
    every = tuple(adresse_de_l_indicateur(one) for one in sorted(demonstration.faits.par_indicateur))
    assert len(every) > 300
    assert "\n".join(fautes(client, every)) == ""
