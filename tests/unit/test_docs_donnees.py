"""docs/donnees.md suit le registre."""

from pathlib import Path

from layers import bornes

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "donnees.md"


def test_every_layer_read_from_an_official_file_is_documented(catalogue):
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = [couche.id for couche in catalogue.of_level("commune") if f"| `{couche.id}` |" not in text]
    assert missing == []


def test_the_documented_bounds_are_those_of_the_code():
    bounds = (bornes.LARGEST_FILE, bornes.MOST_ROWS, bornes.LONGEST_LINE)
    assert bounds == (1_000_000_000, 1_000_000, 100_000)
    assert "1 Go par fichier, 1 000 000 de lignes, 100 000 octets par ligne" in DOCUMENT.read_text(encoding="utf-8")
