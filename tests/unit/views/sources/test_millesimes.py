"""La phrase qui dit les dates qu'une vue ou une fiche réunit : valeurs écrites à la main, et ce que la phrase ne doit jamais taire."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.commune.fiche import fiche
from views.sources import phrases as ws
from views.sources.millesimes import de_la_fiche, de_la_vue, phrase_de_la_fiche, phrase_de_la_vue, pied_de_la_vue
from views.vue.vue import View, default_view

ZONAGE_2025 = "zonage des médecins généralistes, 2025"
POPULATION = "population municipale, 1er janvier 2026"


def source(couches: list[str], millesime: str) -> dict:
    return {"id": couches[0], "millesime": millesime, "couches": couches}


def with_sources(atlas, *sources: dict):
    return replace(atlas, manifest={**atlas.manifest, "sources": list(sources)})


def test_a_view_names_each_date_once(small):
    atlas = with_sources(small, source(["zonage-medecins"], "2025"), source(["msp", "cds", "pharmacie"], "2026-11-20"))
    view = replace(default_view(atlas), structures=("msp", "cds"))
    said = phrase_de_la_vue(atlas, view)
    assert said == f"Dates différentes dans cette vue : {ZONAGE_2025} ; structures, 20 novembre 2026 ; {POPULATION}."


def test_a_filter_adds_its_own_date_and_only_when_it_is_set(small):
    atlas = with_sources(small, source(["frr"], "2025-07-10"), source(["montagne"], "2026-04-30"))
    bare = View("reg-76", structures=())
    assert "ruralités" not in phrase_de_la_vue(atlas, bare)
    said = phrase_de_la_vue(atlas, replace(bare, frr="oui", montagne="non"))
    assert "zone de montagne, 30 avril 2026 ; ruralités (FRR), 10 juillet 2025" in said
    assert phrase_de_la_vue(atlas, replace(bare, theme="frr", frr="oui")).count("10 juillet 2025") == 1


def test_structures_of_different_dates_are_told_apart_and_those_of_one_date_together(small):
    atlas = with_sources(small, source(["msp"], "2026-01"), source(["cds", "pharmacie"], "2025"))
    view = View("reg-76", structures=("msp", "cds", "pharmacie", "ehpad"))
    # Le jeu n'a aucun EHPAD : rien n'en est montré, rien n'en est dit.
    told = [(one.nom, one.millesime) for one in de_la_vue(atlas, view)[1:-1]]
    assert told == [("MSP", "2026-01"), ("CDS", "2025"), ("pharmacies", "2025")]
    said = phrase_de_la_vue(atlas, view)
    assert f"{ZONAGE_2025.removesuffix(', 2025')}, CDS et pharmacies, 2025 ; MSP, janvier 2026" in said


def test_a_single_date_is_said_as_such():
    assert ws.dates([("a", "2025"), ("b", "2025")], "vue", False) == "Une seule date dans cette vue : 2025."


def test_a_vintage_that_is_a_sentence_is_kept_whole(small):
    atlas = with_sources(small, source(["apl"], "2023 ou 2024 (non précisé dans le fichier)"))
    said = phrase_de_la_vue(atlas, View("reg-76", theme="apl"))
    assert "accessibilité (APL), 2023 ou 2024 (non précisé dans le fichier)" in said


def test_a_date_is_that_of_the_file_before_that_of_the_registry(small):
    atlas = with_sources(small, source(["frr"], "2027-01-01"))
    assert "ruralités (FRR), 1er janvier 2027" in phrase_de_la_vue(atlas, View("reg-76", theme="frr"))
    assert "ruralités (FRR), 10 juillet 2025" in phrase_de_la_vue(with_sources(small), View("reg-76", theme="frr"))


def test_the_demonstration_says_so_when_it_invents_and_only_then(small_demonstration, small):
    simulated = "Démonstration : répartition simulée."
    opening = default_view(small_demonstration)
    assert phrase_de_la_vue(small_demonstration, opening).endswith(simulated)
    published = replace(opening, theme="pastel", structures=())
    assert simulated not in phrase_de_la_vue(small_demonstration, published)
    assert phrase_de_la_vue(small_demonstration, replace(published, structures=opening.structures)).endswith(simulated)
    assert simulated not in phrase_de_la_vue(small, default_view(small))


def test_a_sheet_names_what_it_shows_and_nothing_else(small):
    it = fiche(small, "31001")
    shown = [one.id for one in de_la_fiche(small, it)]
    assert shown[:2] == ["zonages", "apl"]  # médecins et orthophonistes, d'une même date
    assert {"montagne", "frr", "structures", "pastel", "population"} <= set(shown)
    assert "zonage-infirmiers" not in shown and "tvs" not in shown  # aucun fichier
    alone = [one.id for one in de_la_fiche(small, fiche(small, "75056"))]
    assert alone[0] == "zonage-medecins"  # hors de la région, seul zonage où elle figure : dit par son nom
    assert phrase_de_la_fiche(small, it).startswith("Dates différentes dans cette fiche : ")


def test_the_zonings_of_a_sheet_are_one_when_they_have_one_date(small):
    it = fiche(small, "31002")
    assert [one.id for one in de_la_fiche(small, it)][:2] == ["zonages", "apl"]
    assert "zonages des professions, 2025 ; " in phrase_de_la_fiche(small, it)
    atlas = with_sources(small, source(["zonage-medecins"], "2026"))
    said = phrase_de_la_fiche(atlas, it)
    assert "zonage des médecins généralistes, 2026 ; zonage des orthophonistes libéraux, 2025" in said and "zonages" not in said


def test_a_sheet_outside_the_region_has_no_fact_of_its_documents(small):
    assert "pastel" not in [one.id for one in de_la_fiche(small, fiche(small, "75056"))]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Zone de montagne", "zone de montagne"),
        ("PÂSTEL, par année", "PÂSTEL"),
        ("Appui (PTA, 2019)", "appui (PTA, 2019)"),
        ("CPTS en 2019", "CPTS en 2019"),
        ("", ""),
    ],
)
def test_a_name_in_a_sentence(title, said):
    assert ws.nom(title) == said


WORDS = st.text("abcdé éà()12", min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_no_date_and_no_name_is_ever_left_out(its):
    said = ws.dates(its, "vue", False)
    assert all(day in said for _, day in its)
    if len({day for _, day in its}) > 1:
        assert all(name in said for name, _ in its)
        assert said.count(" ; ") == len({day for _, day in its}) - 1


def test_the_line_under_the_map_is_short_and_names_together_what_one_source_dates(small):
    atlas = with_sources(small, source(["zonage-medecins"], "2025"), source(["msp", "cds"], "2026-11-20"), source(["frr"], "2025-07-10"))
    view = replace(default_view(atlas), structures=("msp", "cds"), frr="oui")
    assert pied_de_la_vue(atlas, view) == (
        "Zonage\u00a0: 2025 · Ruralités (FRR)\u00a0: 10 juill. 2025 · MSP, CDS\u00a0: FINESS, 20 nov. 2026 · "
        "Population\u00a0: 1er janv. 2026"
    )
