"""Un chiffre est le même partout : panneau de la carte, dossier, comparaison, tableau, fiche d'une commune, borne, exports, API.

Tous les chiffres de la France, des régions, et des départements d'Occitanie et de Provence-Alpes-Côte d'Azur. Les fonctions sont
appelées, sans navigateur ; ce qui est attendu est relu dans les tables, d'une autre façon que le produit.
"""

import csv
import io
import re
from functools import cache

import pytest
from lxml import html

import app as application
from layers.commune.fiche import fiche
from layers.faits.fait import PRECEDENT
from layers.socle.entrees import FICHE
from layers.territoire.chiffres import actuels, chiffres
from layers.territoire.territoires import mask, pages, territoire
from tests.petit_atlas import every, text_of
from tests.projet import projet_reduit
from views.api import faits as api
from views.api.csv import feuille as emporter
from views.carte.panneau import panel
from views.commune.fiche import feuille
from views.ecriture import phrases as w
from views.ecriture.dire import lu, unite_lue
from views.ecriture.phrases_sites import nom_dit
from views.export.classeurs import vers_csv
from views.sources.citees import du_fait
from views.territoire.comparer import derniers, lue_avec_unite, paires
from views.territoire.page import page_de
from views.territoire.page_comparer import feuille as comparaison
from views.territoire.tableau import faits, lignes

REGIONS = ("76", "93")
# Ce qu'aucun écran ne dit : un fichier, une ligne, une empreinte, un paquet.
INTERNE = re.compile(r"[0-9a-f]{16}|\.txt|\.csv|, lignes? \d|@etalab|decoupage-administratif")

pytestmark = pytest.mark.official


@pytest.fixture(scope="module")
def ids(official) -> list[str]:
    own = [f"dep-{code}" for code in official.departements.index[official.departements["region"].isin(REGIONS)]]
    return ["fra", *(f"reg-{code}" for code in official.regions.index), *own]


@cache
def puces(atlas, id_: str) -> dict:
    """{fait: (texte, unité)} de tout ce que le dossier d'un territoire montre comme sa valeur."""
    found = {}
    for section in page_de(atlas, id_).sections:
        cells = [row.ici for row in section.lignes]
        if section.matrice:
            cells += [cell for row, others in section.matrice.lignes for cell in (row.ici, *others)]
        for cell in cells:
            found |= {puce.fait.id: (puce.texte, puce.unite) for puce in (*cell.puces, *cell.autres)}
    return found


def test_every_territory_of_the_two_regions_has_a_page(official, ids):
    assert len(ids) == 1 + 18 + 19 and set(ids) <= set(pages(official))


def test_dossier_api_and_csv_show_every_figure_the_same(official, ids):
    known, seen = chiffres(official), 0
    for id_ in ids:
        shown = puces(official, id_)
        answered = {one["id"]: one for one in api.territoire(official, id_)["faits"]}
        text = vers_csv(emporter(official, id_)).lstrip("\ufeff")
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
        assert set(answered) == set(rows) == {fait.id for fait in known.par_territoire[id_]} == set(shown), id_
        for fait in known.par_territoire[id_]:
            value = fait.valeur if fait.montrable else None
            assert shown[fait.id] == (lu(fait), unite_lue(fait)), fait.id
            one, row = answered[fait.id], rows[fait.id]
            assert (one["valeur"], one["unite"], one["periode"], one["titre"]) == (value, fait.unite, fait.periode, fait.titre), fait.id
            assert row["valeur"] == ("" if value is None else str(value).replace(".", ",")) and row["periode"] == fait.periode, fait.id
            seen += 1
    assert seen > 2500


def test_the_current_figure_is_one_for_api_comparison_and_map(official, ids):
    for id_ in ids:
        now = {key: fait for key, fait in actuels(official, territoire(official, id_)).items() if key in derniers(official, id_)}
        assert {key: fait.id for key, fait in now.items()} == {key: fait.id for key, fait in derniers(official, id_).items()}, id_
        told = {one["id"]: one for one in api.territoire(official, id_)["indicateurs"]}
        for key, fait in derniers(official, id_).items():
            source = du_fait(official, fait)
            assert (told[key]["fait"], told[key]["valeur"], told[key]["titre"]) == (fait.id, fait.valeur, fait.titre), fait.id
            assert (told[key]["source"], told[key]["periode"]) == (source.source, fait.periode), fait.id
            assert fait.statut != PRECEDENT


