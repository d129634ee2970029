"""Une seconde livraison à côté de la première, préparées ensemble une fois : les nombres que leurs éditeurs annoncent.

Les oracles lisent les lignes des éditeurs avec le module csv, sans passer par les lecteurs de Maillage.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.acces.modele import read_modele
from layers.atlas import Atlas, load_atlas
from layers.commune.secteur import acces_autres
from layers.prepare import main as prepare
from tests.conftest import une_fois
from views.borne.devinez import jeu
from views.ecriture.minutes import duree

pytestmark = pytest.mark.official

ROOT = Path(__file__).resolve().parents[2]
INFIRMIERS, OCCITANIE, PACA = "zonage-infirmiers", "76", "93"


@pytest.fixture(scope="session")
def deux(official_dir: Path, livraison_2026: Path, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """L'Atlas des deux livraisons, mises en service par-dessus celui de la première seule."""

    def faire(out: Path) -> None:
        out.mkdir()
        for one in prepared.iterdir():
            if one.name != ".verrou":
                (out / one.name).write_bytes(one.read_bytes())
        assert prepare([str(official_dir), str(livraison_2026), "--out", str(out)]) == 0

    return load_atlas(ROOT / "data", "official", official=une_fois(tmp_path_factory, "deux-livraisons", faire))


def lignes(path: Path, skip: int = 0) -> list[dict[str, str]]:
    """Les lignes d'un CSV à points-virgules, sous l'en-tête qui suit `skip` lignes."""
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()[skip:], delimiter=";"))


def nombre(text: str) -> float:
    return float(text.replace(",", ".")) if text.strip() else float("nan")


def test_the_first_delivery_in_service_takes_the_second_unforced(deux):
    assert "forcage" not in deux.manifest
    assert deux.millesime(INFIRMIERS) == "2026" and len(deux.millesimes(INFIRMIERS)) == 2


def test_the_nurses_zoning_moves_as_its_publishers_say(deux):
    """1 361 communes d'Occitanie changent de classe ; 480 954 habitants passent de sur-dotée à très dotée, 254 583 à l'inverse."""
    before, after = (deux.valeurs(INFIRMIERS, one) for one in deux.millesimes(INFIRMIERS))
    here = deux.communes[deux.communes["region"] == OCCITANIE]
    moves = Counter()
    for code, people in here["population"].items():
        moves[before[code], after[code]] += int(people) if pd.notna(people) else 0
    assert moves["SURD", "TD"] == 480_954 and moves["TD", "SURD"] + moves["PART", "SURD"] == 254_583
    both = before[here.index].ne(after[here.index]) & ~before[here.index].isin(["PART"]) & ~after[here.index].isin(["PART"])
    # La ligne du chef-lieu d'une commune « partagée » en 2025 compte chez les éditeurs : c'est la 1 361e.
    assert int(both.sum()) == 1_360


def _reunies(atlas: Atlas) -> set[str]:
    """Les communes qui en réunissent d'autres : leur taux est une moyenne, et non la ligne de l'éditeur."""
    return set(atlas.communes.index[atlas.communes["anciens_codes"].map(len) > 0])


def test_minutes_to_emergencies_are_the_publishers_and_134_are_unknown(deux, livraison_2026):
    rows = {row["Code commune INSEE"]: list(row.values())[2] for row in lignes(next(livraison_2026.rglob("temps_acces*.csv")))}
    assert sum(not nombre(text) >= 0 for text in rows.values()) == 134
    found = deux.valeurs("acces-urgences", deux.millesime("acces-urgences"))
    merged = _reunies(deux)
    alone = [code for code in found.index.intersection(rows) if code not in merged]
    expected = np.array([nombre(rows[code]) for code in alone])
    assert np.allclose(found[alone].to_numpy(float), expected, equal_nan=True)
    zero = {code for code, text in rows.items() if nombre(text) == 0}
    assert len(zero) == 560  # zéro minute dans une commune qui a des urgences : ce n'est pas « inconnu »
    assert set(found.index[found == 0]) - merged == zero & set(found.index) - merged


def test_135_priority_districts_of_paca_carry_their_class(deux, livraison_2026):
    rows = lignes(next(livraison_2026.rglob("zonage_qpv*.csv")))
    assert len({row["Code QPV"] for row in rows}) == 135
    here = deux.communes.index[deux.communes["region"] == PACA]
    shown = {zone.code for code in here for zone in deux.zones("qpv-zonage", code) or ()}
    assert shown == {row["Code QPV"] for row in rows}


@pytest.mark.parametrize("couche", ["apl-infirmiers", "apl-chirurgiens-dentistes"])
def test_the_workbooks_of_the_other_professions_give_their_two_years(couche, deux):
    assert deux.millesimes(couche) == ("2022", "2023") and deux.millesime(couche) == "2023"
    newest = deux.valeurs(couche, "2023")
    assert newest.notna().sum() > 34_000 and newest.min() >= 0
    with pytest.raises(KeyError):
        deux.valeurs(couche, "2021")


def test_a_layer_without_another_vintage_has_its_own_alone(deux):
    assert deux.millesimes("montagne") == (deux.millesime("montagne"),)
    with pytest.raises(KeyError):
        deux.millesimes("inconnue")


def test_the_guessing_game_dates_its_published_minutes_and_speaks_of_them_in_the_past(deux):
    modele = read_modele(ROOT / "data" / "acces" / "modele.toml")
    found = jeu(deux, modele)
    assert found.sujet.usage == "urgences" and len({one.ou.split(" · ")[0] for one in found.devinettes}) >= 10
    here = deux.communes[deux.communes["region"] == deux.region]
    published = [one for one in found.devinettes if "2019" in one.source]
    assert published and all("avait alors" in one.source for one in published)
    for one in published:
        minutes = {float(value) for value in here.loc[here["nom"] == one.ville, "acces-urgences:valeur"]}
        said = [choice.temps for choice in one.choix if choice.juste]
        assert said[0] in {duree(int(value + 0.5)) for value in minutes}, one


@pytest.mark.parametrize("couche", ["apl-infirmiers", "apl-chirurgiens-dentistes"])
def test_the_other_professions_have_their_own_access_weighted_by_inhabitants(deux, couche):
    """L'oracle relit le secteur dans la colonne des communes et fait la moyenne à la main, commune par commune."""
    found = {one.couche.id: one for one in acces_autres(deux, "46102")}[couche]
    communes, values = deux.communes, deux.valeurs(couche, "2023")
    same = communes.index[communes["tvs"] == communes.at["46102", "tvs"]]
    known = [(values[code], communes.at[code, "population"]) for code in same if not pd.isna(values[code])]
    assert found.secteur == pytest.approx(sum(v * p for v, p in known) / sum(p for _, p in known))
    assert found.region is not None and 20 < found.region < 400
