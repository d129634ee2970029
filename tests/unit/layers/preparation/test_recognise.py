"""layers/preparation/reconnaitre.py : le contenu dit ce qu'est un fichier, son nom jamais."""

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from layers.preparation.reconnaitre import recognise
from layers.socle import limites as bornes
from tests.petit_pays import apl, cartosante, classeur, extrait, finess_plus, historique, qpv, quartier, tvs

FRR = "Code_insee;Departement;Commune;Classement FRR et FRR+ au 10 juillet 2025;\n"
MONTAGNE = "Région,code_commune,nom_commune,zone_montagne,est_zone_vulnerable\n"
TAKEN = {
    "cartosante": (cartosante("Zonage infirmiers", []), "zonage-infirmiers"),
    "cartosante, latin-1": (cartosante("Zonage infirmiers", []).lstrip("\ufeff").encode("latin-1"), "zonage-infirmiers"),
    "cartosante, utf-16": (cartosante("Zonage infirmiers", []).encode("utf-16"), "zonage-infirmiers"),
    "apl": (apl([]), "apl"),
    "apl, as an editor of text names its columns": ("﻿﻿CODE  COMMUNE insee ;apl aux Medecins généralistes (2024)\n", "apl"),
    "frr": (FRR, "frr"),
    "frr of another year": (FRR.replace("2025", "2027"), "frr"),
    "montagne": (MONTAGNE, "montagne"),
    "historical": (historique([]), "finess-historique"),
    "historical without its first line": ("structureet;310000001;;\n", "finess-historique"),
    "extract": (extrait([]), "finess-extrait"),
    "finess+": (finess_plus(), "finess-plus"),
    "finess+ unpacked": (gzip.decompress(finess_plus()), "finess-plus"),
    "finess+ of another schema": (finess_plus(schema="v9"), "finess-plus"),
    "postcodes": ("Code_postal,Nom_commune,Zonage\n1400,A,2_ZAC\n", "zonage-medecins-code-postal"),
    "postcodes, other columns and separator": ("Nom_commune;Classe;Code_postal\nA;2_ZAC;1400\n", "zonage-medecins-code-postal"),
    "tvs": (tvs([]), "tvs"),
    "tvs without one of its columns": (classeur([("Code commune", "Code du territoire de vie-santé")]), "tvs"),
    "qpv": (qpv([quartier("QP031001", "Centre", "31001")]), "qpv"),
    "qpv, the drawing before the name": (
        '{"features": [{"geometry": {"coordinates": [' + "[1.5, 43.5], " * 1000 + '[]]}, "properties": {"code_qp": 1}}]}',
        "qpv",
    ),
}
IGNORED = {
    "another profession": (cartosante("Zonage sages-femmes", []), "export CartoSanté « Zonage sages-femmes » : aucune couche"),
    "a profession almost written as the registry does": (
        cartosante("Zonage infirmières", []),
        "la plus proche, couche « zonage-infirmiers », attend « Zonage infirmiers » et trouve « Zonage infirmières »",
    ),
    "apl without its values": ("Code commune INSEE;valeur\n01001;2\n", "table par commune « valeur » : aucune couche du registre"),
    "a column that is only named Zonage": ("Commune;Zonage\nA;2_ZAC\n", "contenu non reconnu"),
    "another apl": ("Code commune INSEE;APL aux sages-femmes\n", "« APL aux sages-femmes » : aucune couche"),
    "gzip of another json": (gzip.compress(b'{"features": []}'), "JSON non reconnu"),
    "another geojson": ('{ "type": "FeatureCollection", "features": [{"properties": { "code": "QP1" }}]}', "JSON non reconnu"),
    "another workbook": (classeur([("Nom", "Total")]), "contenu non reconnu (première ligne : Nom ; Total)"),
    "gzip of a page": (gzip.compress(b"<html>maintenance</html>"), "page HTML"),
    "truncated gzip": (gzip.compress(b'{"pmej": []}' * 1000)[:20], "illisible : attendu un fichier gzip entier"),
    "html instead of data": ("<!DOCTYPE html><p>maintenance", "page HTML"),
    "anything else": ("bonjour\n", "contenu non reconnu (première ligne : bonjour)"),
}


