"""Les deux moteurs d'aides disent la même chose ; les cas lus dans les documents, un à un."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.aides.evaluation import A_CHANGER, A_DIRE, ETATS, FAUSSE, INCONNUE, REMPLIE, evaluer, verdict
from layers.aides.registre import read_aides
from layers.aides.situation import CHOIX, ENTIERS, Lieu, Situation
from tests.oracle_aides import oracle
from tests.petit_atlas import DATA

REGISTRE = read_aides(DATA / "facts")
ZIP = Lieu("30132", "76", False, "ZIP", "connue", False, "NON", True)
ZAC = replace(ZIP, code="30037", classe="ZAC", montagne=True, frr="FRR+", qpv=False)
ZAR = replace(ZIP, code="31555", classe="ZAR", qpv=False)
DEBUTANT = Situation(
    profession="medecin-generaliste", etape="professionnel", mode="liberal", anciennete="moins-d-un-an", coordonne=True, demi_journees=10
)
INTERNE = Situation(profession="medecin-generaliste", etape="interne", stage=True)

lieux = st.builds(
    Lieu,
    code=st.just("30132"),
    region=st.sampled_from(["76", "76", "76", "93"]),
    outre_mer=st.booleans(),
    classe=st.sampled_from(["ZIP", "ZAC", "ZAR", "HZ", None]),
    etat_classe=st.just("connue"),
    montagne=st.sampled_from([True, False, None]),
    frr=st.sampled_from(["FRR+", "FRR", "BEN", "PART-FRR", "PART-BEN", "NON", None]),
    qpv=st.sampled_from([True, False, None]),
)
reponses = {champ: st.sampled_from([None, *choix]) for champ, choix in CHOIX.items()}
reponses |= {champ: st.sampled_from([None, *range(low, min(high, 14) + 1)]) for champ, (low, high) in ENTIERS.items()}
oui_non = ("coordonne", "qpv", "projet_valide", "cahier_des_charges", "stage", "maitre_de_stage", "partage", "formation_ipa")
reponses |= {champ: st.sampled_from([None, True, False]) for champ in oui_non}
situations = st.builds(Situation, **reponses)


def etats(ici: Lieu, situation: Situation) -> dict[str, str]:
    return {one.aide.id: one.etat for one in evaluer(REGISTRE, ici, situation)}


def retenus(ici: Lieu, situation: Situation) -> dict[str, tuple[int, ...]]:
    """{aide: montants retenus}, les aides sans montant retenu laissées de côté."""
    found = {}
    for one in evaluer(REGISTRE, ici, situation):
        kept = tuple(int(REGISTRE.regles[m.montant.regle].montant) for m in one.montants if m.etat == "retenu")
        if kept:
            found[one.aide.id] = kept
    return found


def both_agree(ici: Lieu, situation: Situation) -> None:
    expected = oracle(ici, situation)
    assert etats(ici, situation) == {aide: etat for aide, (etat, _) in expected.items()}
    assert retenus(ici, situation) == {aide: kept for aide, (_, kept) in expected.items() if kept}


CAS = [
    ("plus de 9 demi-journées en ZIP", ZIP, DEBUTANT, "garantie-de-revenu", "s_applique", (6900,)),
    ("moins de 9 demi-journées", ZIP, replace(DEBUTANT, demi_journees=8), "garantie-de-revenu", "s_applique", (3450,)),
    ("exactement 9", ZIP, replace(DEBUTANT, demi_journees=9), "garantie-de-revenu", "non_tranche", ()),
    ("nombre de demi-journées non dit", ZIP, replace(DEBUTANT, demi_journees=None), "garantie-de-revenu", "s_appliquerait_si", ()),
    ("ZAC", ZAC, DEBUTANT, "garantie-de-revenu", "s_applique", (6900,)),
    ("ZAR sans quartier", ZAR, DEBUTANT, "garantie-de-revenu", "ne_s_applique_pas", ()),
    ("ZAR, quartier non dit", replace(ZAR, qpv=True), DEBUTANT, "garantie-de-revenu", "s_appliquerait_si", ()),
    ("ZAR, dans le quartier", replace(ZAR, qpv=True), replace(DEBUTANT, qpv=True), "garantie-de-revenu", "s_applique", (6900,)),
    ("ZAR, hors du quartier", replace(ZAR, qpv=True), replace(DEBUTANT, qpv=False), "garantie-de-revenu", "s_appliquerait_si", ()),
    ("ZAR, quartiers non publiés", replace(ZAR, qpv=None), DEBUTANT, "garantie-de-revenu", "non_tranche", ()),
    ("classe masquée", replace(ZAR, classe=None), DEBUTANT, "garantie-de-revenu", "non_tranche", ()),
    ("installé depuis un an", ZIP, replace(DEBUTANT, anciennete="un-an-ou-plus"), "garantie-de-revenu", "ne_s_applique_pas", ()),
    ("autre spécialité", ZIP, replace(DEBUTANT, profession="medecin-specialiste"), "garantie-de-revenu", "ne_s_applique_pas", ()),
    ("salarié", ZIP, replace(DEBUTANT, mode="salarie"), "garantie-de-revenu", "s_appliquerait_si", ()),
    ("hors d'Occitanie", replace(ZIP, region="93"), DEBUTANT, "garantie-de-revenu", "ne_s_applique_pas", ()),
    ("montagne", ZAC, DEBUTANT, "montagne-installation", "s_applique", (40000,)),
    ("montagne, spécialiste", ZAC, replace(DEBUTANT, profession="medecin-specialiste"), "montagne-installation", "s_applique", (40000,)),
    ("montagne, seul", ZAC, replace(DEBUTANT, coordonne=False), "montagne-installation", "s_appliquerait_si", ()),
    ("montagne, salarié", ZAC, replace(DEBUTANT, mode="salarie"), "montagne-installation", "non_tranche", ()),
    ("plaine", ZIP, DEBUTANT, "montagne-installation", "ne_s_applique_pas", ()),
    ("montagne non publiée", replace(ZAC, montagne=None), DEBUTANT, "montagne-installation", "non_tranche", ()),
    ("interne en montagne", ZAC, INTERNE, "montagne-interne", "s_applique", (200,)),
    ("interne en plaine", ZIP, INTERNE, "montagne-interne", "ne_s_applique_pas", ()),
    ("maître de stage", ZAC, replace(DEBUTANT, maitre_de_stage=True), "montagne-maitre-de-stage", "s_applique", (200,)),
    ("ZIP prioritaire", ZIP, DEBUTANT, "conventionnelles-medecins", "s_applique", ()),
    ("ZAC prioritaire ?", ZAC, DEBUTANT, "conventionnelles-medecins", "non_tranche", ()),
    ("bourse : territoire fragile", ZIP, INTERNE, "bourse-etudes", "non_tranche", ()),
    ("ancien classement rural", ZAC, DEBUTANT, "exonerations-fiscales", "non_tranche", ()),
    ("hors classement rural", ZIP, DEBUTANT, "exonerations-fiscales", "ne_s_applique_pas", ()),
    ("MSP validée", ZAR, Situation(projet="msp", projet_valide=True), "maison-de-sante-demarrage", "s_applique", (50000,)),
    ("MSP à valider", ZAR, Situation(projet="msp"), "maison-de-sante-demarrage", "s_appliquerait_si", ()),
    (
        "CDS de deux médecins",
        ZAR,
        Situation(projet="cds", medecins_du_centre=2, cahier_des_charges=True),
        "centre-de-sante-demarrage",
        "s_applique",
        (50000,),
    ),
    ("CDS d'un médecin", ZAR, Situation(projet="cds", medecins_du_centre=1), "centre-de-sante-demarrage", "s_applique", (20000,)),
    ("CDS sans médecin", ZAR, Situation(projet="cds", medecins_du_centre=0), "centre-de-sante-demarrage", "s_appliquerait_si", ()),
    (
        "poste salarié",
        ZIP,
        Situation("medecin-generaliste", "professionnel", "salarie", demi_journees=5, employeur="centre-de-sante"),
        "poste-salarie",
        "s_applique",
        (),
    ),
    (
        "poste salarié, 4 demi-journées",
        ZIP,
        Situation("medecin-generaliste", "professionnel", "salarie", demi_journees=4, employeur="centre-de-sante"),
        "poste-salarie",
        "s_appliquerait_si",
        (),
    ),
    (
        "infirmier libéral en formation",
        ZAR,
        Situation("infirmier", "professionnel", "liberal", formation_ipa=True),
        "formation-infirmier-liberal",
        "s_applique",
        (10600,),
    ),
    ("CPTS validée", ZAR, Situation(projet="cpts", projet_valide=True), "communaute-professionnelle", "s_applique", ()),
]


@pytest.mark.parametrize(("ici", "situation", "aide", "etat", "montants"), [cas[1:] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_a_case_of_the_documents(ici, situation, aide, etat, montants):
    assert etats(ici, situation)[aide] == etat
    assert retenus(ici, situation).get(aide, ()) == montants
    both_agree(ici, situation)


def test_both_engines_know_the_same_aids():
    assert set(etats(ZIP, Situation())) == set(oracle(ZIP, Situation()))


@settings(max_examples=600, deadline=None)
@given(lieux, situations)
def test_the_two_engines_agree(ici, situation):
    both_agree(ici, situation)


@settings(max_examples=150, deadline=None)
@given(lieux, situations)
def test_each_condition_is_in_one_group_and_the_state_follows(ici, situation):
    for one in evaluer(REGISTRE, ici, situation):
        groups = (one.remplies, one.manquantes, one.fausses, one.inconnues)
        own = len(one.aide.conditions) + (one.aide.portee == "Occitanie")
        assert sum(map(len, groups)) == own and one.etat in ETATS
        assert (one.etat == "ne_s_applique_pas") == bool(one.fausses)
        if one.etat == "s_applique":
            assert not (one.manquantes or one.inconnues or one.silences)
        if one.etat == "non_tranche":
            assert one.inconnues or one.silences


@settings(max_examples=150, deadline=None)
@given(lieux, situations)
def test_exclusive_amounts_are_never_kept_together(ici, situation):
    for one in evaluer(REGISTRE, ici, situation):
        kept = [m for m in one.montants if m.etat == "retenu"]
        assert len(kept) <= 1 and (not kept or one.etat == "s_applique")
        if one.aide.lien == "exclusifs" and one.etat == "s_applique":
            assert len(kept) == 1


@settings(max_examples=150, deadline=None)
@given(lieux, situations, st.sampled_from([*CHOIX, *ENTIERS, *oui_non]))
def test_taking_an_answer_back_never_excludes(ici, situation, champ):
    """Sans réponse, rien n'est exclu par cette réponse : une aide exclue ne l'est jamais parce qu'une question est vide."""
    before, after = etats(ici, situation), etats(ici, replace(situation, **{champ: None}))
    assert not [aide for aide in before if after[aide] == "ne_s_applique_pas" != before[aide]]


def test_a_condition_has_five_verdicts():
    aide = next(one for one in REGISTRE.aides if one.id == "garantie-de-revenu")
    by_champ = {condition.champ: condition for condition in aide.conditions}
    assert verdict(by_champ["mode"], ZIP, DEBUTANT) == REMPLIE
    assert verdict(by_champ["mode"], ZIP, Situation()) == A_DIRE
    assert verdict(by_champ["mode"], ZIP, Situation(mode="salarie")) == A_CHANGER
    assert verdict(by_champ["anciennete"], ZIP, Situation(anciennete="un-an-ou-plus")) == FAUSSE
    assert verdict(by_champ["zone"], replace(ZIP, classe=None), DEBUTANT) == INCONNUE
