"""La carte en mots dit ce que la carte peint : chaque commune, chaque thème, chaque décompte."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from layers.regions import atlas_des_cartes
from tests.petit_atlas import petit_atlas
from views.carte.envoi import communes_payload, map_configuration
from views.ecriture import phrases as w
from views.mots import phrases as m
from views.mots.adresse import adresse, du_formulaire, lire
from views.mots.commune import commune, plus_proche
from views.mots.liste import codes, feuille, liste
from views.mots.page import page
from views.mots.peinte import peinte
from views.mots.territoire import rangees, resume, territoire
from views.vue.etats import AVENIR, HORS, etats
from views.vue.vue import View, default_view, from_query

RANGS = "0123456789abcdefghijklmnopqrstuvw"
SANS_CLASSE = {"-": "pas de donnée", "x": "non disponible chez l'éditeur", "y": "partagée entre plusieurs classes"}


@pytest.fixture(scope="module")
def cartes(demonstration):
    """La carte d'Occitanie et celle de PACA."""
    return atlas_des_cartes(replace(demonstration, cartes=("76", "93")))


def decoded(payload: dict, configuration: dict, theme: str) -> dict[str, tuple[str, str]]:
    """{commune: (code de classe ou marque, libellé)}, des octets que la carte reçoit, lus comme le fait vue.mjs."""
    classes = configuration["couches"][theme]["classes"]
    found = {}
    for code, letter in zip(payload["codes"], payload["couches"][theme], strict=True):
        mark = letter in SANS_CLASSE
        found[code] = (letter, SANS_CLASSE[letter]) if mark else (classes[RANGS.index(letter)][0], classes[RANGS.index(letter)][1])
    return found


def test_the_class_said_is_the_class_painted_for_every_commune_and_theme(cartes):
    assert_said_as_painted(cartes)


def assert_said_as_painted(cartes) -> None:
    """Chaque commune de chaque carte, dans chaque thème."""
    assert [one.region for one in cartes] == ["76", "93"]
    seen = 0
    for atlas in cartes:
        payload, configuration = json.loads(communes_payload(atlas)), map_configuration(atlas, "/s", "/d")
        for couche in atlas.catalogue.couches:
            view = replace(default_view(atlas), theme=couche.id)
            painted = decoded(payload, configuration, couche.id)
            for code, (expected, label) in painted.items():
                it = peinte(atlas, view, code)
                assert it.etat == expected, (couche.id, code)
                assert label.lower() in it.entiere.lower(), (couche.id, code, it.entiere)
                assert m.HORS_FILTRES not in it.entiere and m.A_VENIR not in it.dite
                seen += 1
    assert seen == (4446 + 946) * len(cartes[0].catalogue.couches)


def test_the_whole_page_of_a_commune_says_its_class_and_those_of_its_neighbours(cartes):
    for atlas in cartes:
        for code in atlas.communes.index[atlas.communes["region"] == atlas.region][::37]:
            view = replace(default_view(atlas), territoire=f"com-{code}", theme="zonage-infirmiers")
            it = commune(atlas, view, code)
            assert peinte(atlas, view, code).entiere in it.classe_dite
            inside = [one for one in it.voisines if "hors de la région (" not in one.suite]
            for one in inside:
                other = one.lien.partition("territoire=com-")[2][:5]
                assert atlas.communes.at[other, "nom"] == one.nom
                assert peinte(atlas, view, other).dite in one.suite
            for cote in it.cotes:
                assert cote.dit.endswith(".") and cote.nom
                if cote.classe:
                    assert cote.nom in {one.nom for one in inside}


# ---------------------------------------------------------------- filtres
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?masquer=ZIP",
        "?montagne=oui",
        "?frr=non&departements=46,12",
        "?theme=pastel&annee=2019",
        "?theme=pastel&annee=2018&masquer=2018&montagne=non",
        "?theme=apl&masquer=A1,A5",
        "?theme=pta",
        "?territoire=dep-46&theme=frr&masquer=NON",
        "?territoire=epci-200067361&frr=oui",
    ],
)
def test_each_row_counts_the_communes_of_its_list(cartes, query):
    atlas = cartes[0]
    view, ignored = from_query(atlas, query)
    assert not ignored
    rows, states = rangees(atlas, view), etats(atlas, view)
    couche = atlas.catalogue.couche(view.theme)
    for row in rows:
        listed = codes(atlas, view, row.code)
        later = couche.kind == "date" and row.classe and int(row.code) > view.annee
        assert len(listed) == (0 if later and not row.masquee else row.n), (row.code, row.n, len(listed))
        assert bool(row.lien) == bool(len(listed))
        assert {states[code] for code in listed.index} <= {HORS if row.masquee else row.code}
    everything = codes(atlas, view, m.TOUTES)
    hidden = sum(row.n for row in rows if row.code == HORS or row.masquee)
    whole = (
        atlas.communes["departement"] == "46"
        if "dep-46" in query
        else atlas.communes["epci"] == "200067361"
        if "epci" in query
        else atlas.communes["region"] == "76"
    )
    assert len(everything) + hidden == int(whole.sum())
    assert territoire(atlas, view).affichees == len(everything)


