"""Les aides telles que la fiche les range : la situation d'une adresse, les trois groupes, la phrase qui dit la situation."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.aides.situation import CHAMPS, CHOIX, ENTIERS, Situation
from tests.petit_atlas import petit_atlas
from views.aides import phrases_situation as w
from views.aides.aides import aides_de
from views.aides.section import GROUPE_DE, SUPPOSEE, adresse_de, compte_aides, demande_de, montant_court, section_aides
from views.aides.situation import reponses
from views.commune.adresse import sans_vides

ATLAS = petit_atlas()
CODES = tuple(ATLAS.communes.index)
ANSWERS = {champ: st.sampled_from(CHOIX[champ]) if champ in CHOIX else st.booleans() for champ in CHAMPS if champ not in ENTIERS}
ANSWERS |= {champ: st.integers(*bornes) for champ, bornes in ENTIERS.items()}
SITUATIONS = st.fixed_dictionaries({champ: st.none() | one for champ, one in ANSWERS.items()}).map(lambda found: Situation(**found))


def groupe(section, id: str):
    return next(one for one in section.groupes if one.id == id)


def test_an_address_that_asks_nothing_gets_the_supposed_situation_and_says_it():
    assert demande_de([]) == demande_de([("embed", "1"), ("utm_source", "lettre")])
    section = section_aides(ATLAS, "31001", demande_de([]))
    assert section.supposee and section.situation == SUPPOSEE
    assert section.situation_dite == (
        "Médecin généraliste, diplômé, en libéral, qui s'installe ou l'a fait depuis moins d'un an, "
        "en équipe avec d'autres soignants, 10\u00a0demi-journées par semaine"
    )


def test_an_answer_in_the_address_is_followed_and_the_others_stay_unanswered():
    found = demande_de([("profession", "infirmier"), ("embed", "1")])
    assert (found.situation, found.supposee, found.refus) == (Situation(profession="infirmier"), False, "")
    assert section_aides(ATLAS, "31001", found).situation_dite == "Infirmier"


def test_answering_nothing_is_not_asking_nothing():
    found = demande_de([("profession", "")])
    assert found.situation == Situation() and not found.supposee
    assert section_aides(ATLAS, "31001", found).situation_dite == w.AUCUNE_REPONSE[0].upper() + w.AUCUNE_REPONSE[1:]


@pytest.mark.parametrize(
    "pairs",
    [
        [("profession", "<script>alert(1)</script>")],
        [("demi_journees", "99")],
        [("demi_journees", "-1")],
        [("demi_journees", "²")],
        [("demi_journees", "9" * 5000)],
        [("coordonne", "peut-être")],
        [("profession", "infirmier"), ("profession", "orthophoniste")],
    ],
)
def test_a_hostile_answer_is_a_sentence_and_never_repeated(pairs):
    found = demande_de(pairs)
    assert found.supposee and found.situation == SUPPOSEE
    assert found.refus.startswith(w.REFUS) and found.refus.endswith(".")
    assert all(value not in found.refus for _, value in pairs if value not in CHOIX["profession"] and len(value) > 2)


@given(SITUATIONS)
def test_an_address_carries_the_whole_situation(situation):
    address = adresse_de(situation)
    again = demande_de(parse_qsl(address))
    assert again.situation == (situation if address else SUPPOSEE)
    assert again.supposee == (address == "")


@given(SITUATIONS, st.sampled_from(CODES))
def test_every_aid_is_in_one_group_and_only_one(situation, code):
    section = section_aides(ATLAS, code, demande_de(parse_qsl(adresse_de(situation)) or [("profession", "")]))
    shown = [one.id for one_groupe in section.groupes for one in one_groupe.aides]
    assert sorted(shown) == sorted(aide.id for aide in ATLAS.aides.aides)
    assert [one.id for one in section.groupes] == ["oui", "si", "non"]
    for one_groupe in section.groupes:
        assert {GROUPE_DE[one.etat] for one in one_groupe.aides} <= {one_groupe.id}
        assert one_groupe.vide.endswith(".")
    assert section.situation_dite and "None" not in section.situation_dite


def test_every_permitted_answer_has_its_own_words():
    said = set()
    for champ in CHAMPS:
        for answer in reponses(champ):
            said.add(section_aides(ATLAS, "31001", demande_de([(champ, answer)])).situation_dite)
    assert len(said) == sum(len(reponses(champ)) for champ in CHAMPS)


def test_nine_half_days_are_not_a_refusal():
    asked = dict(parse_qsl(adresse_de(SUPPOSEE)), demi_journees="9").items()
    section = section_aides(ATLAS, "31001", demande_de(asked))
    assert "garantie-de-revenu" in [one.id for one in groupe(section, "si").aides if one.etat == "non_tranche"]


def test_the_amount_at_a_glance():
    """Le retenu ; à défaut le seul possible ; plusieurs se comptent, et ne s'additionnent pas ; aucun ne vaut pas zéro."""
    by_id = {one.id: one for one in aides_de(ATLAS, "31001", SUPPOSEE).aides}
    assert montant_court(by_id["garantie-de-revenu"]) == "6\u202f900\u00a0€ brut par mois"
    assert montant_court(by_id["maison-de-sante-demarrage"]) == "50\u202f000\u00a0€ au démarrage"
    assert montant_court(by_id["centre-de-sante-demarrage"]) == "2 montants selon le cas"
    assert montant_court(by_id["poste-partage-ville"]) == w.SANS_MONTANT_COURT


def test_the_count_beside_the_map_is_that_of_the_sheet():
    section = section_aides(ATLAS, "31001", demande_de([]))
    oui, si = (len(groupe(section, id).aides) for id in ("oui", "si"))
    assert compte_aides(ATLAS, "31001") == w.compte(oui, si)
    assert compte_aides(ATLAS, "99999") == ""
    assert section_aides(ATLAS, "99999", demande_de([])) is None
    start, end = "Pour un médecin généraliste qui s'installe\u00a0: ", ". Documents de 2015 à 2024."
    assert w.compte(0, 6) == f"{start}6 sous condition{end}"
    assert w.compte(0, 0) == f"{start}aucune de celles que Maillage recense n'y répond{end}"
    unknown = "les aides propres à la région (Île-de-France) ne sont pas recensées"
    assert w.compte(2, 1, ailleurs="Île-de-France") == f"{start}2\u00a0aides, 1 sous condition\u00a0; {unknown}{end}"
    assert w.compte(1, 0) == f"{start}1\u00a0aide{end}"
    assert w.compte(1, 0, "démonstration").startswith("Démonstration. Pour un médecin")


def test_questions_left_empty_leave_the_address_but_one():
    assert sans_vides([("profession", "infirmier"), ("mode", ""), ("embed", "1")]) == [("profession", "infirmier"), ("embed", "1")]
    assert sans_vides([("profession", ""), ("mode", ""), ("q", "")]) == [("q", ""), ("profession", "")]
    assert sans_vides([("q", "")]) == [("q", "")]
    once = sans_vides([("profession", ""), ("mode", "")])
    assert sans_vides(once) == once
