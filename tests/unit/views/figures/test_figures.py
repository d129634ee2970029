"""Les graphiques : leurs titres sont des constats refaits ici autrement, leurs barres partent de zéro, rien n'y est joint à tort."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from layers.acces.modele import read_modele
from layers.territoire.chiffres import chiffres
from tests.petit_atlas import DATA
from views.figures import dessins as d
from views.figures import phrases as t
from views.figures.figures import FAITES, feuille, figure, figures

MODELE = read_modele(DATA / "acces" / "modele.toml")


@pytest.fixture(scope="module")
def dessines(official):
    return {one.id: one for one in figures(official, MODELE, "")}


def test_every_chart_of_the_region_is_made(dessines):
    assert list(dessines) == list(FAITES)


def test_titles_are_findings_of_the_data(official, dessines):
    every = chiffres(official)
    assert dessines["maisons-de-sante"].titre == "De 10 à 372 maisons de santé en seize ans"
    per_head = {f"dep-{c}": every.dernier(f"dep-{c}", "msp-par-habitant").valeur for c in ("09", "12", "32", "34", "46", "48")}
    assert max(per_head, key=per_head.get) == "dep-09" and min(per_head, key=per_head.get) == "dep-32"
    assert dessines["sites-msp"].titre == "L'Ariège a quatre fois plus de maisons de santé par habitant que le Gers"  # 12,8 ÷ 3,1 = 4,1
    codes = official.departements.index[official.departements["region"] == "76"]
    before, after = (sum(every.dernier(f"dep-{c}", id_).valeur for c in codes) for id_ in ("cpts-2019", "cpts"))
    assert dessines["cpts-pente"].titre == f"CPTS : de {before} projets en 2019 à {after} sièges en 2026" and (before, after) == (37, 82)
    own = official.communes[official.communes["region"] == "76"]
    without = 13 - own.loc[own["zonage-medecins"] == "ZAR", "departement"].nunique()
    assert dessines["zonage"].titre == f"{t.NOMBRES[without].capitalize()} départements n'ont aucune commune en ZAR"
    assert "42,3\u00a0% des habitants (Lozère), 2,8\u00a0% (Haute-Garonne)" in dessines["acces-au-generaliste"].titre


def test_shares_of_a_histogram_make_the_whole(dessines):
    for row in dessines["acces-au-generaliste"].lignes:
        assert sum(row[1:]) == pytest.approx(100, abs=0.8), row[0]
    lozere = next(row for row in dessines["acces-au-generaliste"].lignes if row[0] == "Lozère")
    assert sum(lozere[1:6]) == pytest.approx(42.3, abs=0.3)  # sous 2,5 : les cinq premiers intervalles


def test_bars_start_from_zero_and_are_in_proportion():
    body, _ = d.barres([d.BarreDeFigure("A", 10, "10"), d.BarreDeFigure("B", 5, "5"), d.BarreDeFigure("C", 0, "0")], None, "")
    rects = re.findall(r'<rect x="(\d+)"[^>]* width="([\d.]+)"', body)
    assert {x for x, _ in rects} == {str(d.NOMS)}
    assert float(rects[1][1]) == pytest.approx(float(rects[0][1]) / 2) and float(rects[2][1]) == 0


def test_two_counts_of_different_nature_are_never_joined_by_a_plain_line():
    points = [d.PointDeFigure(2010, 10, "10", ""), d.PointDeFigure(2019, 151, "151", ""), d.PointDeFigure(2026, 372, "372", "", autre=True)]
    body, _ = d.courbe(points, (2010, 2015, 2020, 2025), (0, 100, 200, 300, 400))
    joined = [line for line in re.findall(r"<line [^>]*/>", body) if d.ACCENT in line]
    assert len(joined) == 2 and "dasharray" not in joined[0] and "dasharray" in joined[1]
    slope, _ = d.pente([d.Pente("A", 1, 3), d.Pente("B", 2, 4)], "avant", "après")
    assert slope.count("stroke-dasharray") == 2


def test_a_hostile_name_is_text():
    body, _ = d.barres([d.BarreDeFigure("<script>alert(1)</script>", 1, "1")], 1, '"><x')
    assert "<script>" not in body and "&lt;script&gt;" in body


def test_a_file_reads_as_svg_with_its_title_and_source(official, dessines):
    for one in dessines.values():
        root = ElementTree.fromstring(one.fichier.partition("?>")[2])
        texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert one.titre in " ".join(texts) and one.source in " ".join(texts)
        assert all(len(text) * 0.58 * 20 <= one.largeur + 20 for text in texts if text in one.titre)  # aucune ligne ne sort du cadre
        sheet = feuille(official, one)
        assert {len(row) for row in sheet.lignes} == {len(sheet.colonnes)}


def test_a_departement_is_put_forward(official):
    one = figure(official, MODELE, "sites-msp", "dep-46")
    assert one.corps.count('font-weight="700"') == 2 and figure(official, MODELE, "rien", "") is None


def test_without_sites_there_is_no_chart_of_them(official):
    other = replace(official, region="93", sites=official.sites.iloc[:0])
    made = {one.id for one in figures(other, MODELE, "")}
    assert made == {"acces-au-generaliste", "zonage"}


@pytest.mark.parametrize(
    ("haut", "bas", "dit"),
    [(12.8, 3.1, "L'Ariège a quatre fois plus de x par habitant que le Gers"),
     (4.3, 2.6, "X par habitant : Ariège en tête (4,3), Gers en queue (2,6)"),
     (4.0, 0.0, "X par habitant : Ariège en tête (4,0), Gers en queue (0,0)")],
)  # fmt: skip
def test_so_many_times_more_is_said_when_it_is_true(haut, bas, dit):
    assert t.fois_plus("Ariège", "Gers", haut, bas, "x") == dit
