"""Un thème, des filtres : les couleurs et les décomptes changent, comme données, sans rien demander au serveur."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from layers.atlas import ABSENT, MASQUE, PARTAGE, Atlas
from layers.territoire.indicateurs import indicateurs
from layers.territoire.territoires import mask
from tests.browser.visit import Visit
from tests.graine import GRAINE
from views.ecriture import phrases as w
from views.ecriture.dire import lu
from views.vue.filtres import included, tally
from views.vue.vue import CHOIX, View, default_view, to_query

HORS = -4
MARKS = {ABSENT: "-", MASQUE: "x", PARTAGE: "y"}
SEED = GRAINE


def distribution(visit: Visit) -> list[list[str]]:
    """Les rangées de la répartition montrée dans la fiche : libellé, communes, part, et part de la région à côté."""
    rows = visit.page.locator("#panneau .repartition tbody tr").filter(visible=True)
    return rows.evaluate_all("rows => rows.map((r) => [...r.cells].filter((c) => !c.hidden).map((c) => c.textContent.trim()))")


def expected_distribution(atlas: Atlas, theme: str, territoire: str) -> list[list[str]]:
    """La même, par les indicateurs du serveur."""
    values, region = ({v.indicateur: v for v in indicateurs(atlas, one)} for one in (territoire, "reg-76"))
    rows = []
    for classe in atlas.catalogue.couche(theme).classes:
        key = f"{theme}.{classe.code}"
        if not region[f"{key}.communes"].valeur:
            continue
        name = f"{classe.code} · {classe.label}" if classe.spoken else classe.label
        beside = [] if territoire == "reg-76" else [lu(region[f"{key}.population"])]
        rows.append([name, lu(values[f"{key}.communes"]), lu(values[f"{key}.population"]), *beside])
    return rows + expected_without_class(atlas, theme, territoire)


def expected_without_class(atlas: Atlas, theme: str, territoire: str) -> list[list[str]]:
    """Les rangées des communes sans classe (sans donnée, masquées, partagées), celles que la région a : comptées ici une à une."""
    rows = []
    for code, label in ((ABSENT, w.PAS_DE_DONNEE), (MASQUE, w.MASQUE), (PARTAGE, w.PARTAGE)):
        counts = []
        for one in (territoire, "reg-76"):
            inside = atlas.communes[mask(atlas, one)]
            without = inside[inside[theme] == code]
            counts.append((len(without), 100 * without["population"].sum() / inside["population"].sum()))
        (here, part), (of_region, beside) = counts
        if of_region:
            rows.append([label, w.entier(here), w.pourcentage(part), *([] if territoire == "reg-76" else [w.pourcentage(beside)])])
    return rows


def expected_legend(atlas: Atlas, view: View) -> dict[str, tuple[int, str]]:
    """Ce que la légende doit écrire, d'après l'oracle ; les classes que la région n'a pas n'ont pas de rangée."""
    counted = tally(atlas, view)
    of_region = atlas.communes.loc[atlas.communes["region"] == atlas.region, view.theme]
    shown = {code: row for code, row in counted.iterrows() if code in MARKS or (of_region == code).any()}
    return {
        MARKS.get(code, code): (int(row["communes"]), "" if row["part"] != row["part"] else w.pourcentage(row["part"]))
        for code, row in shown.items()
        if code not in MARKS or row["communes"]
    }


def counts(visit: Visit) -> dict[str, tuple[int, str]]:
    """La légende montrée, sans les marques que l'oracle ne compte pas (hors des filtres, à venir)."""
    return {code: count for code, count in visit.legend().items() if code not in ("h", "z")}


def random_view(atlas: Atlas, chance: random.Random) -> View:
    """Une vue au hasard, parmi celles qui colorent des communes."""
    couche = chance.choice([couche for couche in atlas.catalogue.couches if couche.level == "commune"])
    departements = sorted(atlas.departements.index[atlas.departements["region"] == atlas.region])
    return replace(
        default_view(atlas),
        territoire=chance.choice([f"reg-{atlas.region}", f"dep-{chance.choice(departements)}"]),
        theme=couche.id,
        masquer=tuple(code for code in couche.rank if chance.random() < 0.3),
        departements=tuple(sorted(chance.sample(departements, chance.choice([0, 0, 1, 4])))),
        montagne=chance.choice(list(CHOIX)),
        frr=chance.choice(list(CHOIX)),
        qpv=chance.choice(["", "", *CHOIX]),
        croiser=chance.choice(["", "", "zonage-infirmiers:INT,TD", "zonage-masseurs-kinesitherapeutes:TSD"]),
        apl=chance.choice(["", "", "1.5-3.5", "-2.5", "3.5-"]),
    )


