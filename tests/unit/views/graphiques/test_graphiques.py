"""Les graphiques : le titre se calcule des faits, ce qui est visé ou prévu se distingue, rien de douteux n'est dessiné."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from layers.faits.fait import AMBIGU, OBJECTIF, OBSERVE, PLANIFIE, PREVISION
from layers.territoire.territoires import nom_du_territoire
from tests.unit.views.export.test_feuilles_emportees import read_csv
from views.export.classeurs import vers_csv
from views.graphiques import msp, paca, pastel
from views.graphiques import page as graphiques_page
from views.graphiques.choix import Choisis, Introuvable
from views.graphiques.registre import REGISTRE, graphique, graphiques
from views.graphiques.style import MOTIFS

F, N = "\u202f", "\u00a0"
TITRES = {
    "msp-occitanie": "En Occitanie, les maisons de santé ouvertes passent de 10 en 2010 à 151 en septembre 2019",
    "cpts": "CPTS en projet en septembre 2019 : Haute-Garonne en tête, 7 des 37 d'Occitanie",
    "pastel-vagues": "PÂSTEL : la vague prévue pour 2021 est la plus grande, avec 242 EHPAD",
    "pastel-cumul": "Les vagues chiffrées de PÂSTEL réunissent 653 EHPAD, 47 de moins que les 700 annoncés",
    "ald-sans-medecin": (
        f"PACA : la part des assurés en ALD sans médecin traitant recule de 4,2{N}% à 4,0{N}% du 7 février 2024 au 2 avril 2024"
    ),
    "mtdent": f"Bilans dentaires : 17,4{N}% réalisés en PACA, de 15,1{N}% (Alpes-Maritimes) à 31,2{N}% (Hautes-Alpes)",
    "depenses": f"Actes dentaires : 56,1{N}% des 188,8{N}M€ dépensés dans les centres de santé de PACA en 2023",
    "depenses-evolution": f"Dépenses des centres de santé en 2023 : +11,6{N}% en PACA, +11,1{N}% en France",
    "ages": "36 des 92 médecins généralistes ont plus de 60 ans",
    "prevalences-uzes": f"Uzès–Remoulins : affections psychiatriques, 2,3{N}% contre 3,0{N}% dans le Gard",
    "prevalences-grand-combe": f"La Grand'Combe : diabète, 8,5{N}% contre 5,6{N}% dans le Gard",
    "prevalences-besseges": f"Bessèges : affections psychiatriques, 8,9{N}% contre 2,8{N}% dans le Gard",
    "msp-france": f"France : 730 maisons de santé ouvertes en novembre 2015, 73,0{N}% de l'objectif de 1{F}000 pour 2017",
}


@pytest.fixture(scope="module")
def releve(demonstration):
    return graphiques_page.releve(demonstration)


@pytest.fixture(scope="module")
def every(releve):
    return {entree.id: graphique(releve, entree.id, "") for entree in REGISTRE}


def changed(releve: Choisis, change) -> Choisis:
    """Le relevé dont chaque fait est passé par `change` (None l'ôte)."""
    return Choisis([new for new in map(change, releve.faits) if new is not None], releve.nom)


def test_every_chart_of_the_register_is_made_and_says_its_finding(every):
    assert {id_: one.titre for id_, one in every.items()} == TITRES


def test_every_point_answers_for_itself(every):
    for one in every.values():
        assert one.phrase and one.tableau.lignes and {len(row) for row in one.tableau.lignes} == {len(one.tableau.colonnes)}
        for point in one.points:
            assert point.source and point.ligne and point.periode and point.territoire, (one.id, point)
            assert point.calcule == (point.fiabilite == "dérivé" and bool(point.note)) or not point.calcule


def test_a_figure_is_plain_json_with_finite_numbers(every):
    def numbers(value):
        if isinstance(value, dict):
            value = list(value.values())
        return [n for one in value for n in numbers(one)] if isinstance(value, list) else [value] if isinstance(value, float) else []

    for one in every.values():
        json.dumps(one.figure, allow_nan=False)
        assert all(map(math.isfinite, numbers(one.figure))), one.id
        assert "http" not in json.dumps(one.figure)


def test_points_are_the_published_facts(every, demonstration):
    facts = {(f.source, str(f.ligne), f.valeur, f.periode) for f in demonstration.faits.tous if f.montrable}
    points = [p for one in every.values() for p in one.points if not p.calcule and p.valeur is not None]
    drawn = [(p.source, p.ligne, p.valeur, p.periode) for p in points]
    assert len(drawn) > 150 and set(drawn) <= facts


def test_observed_forecast_and_aim_differ_without_colour():
    assert MOTIFS[OBSERVE] == "" and len({MOTIFS[OBSERVE], MOTIFS[PREVISION], MOTIFS[OBJECTIF]}) == 3
    assert MOTIFS[PLANIFIE] == MOTIFS[PREVISION]


def test_the_bars_of_france_bear_their_nature(every):
    (bars,) = every["msp-france"].figure["data"]
    assert list(zip(bars["x"], bars["marker"]["pattern"]["shape"])) == [(1000, "x"), (800, "/"), (730, ""), (174, "")]
    assert bars["y"][0].endswith("objectif") and bars["y"][1].endswith("prévision")


def test_planned_waves_are_hatched_and_a_missing_count_is_a_gap(every):
    ehpad = every["pastel-vagues"].figure["data"][0]
    assert ehpad["x"] == ["2018<br>en cours", "2019<br>en cours", "2020<br>prévu", "2021<br>prévu"] and ehpad["y"] == [None, 178, 233, 242]
    assert ehpad["marker"]["pattern"]["shape"] == ["", "", "/", "/"]
    assert every["pastel-vagues"].tableau.lignes[0][2] == "non publié"


def test_the_title_follows_the_facts(releve):
    twelve = changed(releve, lambda f: replace(f, valeur=12) if f.indicateur == "msp-ouvertes" and f.valeur == 151 else f)
    assert msp.occitanie(twelve).titre.endswith("à 12 en septembre 2019")
    more = changed(releve, lambda f: replace(f, valeur=600) if f.indicateur == "pastel.ehpad" and f.valeur == 178 else f)
    assert "1\u202f075 EHPAD, 375 de plus que les 700 annoncés" in pastel.cumul(more).titre
    worse = changed(releve, lambda f: replace(f, valeur=99_000) if f.indicateur == "ald-sans-mt" and f.valeur == 38663 else f)
    assert "monte de" in paca.ald_sans_medecin(worse).titre


def test_a_misread_value_is_never_drawn(releve):
    doubt = changed(releve, lambda f: replace(f, fiabilite=AMBIGU) if f.id == "IND-0049" else f)
    with pytest.raises(Introuvable):
        msp.france(doubt)


def test_a_missing_fact_removes_its_chart_only(releve, demonstration):
    fewer = changed(releve, lambda f: None if f.indicateur == "pastel-ehpad-a-equiper" else f)
    shown = [one.id for one in graphiques(fewer, "reg-76", "reg-76")]
    assert shown == ["msp-occitanie", "cpts", "pastel-vagues", "msp-france"]
    assert graphiques(fewer, "dep-75", "reg-11") == ()


@pytest.mark.parametrize(
    ("territoire", "ids"),
    [
        ("reg-76", ["msp-occitanie", "cpts", "pastel-vagues", "pastel-cumul", "msp-france"]),
        ("dep-46", ["msp-occitanie", "cpts", "pastel-vagues", "pastel-cumul"]),
        ("dep-13", ["ald-sans-medecin", "mtdent"]),
        ("reg-93", ["ald-sans-medecin", "mtdent", "depenses", "depenses-evolution"]),
        ("fra", ["depenses-evolution", "msp-france"]),
        ("lieu-besseges", ["msp-occitanie", "cpts", "pastel-vagues", "pastel-cumul", "prevalences-besseges"]),
    ],
)
def test_each_territory_has_its_charts(demonstration, territoire, ids):
    assert [one.id for one in graphiques_page.du_territoire(demonstration, territoire)] == ids


def test_the_chosen_departement_is_said(demonstration):
    lot = next(one for one in graphiques_page.du_territoire(demonstration, "dep-46") if one.id == "cpts")
    assert lot.phrase.startswith("Lot : 1, au 10e rang, à égalité, des 13 départements.")


@pytest.mark.parametrize("id_", TITRES)
def test_the_csv_holds_every_point_with_its_document(demonstration, every, id_):
    sheet = graphiques_page.feuille(demonstration, id_, "reg-76")
    rows = read_csv(vers_csv(sheet))
    assert len(rows) == 1 + len(every[id_].points)
    assert all(row[9] and ".txt" not in row[9] for row in rows[1:])
    assert all(row[10] in demonstration.faits.par_id for row in rows[1:] if row[10]) and any(row[10] for row in rows[1:])
    assert ("Empreinte des données", demonstration.hash) in sheet.metadonnees


def test_an_unknown_chart_or_territory_has_no_csv(demonstration):
    assert graphiques_page.feuille(demonstration, "rien", "reg-76") is None
    assert graphiques_page.feuille(demonstration, "cpts", "dep-zz") is None
    assert nom_du_territoire(demonstration, "dep-zz") is None


@pytest.mark.parametrize("valeur", [None, "environ dix"])
@pytest.mark.parametrize("id_", TITRES)
def test_a_number_missing_anywhere_is_said_or_removes_the_chart(releve, every, id_, valeur):
    """Chacun des faits d'un graphique, tour à tour, perd son nombre : la page tient debout, et rien ne devient zéro."""

    def told(chart) -> int:
        return sum("non publié" in cell or str(valeur) in cell for row in chart.tableau.textes for cell in row)

    used = {point.fait.id for point in every[id_].points if point.fait and point.valeur is not None}
    titles = {fait.titre for fait in releve.faits if fait.id in used}
    near = [fait for fait in releve.faits if fait.titre in titles]
    for missing in used:
        made = graphique(Choisis([replace(f, valeur=valeur) if f.id == missing else f for f in near], releve.nom), id_, "")
        if made is not None:
            assert made.textes and told(made) > told(every[id_]), missing
            assert all(point.valeur is None for point in made.points if point.fait and point.fait.id == missing)


def test_a_sum_of_waves_is_not_made_without_one_of_them(releve):
    gap = changed(releve, lambda f: replace(f, valeur=None) if f.indicateur == "pastel.ehpad" and f.periode == "2020" else f)
    assert graphique(gap, "pastel-cumul", "") is None and graphique(gap, "pastel-vagues", "") is not None


def test_the_region_of_may_2023_is_the_first_of_one_series(every):
    """47 871 en mai 2023, puis 38 663 : le même document, la même phrase, une seule série ; sans part, faute de dénominateur."""
    chart = every["ald-sans-medecin"]
    assert "47\u202f871 en mai 2023" in chart.phrase and "puis 38\u202f663" in chart.phrase and "autre comptage" not in chart.avertissement
    assert chart.tableau.colonnes[1] == "mai 2023" and chart.tableau.textes[-1][1] == "47\u202f871"
