"""Une date écrite en toutes lettres dans un fichier."""

import pytest

from layers.socle.dates import date_dite


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Classement FRR et FRR+ au 10 juillet 2025", "2025-07-10"),
        ("au 1er janvier 2026", "2026-01-01"),
        ("Au 3 Août 2024, puis au 3 août 2024", "2024-08-03"),
        ("du 1er janvier 2024 au 31 décembre 2024", ""),  # deux dates : aucune n'est celle du fichier
        ("au 31 février 2025", ""),
        ("Zonage médecins", ""),
        ("", ""),
    ],
)
def test_a_written_date(text, iso):
    assert date_dite(text) == iso