@pytest.mark.parametrize("mode", ["demonstration", "official"])
def test_the_browser_counts_as_the_server_would(mode, request, open_visit):
    atlas = request.getfixturevalue("atlas" if mode == "demonstration" else "official_atlas")
    visit = open_visit(request.getfixturevalue(mode))
    chance = random.Random(SEED)
    assert counts(visit) == expected_legend(atlas, default_view(atlas))
    for _ in range(6):
        view = random_view(atlas, chance)
        print(to_query(atlas, view))
        visit.address_becomes(to_query(atlas, view))
        visit.until_equal(lambda: {k: v for k, v in visit.view().items() if k != "structures"}, as_sent(view))
        visit.until_equal(lambda: counts(visit), expected_legend(atlas, view))
        hidden = {code for code, state in visit.states().items() if state == HORS}
        assert hidden == expected_hidden(atlas, view)


def as_sent(view: View) -> dict:
    """La vue telle que le navigateur la tient."""
    return {
        "territoire": view.territoire,
        "theme": view.theme,
        "masquer": list(view.masquer),
        "departements": list(view.departements),
        "montagne": view.montagne,
        **{key: getattr(view, key) for key in ("frr", "qpv", "epci", "croiser", "apl")},
        "annee": view.annee,
    }


def expected_hidden(atlas: Atlas, view: View) -> set[str]:
    """Les communes que les filtres grisent : dans toute la région, même quand on regarde un seul département."""
    region = atlas.communes["region"] == atlas.region
    kept = included(atlas, replace(view, territoire=f"reg-{atlas.region}")) & ~atlas.communes[view.theme].isin(view.masquer)
    return set(atlas.communes.index[region & ~kept])


def test_the_official_page_says_so_and_shows_the_published_counts(open_visit, official):
    visit = open_visit(official)
    assert {code: n for code, (n, _) in counts(visit).items() if n} == {"ZIP": 1420, "ZAC": 2556, "ZAR": 470}
    assert visit.page.locator(".simule").count() == 0


def test_choosing_a_profession_changes_colours_and_sends_nothing(open_visit, demonstration, atlas):
    visit = open_visit(demonstration)
    before = visit.painted()
    with visit.sending():
        visit.choose("theme", "zonage-infirmiers")
        visit.until_view(theme="zonage-infirmiers")
        visit.settled()
        visit.page.locator("#panneau h3", has_text="infirmiers").first.wait_for()
        assert distribution(visit) == expected_distribution(atlas, "zonage-infirmiers", "reg-76")
    after = visit.painted()
    colours = {classe.code: classe.colour for classe in atlas.catalogue.couche("zonage-infirmiers").classes}
    classes = atlas.communes["zonage-infirmiers"]
    assert before != after
    assert after == {code: colours.get(classes[code], after[code]) for code in after}
    assert visit.query() == "?theme=zonage-infirmiers"
    visit.until_equal(lambda: counts(visit), expected_legend(atlas, replace(default_view(atlas), theme="zonage-infirmiers")))


def test_the_sheet_distributes_the_whole_territory_beside_the_region_whatever_the_filters(open_visit, demonstration, atlas):
    visit = open_visit(demonstration, "?territoire=dep-46&masquer=ZIP&montagne=oui")
    assert distribution(visit) == expected_distribution(atlas, "zonage-medecins", "dep-46")


