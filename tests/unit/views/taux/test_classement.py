"""Le tableau des taux : son ordre, son constat, ses repères, son fichier ; sur l'Atlas des sept communes et sur la démonstration."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.acces.modele import read_modele
from layers.taux.declares import d_abord
from layers.taux.valeurs import valeur
from tests.petit_atlas import DATA
from views.ecriture.phrases_articles import du, le
from views.taux import phrases_classement as t
from views.taux.adresse import DemandeDeTaux, adresse, lire, niveau, triee
from views.taux.classement import page
from views.taux.dits import ecart, lue
from views.taux.fichier import feuille
from views.taux.phrases import NON_PUBLIE

MODELE = read_modele(DATA / "acces" / "modele.toml")


def montre(atlas, *choisis: str, **asked: str):
    cartes = {atlas.region: atlas}
    demande = lire(cartes, asked, choisis)
    assert demande is not None
    return page(demande, cartes, MODELE)


def test_it_opens_on_the_departements_of_the_region_least_favourable_first(demonstration):
    shown = montre(demonstration)
    assert len(shown.rangees) == 13 and len(shown.colonnes) == 10 and shown.entier
    first = [row.cases[0].nombre for row in shown.rangees]
    assert first == sorted(first, reverse=True)
    assert [row.nom for row in shown.reperes] == ["Occitanie", "France"]


@pytest.mark.parametrize(
    ("tri", "ordre"), [("apl", "croissant"), ("apl", "decroissant"), ("habitants", "croissant"), ("nom", "decroissant")]
)
def test_it_sorts_both_ways_and_leaves_the_unknown_last(small, tri, ordre):
    rows = montre(small, niveau="com", tri=tri, ordre=ordre).rangees
    values = {"apl": lambda row: row.cases[1].nombre, "habitants": lambda row: row.habitants, "nom": lambda row: row.nom}[tri]
    known = [values(row) for row in rows if values(row) is not None]
    assert known == sorted(known, reverse=ordre == "decroissant") and all(values(row) is None for row in rows[len(known) :])
    assert len(rows) == 6


def test_the_unknown_is_said_never_zero(small):
    rows = {row.id: row for row in montre(small, "manque-medecins,apl", niveau="com").rangees}
    assert [case.dite for case in rows["com-31001"].cases] == ["ZIP", "1,00"]
    masked = rows["com-31003"].cases
    assert masked[0].dite == "non disponible chez l'éditeur" and masked[1].dite == NON_PUBLIE and masked[1].nombre is None
    assert rows["com-46001"].habitants is None


def test_the_title_is_a_finding_made_from_the_data(official):
    shown = montre(official)
    last = {}
    for rank, one in enumerate(shown.demande.taux):
        way = max if one.sens < 0 else min
        worst = way(shown.rangees, key=lambda row, rank=rank: row.cases[rank].nombre)
        last[worst.nom] = last.get(worst.nom, 0) + 1
    name, n = max(last.items(), key=lambda pair: pair[1])
    assert shown.titre.startswith(f"{le(name)[0].upper()}{le(name)[1:]} ferme la marche sur {t.NOMBRES[n]} taux")
    assert montre(official, "manque-medecins", niveau="com", departement="46").titre == "115\u00a0communes sur 312 sont classées ZIP"
    one = montre(official, "apl", tri="apl").titre
    assert one.startswith("Consultations par an et par habitant : de 2,91 (Lozère) à 4,48 (Hérault)")


def test_a_region_whose_sites_are_not_there_is_not_published(official):
    other = replace(official, region="93", sites=official.sites.iloc[:0])
    cartes = {"76": official, "93": other}
    shown = page(lire(cartes, {}), cartes, MODELE)
    paca = next(row for row in shown.reperes if row.id == "reg-93")
    said = dict(zip((one.id for one in shown.demande.taux), paca.cases))
    assert said["sites-msp"].nombre is None and said["msp-10km"].nombre is None and said["manque-medecins"].nombre > 10
    assert len(page(lire(cartes, {"region": "93"}), cartes, MODELE).rangees) == 6
    # Une région de plus à la carte, dont aucun document ne parle, n'allonge pas les repères.
    more = {**cartes, **{code: replace(official, region=code, sites=official.sites.iloc[:0]) for code in ("11", "75")}}
    assert [row.nom for row in page(lire(more, {}), more, MODELE).reperes] == ["Occitanie", "Provence-Alpes-Côte d'Azur", "France"]


def test_what_does_not_exist_is_said_and_left(demonstration):
    shown = montre(demonstration, "rien,apl", niveau="galaxie", tri="x", ordre="y", page="0")
    assert [one.id for one in shown.demande.taux] == ["apl"] and shown.avis
    assert lire({"76": demonstration}, {"region": "99"}) is None


def test_its_address_reopens_it(demonstration):
    demande = lire({"76": demonstration}, {"niveau": "com", "departement": "46", "tri": "apl", "page": "2"}, ("apl", "manque-medecins"))
    again = adresse(demande)
    asked = dict(pair.split("=") for pair in again.partition("?")[2].split("&"))
    assert lire({"76": demonstration}, asked, (asked["taux"],)) == demande
    assert adresse(lire({"76": demonstration}, {})) == "/territoires"
    assert "ordre=croissant" in triee(lire({"76": demonstration}, {}), "manque-medecins")
    assert niveau(demande, "dep") == "/territoires?taux=manque-medecins,apl"


def test_all_communes_come_page_by_page(official):
    shown = montre(official, niveau="com", tri="nom")
    assert len(shown.rangees) == 100 and not shown.entier and "sur 4\u202f446" in shown.suite[2] and not shown.suite[0]
    end = montre(official, niveau="com", tri="nom", page="45")
    assert len(end.rangees) == 46 and not end.suite[1]


def test_the_file_has_numbers_dates_and_empty_cells(official):
    cartes = {"76": official}
    sheet = feuille(lire(cartes, {}), cartes, MODELE)
    assert sheet.colonnes[3] == "Habitants en ZIP (%, 2025)" and len(sheet.lignes) == 15
    lozere = next(row for row in sheet.lignes if row[1] == "dep-48")
    assert lozere[:5] == ("Lozère", "dep-48", 76486, 42.4, 2.91)
    france = next(row for row in sheet.lignes if row[1] == "fra")
    assert france[3] == 28.1 and france[5] is None


def test_the_gap_is_that_of_the_values_shown(official):
    """42,4 − 27,8 = 14,6 : la salle refait la soustraction et trouve la même."""
    shown = montre(official)
    zip_, apl = (shown.demande.taux[k] for k in (0, 1))
    lozere, aveyron = (valeur(official, MODELE, zip_, id_) for id_ in ("dep-48", "dep-12"))
    assert (lue(official, lozere), lue(official, aveyron)) == ("42,4\u00a0%", "27,8\u00a0%")
    assert ecart(aveyron, lozere) == "+14,6\u00a0points" and ecart(lozere, aveyron) == "−14,6\u00a0points"
    france = valeur(official, MODELE, shown.demande.taux[2], "fra")
    assert ecart(france, lozere) == "" and lue(official, france) == "non publié"
    assert ecart(*(valeur(official, MODELE, apl, id_) for id_ in ("dep-48", "dep-12"))) == "+0,54"


@pytest.mark.parametrize(
    ("nom", "defini", "genitif"),
    [("Gers", "le Gers", "du Gers"), ("Lozère", "la Lozère", "de la Lozère"), ("Aude", "l'Aude", "de l'Aude"),
     ("Hautes-Pyrénées", "les Hautes-Pyrénées", "des Hautes-Pyrénées"), ("Haute-Garonne", "la Haute-Garonne", "de la Haute-Garonne"),
     ("Hérault", "l'Hérault", "de l'Hérault"), ("Yonne", "l'Yonne", "de l'Yonne"), ("Paris", "Paris", "de Paris"),
     ("Haut-Rhin", "le Haut-Rhin", "du Haut-Rhin"), ("Essonne", "l'Essonne", "de l'Essonne")],
)  # fmt: skip
def test_a_departement_takes_its_article(nom, defini, genitif):
    assert (le(nom), du(nom)) == (defini, genitif)
    assert du("Uzès", "com") == "d'Uzès" and le("CC du Gévaudan", "epci") == "CC du Gévaudan"


def test_every_departement_and_region_has_the_article_it_is_told_with(demonstration):
    """Aucun nom n'est oublié : les 101 départements et 18 régions, par leur article ; la liste a été relue."""
    names = [*demonstration.departements["nom"], *demonstration.regions["nom"]]
    assert len(names) == 119
    plural = [nom for nom in names if nom.endswith("s") and le(nom).startswith("les ")]
    assert {"Landes", "Vosges", "Yvelines", "Ardennes"} <= set(plural)
    bare = {nom for nom in names if le(nom) == nom}
    assert bare == {"Paris", "Mayotte", "La Réunion", "Provence-Alpes-Côte d'Azur"}


