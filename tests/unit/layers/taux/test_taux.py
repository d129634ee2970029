"""Les taux, comptés à la main sur l'Atlas des sept communes ; leur oracle lit les communes une à une."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.acces.modele import read_modele
from layers.taux.declares import (
    D_ABORD,
    D_ABORD_COMMUNE,
    DEFAVORABLE,
    ECRITS,
    FAVORABLE,
    MEDIANE,
    MOYENNE,
    NEUTRE,
    PART,
    PROFIL,
    SITES,
    Taux,
    proposes,
    taux,
)
from layers.taux.rangs import rangs
from layers.taux.valeurs import Valeur, par_territoire, valeur
from layers.territoire.chiffres import actuels
from layers.territoire.territoires import territoire
from tests.petit_atlas import DATA

MODELE = read_modele(DATA / "acces" / "modele.toml")


def vaut(atlas, id_: str, territoire_id: str) -> Valeur:
    return valeur(atlas, MODELE, taux(atlas)[id_], territoire_id)


def test_shares_are_weighted_by_the_population_of_the_whole_territory(small):
    """Les Rives : 100 (ZIP), 300 (ZAC), 800 (ZAR) : 100 sur 1 200 ; le rapport des sommes, non la moyenne des parts."""
    found = vaut(small, "manque-medecins", "epci-200000001")
    assert found.nombre == pytest.approx(100 * 100 / 1200) and found.ecrit == 8.3 and found.inconnus == 0.0


def test_too_little_known_is_not_published(small):
    """60 % des habitants de la Haute-Garonne de l'essai n'ont pas de classe : un taux n'en est pas donné, et ce n'est pas zéro."""
    found = vaut(small, "manque-medecins", "dep-31")
    assert found.nombre is None and found.ecrit is None and found.inconnus == pytest.approx(60.0)


def test_a_mean_is_weighted_where_it_is_known(small):
    """EPCI des Rives : (1 × 100 + 2 × 300 + 4 × 800) ÷ 1 200 = 3,25."""
    found = vaut(small, "apl", "epci-200000001")
    assert found.nombre == pytest.approx(3.25) and found.ecrit == 3.25 and found.inconnus == 0.0


def test_sites_are_counted_for_so_many_inhabitants_in_the_region_only(small):
    """Une MSP pour 1 000 habitants en Haute-Garonne ; le pays n'est pas compté : ses sites ne sont pas dans le jeu."""
    assert vaut(small, "sites-msp", "dep-31").nombre == pytest.approx(100.0)
    assert vaut(small, "sites-msp", "dep-46").nombre == pytest.approx(100.0)
    assert vaut(small, "sites-msp", "reg-11").nombre is None and vaut(small, "sites-msp", "fra").nombre is None


def test_beyond_a_distance_counts_inhabitants(small):
    """Saint-Étienne (600) est à un demi-degré de latitude de la MSP d'Amont ; Amont (100) et Aval (300, à 8 km) sont en deçà."""
    assert vaut(small, "msp-10km", "dep-31").nombre == pytest.approx(60.0)
    # Le Lot : Vallée (800) a la sienne, Causse (inconnu) et Sans-Mairie (200, à un dixième de degré : 11,1 km) n'en ont pas.
    assert vaut(small, "msp-10km", "dep-46").nombre == pytest.approx(20.0)


def test_the_median_is_the_distance_that_half_of_the_inhabitants_do_not_exceed(small):
    """En Haute-Garonne, 600 des 1 000 habitants sont à plus de 50 km : la médiane est la leur."""
    assert 50 < vaut(small, "distance-msp", "dep-31").nombre < 60
    assert vaut(small, "distance-msp", "com-31001").nombre == 0.0
    # Causse n'a pas de population publiée ; sa distance, elle, est connue.
    assert vaut(small, "distance-msp", "com-46001").nombre == pytest.approx(11.1, abs=0.1)


def test_a_column_without_data_is_no_rate(small):
    """Les infirmiers n'ont pas de fichier, les kinésithérapeutes une colonne vide : rien n'en est proposé."""
    assert "manque-infirmiers" not in taux(small) and "manque-masseurs-kinesitherapeutes" not in taux(small)
    absent = next(one for one in ECRITS if one.id == "manque-infirmiers")
    assert valeur(small, MODELE, absent, "dep-31").nombre is None and not par_territoire(small, MODELE, absent, "dep")


def test_an_unknown_territory_has_no_value(small):
    for id_ in ("dep-99", "cpts-uzes-remoulins", "rien", ""):
        assert vaut(small, "apl", id_).nombre is None


def test_the_registry_alone_adds_a_rate(demonstration):
    """Les EHPAD et les laboratoires se rapportent à des habitants : le registre le dit, rien d'autre n'est à écrire."""
    ids = taux(demonstration)
    assert ids["sites-ehpad"].base == 10_000 and all(one.communal for one in proposes(demonstration, "com"))


