"""layers/socle/suivi.py : ce qui se dit pendant la lecture d'un long fichier, et où."""

import io

import pytest

from layers.preparation.lire import take_in
from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import Checker
from layers.socle.suivi import MUET, Ecran, Suivi, ecran
from layers.sources.feuilles import feuilles
from tests.petit_pays import extrait, tvs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def followed(where: Ecran, moments: list[float], news: list[tuple[int, float]]) -> None:
    clock = iter(moments)
    with Suivi(where, "apl.csv", clock=lambda: next(clock)) as following:
        for rows, share in news:
            following.tell(rows, share)


def test_elsewhere_than_on_a_terminal_a_line_every_five_seconds():
    out = io.StringIO()
    followed(Ecran(out), [0, 2, 5, 7, 10], [(100, 0.1), (12_000, 0.25), (13_000, 0.3), (24_000, 0.5)])
    assert out.getvalue() == (
        "Avancement : 12 000 lignes, 25 %, reste 15 s, apl.csv\nAvancement : 24 000 lignes, 50 %, reste 10 s, apl.csv\n"
    )


def test_on_a_terminal_one_line_is_written_again_then_erased():
    out = io.StringIO()
    followed(Ecran(out, terminal=True), [0, 100, 100.2, 200], [(1_000_000, 0.1), (1_000_001, 0.1), (99, 1.0)])
    first, last = "Avancement : 1 000 000 lignes, 10 %, reste 15 min, apl.csv", "Avancement : 99 lignes, 100 %, reste 0 s, apl.csv"
    assert out.getvalue() == f"\r{first}\r{last:<{len(first)}}\r{' ' * len(last)}\r"


def test_an_unknown_size_says_only_the_rows_and_a_short_file_nothing():
    out = io.StringIO()
    followed(Ecran(out), [0, 9], [(5000, 0)])
    followed(Ecran(out), [0, 4], [(5000, 0.9)])
    assert out.getvalue() == "Avancement : 5 000 lignes, apl.csv\n"


def test_on_a_narrow_terminal_the_line_is_cut_to_stay_one(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = io.StringIO()
    Ecran(out, terminal=True).show("12 000 lignes, 25 %, reste 15 s, un-nom-de-fichier-sans-fin.csv")
    assert out.getvalue() == "\r" + "Avancement : 12 000 lignes, 25 %, reste 15 s, un-nom"[:39]


@pytest.mark.parametrize(
    ("mode", "stream", "shown"),
    [
        ("auto", io.StringIO(), "Avancement : x\n"),
        ("auto", Terminal(), "\rAvancement : x"),
        ("lignes", Terminal(), "Avancement : x\n"),
        ("terminal", io.StringIO(), "\rAvancement : x"),
        ("non", Terminal(), ""),
    ],
)
def test_the_mode_decides_and_auto_looks_at_the_stream(mode, stream, shown):
    ecran(mode, stream).show("x")
    assert stream.getvalue() == shown


def test_a_text_file_tells_its_rows_and_its_share(tmp_path, monkeypatch):
    monkeypatch.setattr("layers.sources.feuilles.EVERY", 2)
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" * 5, encoding="utf-8")
    told: list[tuple[int, float]] = []
    rows = [row for feuille in feuilles(path, Checker("a.csv"), lambda *news: told.append(news)) for row in feuille.lignes]
    assert (len(rows), [number for number, _ in told]) == (5, [2, 4])
    assert all(0 <= share <= 1 for _, share in told)


def test_a_workbook_tells_its_rows_and_its_share(tmp_path, monkeypatch):
    monkeypatch.setattr("layers.sources.feuilles.EVERY", 2)
    path = tmp_path / "a.xlsx"
    path.write_bytes(tvs([("31001", "Amont", "31555", "Puits")] * 3))
    told: list[tuple[int, float]] = []
    assert [len(list(one.lignes)) for one in feuilles(path, Checker("a.xlsx"), lambda *news: told.append(news))] == [4]
    assert told == [(2, 0.5), (4, 1.0)]


def test_every_reader_of_a_folder_tells_its_progress(country, monkeypatch):
    """Chaque mise en page avance jusqu'à l'écran : le pas est d'une ligne, l'écran ne se tait jamais."""
    for module in ("feuilles", "finess_historique", "flux_plus", "qpv"):
        monkeypatch.setattr(f"layers.sources.{module}.EVERY", 1)
    country.put("d.csv", extrait(["310000001,,MSP AMONT,,001,31,603,43.51,1.51,31001"]))
    country.put("e.xlsx", tvs([("31001", "Amont", "31555", "Puits")]))
    country.put("f.csv", "Code_insee;Departement;Commune;Classement FRR et FRR+ au 10 juillet 2025;\n31001;31;Amont;FRR socle;\n")
    country.put("g.csv", "Région,code_commune,zone_montagne,est_zone_vulnerable\n76,31001,C,non\n")
    out = io.StringIO()
    where = Ecran(out)
    where.every_s = 0
    take_in(country.sources, read_catalogue(country.data / "catalogue.toml"), lambda line: None, where)
    told = {line.rsplit(", ", 1)[1] for line in out.getvalue().splitlines()}
    assert told == {"a.csv", "b.csv", "d.csv", "e.xlsx", "f.csv", "g.csv", "sous/c.csv"}


def test_the_progress_of_the_command_goes_to_the_error_stream_and_the_report_stays_clean(country, capsys, monkeypatch):
    monkeypatch.setattr("layers.sources.feuilles.EVERY", 1)
    monkeypatch.setattr("layers.socle.suivi.PAUSE_S", {"terminal": 0, "lignes": 0})
    assert country.prepare("--check-only", "--progress", "lignes") == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[0].startswith("Avancement : 1 lignes")
    assert "Avancement" not in said.out
    assert country.prepare("--check-only", "--progress", "non") == 0
    assert capsys.readouterr().err == ""


def test_nobody_listens_to_a_mute_screen():
    MUET.show("rien")
    MUET.clear()
