"""Les gabarits : ce que tous reçoivent ne se cache pas."""

from __future__ import annotations

import pytest

from settings import Settings
from views.gabarits import Gabarits


def test_a_page_cannot_hide_what_every_template_has(small):
    """Le bandeau de la démonstration a montré tout un jeu de questions : la page passait `jeu`, que le gabarit commun nomme aussi."""
    with pytest.raises(ValueError, match="jeu, simule est déjà le nom"):
        Gabarits(small, Settings()).page("refus.html", titre="", message="", jeu=(), simule=False)
