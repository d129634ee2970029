"""layers/preparation/mouvements.py : ce qui change d'un jeu au suivant, et ce qui n'est pas un changement."""

from datetime import date

import pandas as pd

from layers.jeu.jeu import SITE_COLUMNS, DataSet
from layers.preparation.continuite import Candidat
from layers.preparation.mouvements import NOTHING, mouvements
from layers.prepare import OK, REFUSED
from layers.prepare import main as prepare
from layers.socle.rapport import NomsDesCommunes
from tests.petit_pays import apl, cartosante, historique

TITLES = {"zonage": "Zonage", "apl": "APL"}
LIEUX = NomsDesCommunes({"31001": "Amont", "31002": "Aval", "75056": "Capitale"}, frozenset({"31001", "31002"}))
CODES = ["31001", "31002", "75056"]


def candidate(sites=(), **columns: list[str]) -> Candidat:
    rows = [(number, name, "msp", "", "31001", 1.5, north, "exacte", "finess") for number, name, north in sites]
    table = pd.DataFrame({"code_commune": CODES, **columns}, dtype="str")
    return Candidat(table, pd.DataFrame(rows, columns=list(SITE_COLUMNS)), {})


def told(before: Candidat, after: Candidat) -> list[str]:
    return mouvements(after, DataSet(*before), TITLES, LIEUX)


def test_nothing_changes():
    same = candidate([("310000001", "MSP", 43.5)], zonage=["ZIP", "ZAC", ""])
    assert told(same, same) == [NOTHING]


def test_a_commune_that_changes_gains_or_loses_its_value_is_named():
    assert told(candidate(zonage=["ZIP", "", "HZ"]), candidate(zonage=["ZAC", "ZAR", ""])) == [
        "Zonage : communes qui changent de valeur, 1, dans la région (31001 Amont, ZIP puis ZAC).",
        "Zonage : communes qui n'en avaient pas et en ont une, 1, dans la région (31002 Aval).",
        "Zonage : communes qui en avaient une et n'en ont plus, 1, aucune dans la région (75056 Capitale).",
    ]


def test_a_layer_that_appears_or_goes_is_not_a_change_of_values():
    full, empty = candidate(zonage=["ZIP", "ZAC", "HZ"]), candidate(zonage=["", "", ""])
    assert told(empty, full) == told(full, empty) == told(candidate(), full) == [NOTHING]


def test_sites_that_come_go_and_move_by_more_than_500_m():
    before = candidate([("310000001", "A", 43.5), ("310000002", "B", 43.5), ("310000003", "C", 43.5), ("310000004", "D", 43.5)])
    after = candidate([("310000001", "A", 43.504), ("310000002", "B", 43.505), ("310000004", "D", 43.5), ("310000005", "E", 43.5)])
    assert told(before, after) == [  # un centième de degré de latitude : 1 112 m
        "Structures nouvelles : 1 (310000005 E).",
        "Structures qui ne sont plus là : 1 (310000003 C).",
        "Structures déplacées de plus de 500 m : 1 (310000002 B).",
    ]


def test_the_report_of_a_preparation_says_what_changes(country, capsys):
    assert country.prepare() == OK
    assert "Premier jeu de données ici : rien à comparer." in capsys.readouterr().out
    rows = ["75056;Capitale;3_HZ", "31001;Amont;2_ZAC", "31002;Aval;2_ZAC", "46001;Causse;4_ZAR"]
    country.put("a.csv", cartosante("Zonage médecins", rows))
    sites = [("310000001", "MSP AMONT", "001", "31", "603"), ("460000001", "CDS DENTAIRE", "001", "46", "124")]
    country.put("sous/c.csv", historique([*sites, ("310000002", "MSP NEUVE", "002", "31", "603")]))
    assert country.prepare() == OK
    said = capsys.readouterr().out.splitlines()
    start = next(number for number, line in enumerate(said) if line.startswith("Depuis le jeu en service (empreinte "))
    assert said[start + 1 : start + 3] == [
        "    Zonage des médecins généralistes : communes qui changent de valeur, 1, dans la région (31001 Amont, ZIP puis ZAC).",
        "    Structures nouvelles : 1 (310000002 MSP NEUVE).",
    ]


def test_the_end_of_the_report_is_the_essential(country, capsys):
    country.put("notes.txt", "bonjour\n")
    country.put("b.csv", apl(["75056;2.5", "98801;1.0"]))
    arguments = [str(country.sources), "--data", str(country.data), "--out", str(country.out)]
    assert prepare(arguments, date(2026, 8, 1)) == OK
    said = capsys.readouterr().out.splitlines()
    start = said.index("En bref :")
    assert said[start + 1] == "    Fichiers lus : 3, laissés : 1. Lignes : 8, sans correspondance : 1."
    assert said[start + 2].startswith("    Structures dans la région : 2. Données sans fichier : ")
    assert said[start + 3].startswith("    À regarder : FINESS, flux historique géolocalisé : Flux arrêté")


def test_a_refused_preparation_still_says_what_would_change(country, capsys):
    assert country.prepare() == OK
    country.put("sous/c.csv", historique([("310000001", "MSP AMONT", "001", "31", "603")]))
    capsys.readouterr()
    assert country.prepare() == REFUSED
    said = capsys.readouterr()
    assert "    Structures qui ne sont plus là : 1 (460000001 CDS DENTAIRE)." in said.out.splitlines()
    assert "au plus 10 % de structures perdues" in said.err
