"""Les aides telles qu'elles se lisent : phrases, montants, sources ; et la lecture des paramètres."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.aides.situation import CHAMPS, CHOIX, ENTIERS, Situation
from tests.petit_atlas import petit_atlas
from views.aides import phrases as w
from views.aides.aides import aides_de
from views.aides.situation import ReponseInconnue, lire_situation, questions

NARROW = "\u202f"
ATLAS = petit_atlas()
DEBUTANT = Situation(
    profession="medecin-generaliste", etape="professionnel", mode="liberal", anciennete="moins-d-un-an", coordonne=True, demi_journees=10
)
# Des sigles qu'une phrase doit dire en toutes lettres.
SIGLES = re.compile(r"\b(MSP|CDS|CPTS|ESP|IPA|IDE|ETP|PTMG|CESP|QPV|ZRR|FRR|ACI|ARS|CPAM|ALD|MG|PDSA|DROM|AM|P\d\d)\b")


def lue(aide: str, code: str = "31001", situation: Situation = DEBUTANT):
    return next(one for one in aides_de(ATLAS, code, situation).aides if one.id == aide)


def test_the_income_guarantee_reads_whole():
    aide = lue("garantie-de-revenu")
    assert (aide.etat, aide.libelle, aide.raisons) == ("s_applique", "Prévue dans cette situation", ())
    assert [(m.texte, m.etat) for m in aide.montants] == [
        (f"6{NARROW}900\u00a0€ brut par mois", "retenu"),
        (f"3{NARROW}450\u00a0€ brut par mois", "ecarte"),
    ]
    assert aide.montants_lien == "Un seul de ces montants peut être versé."
    assert (aide.duree, aide.portee, aide.fiabilite) == ("Durée\u00a0: 2 ans.", "Règle propre à l'Occitanie", "exact")
    first, second = aide.sources
    assert (first.fichier, first.lignes) == ("000_a935a1f4f75d0f18.txt", (123, 126, 129, 130, 132))
    assert (second.fichier, second.lignes, second.date) == ("002_f07156a7a428da42.txt", (117,), "septembre 2019")


def test_exactly_nine_half_days_says_that_the_text_does_not_settle():
    aide = lue("garantie-de-revenu", situation=replace(DEBUTANT, demi_journees=9))
    assert aide.libelle == "Non tranché"
    assert aide.raisons == ("Le document prévoit plus de 9 demi-journées, ou moins de 9. Il ne dit rien de 9 demi-journées exactement.",)
    assert {m.etat for m in aide.montants} == {"possible"}


def test_what_is_missing_is_said():
    aide = lue("garantie-de-revenu", situation=replace(DEBUTANT, mode=None, anciennete=None))
    assert aide.libelle == "Prévue sous condition"
    assert aide.raisons == (
        "Il faut être installé ou collaborateur en libéral.",
        "Il faut s'installer, ou être installé depuis moins d'un an.",
    )


def test_an_amount_to_choose_is_said():
    aide = lue("garantie-de-revenu", situation=replace(DEBUTANT, demi_journees=None))
    assert aide.raisons == ("Le montant dépend des conditions écrites à côté de chacun.",)


def test_why_not_names_the_class_of_the_commune():
    aide = lue("montagne-installation", "31002")
    assert aide.raisons == (
        "Il faut exercer dans une commune classée en zone de montagne.",
        "La commune n'est pas classée en zone de montagne.",
    )
    assert {m.etat for m in aide.montants} == {"ecarte"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("31003", "La classe de la commune n'est pas disponible chez l'éditeur."),
        ("46001", "La commune réunit d'anciennes communes de classes différentes."),
        ("46002", "La classe de la commune n'est pas publiée."),
    ],
)
def test_masked_shared_and_missing_have_their_own_words(code, said):
    aide = lue("garantie-de-revenu", code)
    assert aide.etat == "non_tranche" and said in aide.raisons


def test_a_mountain_class_that_is_not_published_is_not_no():
    aide = lue("montagne-installation", "46002")
    assert aide.etat == "non_tranche" and w.MONTAGNE[None] in aide.raisons


def test_outside_the_region_says_so():
    assert lue("maison-de-sante-demarrage", "75056").raisons == (w.HORS_REGION,)


def test_what_applies_comes_first():
    order = [one.etat for one in aides_de(ATLAS, "46003", DEBUTANT).aides]
    assert order == sorted(order, key=("s_applique", "s_appliquerait_si", "non_tranche", "ne_s_applique_pas").index)


def test_an_unknown_commune_has_no_answer():
    assert aides_de(ATLAS, "99999", Situation()) is None


def test_the_facts_of_the_commune_carry_their_source(small_demonstration):
    told = {one.id: one for one in aides_de(ATLAS, "31002", Situation()).constats}
    assert told["zonage-medecins"].texte == "La commune est classée « Zone d'action complémentaire » (ZAC) dans le zonage des médecins."
    assert told["frr"].texte == "Classement France Ruralités Revitalisation de la commune\u00a0: FRR+."
    assert all(one.source and one.millesime and one.fiabilite == "exact" for one in told.values())
    shown = aides_de(small_demonstration, "31002", Situation())
    # Les quartiers prioritaires ne sont jamais simulés : la démonstration les dit non publiés.
    assert {one.id: one.fiabilite for one in shown.constats} == {**dict.fromkeys(told, "simulé"), "qpv": "exact"}
    assert shown.constats[-1].texte == w.QUARTIERS[None] and "simulée" in shown.mention


def test_every_aid_has_a_source_and_says_when_it_has_no_amount():
    for aide in aides_de(ATLAS, "31001", Situation()).aides:
        assert aide.sources and aide.explication and aide.validite
        assert bool(aide.montants) != bool(aide.sans_montant)


def test_no_amount_is_written_with_a_unit_that_is_not_put_into_words():
    for aide in ATLAS.aides.aides:
        for montant in aide.montants:
            regle = ATLAS.aides.regles[montant.regle]
            assert regle.unite in w.UNITES and regle.periodicite in w.PERIODICITES


def test_no_sentence_holds_a_bare_acronym():
    registre = ATLAS.aides
    texts = [registre.avertissement, registre.cumul, *w.QUESTIONS.values(), *w.REPONSES.values()]
    for aide in registre.aides:
        texts += [aide.titre, aide.explication, aide.a_savoir]
        texts += [part.texte for part in (*aide.conditions, *aide.silences, *aide.engagements)]
        texts += [text for montant in aide.montants for text in (montant.precision, *(c.texte for c in montant.conditions))]
    assert not [text for text in texts if SIGLES.search(text)]


def test_sentences_are_short():
    for aide in ATLAS.aides.aides:
        for text in (aide.explication, aide.a_savoir, *(part.texte for part in (*aide.silences, *aide.engagements))):
            for sentence in re.split(r"(?<=[.?!]) ", text):
                assert len(sentence.split()) <= 32, sentence


def test_a_situation_is_read_from_an_address():
    read = lire_situation({"profession": "infirmier", "demi_journees": "9", "coordonne": "non", "qpv": "", "projet": "aucun"})
    assert read == Situation(profession="infirmier", demi_journees=9, coordonne=False, projet="aucun")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("profession", "pharmacien"),
        ("demi_journees", "15"),
        ("demi_journees", "-1"),
        ("demi_journees", "9.5"),
        ("demi_journees", "²"),
        ("demi_journees", "9" * 5000),
        ("coordonne", "true"),
        ("humeur", "bonne"),
        ("<script>", "1"),
    ],
)
def test_an_unknown_answer_is_refused_without_being_repeated(name, value):
    with pytest.raises(ReponseInconnue) as caught:
        lire_situation({name: value})
    message = str(caught.value)
    assert message.startswith(("Le paramètre ", "Un paramètre ")) and "<" not in message and len(message) < 400


@given(st.dictionaries(st.sampled_from([*CHAMPS, "autre"]), st.text(max_size=20), max_size=4))
def test_any_text_is_read_or_refused(parameters):
    try:
        read = lire_situation(parameters)
    except ReponseInconnue:
        return
    for champ in CHAMPS:
        value = getattr(read, champ)
        if champ in ENTIERS and value is not None:
            assert ENTIERS[champ][0] <= value <= ENTIERS[champ][1]
        elif champ in CHOIX:
            assert value in (None, *CHOIX[champ])
        else:
            assert value is None or champ in ENTIERS or isinstance(value, bool)


def test_there_is_a_question_for_each_field_and_each_answer_is_understood():
    asked = questions()
    assert tuple(question.champ for question in asked) == CHAMPS
    for question in asked:
        for value, libelle in question.reponses:
            assert libelle and getattr(lire_situation({question.champ: value}), question.champ) is not None
        assert bool(question.bornes) != bool(question.reponses)