def test_a_comparison_and_its_sheet_say_the_figures_of_both(official, ids):
    for a, b in zip(ids, ids[1:]):
        rows = {row[0]: row for row in comparaison(official, a, b).lignes}
        for pair in paires(official, a, b):
            assert pair.a == derniers(official, a).get(pair.id) and pair.b == derniers(official, b).get(pair.id)
            one = pair.a or pair.b
            assert rows[one.titre][1 if pair.a else 8] is not None
        for row in rows.values():
            assert not INTERNE.search(" ".join(str(cell) for cell in (row[6], row[13]))), row


def test_the_panel_of_the_map_says_the_dossier(official, ids):
    for id_ in (one for one in ids if one.startswith(("reg-76", "reg-93", "dep-"))):
        known = {fait.titre: fait for fait in chiffres(official).par_territoire[id_]}
        tree = panel(official, id_)
        rows = every(tree, className="indicateur")
        assert rows or id_ == "reg-93"
        for row in rows:
            title = text_of(every(row, kind="Dt"))
            (answer,) = every(row, className="repond")
            assert not INTERNE.search(text_of(answer)), text_of(answer)
            fait = known.get(title)
            if fait is not None and fait.statut != PRECEDENT and fait.territoire == id_:
                now = derniers(official, id_).get(fait.indicateur, fait)
                assert text_of(every(row, className="chiffre")).startswith(lue_avec_unite(now)), (id_, title)
                assert du_fait(official, now).source in text_of(answer), (id_, title)


def test_the_grid_has_every_figure_once_and_no_internal_name(official):
    rows, own = lignes(official), faits(official)
    assert len(rows) == len(own)
    for row, fait in zip(rows, own):
        assert row["lu"] == lue_avec_unite(fait) and row["document"] == du_fait(official, fait).source
        assert not INTERNE.search(row["document"]), row


@pytest.mark.parametrize("code", ["46102", "31555", "30132", "11069", "06088", "13055", "04209", "29232"])
def test_the_sheet_of_a_commune_says_the_figures_of_its_department_and_region(official, code):
    it = fiche(official, code)
    sheet = feuille(official, it)
    means = {one.nom: one for one in sheet.acces}
    for nom, id_ in zip(list(means)[1:3], (f"dep-{it.departement}", f"reg-{it.region}")):
        fait = actuels(official, territoire(official, id_))["apl"]
        assert round(means[nom].mesure, 2) == fait.valeur, nom
    for source in sheet.sources:
        assert not INTERNE.search(source.source), source
    if it.vague is not None:
        dossier = derniers(official, f"dep-{it.departement}")
        assert any(str(it.vague.valeur) in one.valeur for one in sheet.coordination)
        assert any(lu(dossier["cpts-2019"]) in one.valeur for one in sheet.coordination)


def test_one_indicator_has_one_name(official):
    titles: dict[str, set[str]] = {}
    for fait in chiffres(official).par_id.values():
        titles.setdefault(fait.indicateur, set()).add(fait.titre)
    assert {key: found for key, found in titles.items() if len({title.lower() for title in found}) > 1} == {}
    assert not [title for found in titles.values() for title in found if re.search(r" : (communes|part de la population), ", title)]


# ---------------------------------------------------------------- les deux réponses qui n'en font plus qu'une, comptées à la main
def valeur(atlas, id_: str, indicateur: str):
    fait = derniers(atlas, id_)[indicateur]
    return fait.valeur, fait.periode


def test_the_counted_figure_won(official):
    """Montagne 1 578 et non 1 577, infirmiers 2 040 et non 2 041, FINESS du 20 novembre 2026 et non de janvier."""
    communes = official.communes[official.communes["region"] == "76"]
    assert (
        valeur(official, "reg-76", "montagne.C.communes")
        == (int((communes["montagne"] == "C").sum()), "2026-04-30")
        == (1578, "2026-04-30")
    )
    assert valeur(official, "reg-76", "zonage-infirmiers.TD.communes") == (2040, "2025")
    assert valeur(official, "reg-76", "msp") == (372, "2026-11-20")
    before = [fait for fait in chiffres(official).par_couple[("reg-76", "montagne.C.communes")] if fait.statut == PRECEDENT]
    assert [(fait.valeur, fait.periode) for fait in before] == [(1577, "2026-04-30")]


