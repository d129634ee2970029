"""Les étiquettes de la petite carte : à la première place libre, jamais l'une sur l'autre, jamais hors du cadre."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from views.couverture.petite_carte import HAMPE, LIGNE, SIGNE, Rond, etiquettes

CADRE = (0.0, 0.0, 1000.0, 1000.0)


def au(x: float, y: float, *lignes: str) -> Rond:
    return Rond(x, y, 30.0, "", "plan", "1", lignes=lignes)


def boite(one) -> tuple[float, float, float, float]:
    width, top = SIGNE * max(map(len, one.lignes)), one.y - HAMPE
    left = one.x - {"start": 0, "middle": width / 2, "end": width}[one.ancre]
    return left, top, left + width, top + LIGNE * len(one.lignes)


def test_a_droite_sinon_a_gauche_sinon_rien():
    (one,) = etiquettes([au(500, 500, "Auch", "+12")], CADRE)
    assert (one.ancre, one.x, one.lignes) == ("start", 540.0, ("Auch", "+12"))
    (one,) = etiquettes([au(960, 500, "Auch")], CADRE)
    assert (one.ancre, one.x) == ("end", 920.0)
    assert etiquettes([au(500, 500, "x" * 40)], CADRE) == [] == etiquettes([au(500, 500)], CADRE)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 12)), max_size=20))
def test_rien_ne_se_touche_ni_ne_sort(places):
    boxes = [boite(one) for one in etiquettes([au(x, y, "n" * size, "+1") for x, y, size in places], CADRE)]
    for rank, (left, top, right, bottom) in enumerate(boxes):
        assert left >= -0.1 and right <= 1000.1 and top >= -0.1 and bottom <= 1000.1
        for other in boxes[:rank]:
            assert right <= other[0] + 0.2 or other[2] <= left + 0.2 or bottom <= other[1] + 0.2 or other[3] <= top + 0.2