def small_view(atlas, query: str) -> View:
    view, ignored = from_query(atlas, query)
    assert not ignored
    return view


def test_states_counted_by_hand(small):
    assert etats(small, default_view(small)) == {
        "31001": "ZIP",
        "31002": "ZAC",
        "31003": "x",
        "46001": "y",
        "46002": "-",
        "46003": "ZAR",
    }
    filtered = small_view(small, "?montagne=oui&masquer=ZAR")
    assert etats(small, filtered) == {"31001": HORS, "31002": HORS, "31003": "x", "46001": "y", "46002": HORS, "46003": HORS}
    # Le territoire regardé ne change pas ce que la carte peint.
    assert etats(small, replace(filtered, territoire="dep-46")) == etats(small, filtered)


def test_a_filtered_commune_is_said_to_be_and_not_skipped(small):
    view = small_view(small, "?masquer=ZAC&territoire=com-31002")
    it = commune(small, view, "31002")
    assert "zone d'action complémentaire (ZAC), hors des filtres" in it.classe_dite
    assert m.CLASSE_MASQUEE in it.precisions
    assert it.annonce.endswith("ZAC, hors des filtres.")


def test_missing_masked_and_shared_are_three_words(small):
    said = {code: peinte(small, default_view(small), code).dite for code in ("31003", "46001", "46002")}
    assert said == {"31003": "non disponible chez l'éditeur", "46001": "partagée entre plusieurs classes", "46002": "pas de donnée"}


def test_a_wave_to_come_is_said_to_come(cartes):
    atlas = cartes[0]
    later = [code for code, state in etats(atlas, small_view(atlas, "?theme=pastel&annee=2018")).items() if state == AVENIR]
    assert later
    assert peinte(atlas, small_view(atlas, "?theme=pastel&annee=2018"), later[0]).dite.endswith(m.A_VENIR)
    assert m.A_VENIR not in peinte(atlas, small_view(atlas, "?theme=pastel"), later[0]).dite


# ---------------------------------------------------------------- phrases
def said(atlas, query: str) -> str:
    """La phrase de la vue, espaces ordinaires."""
    return resume(atlas, small_view(atlas, query)).replace(w.INSECABLE, " ").replace(w.FINE, " ")


def test_the_summary_of_a_territory(small):
    assert said(small, "") == "6 communes · 2 000 habitants · 2 MSP · 2 CDS"
    # 900 habitants sur 2 000 ; la MSP de Haute-Garonne est dans la commune en ZIP.
    assert said(small, "?territoire=dep-31&masquer=ZIP") == (
        "Haute-Garonne : 2 communes · 900 habitants, 45,0 % des habitants de la région · 0 MSP · 1 CDS"
    )
    assert resume(small, small_view(small, "?territoire=dep-31&montagne=oui&frr=oui")) == w.PHRASES_CARTE["aucune"]


def test_the_rows_of_the_legend_in_words(small):
    told = {row.code: row.compte for row in rangees(small, default_view(small))}
    assert told["ZAR"] == f"1{w.INSECABLE}commune, 40,0{w.INSECABLE}% des habitants"
    assert told["HZ"] == f"0{w.INSECABLE}commune, 0,0{w.INSECABLE}% des habitants"
    assert told[HORS] == f"0{w.INSECABLE}commune"
    hidden = {row.code: row.n for row in rangees(small, small_view(small, "?masquer=ZAC"))}
    assert next(row.compte for row in rangees(small, small_view(small, "?masquer=ZAC")) if row.masquee).endswith(m.MASQUEE)
    assert (hidden["ZAC"], hidden[HORS]) == (1, 0) and sum(hidden.values()) == 6, "une classe masquée n'est comptée qu'une fois"


