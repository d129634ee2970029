"""Les aides sur les communes vraies : la promesse régionale, la fiabilité des montants, ce que la source garde."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from layers.aides.evaluation import NE_S_APPLIQUE_PAS, S_APPLIQUE, evaluer
from layers.aides.registre import read_aides
from layers.aides.situation import CHOIX, PROFESSIONS, Situation
from layers.commune.lieu import lieu
from views.aides.section import SUPPOSEE

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "facts"
REGISTRE = read_aides(ROOT / "data" / "facts")
SURE = ("exact", "ocr_corrigé")
MSP = Situation(projet="msp", projet_valide=True)
OFFICIAL = pytest.param("official", marks=pytest.mark.official)


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        assert not (os.environ.get("CI") == "true" and SHARED.parent.is_dir()), f"{SHARED} doit être là en intégration continue"
        pytest.skip(f"les faits d'origine ne sont pas là ({SHARED})")
    return SHARED


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", [OFFICIAL, "demonstration"])
def test_no_commune_of_the_region_is_without_aid(request, name):
    """« Aucun territoire sans aide » (RUL-011) : une aide au moins s'applique à un projet, et d'autres restent possibles sans rien dire."""
    atlas = request.getfixturevalue(name)
    inside = atlas.communes.index[atlas.communes["region"] == "76"]
    assert len(inside) == 4446
    # Le code de la commune n'entre dans aucune règle : deux communes de même lieu ont les mêmes aides.
    for here in {replace(lieu(atlas, code), code=""): code for code in inside}:
        assert S_APPLIQUE in {one.etat for one in evaluer(atlas.aides, here, MSP)}, here
        assert any(one.etat != NE_S_APPLIQUE_PAS for one in evaluer(atlas.aides, here, Situation())), here


@pytest.mark.parametrize("name", [OFFICIAL, "demonstration"])
def test_the_sheet_of_a_commune_is_never_empty_whoever_asks(request, name):
    """La situation supposée de la fiche, puis chaque profession et chaque étape : une aide au moins n'est jamais exclue."""
    atlas = request.getfixturevalue(name)
    inside = atlas.communes.index[atlas.communes["region"] == "76"]
    asked = [SUPPOSEE, *(Situation(profession, etape) for profession in PROFESSIONS for etape in CHOIX["etape"])]
    for here in {replace(lieu(atlas, code), code=""): code for code in inside}:
        for situation in asked:
            assert any(one.etat != NE_S_APPLIQUE_PAS for one in evaluer(atlas.aides, here, situation)), (here, situation)


@pytest.mark.official
def test_known_communes(official):
    """La Grand'Combe est ZIP avec des quartiers prioritaires, Bessèges est ZAC (RUL-012 et 013)."""
    grand_combe, besseges = lieu(official, "30132"), lieu(official, "30037")
    assert (grand_combe.classe, grand_combe.qpv) == ("ZIP", True)
    assert (besseges.classe, besseges.qpv) == ("ZAC", False)
    debutant = Situation("medecin-generaliste", "professionnel", "liberal", "moins-d-un-an", demi_journees=10)
    for here in (grand_combe, besseges):
        found = {one.aide.id: one.etat for one in evaluer(official.aides, here, debutant)}
        assert found["garantie-de-revenu"] == S_APPLIQUE


@pytest.mark.official
def test_a_neighbourhood_opens_the_income_guarantee_where_the_class_does_not(official):
    debutant = Situation("medecin-generaliste", "professionnel", "liberal", "moins-d-un-an", demi_journees=10)
    here = lieu(official, "31555")  # Toulouse
    assert (here.classe, here.qpv) == ("ZAR", True)
    found = {
        qpv: {one.aide.id: one.etat for one in evaluer(official.aides, here, replace(debutant, qpv=qpv))}["garantie-de-revenu"]
        for qpv in (None, True)
    }
    assert found == {None: "s_appliquerait_si", True: "s_applique"}


def test_every_amount_shown_is_reliable(shared):
    """Un montant lu dans une ligne illisible ou ambiguë n'est jamais montré ; un montant montré a une ligne sûre."""
    read = {}
    for row in table(shared / "indicators.csv"):
        read.setdefault((row["source"], row["line"]), []).append((row["value"], row["reliability"]))
    shown = {montant.regle for aide in REGISTRE.aides for montant in aide.montants}
    assert len(shown) == 26
    for name in shown:
        regle = REGISTRE.regles[name]
        found = read.get((regle.source, str(regle.line)), [])
        low, high = (f"{value:g}" for value in regle.bornes)
        assert {(f"{float(value):g}", True) for value in (low, high)} <= {
            (f"{float(value):g}", reliability in SURE) for value, reliability in found if re.fullmatch(r"[\d.]+", value)
        }, name
    for name in ("RUL-104", "RUL-105"):
        regle = REGISTRE.regles[name]
        reliabilities = {reliability for _, reliability in read[(regle.source, str(regle.line))]}
        assert reliabilities == {REGISTRE.ecartees[name]} and not reliabilities & set(SURE)
        assert all(name not in aide.citees for aide in REGISTRE.aides)


def test_no_text_of_the_registry_repeats_ten_words_of_a_document(shared):
    quotes = " ".join(" ".join(re.findall(r"\w+", row["quote"].lower())) for row in table(shared / "rules.csv"))
    text = (ROOT / "data" / "facts" / "aides.toml").read_text(encoding="utf-8").lower()
    for line in re.findall(r'"([^"]+)"', text):
        words = re.findall(r"\w+", line)
        assert not [words[i : i + 10] for i in range(len(words) - 9) if " ".join(words[i : i + 10]) in quotes]