def put(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "n-importe-quel-nom.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("situation", TAKEN)
def test_a_layout_is_recognised_by_its_content(situation, tmp_path, catalogue):
    content, what = TAKEN[situation]
    path = put(tmp_path, content)
    assert recognise(tmp_path, catalogue).taken == {path: what}


@pytest.mark.parametrize("situation", IGNORED)
def test_what_is_not_read_is_ignored_with_why(situation, tmp_path, catalogue):
    content, why = IGNORED[situation]
    path = put(tmp_path, content)
    found = recognise(tmp_path, catalogue)
    assert found.taken == {}
    assert why in found.ignored[path]


MEMBERS = {"xl/workbook.xml": "un classeur lisible", "notes.pdf": "une archive qui contient une table"}


@pytest.mark.parametrize(("member", "why"), MEMBERS.items())
def test_an_archive_is_judged_by_its_list_of_files(member, why, tmp_path, catalogue):
    path = tmp_path / "tvs.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "")
    assert why in recognise(tmp_path, catalogue).ignored[path]


def test_an_empty_file_and_a_cartosante_without_its_third_column_cannot_be_ignored(tmp_path, catalogue):
    (tmp_path / "vide.csv").touch()
    (tmp_path / "export.csv").write_text("CartoSanté; ; \nRéférentiel; ; \nCode;Libellé\n", encoding="utf-8")
    found = {(defect.file, defect.row, defect.found) for defect in recognise(tmp_path, catalogue).defects}
    assert found == {("vide.csv", None, "un fichier vide"), ("export.csv", 3, "Code;Libellé")}


def test_links_are_not_followed_and_hidden_files_are_passed(tmp_path, catalogue):
    outside, folder = tmp_path / "ailleurs", tmp_path / "sources"
    outside.mkdir()
    folder.mkdir()
    (outside / "apl.csv").write_text(apl([]), encoding="utf-8")
    (folder / ".apl.csv").write_text(apl([]), encoding="utf-8")
    (folder / "lien.csv").symlink_to(outside / "apl.csv")
    (folder / "dossier").symlink_to(outside, target_is_directory=True)
    found = recognise(folder, catalogue)
    assert found.taken == {}
    assert found.ignored == {folder / name: "lien symbolique, non suivi" for name in ("dossier", "lien.csv")}


def test_a_folder_of_too_many_files_is_refused(tmp_path, catalogue, monkeypatch):
    for number in range(4):
        (tmp_path / f"{number}.csv").write_text(apl([]), encoding="utf-8")
    monkeypatch.setattr(bornes, "MOST_FILES", 3)
    found = recognise(tmp_path, catalogue)
    assert [str(defect).split(" : ")[1] for defect in found.defects] == ["attendu au plus 3 fichiers dans le dossier, trouvé davantage"]
    assert found.taken == {}


def test_every_profession_of_the_registry_is_told_by_the_third_line_alone(tmp_path, catalogue):
    couches = [couche for couche in catalogue.couches if couche.reader == "cartosante"]
    assert len(couches) == 4
    for number, couche in enumerate(couches):
        (tmp_path / f"{number}.csv").write_text(cartosante(couche.match, [f"01001;A;{couche.classes[0].raw[0]}"]), encoding="utf-8")
    assert [recognise(tmp_path, catalogue).taken[tmp_path / f"{number}.csv"] for number in range(4)] == [couche.id for couche in couches]


PROFESSIONS = ["Zonage sages-femmes", "Zonage chirurgiens-dentistes (2027)", "ΖΟΝΑΓΕ", '"Zonage ; cité"', '"Zonage\nsages-femmes"']


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_any_other_profession_needs_only_an_entry(profession, tmp_path, catalogue):
    """Le même fichier, laissé et nommé, puis pris dès qu'une couche porte sa profession : aucun code n'est en jeu."""
    path = put(tmp_path, cartosante(profession, ["01001;A;1_X"]))
    named = " ".join(profession.strip('"').split())
    assert named in recognise(tmp_path, catalogue).ignored[path]
    model = catalogue.couche("zonage-infirmiers")
    added = replace(catalogue, couches=(*catalogue.couches, replace(model, id="zonage-nouveau", match=named)))
    assert recognise(tmp_path, added).taken == {path: "zonage-nouveau"}