def test_the_nearest_structure_shown(small):
    here = small.communes.loc["31002"]
    # D'Aval (1,6 ; 43,5) : le centre dentaire y est ; la MSP d'Amont est à 8 km ; la pharmacie n'est pas cochée.
    assert plus_proche(small, default_view(small), here) == "CDS dans la commune"
    assert plus_proche(small, replace(default_view(small), structures=("msp",)), here) == f"MSP à{w.INSECABLE}8{w.INSECABLE}km"
    assert plus_proche(small, replace(default_view(small), structures=()), here) == ""


def test_without_structures_in_the_data_nothing_is_said_to_be_absent(small):
    empty = petit_atlas(sites=small.sites.iloc[:0])
    here = commune(empty, default_view(empty), "31001")
    assert (here.structures, here.proches, here.sans_structure) == ((), (), w.STRUCTURES_NON_RECENSEES)
    assert (territoire(empty, default_view(empty)).structures, territoire(empty, default_view(empty)).sans_structure) == (
        (),
        w.STRUCTURES_NON_RECENSEES,
    )
    # Sans case cochée, et sans structure dans la commune : deux autres raisons.
    none = replace(default_view(small), structures=())
    assert commune(small, none, "31001").sans_structure == m.AUCUNE_CATEGORIE
    assert commune(small, default_view(small), "46002").sans_structure == m.AUCUNE_STRUCTURE
    told = territoire(small, replace(default_view(small), structures=("cds", "ess"))).structures
    assert told[0].endswith("1 sur la carte, et 1 de position inconnue, qu'elle ne montre pas") and "non recensées" in told[1]


def test_the_four_sides_in_words(small):
    communes = small.communes.copy()
    communes.at["31002", "voisins"] = ("31001", "31003", "75056")
    communes.at["31001", "voisins"] = communes.at["31003", "voisins"] = ("31002",)
    atlas = petit_atlas(communes=communes)
    view = replace(default_view(atlas), territoire="com-31002")
    sides = {cote.axe: cote.dit for cote in commune(atlas, view, "31002").cotes}
    assert sides["N"] == f"Au nord{w.INSECABLE}: Saint-Étienne-du-Cœur, non disponible chez l'éditeur, MSP à{w.INSECABLE}56{w.INSECABLE}km."
    assert sides["O"] == f"À l'ouest{w.INSECABLE}: L'Isle-d'Amont, ZIP, MSP dans la commune."
    assert sides["E"] == f"À l'est{w.INSECABLE}: aucune commune."
    only = communes.copy()
    only.at["31002", "voisins"] = ("75056",)
    edge = petit_atlas(communes=only)
    north = commune(edge, view, "31002").cotes[0]
    assert (north.lien, north.dit) == ("", f"Au nord{w.INSECABLE}: la limite de la région{w.INSECABLE}; au-delà, Capitale (Paris).")


def test_beyond_the_edge_lies_the_other_map(cartes):
    atlas = cartes[0]
    gard = atlas.communes[atlas.communes["departement"] == "30"]
    code = next(code for code, others in gard["voisins"].items() if any(atlas.communes.at[one, "region"] == "93" for one in others))
    view = replace(default_view(atlas), territoire=f"com-{code}", theme="apl", departements=("30",))
    beyond = [one for one in commune(atlas, view, code).voisines if "Provence-Alpes-Côte d'Azur" in one.suite]
    assert beyond and all(one.lien.startswith("/carte-en-mots?region=93&") and "theme=apl" in one.lien for one in beyond)
    assert all("departements" not in one.lien for one in beyond)


# ---------------------------------------------------------------- listes
def test_lists_follow_departements_then_names(cartes):
    atlas = cartes[0]
    view = default_view(atlas)
    pages = [liste(atlas, view, m.TOUTES, number) for number in range(1, 20)]
    found = [one for one in pages if one]
    assert len(found) == 18 and pages[18] is None  # 4 446 communes, 250 par page
    names = [name for one in found for group in one.groupes for name, _, _ in group.communes]
    assert len(names) == 4446
    titles = [group.titre for one in found for group in one.groupes if not group.titre.endswith("(suite)")]
    assert titles == sorted(titles, key=lambda title: title.lower().replace("é", "e")) and len(titles) == 13
    first = [name for name, _, _ in found[0].groupes[0].communes]
    assert first[0] < first[-1] and found[0].pages[0][1].startswith(f"Page 1{w.INSECABLE}: Ariège")