def test_the_country_is_counted(official):
    """34 871 communes dessinées et quatre rétablies depuis ; les habitants des dix-huit régions de data/geo."""
    assert valeur(official, "fra", "communes") == (34_875, "2026-01-01")
    assert valeur(official, "fra", "population") == (int(official.regions["population"].sum()), "2026-01-01")


def test_audes_support_platform_is_partial_and_is_not_counted_as_covered(official):
    aude = official.communes[mask(official, "dep-11")]
    assert set(aude["pta"]) == {"PAR"}
    assert int((official.communes["pta"] == "OPE").sum()) == int(official.communes["departement"].isin(("32", "46", "66", "82")).sum())
    assert "partie du département" in lu(derniers(official, "dep-11")["pta"])


def test_the_two_counts_of_the_districts_of_la_grand_combe_are_both_said(official):
    """Trois quartiers prioritaires selon le document du 16 avril 2024, deux dans les contours : le dossier et la fiche le disent."""
    both = {fait.table: fait.valeur for fait in chiffres(official).par_couple[("com-30132", "qpv")]}
    assert both == {"indicateurs.csv": 3, "carte": 2}
    assert {"IND-0702", "CARTE-com-30132-qpv"} <= set(puces(official, "com-30132"))
    line = next(one for one in feuille(official, fiche(official, "30132")).territoire if one.nom.startswith("Quartiers"))
    assert len(line.valeur.split(", ")) == 2 and "≠ Un document en compte 3" in line.precision and "16 avril 2024" in line.precision
    other = next(one for one in feuille(official, fiche(official, "31555")).territoire if one.nom.startswith("Quartiers"))
    assert "≠" not in other.precision


# ---------------------------------------------------------------- trente communes et dix intercommunalités, page par page
TRENTE = (
    "31555", "34172", "30189", "66136", "12145", "30341", "30321", "31483", "46102", "46042", "48095", "09122", "32013", "81004", "82121",
    "65440", "11069", "30132", "12218", "32208", "46257", "81163", "66037", "48088", "09225", "65286", "34301", "11206", "82112", "31395",
)  # fmt: skip
DIX = (
    "200072643", "200066363", "243100518", "248200065", "243200607",
    "200067478", "246600449", "243000684", "200023620", "200039519",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(official, tmp_path_factory):
    return application.create_app(official, projet_reduit(tmp_path_factory.mktemp("projet"))).server.test_client()


def texte(site, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, address
    page = html.fromstring(answer.get_data(as_text=True))
    return espaces(" ".join(page.find("body").itertext())).casefold()


def espaces(text: str) -> str:
    """Le texte, toute suite d'espaces, insécables comprises, réduite à une."""
    return " ".join(text.split())


@pytest.mark.parametrize("code", TRENTE)
def test_a_commune_is_the_same_on_its_page_in_words_at_the_kiosk_and_in_the_api(official, site, code):
    told = site.get(f"/api/v1/communes/{code}").get_json()
    assert told["population"] == official.communes.at[code, "population"]
    screens = {name: texte(site, name) for name in (f"/commune/{code}", f"/carte-en-mots?territoire=com-{code}", f"/borne/commune/{code}")}
    people = espaces(w.entier(told["population"]))
    for address, text in screens.items():
        assert people in text, address
        assert told["zonages"]["medecins"]["libelle"].casefold() in text, address
    page = screens[f"/commune/{code}"]
    assert w.decimal(told["apl"], 2) in page
    for zonage in told["zonages"].values():
        assert zonage["libelle"].casefold() in page
    for one in (one for one in told["sites_proches"] if FICHE in official.catalogue.usage(one["usage"]).places):
        assert nom_dit(one["nom"]).split()[-1].casefold() in page, one["nom"]


@pytest.mark.parametrize("code", DIX)
def test_an_intercommunality_is_the_same_in_its_dossier_its_comparison_and_the_api(official, site, code):
    told = {one["id"]: one for one in site.get(f"/api/v1/territoires/epci-{code}").get_json()["indicateurs"]}
    inside = official.communes["epci"] == code
    assert told["population"]["valeur"] == int(official.communes.loc[inside, "population"].sum())
    assert told["communes"]["valeur"] == int(inside.sum())
    dossier, compared = texte(site, f"/territoire/epci-{code}"), texte(site, f"/comparer?a=epci-{code}&b=reg-76")
    for figure in (w.decimal(told["apl"]["valeur"], 2), w.pourcentage(told["zonage-medecins.ZIP.population"]["valeur"])):
        assert espaces(figure) in dossier and espaces(figure) in compared, figure