def test_a_rate_asked_for_nothing_is_the_opening(demonstration):
    demande = lire({"76": demonstration}, {}, ("",))
    assert demande.taux == d_abord(demonstration, "dep") and isinstance(demande, DemandeDeTaux)


def test_the_country_in_one_table_the_regions_beside_france_alone(demonstration):
    shown = montre(demonstration, niveau="reg")
    assert {row.id for row in shown.rangees} == {f"reg-{code}" for code in demonstration.regions.index}
    assert [row.nom for row in shown.reperes] == ["France"]
    own = next(row for row in shown.rangees if row.id == "reg-76")
    assert (own.carte, own.dossier) == ("/", "/territoire/reg-76")
    other = next(row for row in shown.rangees if row.id == "reg-84")
    assert other.carte == "" and other.dossier == "/territoire/reg-84"  # ce service ne montre pas sa carte
    with_map = montre(replace(demonstration, cartes=("76", "84")), niveau="reg")
    assert next(row.carte for row in with_map.rangees if row.id == "reg-84") == "/region/84/"


def test_only_the_regions_whose_departements_the_documents_tell_stand_above(official):
    """Dix-huit cartes ne font pas dix-huit lignes de repère."""
    cartes = {code: replace(official, region=code) for code in ("76", "93", "84", "06")}
    demande = lire(cartes, {}, ())
    assert demande is not None
    assert [row.nom for row in page(demande, cartes, MODELE).reperes] == ["Occitanie", "Provence-Alpes-Côte d'Azur", "France"]
