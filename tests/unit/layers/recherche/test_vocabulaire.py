"""Les fiches de nombreux mots et celles de peu de mots se lisent autrement, et pareil."""

from __future__ import annotations

import numpy as np
import pytest

from layers.recherche import index as vocabulaire
from layers.recherche.index import Vocabulaire

FICHES = [("sainte", "marie"), ("saint", "martin"), (), ("martin",), ("mortin", "saint")]


@pytest.mark.parametrize("many", [0, 200])
def test_one_error_finds_the_same_holders_however_many_words(monkeypatch, many):
    monkeypatch.setattr(vocabulaire, "MANY", many)
    begin, whole = Vocabulaire(FICHES, len(FICHES)).fautes("martin")
    assert np.flatnonzero(whole).tolist() == [1, 3, 4] and np.flatnonzero(begin).tolist() == [1, 3, 4]
    nothing, _ = Vocabulaire(FICHES, len(FICHES)).fautes("zzzz")
    assert not nothing.any()
