"""Pourquoi cette classe : les faits d'un petit pays calculés à la main, et des phrases qui n'affirment aucune cause."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.commune.pourquoi import expliquer
from tests.petit_atlas import NAN, petit_atlas
from views.commune import phrases_pourquoi as w
from views.commune.pourquoi import LONGEST, pourquoi

# Deux territoires : Rives (31001, 31002, 46003) et Milieu (31003, 46001, 46002, et 46003 qui est aux deux).
TVS = {
    "75056": ("", ""),
    "31001": ("T1", "Rives"),
    "31002": ("T1", "Rives"),
    "31003": ("T2", "Milieu"),
    "46001": ("T2", "Milieu"),
    "46002": ("T2", "Milieu"),
    "46003": ("T2|T1", "Milieu|Rives"),
}
VOISINS = {"31001": ("31002", "31003", "46002", "46003"), "46003": ("31001", "46001")}


def atlas_avec_tvs(**changes):
    atlas = petit_atlas(**changes)
    codes, noms = ({code: one[i] for code, one in TVS.items()} for i in (0, 1))
    index = atlas.communes.index
    voisins = pd.Series([VOISINS.get(code, ()) for code in index], index=index)
    tvs = {"tvs": index.map(codes), "tvs:nom": index.map(noms)}
    quartiers = {"qpv": pd.Series("AUCUNE", index=index).where(index != "46003", "QP1"), "qpv:nom": ""}
    quartiers["qpv:nom"] = pd.Series("", index=index).where(index != "46003", "Les Tilleuls")
    return replace(atlas, communes=atlas.communes.assign(voisins=voisins, **tvs, **quartiers))


ATLAS = atlas_avec_tvs()


def phrases(code: str, atlas=ATLAS) -> list[str]:
    return [phrase.texte for phrase in pourquoi(atlas, code).phrases]


def of_step(code: str, etape: str, atlas=ATLAS) -> list[str]:
    return [phrase.texte for phrase in pourquoi(atlas, code).phrases if phrase.etape == etape]


def test_the_mean_of_a_territory_is_weighted_by_population():
    """Rives : 100 × 1 + 300 × 2 + 800 × 4 = 3 900 pour 1 200 habitants, soit 3,25."""
    (rives,) = expliquer(ATLAS, "31001").territoires
    assert (rives.code, rives.communes, rives.connues, rives.apl, rives.partagees) == ("T1", 3, 3, 3.25, 1)
    assert rives.classes == {"ZIP": 1, "ZAC": 1, "ZAR": 1}


def test_a_territory_leaves_out_what_is_not_known():
    """Milieu : seule Vallée (800 habitants, 4,0) a une population et une accessibilité."""
    milieu = expliquer(ATLAS, "31003").territoires[0]
    assert (milieu.communes, milieu.connues, milieu.apl) == (4, 1, 4.0)
    assert milieu.classes == {"N/D": 1, "PART": 1, "": 1, "ZAR": 1}


def test_a_commune_of_two_territories_says_both():
    assert [one.nom for one in expliquer(ATLAS, "46003").territoires] == ["Milieu", "Rives"]
    assert phrases("46003")[0] == "La commune relève de 2 territoires de vie-santé\u00a0: « Milieu » et « Rives »."


def test_the_chain_of_a_commune():
    assert phrases("31001") == [
        "La commune fait partie du territoire de vie-santé « Rives », qui compte 3\u00a0communes.",
        "L'accessibilité aux médecins généralistes du territoire « Rives » est de 3,25\u00a0consultations par an et par habitant. "
        "C'est la moyenne de ses communes, pondérée par leur population, calculée ici.",
        "Celle de la commune seule est de 1,00\u00a0consultation par an et par habitant.",
        "Sous 2,5\u00a0consultations par an et par habitant, un territoire est dit sous-dense en médecins généralistes.",
        "La commune est classée « Zone d'intervention prioritaire » (ZIP) pour les médecins généralistes.",
        "Les communes du territoire « Rives » n'ont pas toutes la même classe\u00a0: 1 « Zone d'intervention prioritaire » (ZIP), "
        "1 « Zone d'action complémentaire » (ZAC) et 1 « Zone d'appui régional » (ZAR). "
        "1\u00a0commune du territoire « Rives » relève aussi d'un autre.",
        w.ARRETE,
        "La commune a 4\u00a0communes voisines. 2 d'entre elles ont une autre classe. La classe de 2\u00a0voisines n'est pas connue.",
    ]


def test_neighbours_of_another_class_are_named_with_their_territory():
    assert [phrase.texte for phrase in pourquoi(ATLAS, "31001").voisines] == [
        "Aval-sur-Garonne (31)\u00a0: « Zone d'action complémentaire » (ZAC), dans le même territoire de vie-santé.",
        "Vallée (46)\u00a0: « Zone d'appui régional » (ZAR). "
        "Territoires de vie-santé\u00a0: « Milieu » (accessibilité de 4,00) et « Rives » (accessibilité de 3,25).",
    ]


def test_an_accessibility_known_for_some_communes_says_how_many():
    assert of_step("31003", "accessibilite")[0].endswith("Elle est connue pour 1 de ses 4 communes.")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("31003", "La classe de la commune pour les médecins généralistes n'est pas disponible chez l'éditeur."),
        ("46001", "La classe de la commune pour les médecins généralistes est partagée : ses parties ont des classes différentes."),
        ("46002", "La classe de la commune pour les médecins généralistes n'est pas publiée (pas de donnée)."),
    ],
)
def test_masked_shared_and_missing_have_their_own_words(code, said):
    assert of_step(code, "classe")[0] == said
    assert not pourquoi(ATLAS, code).voisines


def test_without_a_territory_it_says_not_published():
    atlas = petit_atlas()
    assert expliquer(atlas, "31001").territoires is None
    assert phrases("31001", atlas)[:2] == [
        w.TVS_NON_PUBLIE,
        "L'accessibilité aux médecins généralistes de la commune est de 1,00\u00a0consultation par an et par habitant.",
    ]
    assert of_step("31001", "classe", atlas) == [
        "La commune est classée « Zone d'intervention prioritaire » (ZIP) pour les médecins généralistes."
    ]


def test_a_missing_accessibility_is_not_zero():
    assert of_step("31003", "accessibilite")[-1] == "L'accessibilité aux médecins généralistes de la commune seule n'est pas publiée."


def test_no_neighbour_is_said_so():
    assert of_step("46002", "voisines") == [w.AUCUNE_VOISINE]


def test_neighbourhoods_are_told_where_the_class_is_not_the_first():
    assert of_step("46003", "quartiers") == [w.QUARTIERS]
    assert of_step("31002", "quartiers") == []


def test_one_neighbour_of_another_class_is_said_simply():
    assert w.voisines(1, 1, 0, True) == "La commune a 1\u00a0commune voisine. Elle a une autre classe."
    assert w.voisines(4, 1, 1, True).endswith("Une seule a une autre classe. La classe d'une voisine n'est pas connue.")


def test_a_city_of_many_territories_counts_them():
    assert w.territoires([str(n) for n in range(7)]) == "La commune relève de 7 territoires de vie-santé."


def test_an_unknown_commune_has_no_answer():
    assert pourquoi(ATLAS, "99999") is None


def test_every_sentence_carries_its_source():
    found = pourquoi(ATLAS, "31001")
    assert all(phrase.source and phrase.millesime and phrase.fiabilite for phrase in (*found.phrases, *found.voisines))
    by_step = {phrase.etape: phrase for phrase in found.phrases}
    assert (by_step["territoire"].millesime, by_step["seuil"].millesime) == ("2019", "2017-05")
    assert by_step["seuil"].source.startswith("DREES. Déserts médicaux")
    assert by_step["arrete"].millesime == "non publié"
    reliabilities = [phrase.fiabilite for phrase in found.phrases if phrase.etape == "accessibilite"]
    assert reliabilities == ["dérivé", "exact"] and "Arrêté du 13 novembre 2017" in found.phrases[1].source


def test_a_demonstration_says_so():
    atlas = atlas_avec_tvs(manifest={"mode": "demonstration", "hash": "ef" * 32, "date": "2026-04-30", "sources": []})
    found = pourquoi(atlas, "31001")
    assert "simulée" in found.mention
    assert {p.fiabilite for p in found.phrases if p.etape in ("classe", "accessibilite", "voisines")} == {"simulé"}


def test_a_long_list_of_neighbours_is_cut_and_counted():
    around = tuple(code for code in ATLAS.communes.index if code != "31001")
    many = ATLAS.communes.assign(voisins=[around * 5 if code == "31001" else () for code in ATLAS.communes.index])
    found = pourquoi(replace(ATLAS, communes=many), "31001")
    assert len(found.voisines) == LONGEST and found.tues == len(expliquer(replace(ATLAS, communes=many), "31001").autres) - LONGEST


CAUSE = re.compile(r"\b(parce que|car|à cause|en raison|grâce|donc|c'est pourquoi|explique|due? à|faute de)\b", re.IGNORECASE)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["ZIP", "ZAC", "ZAR", "HZ", "", "N/D", "PART"]), min_size=7, max_size=7),
    st.lists(st.one_of(st.none(), st.floats(0, 9).map(lambda x: round(x, 3))), min_size=7, max_size=7),
    st.lists(st.sampled_from(["", "T1", "T2", "T1|T2"]), min_size=7, max_size=7),
    st.sampled_from(list(TVS)),
)
def test_any_facts_make_sentences_without_a_cause(classes, apl, tvs, code):
    names = {"": "", "T1": "Un", "T2": "Deux", "T1|T2": "Un|Deux"}
    columns = {"zonage-medecins": classes, "apl:valeur": [NAN if x is None else x for x in apl], "tvs": tvs}
    table = ATLAS.communes.assign(**columns, **{"tvs:nom": [names[one] for one in tvs]})
    atlas = replace(ATLAS, communes=table)
    found, facts = pourquoi(atlas, code), expliquer(atlas, code)
    told = [phrase.texte for phrase in (*found.phrases, *found.voisines)]
    assert all(text.endswith(".") and "None" not in text and "nan" not in text for text in told)
    assert not [text for text in told if CAUSE.search(text)]
    assert [phrase.etape for phrase in found.phrases][0] == "territoire"
    assert len(facts.autres) + facts.sans_classe <= facts.voisines
    mine = table.at[code, "zonage-medecins"]
    expected = [v for v in table.at[code, "voisins"] if {mine, table.at[v, "zonage-medecins"]} <= {"ZIP", "ZAC", "ZAR", "HZ"}]
    assert {one.code for one in facts.autres} == {v for v in expected if table.at[v, "zonage-medecins"] != mine}
    for one in facts.territoires or ():
        known = [(a, p) for a, p, t in zip(table["apl:valeur"], table["population"], tvs) if one.code in t and a == a and pd.notna(p)]
        if known:
            assert one.apl == pytest.approx(sum(a * p for a, p in known) / sum(p for _, p in known))
        else:
            assert one.apl is None
