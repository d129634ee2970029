"""Les comptes de l'accès sur les fichiers officiels, et le modèle refait à partir des temps publiés."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.acces.couverture import KM, MINUTES, couverture, limites, trajets_de
from layers.acces.fermeture import fermetures
from layers.acces.modele import read_modele
from layers.acces.population import TOUTES
from layers.acces.urgences import read_minutes, read_reference
from layers.atlas import Atlas
from scripts.modele_acces import ENSEMBLES, MODELE, REFERENCE, ajuster, ecrit, juger, reference, table_des_temps

OCCITANIE = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")


@pytest.fixture(scope="module")
def temps(livraison_2026: Path) -> Path:
    return livraison_2026 / "acces" / "temps_acces_urgences_2019.csv"


def test_le_modele_garde_est_celui_qu_on_refait(temps: Path, prepared: Path, repository: Path):
    table = table_des_temps(temps, prepared, repository / "data" / "geo")
    assert MODELE.read_text(encoding="utf-8") == ecrit(ajuster(table), juger(table, ENSEMBLES))


def test_les_totaux_de_2019_sont_ceux_du_fichier(temps: Path, repository: Path):
    assert REFERENCE.read_text(encoding="utf-8") == reference(temps, repository / "data" / "geo")
    far, known = read_reference(REFERENCE).region(OCCITANIE)
    assert far == 522_730 and 100 * far / known == pytest.approx(8.5, abs=0.05)


def test_la_part_publiee_a_plus_de_trente_minutes_en_2019(temps: Path, official: Atlas):
    communes = official.communes[official.communes["region"] == "76"]
    minutes = read_minutes(temps).reindex(communes.index)
    far = int(communes["population"][minutes > 30].sum())
    assert far == 522_730
    assert 100 * far / int(communes["population"][minutes.notna()].sum()) == pytest.approx(8.5, abs=0.05)


def test_les_habitants_a_plus_de_dix_kilometres_d_une_msp(official: Atlas):
    """Le compte indépendant : positions de FINESS, distance exacte."""
    modele = read_modele(MODELE)
    whole, priority = (couverture(official, modele, "msp", KM, 10, name) for name in (TOUTES, "zip"))
    assert (whole.au_dela.communes, whole.au_dela.habitants) == (1_061, 459_970)
    assert (priority.au_dela.communes, priority.au_dela.habitants) == (435, 160_727)
    assert round(whole.part_au_dela, 1) == 7.5 and round(priority.part_au_dela, 1) == 19.4


def test_la_fermeture_qui_eloigne_le_plus(official: Atlas):
    found = trajets_de(official, read_modele(MODELE), "msp")
    told = fermetures(found, MINUTES, 20, limites(official))
    first = told[0]
    assert official.commune(found.sites["code_commune"][first.rang])["nom"] == "Mazamet"
    assert (first.passent, first.surs, first.possibles, first.bord) == (27_391, 19_784, 29_705, 0)
    assert sum(one.passent == 0 for one in told) == 206
