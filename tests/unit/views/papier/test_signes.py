"""Un signe que la police n'a pas n'empêche pas la feuille."""

from __future__ import annotations

import io

import pypdf
import pytest

from layers.acces.modele import modele_de
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from settings import Settings
from views.papier.papier import papier
from views.papier.pdf import pdf


@pytest.mark.parametrize(
    ("nom", "lu"),
    [
        ("Pôle 🏥 Santé", "Pôle ? Santé"),
        ("中央 \uff0bA", "?? ?A"),
        ("120 ㎡", "120 m2"),
        ("a\x07\uff02b", "a??b"),
        ("Œuvre → ≤", "Œuvre → ≤"),
    ],
)
def test_a_sign_the_fonts_lack_is_replaced(small, nom, lu):
    content = {**papier(small, Contours(Settings().geo), modele_de(Settings().data), fiche(small, "46001"), ""), "nom": nom}
    text = pypdf.PdfReader(io.BytesIO(pdf(content))).pages[0].extract_text()
    assert lu in text


def test_another_refusal_is_still_an_error(small):
    with pytest.raises(RuntimeError):
        pdf({"nom": "il manque le reste"})
