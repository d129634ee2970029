"""Un fait tel qu'il se lit : nombres français, signes, qualificatifs, et jamais une valeur que la lecture ne permet pas."""

from dataclasses import replace

import pytest

from layers.faits.fait import OBSERVE, Document, Fait
from views.ecriture import phrases as w
from views.ecriture.dire import lu, lu_court, periode_lue, unite_lue
from views.sources.citees import dite

N, F = w.INSECABLE, w.FINE
FAIT = Fait(
    id="A-1", indicateur="a", titre="A", rubrique="r", territoire="fra", valeur=1590, decimales=0, qualificatif="=", unite="communes",
    periode="2019-09", base_date="", perimetre="", statut=OBSERVE, fiabilite="exact", source="d.txt", ligne=94, table="t.csv",
)  # fmt: skip


@pytest.mark.parametrize(
    ("donnees", "texte", "unite"),
    [
        ({}, f"1{F}590", "communes"),
        ({"qualificatif": ">", "valeur": 7000, "unite": "résidents"}, f"plus de 7{F}000", "résidents"),
        ({"qualificatif": "≈", "valeur": 800, "unite": "MSP"}, "environ 800", "MSP"),
        ({"valeur": 35, "unite": "%"}, f"35{N}%", ""),
        ({"valeur": 35.84, "decimales": 2, "unite": "%"}, f"35,84{N}%", ""),
        ({"valeur": 0.0, "decimales": 1, "unite": "%"}, f"0,0{N}%", ""),
        ({"valeur": 0}, "0", "commune"),
        ({"valeur": 1}, "1", "commune"),
        ({"valeur": 2}, "2", "communes"),
        ({"valeur": 9.2, "decimales": 1, "unite": "% (PCAP)"}, f"+9,2{N}%", ""),
        ({"valeur": -13.4, "decimales": 1, "unite": "% (PCAP)"}, f"−13,4{N}%", ""),
        ({"valeur": -3.6, "decimales": 1, "unite": "%", "titre": "Évolution du nombre"}, f"−3,6{N}%", ""),
        ({"valeur": 78, "unite": "%", "titre": "Évolution du nombre"}, f"+78{N}%", ""),
        ({"valeur": 1.8, "decimales": 1, "unite": "points"}, f"+1,8{N}point", ""),
        ({"valeur": -5.1, "decimales": 1, "unite": "points"}, f"−5,1{N}points", ""),
        ({"valeur": 105848919, "unite": "€ (base de remboursement)"}, f"105{F}848{F}919{N}€", ""),
        ({"valeur": 6900, "unite": "€ brut/mois"}, f"6{F}900{N}€ brut/mois", ""),
        ({"valeur": 2, "unite": "M€", "qualificatif": ">"}, f"plus de 2{N}M€", ""),
        ({"valeur": 2021, "unite": "année"}, "2021", ""),
        ({"valeur": 1, "unite": "oui/non"}, "oui", ""),
        ({"valeur": "Projet en cours", "unite": "état"}, "Projet en cours", ""),
        ({"valeur": "légèrement plus faible", "unite": "texte", "qualificatif": "<"}, "légèrement plus faible", ""),
        ({"valeur": None}, "non publié", ""),
        ({"valeur": 190000, "fiabilite": "ambigu"}, "lecture incertaine, non montrée", ""),
        ({"valeur": None, "fiabilite": "illisible"}, "illisible dans le document", ""),
    ],
)
def test_a_fact_reads_as_french_writes_it(donnees, texte, unite):
    fait = replace(FAIT, **donnees)
    assert (lu(fait), unite_lue(fait)) == (texte, unite)


def test_a_header_says_large_amounts_in_millions():
    assert lu_court(replace(FAIT, valeur=188800857, unite="€ (base de remboursement)")) == f"188,8{N}M€"
    assert lu_court(replace(FAIT, valeur=6900, unite="€")) == lu(replace(FAIT, valeur=6900, unite="€"))


@pytest.mark.parametrize(
    ("periode", "texte"),
    [
        ("2019-09", "septembre 2019"), ("2012/2015", "de 2012 à 2015"), ("2024-08-06/", "depuis le 6 août 2024"),
        ("2024/", "depuis 2024"), ("n.d.", "non daté"), ("", "non daté"), ("2026-01-01", "1er janvier 2026"),
        ("2018-09/2019-09", "de septembre 2018 à septembre 2019"), ("2023 ou 2024", "2023 ou 2024"),
    ],
)  # fmt: skip
def test_a_period_reads_in_words(periode, texte):
    assert periode_lue(periode) == texte


def test_a_source_says_who_what_when_and_where_never_a_file_nor_a_line():
    document = Document("d.txt", "Garantir l'accès", "ARS", "2019-09", "Document public")
    assert dite(document, "La télémédecine") == f"ARS. Garantir l'accès, septembre 2019, «{N}La télémédecine{N}»"
    assert dite(document).endswith("septembre 2019")
    assert dite(replace(document, editeur=document.titre)) == "Garantir l'accès, septembre 2019"


@pytest.mark.parametrize("dit", ["deux tiers", "près de deux tiers", "2 sur 3"])
def test_what_a_document_writes_in_words_stays_in_words(dit):
    """« Deux tiers » n'est pas « environ 66,67 % » : la valeur reste un nombre, pour le calcul seulement."""
    fait = replace(FAIT, valeur=66.67, decimales=2, qualificatif="≈", unite="%", dit=dit)
    assert (lu(fait), unite_lue(fait), fait.nombre) == (dit, "", 66.67)


def test_a_duration_keeps_its_unit_and_a_year_has_none():
    assert (lu(replace(FAIT, valeur=1, unite="an")), unite_lue(replace(FAIT, valeur=1, unite="an"))) == ("1", "an")
    assert (lu(replace(FAIT, valeur=2019, unite="année")), unite_lue(replace(FAIT, valeur=2019, unite="année"))) == ("2019", "")