def test_the_table_taken_away_is_the_list(small):
    sheet = feuille(small, default_view(small), m.TOUTES)
    assert sheet.colonnes == m.COLONNES
    assert [(line[0], line[3], line[4], line[6]) for line in sheet.lignes] == [
        ("31002", 300, "ZAC", "affichée"),
        ("31001", 100, "ZIP", "affichée"),
        ("31003", 600, "", "affichée"),
        ("46001", None, "", "affichée"),
        ("46002", 200, "", "affichée"),
        ("46003", 800, "ZAR", "affichée"),
    ]
    hidden = feuille(small, small_view(small, "?masquer=ZAC"), "ZAC")
    assert [(line[0], line[4], line[6]) for line in hidden.lignes] == [("31002", "ZAC", w.HORS_FILTRE)]
    assert feuille(small, small_view(small, "?masquer=ZAC"), HORS).lignes == ()
    assert ("Filtre : Classes masquées", "Zone d'action complémentaire") in hidden.metadonnees


# ---------------------------------------------------------------- adresses
def test_an_address_keeps_the_view_and_the_map(cartes):
    occitanie, paca = cartes
    both = {one.region: one for one in cartes}
    view = small_view(paca, "?theme=apl&masquer=A1&territoire=dep-13")
    there = adresse(paca, view, classe="A2", page=2)
    assert there == "/carte-en-mots?region=93&territoire=dep-13&theme=apl&masquer=A1&classe=A2&page=2"
    read = lire(both, there.partition("?")[2])
    assert (read.atlas.region, read.view, read.classe, read.page, read.ignorees) == ("93", view, "A2", 2, ())
    assert adresse(occitanie, default_view(occitanie)) == "/carte-en-mots"


@pytest.mark.parametrize(
    "query",
    ["classe=XXX", "page=2", "classe=ZIP&page=0", "classe=ZIP&page=٣", "classe=z", "q=" + "a" * 81, "inconnue=1", "territoire=com-99999"],
)
def test_what_means_nothing_is_ignored_and_said(cartes, query):
    read = lire({one.region: one for one in cartes}, query)
    assert read.ignorees and (read.page, read.q) == (1, "")
    assert page(read).avis


def test_a_region_without_a_map_is_not_an_address(cartes):
    assert lire({one.region: one for one in cartes}, "region=11") is None


def test_the_form_sends_the_view_it_shows(cartes):
    both = {one.region: one for one in cartes}
    sent = "formulaire=zonage-medecins&theme=zonage-medecins&montrer=ZIP&montrer=ZAR&structures=msp&structures=ehpad&montagne=oui&frr="
    assert du_formulaire(both, sent) == "/carte-en-mots?masquer=ZAC&structures=msp,ehpad&montagne=oui"
    # Les classes cochées étaient celles d'un autre thème : elles ne masquent rien dans le nouveau.
    other = "formulaire=zonage-medecins&theme=apl&montrer=ZIP&structures=msp&structures=cds"
    assert du_formulaire(both, other) == "/carte-en-mots?theme=apl"
    assert du_formulaire(both, "formulaire=zonage-medecins&theme=zonage-medecins&montrer=ZIP&montrer=ZAC&montrer=ZAR") == (
        "/carte-en-mots?structures="
    )
    assert du_formulaire(both, "theme=apl") is None and du_formulaire(both, "formulaire=<b>&theme=apl") is None


def test_unchanged_the_form_changes_nothing(cartes):
    for atlas in cartes:
        both = {one.region: one for one in cartes}
        masked = {"76": "?theme=apl&masquer=A1,A2", "93": "?theme=apl"}[atlas.region]  # hors d'Occitanie, la démonstration n'a pas d'APL
        for query in (masked, "?departements=&structures=", "?theme=pastel&annee=2019", "?annee=2019&frr=oui"):
            view = from_query(atlas, query)[0]
            it = page(lire(both, adresse(atlas, view).partition("?")[2])).filtres
            chosen = [*it.caches, *(("theme", one.valeur) for _, group in it.themes for one in group if one.choisi)]
            fields = (
                ("annee", it.annees),
                ("montrer", it.classes),
                ("structures", it.structures),
                ("departements", it.departements),
                ("montagne", it.montagne),
                ("frr", it.frr),
            )
            chosen += [(name, one.valeur) for name, choices in fields for one in choices if one.choisi]
            assert du_formulaire(both, "&".join(f"{key}={value}" for key, value in chosen)) == adresse(atlas, view)
