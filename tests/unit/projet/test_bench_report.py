"""Le tableau du banc : médianes, rapports et barres, sur des nombres faits à la main."""

from tests.bench.report import BASELINE, OURS, table


def line(text, title):
    return next(one for one in text.splitlines() if one.startswith(title))


def test_a_ratio_under_its_bar_is_held():
    text, missed = table({(OURS, "filtre"): [100, 300, 200], (BASELINE, "filtre"): [2000, 2000]})
    row = line(text, "Filtrer une classe")
    assert "200 ms" in row
    assert "0,10" in row
    assert row.split()[-2:] == ["tenu", "3"]
    # Toutes les autres barres sont sans mesure : elles ne sont pas tenues.
    assert missed == 7


def test_profession_and_year_are_compared_to_the_reference_s_filter():
    text, _ = table({(OURS, "profession"): [400], (BASELINE, "profession"): [40], (BASELINE, "filtre"): [2000]})
    row = line(text, "Changer de profession")
    assert "0,20" in row
    assert "manqué" in row


def test_the_worst_case_decides_for_bytes_and_memory():
    text, _ = table({(OURS, "filtre-envoi"): [0] * 9 + [512], (OURS, "memoire"): [150, 301]})
    assert "manqué" in line(text, "Octets envoyés par un filtre")
    assert "manqué" in line(text, "Mémoire par processus")


def test_zero_bytes_is_held_and_a_missing_measure_is_a_dash():
    text, _ = table({(OURS, "filtre-envoi"): [0, 0]})
    assert "tenu" in line(text, "Octets envoyés par un filtre")
    assert line(text, "Survol d'une commune").split()[3] == "–"