def test_filters_combine_show_their_number_and_clear_in_one_click(open_visit, demonstration, atlas):
    visit = open_visit(demonstration)
    page, clear = visit.page, visit.page.locator("#effacer")
    assert not clear.is_visible()
    with visit.sending():
        page.get_by_role("checkbox", name="ZAC").uncheck()
        visit.until_view(masquer=["ZAC"])
        states, classes = visit.states(), atlas.communes["zonage-medecins"]
        assert {code for code, state in states.items() if state == HORS} == {code for code in states if classes[code] == "ZAC"}
        assert len({colour for code, colour in visit.painted().items() if classes[code] == "ZAC"}) == 1
        visit.until_equal(clear.inner_text, "Effacer les filtres (1)")
        visit.choose("montagne", "oui")
        visit.until_view(montagne="oui")
        page.get_by_role("combobox", name="Départements").fill("lot (")
        page.get_by_role("option", name="Lot (46)").click()
        visit.until_view(departements=["46"])
        visit.until_equal(clear.inner_text, "Effacer les filtres (3)")
        view = replace(default_view(atlas), masquer=("ZAC",), montagne="oui", departements=("46",))
        visit.until_equal(lambda: counts(visit), expected_legend(atlas, view))
        assert visit.query() == to_query(atlas, view)
        page.keyboard.press("Escape")
        clear.click()
        visit.until_view(masquer=[], montagne="", departements=[])
        clear.wait_for(state="hidden")
        assert HORS not in visit.states().values()
        assert visit.query() == ""


def test_with_no_match_the_page_says_so(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-32&montagne=oui&departements=46")
    visit.page.get_by_text(w.PHRASES_CARTE["aucune"]).first.wait_for()
    assert visit.resume() == w.PHRASES_CARTE["aucune"]
    assert visit.page.locator("#effacer").is_visible()


def test_the_list_is_the_map_in_words(open_visit, demonstration, atlas):
    view = replace(default_view(atlas), territoire="dep-46", masquer=("ZAC",))
    visit = open_visit(demonstration, to_query(atlas, view))
    with visit.sending():
        visit.page.locator("#lister").click()
        dialog = visit.page.get_by_role("dialog", name=w.LISTE)
        dialog.locator("tbody tr").first.wait_for()
        more = dialog.get_by_role("button", name="Afficher")
        while more.is_visible():
            more.click()
        listed = dialog.locator("tbody tr").evaluate_all("rows => rows.map((r) => [r.cells[1].textContent, r.cells[3].textContent])")
    lot = atlas.communes[(atlas.communes["departement"] == "46") & (atlas.communes["zonage-medecins"] != "ZAC")]
    labels = {classe.code: classe.label for classe in atlas.catalogue.couche("zonage-medecins").classes}
    assert dict(listed) == {code: labels[row["zonage-medecins"]] for code, row in lot.iterrows()}
    assert len(listed) == len(lot)
    visit.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert visit.focused()["id"] == "lister"


def test_the_waves_play_year_by_year(open_visit, demonstration, atlas):
    visit = open_visit(demonstration, "?theme=pastel")
    visit.page.evaluate(
        """() => { window.__annees = []; new MutationObserver(() => window.__annees.push(document.getElementById('resume').textContent))
             .observe(document.getElementById('resume'), {childList: true, characterData: true, subtree: true}); }"""
    )
    visit.page.get_by_role("button", name=w.LECTURE).click()
    visit.until_view(theme="pastel", annee=2021)
    visit.until_equal(visit.page.locator("#lecture").inner_text, w.LECTURE)
    waves = atlas.communes.loc[atlas.communes["region"] == atlas.region, ["departement", "pastel"]].drop_duplicates()
    reached = {year: (waves["pastel"].astype(int) <= year).sum() for year in (2018, 2019, 2020, 2021)}
    for year, n in reached.items():
        assert any(said.startswith(f"En {year} : {n} département") for said in visit.page.evaluate("window.__annees")), year
    assert visit.query() == "?theme=pastel"
    visit.page.get_by_role("slider", name=w.ANNEE).press("ArrowLeft")
    visit.page.get_by_role("slider", name=w.ANNEE).press("ArrowLeft")
    visit.until_view(annee=2019)
    later, states = -5, visit.states()
    assert {code for code, state in states.items() if state == later} == {
        code for code in states if int(atlas.communes.at[code, "pastel"]) > 2019
    }
    assert visit.query() == "?theme=pastel&annee=2019"
