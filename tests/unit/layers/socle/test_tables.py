"""layers/socle/tables.py : une table livrée avec le projet est entière, ou le démarrage le dit."""

from __future__ import annotations

import pytest

from layers.socle.defauts import DataError
from layers.socle.tables import rows_of


def test_a_whole_table_is_read_line_by_line(tmp_path):
    (tmp_path / "esp.csv").write_text("a,b\n1,\n2,x\n", encoding="utf-8")
    assert rows_of(tmp_path / "esp.csv", ("a", "b")) == [(2, {"a": "1", "b": ""}), (3, {"a": "2", "b": "x"})]


@pytest.mark.parametrize("cut", ["a,b\n1,\n2,x", "a,b\n1,\n2", 'a,b\n1,\n2,"x\n', "a,b\n", ""])
def test_a_table_cut_anywhere_in_its_last_line_is_refused(cut, tmp_path):
    (tmp_path / "esp.csv").write_text(cut, encoding="utf-8")
    with pytest.raises(DataError, match=r"esp\.csv"):
        rows_of(tmp_path / "esp.csv", ("a", "b"))
