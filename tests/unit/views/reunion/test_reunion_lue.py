"""Le fichier d'une réunion : lu en entier ou refusé d'une phrase, jamais une erreur ; et ce qui a changé depuis."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reunions import LE, cote, decision, reunion, vue
from views.reunion.comptes import compte, relue, suite
from views.reunion.lecture import LARGEST_FILE, Illisible, en_json, lire
from views.vue.vue import default_view, from_query

AUTRE_JEU = "12" * 32


@pytest.fixture(scope="module")
def atlases(small):
    return {"76": small}


def read(given: object, atlases):
    return lire(json.dumps(given).encode(), atlases)


def refusal(given: object, atlases) -> str:
    with pytest.raises(Illisible) as refused:
        lire(given if isinstance(given, bytes) else json.dumps(given).encode(), atlases)
    return str(refused.value)


# ---------------------------------------------------------------- lire


def test_what_is_written_is_read_back_the_same(small, atlases):
    given = reunion(
        small,
        decision(small, 1, "?territoire=dep-46", note="Une ligne.\nUne autre."),
        decision(small, 2, "?territoire=dep-31", "?theme=apl", simule=False),
        vues=(vue("", titre="Ouverture"), {"titre": "De près", "cote": [cote("?theme=apl", cadre=[1, 43, 2.5, 44])]}),
    )
    found = read(given, atlases)
    assert en_json(found, atlases) == given
    assert [one.numero for one in found.decisions] == [1, 2] and found.decisions[0].le.isoformat() == LE
    assert found.vues[1].cotes[0].cadre == (1.0, 43.0, 2.5, 44.0) and found.decisions[0].simule is None


def test_a_view_is_written_again_in_its_ordinary_form(small, atlases):
    found = read(reunion(small, vues=(vue("?structures=msp,cds&theme=apl&annee=2021"),)), atlases)
    (side,) = en_json(found, atlases)["vues"][0]["cote"]
    assert side["recherche"] == "?theme=apl" if default_view(small).structures == ("msp", "cds") else "?theme=apl&structures=msp,cds"


def test_text_loses_what_cannot_be_seen_and_keeps_what_is_written(small, atlases):
    hostile = "=1+1 <b>&\u202e\x00\x1b[0m\ud800 12\u202f000\u00a0€ 👩\u200d⚕️"
    one = decision(small, 1, titre=f" {hostile}\r\n suite\t", note="a\x0b\r\n  b\x07\x85c\n\n")
    found = read(reunion(small, one), atlases).decisions[0]
    assert found.titre.startswith("=1+1 <b>&[0m 12\u202f000\u00a0€ 👩⚕") and found.titre.endswith(" suite")
    assert found.note == "a\n\nb\nc"
    # Le XML d'un document n'admet ni ces caractères ni une moitié de caractère.
    assert all(c == "\n" or ord(c) >= 32 for c in found.titre + found.note) and (found.titre + found.note).encode()


BAD = {
    "maillage": ["carte", None, 1],
    "version": [2, "1", True, 1.0, None],
    "titre": [None, 3, "x" * 161, ["x"]],
    "empreinte": ["", "ab", None, "G" * 64, "ab" * 33],
    "vues": [None, {}, "x", [None], [1], [{}], [vue("")] * 61],
    "decisions": [None, "x", [3], [{}]],
}
BAD_DECISION = {
    "numero": [0, -1, 1.5, True, "1", None, 10**30],
    "titre": ["", None, "x" * 161],
    "note": [None, "x" * 4001, 4],
    "le": [None, "", "hier", "2026-11-25", "2026-11-25T14:03:00", "1999-01-01T00:00:00+01:00", 5, "9" * 5000],
    "empreinte": ["", None],
    "donnees": [None, 3, "x" * 41],
    "simule": ["oui", 1],
    "vue": [None, [], {}, {"titre": "x", "cote": []}, {"titre": "x", "cote": [cote()] * 3}, {"titre": "", "cote": [cote()]}],
    "comptes": [None, [], [None], [{}], [{"total": 3, "affichees": 4, "classes": []}], [{"total": 1, "affichees": 1, "classes": []}] * 2],
}
BAD_SIDE = {
    "region": [None, "", "99", "7", 76, "x" * 999],
    "recherche": [None, 3, "?territoire=dep-99", "?theme=x", "?x=1", "?" + "a" * 2001, "?masquer=%00", "&" * 60],
    "cadre": [[], [1, 2, 3], "x", [1, 43, 1, 44], [1, 44, 2, 43], [1, 43, 200, 44], [True, 43, 2, 44], [1, 43, 10**400, 44], ["1", 2]],
}
BAD_COUNT = {
    "total": [None, -1, 1.0, True, 10**9],
    "affichees": [None, "3"],
    "classes": [None, {}, ["ZIP"], [["ZIP"]], [["ZIP", -1]], [["ZIP", 1.5]], [["XX", 1]], [["ZIP", 1]] * 2, [[["ZIP"], 1]], [["ZIP", 7]]],
}


def spoiled():
    yield from ((("", key), value) for key, values in BAD.items() for value in values)
    yield from ((("décision 1", key), value) for key, values in BAD_DECISION.items() for value in values)
    yield from ((("carte 1", key), value) for key, values in BAD_SIDE.items() for value in values)
    yield from ((("compte 1", key), value) for key, values in BAD_COUNT.items() for value in values)


@pytest.mark.parametrize(("where", "value"), list(spoiled()), ids=lambda one: str(one)[:40])
def test_each_defect_is_refused_in_a_short_sentence_that_names_its_place(small, atlases, where, value):
    place, key = where
    given = copy.deepcopy(reunion(small, decision(small, 1, "?territoire=dep-46")))
    first = given["decisions"][0]
    target = {"": given, "décision 1": first, "carte 1": first["vue"]["cote"][0], "compte 1": first["comptes"][0]}[place]
    target[key] = value
    said = refusal(given, atlases)
    assert (place in said or key in ("maillage", "version")) and len(said) < 700 and said.endswith(".")
    # Un champ qui manque est le même défaut qu'un champ vide, sauf ceux qu'on peut taire.
    del target[key]
    if key not in ("simule", "cadre"):
        assert refusal(given, atlases)


DEEP = (b"[" * 100_000, b'{"a":' * 50_000)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"null", b"[]", b'"reunion"', *DEEP, b"1" * 9_000, b"NaN", b" " * (LARGEST_FILE + 1)],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_not_a_meeting_is_refused(atlases, body):
    assert len(refusal(body, atlases)) < 120


def test_not_a_number_is_refused(small, atlases):
    text = json.dumps(reunion(small, vues=(vue(""),))).replace('"cadre": null', '"cadre": [NaN, 43, Infinity, 44]')
    assert "vue préparée 1, carte 1, cadre" in refusal(text.encode(), atlases)


def test_two_decisions_do_not_share_a_number(small, atlases):
    assert "même numéro" in refusal(reunion(small, decision(small, 4), decision(small, 4)), atlases)


WORDS = st.sampled_from(["reunion", "76", "?theme=apl", LE, "ab" * 32])
KEYS = st.sampled_from([*BAD, *BAD_DECISION, *BAD_SIDE, *BAD_COUNT, "cote", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=30,
)


@given(JSON, st.sampled_from([*BAD]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_read_or_refused_never_an_error(small, atlases, value, key):
    of_decision = {**decision(small, 1), "vue": value}
    for body in (value, {**reunion(small), key: value}, reunion(small, value), reunion(small, of_decision)):
        try:
            relue(atlases, read(body, atlases))
        except Illisible as refused:
            assert len(str(refused)) < 900


# ---------------------------------------------------------------- compter


def test_the_counts_are_those_of_the_page(small):
    # Six communes : ZIP, ZAC, masquée, partagée, sans donnée, ZAR (tests/petit_atlas.py).
    assert compte(small, default_view(small)).classes == (("ZIP", 1), ("ZAC", 1), ("ZAR", 1), ("-", 1), ("x", 1), ("y", 1))
    masked = from_query(small, "?masquer=ZIP&montagne=oui&territoire=com-31003")[0]
    # Le département d'une commune regardée ; la montagne n'en garde que Saint-Étienne-du-Cœur.
    found = compte(small, masked)
    assert (found.total, found.affichees, found.classes) == (3, 1, (("x", 1), ("h", 2)))


def test_a_wave_to_come_is_counted_apart_too(demonstration):
    found = dict(compte(demonstration, from_query(demonstration, "?theme=pastel&annee=2018&masquer=2021")[0]).classes)
    later = [found.get(year, 0) for year in ("2019", "2020")]
    assert found["z"] == sum(later) > 0 and found["2021"] > 0 and found["h"] == found["2021"]


# ---------------------------------------------------------------- alors et maintenant


def then(small, atlases, **changes):
    return suite(atlases, read(reunion(small, decision(small, 1, **changes)), atlases).decisions[0])


def test_same_data_same_figures(small, atlases):
    found = then(small, atlases)
    assert not found.change and found.phrase == "Mêmes données et mêmes chiffres que le 25 novembre 2026."


def test_other_data_same_figures(small, atlases):
    found = then(small, atlases, empreinte=AUTRE_JEU, donnees="2025-05-01")
    assert not found.change
    assert found.phrase == (
        "Les données ont changé depuis (données du 1er mai 2025 alors, du 12 mai 2026 aujourd'hui), "
        "mais les chiffres de cette vue sont les mêmes."
    )


def test_other_figures_are_said_both(small, atlases):
    counts = [{"total": 6, "affichees": 6, "classes": [["ZIP", 3], ["ZAC", 0], ["ZAR", 1], ["x", 1], ["y", 1]]}]
    found = then(small, atlases, empreinte=AUTRE_JEU, comptes=counts)
    assert found.change
    assert found.phrase == (
        "Les données ont changé depuis : 3 communes en ZIP le 25 novembre 2026, 1 aujourd'hui ; 0 commune en ZAC le 25 novembre 2026, "
        "1 aujourd'hui ; Pas de donnée : 0 commune le 25 novembre 2026, 1 aujourd'hui."
    ).replace(" commune", "\u00a0commune")


def test_a_file_that_contradicts_its_own_data_is_said_so(small, atlases):
    counts = [{"total": 6, "affichees": 5, "classes": [["ZIP", 1], ["ZAC", 1], ["ZAR", 1], ["x", 1], ["y", 1], ["-", 1]]}]
    found = then(small, atlases, comptes=counts)
    assert found.change and "Les données sont les mêmes, mais le fichier" in found.phrase and "Affichées : 5" in found.phrase


def test_of_two_maps_each_is_named(small, atlases):
    one = decision(small, 1, "?territoire=dep-31", "?territoire=dep-46", empreinte=AUTRE_JEU)
    one["comptes"][1]["classes"] = [["ZAR", 2], ["-", 1], ["y", 1]]
    found = suite(atlases, read(reunion(small, one), atlases).decisions[0])
    assert found.differences[0] == () and "Lot, 2" in found.phrase and "en ZAR" in found.phrase and "Haute-Garonne" not in found.phrase


def test_a_masked_class_that_was_not_written_is_not_a_change(small, atlases):
    one = decision(small, 1, "?masquer=ZIP")
    one["comptes"][0]["classes"] = [["ZAC", 1], ["ZAR", 1], ["-", 1], ["x", 1], ["y", 1]]
    assert not suite(atlases, read(reunion(small, one), atlases).decisions[0]).change


def test_the_meeting_says_its_data_have_changed(small, small_demonstration, atlases):
    assert relue(atlases, read(reunion(small, decision(small, 1)), atlases))["avis"] == []
    other = read(reunion(small, decision(small, 1, empreinte=AUTRE_JEU, donnees="2025-05-01"), empreinte=AUTRE_JEU), atlases)
    (said,) = relue(atlases, other)["avis"]
    assert "1er mai 2025 alors" in said and "12 mai 2026" in said
    simulated = {"76": replace(small_demonstration)}
    assert "simulé" in " ".join(relue(simulated, other)["avis"])
