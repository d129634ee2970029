"""Les rangées de la répartition : une rubrique par couche communale, ses classes, sa source ; aucun chiffre du serveur."""

import pytest

from tests.petit_atlas import every, text_of
from views.carte.repartition import repartitions
from views.ecriture import phrases as w


def sections(atlas) -> dict:
    return {getattr(section, "data-repartition"): section for section in every(repartitions(atlas), className="repartition")}


def test_each_layer_of_communes_has_its_rows_and_no_other_layer(small):
    assert list(sections(small)) == [couche.id for couche in small.catalogue.couches if couche.level == "commune"]


def test_a_row_a_class_of_the_region_empty_until_the_page_fills_it(small):
    section = sections(small)["zonage-medecins"]
    rows = [row for row in every(section, kind="Tr") if hasattr(row, "data-classe")]
    # HZ n'existe pas dans la région.
    assert [getattr(row, "data-classe") for row in rows] == [*["ZIP", "ZAC", "ZAR"], *"-xy"]
    parts = [getattr(part, "data-part") for part in every(section, kind="Span") if hasattr(part, "data-part")]
    assert parts == [*["ZIP", "ZAC", "ZAR"], *"-xy"]
    # Sans donnée, masquées, partagées : cachées tant que le navigateur n'en compte pas.
    assert [bool(getattr(row, "hidden", False)) for row in rows] == [False] * 3 + [True] * 3
    assert all(text_of(cell) == "" for row in rows for cell in every(row, kind="Td"))
    assert "ZIP · Zone d'intervention prioritaire" in text_of(rows[0])


def test_it_says_where_its_figures_come_from(small):
    (answer,) = every(sections(small)["zonage-medecins"], className="repond")
    assert all(f"{word}{w.INSECABLE}:" in text_of(answer) for word in (w.SOURCE, w.DATE_LIBELLE, w.FIABILITE, w.LICENCE))


@pytest.mark.parametrize(("simulated", "said"), [(True, "simulé"), (False, "dérivé")])
def test_a_count_of_simulated_classes_is_simulated(small, small_demonstration, simulated, said):
    (answer,) = every(sections(small_demonstration if simulated else small)["zonage-medecins"], className="repond")
    assert f"{w.FIABILITE}{w.INSECABLE}: {w.FIABILITES[said]}" in text_of(answer)


def test_its_table_is_named_and_its_answer_is_beside_its_title(small):
    """RGAA 5.4 et 8.2 : un tableau dit son titre ; un titre ne contient pas de quoi s'ouvrir."""
    for couche, section in sections(small).items():
        (table,), (title,) = every(section, kind="Table"), every(section, kind="H3")
        assert getattr(table, "aria-label") == text_of(title) == small.catalogue.couche(couche).title
        assert every(title, className="repond") == [] and len(every(section, className="repond")) == 1