def test_the_lists_name_rates_that_exist():
    written = {one.id for one in ECRITS}
    assert {*D_ABORD, *D_ABORD_COMMUNE, *PROFIL} <= written and len(written) == len(ECRITS)
    assert {one.sens for one in ECRITS} <= {FAVORABLE, DEFAVORABLE, NEUTRE}


@pytest.mark.parametrize("niveau", ["reg", "dep"])
def test_a_rate_is_the_figure_of_the_panel(official, niveau):
    """Un seul chiffre : le taux du tableau est celui que le panneau et le dossier écrivent."""
    codes = ("reg-76",) if niveau == "reg" else ("dep-46", "dep-48", "dep-12", "dep-32")
    for id_ in codes:
        now = actuels(official, territoire(official, id_))
        assert vaut(official, "manque-medecins", id_).ecrit == now["zonage-medecins.ZIP.population"].valeur
        assert vaut(official, "apl", id_).ecrit == now["apl"].valeur
        assert vaut(official, "sites-msp", id_).ecrit == now["msp-par-habitant"].valeur
        classes = [now[f"zonage-masseurs-kinesitherapeutes.{code}.population"].valeur for code in ("TSD", "SD")]
        assert vaut(official, "manque-masseurs-kinesitherapeutes", id_).ecrit == pytest.approx(sum(classes), abs=0.11)


def test_every_rate_is_the_one_counted_commune_by_commune(official):
    """L'oracle : une boucle sur les communes du Lot, sans numpy."""
    rows = [row for _, row in official.communes[official.communes["departement"] == "46"].iterrows()]
    people = sum(row["population"] for row in rows)
    sites = Counter(official.sites["categorie"] + official.sites["code_commune"])
    for one in taux(official).values():
        told = vaut(official, one.id, "dep-46").nombre
        if one.genre == PART:
            assert told == pytest.approx(100 * sum(r["population"] for r in rows if r[one.entree] in one.classes) / people)
        elif one.genre == MOYENNE:
            assert told == pytest.approx(sum(r[f"{one.entree}:valeur"] * r["population"] for r in rows) / people)
        elif one.genre == SITES:
            n = sum(sites[f"{one.entree}{row.name}"] for row in rows)
            assert told == pytest.approx(one.base * n / people)
        elif one.genre == MEDIANE:
            km = sorted((vaut(official, one.id, f"com-{r.name}").nombre, r["population"]) for r in rows)
            below = 0
            for value, here in km:
                below += here
                if below >= people / 2:
                    assert told == value
                    break


SENS = Taux("x", PART, "x", DEFAVORABLE)


def en_valeurs(numbers, one=SENS):
    return {f"t{k}": Valeur(one, number, 0.0) for k, number in enumerate(numbers)}


def test_thirteen_different_values_are_tinted_two_three_three_three_two():
    found = rangs(en_valeurs(range(13)))
    tints = [found[f"t{k}"].teinte for k in range(13)]
    assert tints == [4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0]
    assert [found[f"t{k}"].rang for k in range(13)] == list(range(1, 14))
    assert [k for k in range(13) if found[f"t{k}"].extreme] == [0, 12] and found["t12"].dernier


def test_the_way_of_a_rate_turns_the_ranks():
    up = rangs(en_valeurs((1, 2, 3), Taux("x", MOYENNE, "x", FAVORABLE)))
    assert [up[f"t{k}"].rang for k in range(3)] == [3, 2, 1] and up["t0"].dernier
    assert rangs(en_valeurs((1, 2), Taux("x", PART, "x", NEUTRE))) == {}


def test_what_is_not_published_has_no_rank_and_equals_share_theirs():
    found = rangs(en_valeurs((5.04, 5.0, None, 1.0, 9.0, 9.01)))  # au dixième : 5,0 deux fois, 9,0 deux fois
    assert "t2" not in found and found["t3"].rang == 1
    assert (found["t0"].rang, found["t1"].rang, found["t0"].egaux) == (2, 2, 2)
    assert found["t4"].rang == found["t5"].rang == 4 and found["t4"].dernier and found["t4"].sur == 5


def test_all_equal_have_no_tint_and_no_extreme():
    found = rangs(en_valeurs([0.0] * 8))
    assert all(one.teinte is None and not one.extreme and one.rang == 1 for one in found.values())


@given(st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=40), st.sampled_from([FAVORABLE, DEFAVORABLE]))
def test_ranks_follow_values_whatever_they_are(numbers, way):
    """Une loi : mieux rangé, jamais moins favorable ni d'une teinte plus basse ; les rangs comptent ceux qui sont devant."""
    values = en_valeurs(numbers, Taux("x", PART, "x", way))
    found = rangs(values)
    assert set(found) == {id_ for id_, one in values.items() if one.nombre is not None}
    for a, one in found.items():
        better = [b for b in found if way * values[b].ecrit > way * values[a].ecrit]
        assert one.rang == len(better) + 1 and one.sur == len(found)
        assert all(found[b].teinte is None or found[b].teinte >= one.teinte for b in better)
