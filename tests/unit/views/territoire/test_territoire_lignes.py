"""Les lignes d'une fiche : la date la plus récente d'abord, les repères datés, jamais un objectif pour un constat."""

from dataclasses import replace

from layers.faits.fait import OBJECTIF, PRECEDENT
from layers.territoire.chiffres import Chiffres
from tests.unit.views.ecriture.test_fait_lu import FAIT
from views.territoire.lignes import cellule, lignes, matrice, plus_larges, repere

ICI = replace(FAIT, indicateur="msp", titre="MSP", unite="MSP", territoire="dep-30")


def tous(*faits) -> Chiffres:
    pairs: dict = {}
    for fait in faits:
        pairs.setdefault((fait.territoire, fait.indicateur), []).append(fait)
    return Chiffres({}, {}, {}, {key: tuple(own) for key, own in pairs.items()}, {})


def said(cell) -> tuple[list[str], list[str]]:
    return [one.texte for one in cell.puces], [f"{one.etiquette} : {one.texte}" for one in cell.autres]


def test_the_latest_date_comes_first_and_the_others_say_theirs():
    older = [replace(ICI, id="B", periode="2010", valeur=10), replace(ICI, id="C", periode="2019", valeur=145)]
    assert said(cellule([*older, replace(ICI, valeur=151)], "Gard")) == (["151"], ["2019 : 145", "2010 : 10"])


def test_a_value_left_untold_never_hides_one_that_is_told():
    untold = replace(ICI, id="B", periode="2024", valeur=None)
    assert said(cellule([untold, replace(ICI, valeur=151)], "Gard"))[0] == ["151"]


def test_an_earlier_count_is_said_apart_and_never_first():
    before = replace(ICI, id="B", periode="2026-01", statut=PRECEDENT, valeur=152)
    assert said(cellule([before, replace(ICI, valeur=151)], "Gard")) == (["151"], ["relevé précédent, janvier 2026 : 152"])
    (row,) = lignes([before, replace(ICI, valeur=151)], "Gard", (), tous())
    assert (row.statut, said(row.ici)[0]) == ("", ["151"])


def test_parts_are_listed_and_never_added():
    part = replace(ICI, id="B", perimetre="MSA", valeur=3)
    assert said(cellule([replace(ICI, valeur=8), part], "Gard")) == (["8"], ["MSA : 3"])
    assert said(cellule([replace(part, periode="2024")], "Gard")) == ([], ["MSA : 3"])


def test_a_reference_is_of_the_same_date_when_there_is_one():
    same, later = replace(ICI, territoire="reg-76", valeur=300), replace(ICI, territoire="reg-76", periode="2024", valeur=400)
    cell = repere((ICI,), "reg-76", "Occitanie", tous(same, later))
    assert (said(cell)[0], cell.autre_date) == (["300"], "")
    cell = repere((ICI,), "reg-76", "Occitanie", tous(later, replace(later, periode="2012", valeur=1)))
    assert (said(cell)[0], cell.autre_date) == (["400"], "2024")


def test_a_reference_is_never_a_target_another_unit_a_part_or_an_unsure_reading():
    other = replace(ICI, territoire="reg-76", valeur=1000)
    for wrong in (
        replace(other, statut=OBJECTIF), replace(other, unite="%"), replace(other, perimetre="MSA"), replace(other, fiabilite="ambigu"),
        replace(other, valeur=None),
    ):  # fmt: skip
        assert repere((ICI,), "reg-76", "Occitanie", tous(wrong)).puces == ()


def test_a_target_has_its_own_row():
    rows = lignes([ICI, replace(ICI, id="B", statut=OBJECTIF, valeur=1000)], "Gard", (), tous())
    assert [(row.statut, said(row.ici)[0]) for row in rows] == [("", ["1\u202f590"]), ("objectif", ["1\u202f000"])]


def test_communes_and_population_of_a_class_share_a_row():
    communes = replace(ICI, indicateur="z.ZIP.communes", titre="Communes en zone prioritaire (médecins)", unite="communes", valeur=88)
    title = "Part de la population en zone prioritaire (médecins)"
    population = replace(ICI, id="B", indicateur="z.ZIP.population", titre=title, unite="%", valeur=14)
    (row,) = lignes([communes, population], "Gard", (), tous())
    assert row.titre == "En zone prioritaire (médecins)"
    assert said(row.ici)[0] == ["88", "14\u00a0%"]


def test_rows_with_the_same_parts_make_a_grid():
    def spent(name: str, id_: str):
        whole = replace(ICI, id=id_, indicateur=name, titre=name, valeur=8)
        return [whole, *(replace(whole, id=f"{id_}{part}", perimetre=part, valeur=4) for part in ("MSA", "RG"))]

    rows = lignes([*spent("a", "1"), *spent("b", "2"), *spent("c", "3"), replace(ICI, id="4", indicateur="seul")], "Gard", (), tous())
    alone, grid = matrice(rows)
    assert [row.ici.puces[0].fait.indicateur for row in alone] == ["seul"]
    assert grid.colonnes == ("MSA", "RG") and len(grid.lignes) == 3
    assert [said(cell)[0] for cell in grid.lignes[0][1]] == [["4"], ["4"]]
    assert matrice(rows[:2])[1] is None


def test_what_only_the_region_publishes_is_untold_here():
    region = replace(ICI, territoire="reg-76", valeur=300)
    (row,) = plus_larges([region, replace(region, id="B", statut=OBJECTIF, valeur=1)], set(), "Gard", "Occitanie")
    assert row.ici.puces == () and said(row.reperes[0])[0] == ["300"]
    assert plus_larges([region], {"msp"}, "Gard", "Occitanie") == ()
