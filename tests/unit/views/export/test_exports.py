"""Les exports : chacun est relu par un autre outil que celui qui l'écrit, et comparé à ce que la carte affiche."""

from __future__ import annotations

import io
import re
import sqlite3
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from layers.geo.contours import Contours
from layers.geo.polygones import Polygones, en_degres
from settings import ROOT
from tests.petit_atlas import petit_atlas
from tests.vues import some_views
from views.dessin.motifs import FORMES
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.carte import Dessins, legende_de
from views.export.contenu import MARQUES, affichees, contenu, libelle
from views.export.gpkg import gpkg_de
from views.export.legende import AVENIR, legende
from views.export.svg import svg_de
from views.export.tables import csv_de, paquet_de, titres, xlsx_de
from views.sources.millesimes import phrase_de_la_vue
from views.vue.filtres import included, tally
from views.vue.vue import default_view, from_query

JOUR = "2026-11-25"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def polygones():
    return Polygones(Contours(ROOT / "data" / "geo"))


@pytest.fixture(scope="module")
def dessins(polygones):
    return Dessins(polygones)


def read_csv(text: str) -> pd.DataFrame:
    """Le tableau, lu par la recette de docs/exports.md."""
    codes = {"Code INSEE": str, "Code du département": str}
    return pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), sep=";", decimal=",", dtype=codes)


def read_xlsx(body: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


# ---------------------------------------------------------------- le contenu


def test_what_is_exported_is_what_is_counted_on_screen(demonstration):
    for view in some_views(demonstration, 25):
        content, counts = contenu(demonstration, view, JOUR), tally(demonstration, view)
        couche = demonstration.catalogue.couche(view.theme)
        names = {libelle(couche, code): int(counts.at[code, "communes"]) for code in counts.index if code not in view.masquer}
        assert dict(content.communes["classe"].value_counts()) == {name: n for name, n in names.items() if n}, view


def test_a_value_that_is_missing_hidden_or_shared_is_said_and_is_never_zero(small):
    content = contenu(small, replace(default_view(small), theme="apl"), JOUR)
    rows = content.communes.set_index("code_commune")
    assert rows.at["31003", "etat"] == "non disponible chez l'éditeur" and rows.at["31003", "classe"] == w.MASQUE
    assert rows.at["46002", "etat"] == "absente" and rows.at["46002", "code_classe"] == ""
    assert np.isnan(rows.at["31003", "valeur"]) and np.isnan(rows.at["46002", "valeur"])
    assert rows.at["31001", "valeur"] == 1.0 and pd.isna(rows.at["46001", "population"])
    zonage = contenu(small, default_view(small), JOUR).communes.set_index("code_commune")
    assert zonage.at["46001", "etat"] == "partagée" and "valeur" not in zonage


def test_a_commune_looked_at_exports_its_departement_as_the_map_shows_it(small):
    content = contenu(small, replace(default_view(small), territoire="com-46003"), JOUR)
    assert set(content.communes["code_departement"]) == {"46"} and content.titre.endswith("Lot")


def test_the_structures_are_the_placed_ones_of_shown_communes(small):
    view = replace(default_view(small), structures=("msp", "cds"), masquer=("ZIP",))
    found = contenu(small, view, JOUR).structures
    # MSP d'Amont est dans une commune masquée (ZIP) ; le centre de santé de Causse n'est pas placé.
    assert list(found["nom"]) == ["MSP de la Vallée", "Centre dentaire Aval"]
    assert list(found["position"]) == ["exacte", "approximative"]


def test_everything_needed_to_quote_it_comes_along(small_demonstration):
    view = replace(default_view(small_demonstration), masquer=("ZIP",), montagne="oui", departements=("46",))
    told = dict(contenu(small_demonstration, view, JOUR, "https://maillage.exemple.fr").propos)
    assert told["Filtre : Classes masquées"] == "Zone d'intervention prioritaire"
    assert told[f"Filtre : {w.DEPARTEMENTS}"] == "Lot (46)" and told[f"Filtre : {w.MONTAGNE}"] == "oui"
    assert told["Fiabilité"] == "simulé" and told["Avertissement"] == w.JEU_SIMULE
    assert told["Exporté le"] == "25 novembre 2026" and told["Empreinte des données"] == small_demonstration.hash
    assert told["Dates"] == phrase_de_la_vue(small_demonstration, view)
    query = told["Adresse de la vue"].removeprefix("https://maillage.exemple.fr/")
    assert from_query(small_demonstration, query) == (view, ())


def test_each_file_behind_the_view_is_named_with_its_print_and_its_days(small):
    told = dict(contenu(small, default_view(small), JOUR).propos)
    (zonage,) = (one for one in small.manifest["sources"] if "zonage-medecins" in one["couches"])
    said = told[f"Fichier : {zonage['fichier']}"]
    assert all(part in said for part in (zonage["editeur"], f"données : {zonage['millesime']}", zonage["sha256"]))
    # Un fichier qui ne sert pas à la vue n'y est pas cité ; des contrôles passés outre le sont.
    other = contenu(small, replace(default_view(small), theme="apl", structures=()), JOUR).propos
    assert f"Fichier : {zonage['fichier']}" not in dict(other)
    forced = replace(small, manifest={**small.manifest, "forcage": {"raison": "Essai.", "le": "2026-11-20", "ecarts": []}})
    assert "Essai." in dict(contenu(forced, default_view(forced), JOUR).propos)["Contrôles passés outre"]


# ---------------------------------------------------------------- CSV et classeur


def test_the_csv_is_read_back_as_the_screen_shows_it(demonstration):
    for view in some_views(demonstration, 8):
        content = contenu(demonstration, view, JOUR)
        read, told = read_csv(csv_de(content)), dict(content.propos)
        assert list(read.columns) == titres(content)
        assert list(read["Code INSEE"]) == list(affichees(demonstration, view).index)
        described = paquet_de(content, "vue")
        assert f"Empreinte des données : {demonstration.hash}" in described["description"] and described["title"] == content.titre
        assert [one["name"] for one in described["resources"][0]["schema"]["fields"]] == titres(content)
        assert read["Population municipale"].sum() == content.communes["population"].sum()
        assert ("Filtres" in told) != any(name.startswith("Filtre :") for name in told)


def test_the_workbook_has_typed_cells_and_three_sheets(small):
    sheets = read_xlsx(xlsx_de(contenu(small, replace(default_view(small), theme="apl", structures=("msp",)), JOUR)))
    assert tuple(sheets) == e.FEUILLES
    rows = {row[0].value: row for row in sheets["Communes"][1:]}
    amont = rows["31001"]
    assert [cell.data_type for cell in (amont[0], amont[4], amont[8])] == ["s", "n", "n"]
    assert (amont[4].value, amont[8].value) == (100, 1.0)
    # Une population inconnue, une valeur masquée : cellules vides, pas zéro.
    assert rows["46001"][4].value is None and rows["31003"][8].value is None
    told = {row[0].value: row[1].value for row in sheets["À propos"][1:]}
    assert told["Filtres"] == e.AUCUN and "consultations" in sheets["Communes"][0][8].value
    assert [row[1].value for row in sheets["Structures"][1:]] == ["MSP d'Amont", "MSP de la Vallée"]


def test_the_workbook_is_fit_to_be_printed(small):
    view = replace(default_view(small), theme="apl", structures=("msp",))
    content = contenu(small, view, JOUR)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_de(replace(content, titre="2026 & après · Lot"))))
    for sheet in book.worksheets:
        page = sheet.page_setup
        # Une page de large (la valeur par défaut, que le fichier tait), autant de pages qu'il faut de haut.
        assert (page.orientation, int(page.paperSize), page.fitToWidth, page.fitToHeight) == ("landscape", 9, None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
        assert "2026 && après" in sheet.oddFooter.left.text and sheet.oddFooter.right.text == "page &P sur &N"
    communes = book["Communes"]
    # « Valeur (consultations par an et par habitant) » tient en trois lignes au moins : la hauteur est écrite, un tableur ne l'ajuste pas.
    assert communes.row_dimensions[1].height >= 45
    assert communes["E2"].number_format == "#,##0" and communes["E2"].alignment.indent == 1
    for row in book["À propos"].iter_rows(min_row=2):
        lines = -(-len(row[1].value) // 96)
        assert (book["À propos"].row_dimensions[row[0].row].height or 15) >= 15 * lines  # 15 : celle par défaut, tue
    # Aucun texte n'est coupé par la colonne d'à côté.
    for sheet in (communes, book["Structures"]):
        widths = {n: one.width for one in sheet.column_dimensions.values() for n in range(one.min, one.max + 1)}
        for rank, column in enumerate(sheet.iter_cols(min_row=2), start=1):
            longest = max((len(cell.value) for cell in column if isinstance(cell.value, str)), default=0)
            assert widths[rank] >= min(longest, 70)


HOSTILE = ["=1+1", "+33 5", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://exemple.invalid", 'a;b\nc"d', "<b>&"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula_or_a_link(name):
    atlas = petit_atlas()
    sites = atlas.sites.copy()
    sites.loc[sites["categorie"] == "msp", "nom"] = name
    communes = atlas.communes.copy()
    communes.loc["31001", "nom"] = name
    atlas = replace(atlas, sites=sites, communes=communes)
    view = replace(default_view(atlas), structures=("msp",))
    content = contenu(atlas, view, JOUR)
    sheets = read_xlsx(xlsx_de(content))
    cells = [cell for rows in sheets.values() for row in rows for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sheets["Communes"][1][1].value == name
    read = read_csv(csv_de(content))
    written = str(read["Commune"].iloc[0])
    assert written.removeprefix("'") == name and (written.startswith("'") or not name.startswith(("=", "@", "\t")))


# ---------------------------------------------------------------- GeoPackage


def test_gdal_reads_the_geopackage_as_the_screen_shows_it(demonstration, polygones, tmp_path):
    view = from_query(demonstration, "?territoire=dep-46&theme=apl&masquer=A1&structures=msp,pharmacie")[0]
    content = contenu(demonstration, view, JOUR)
    file = tmp_path / "vue.gpkg"
    file.write_bytes(gpkg_de(content, polygones.de(affichees(demonstration, view))))
    assert {name for name, _ in pyogrio.list_layers(file)} == {"communes", "structures", "a_propos", "layer_styles"}
    read = pyogrio.read_dataframe(file, layer="communes").set_index("code_commune")
    shown = affichees(demonstration, view)
    assert list(read.index) == list(shown.index) and read.crs.to_epsg() == 4326
    assert read.geometry.is_valid.all() and not read.geometry.isna().any()
    assert np.allclose(read["valeur"], shown["apl:valeur"], equal_nan=True)
    # Le point intérieur de chaque commune est bien dans la sienne, et son emprise est celle de la table.
    inner = shapely.points(shown["longitude_interieure"], shown["latitude_interieure"])
    assert shapely.contains(read.geometry.to_numpy(), inner).mean() > 0.99
    assert np.abs(read.geometry.bounds.to_numpy() - shown[["ouest", "sud", "est", "nord"]].to_numpy()).max() < 0.001
    sites = pyogrio.read_dataframe(file, layer="structures")
    assert len(sites) == len(content.structures) and np.allclose(sites.geometry.x, content.structures["longitude"])
    about = pyogrio.read_dataframe(file, layer="a_propos", read_geometry=False)
    assert dict(zip(about["quoi"], about["valeur"]))["Filtre : Classes masquées"] == "Moins de 1,5"


def test_the_geopackage_keeps_to_its_standard_and_carries_styles(demonstration, polygones, tmp_path):
    view = from_query(demonstration, "?territoire=dep-46")[0]
    content = contenu(demonstration, view, JOUR)
    file = tmp_path / "vue.gpkg"
    file.write_bytes(gpkg_de(content, polygones.de(affichees(demonstration, view))))
    assert file.read_bytes()[68:72] == b"GPKG"
    with sqlite3.connect(file) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        metadata = base.execute("SELECT metadata FROM gpkg_metadata").fetchone()[0]
    base.close()
    root = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", styles["communes"]))
    assert {one.get("value") for one in root.iter("category")} == set(content.communes["classe"])
    assert {one.get("symbol") for one in root.iter("category")} == {one.get("name") for one in root.iter("symbol")}
    assert demonstration.hash in metadata


# Ce que QGIS sait lire (QgsSymbolLayerUtils::decodeBrushStyle, QgsSimpleMarkerSymbolLayerBase::decodeShape) : tout autre nom y
# devient, sans un mot, un fond uni ou un rond.
BROSSES = {"solid", "horizontal", "vertical", "cross", "b_diagonal", "f_diagonal", "diagonal_x", "no", *(f"dense{n}" for n in range(1, 8))}
MARQUEURS = {"circle", "square", "diamond", "star", "hexagon", "triangle", "cross_fill"}
# La demande de QGIS à l'ouverture d'une couche (QgsOgrUtils::loadStoredStyle).
STYLE_PAR_DEFAUT = (
    "SELECT styleQML, styleName, useAsDefault FROM layer_styles WHERE f_table_schema='' AND f_table_name=? AND f_geometry_column=? "
    "ORDER BY CASE WHEN useAsDefault THEN 1 ELSE 2 END, update_time DESC"
)


@pytest.mark.parametrize("theme", ["zonage-medecins", "apl", "frr", "pastel"])
def test_qgis_finds_the_style_of_each_layer_and_knows_its_words(demonstration, tmp_path, theme):
    everything = tuple(one.id for one in demonstration.catalogue.structures)
    view = replace(default_view(demonstration), theme=theme, structures=everything)
    content = contenu(demonstration, view, JOUR)
    file = tmp_path / "vue.gpkg"
    file.write_bytes(gpkg_de(content, {}))
    found = {}
    with sqlite3.connect(file) as base:
        for table, column in base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall():
            qml, name, default = base.execute(STYLE_PAR_DEFAUT, (table, column)).fetchone()
            assert (name, default) == ("Maillage", 1)
            found[table] = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", qml))
    base.close()
    for table, (column, kind) in {"communes": ("classe", "fill"), "structures": ("categorie", "marker")}.items():
        (renderer,) = found[table].iter("renderer-v2")
        assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", column)
        assert {one.get("type") for one in renderer.iter("symbol")} == {kind}
        assert {one.get("value") for one in renderer.iter("category")} == set(getattr(content, table)[column])
    layers = [layer for root in found.values() for layer in root.iter("layer")]
    options = [{one.get("name"): one.get("value") for one in layer.iter("Option")} for layer in layers]
    assert {one["style"] for one in options if "style" in one} <= BROSSES
    markers = {(one["color"], one["name"], one["angle"]) for one in options if "size" in one}
    assert len(markers) == content.structures["categorie"].nunique() and {name for _, name, _ in markers} <= MARQUEURS


def layer_of(content, table: str, tmp_path) -> tuple[ET.Element, dict, dict[str, str]]:
    """Le style d'une couche, sa ligne de gpkg_contents, le type de ses colonnes."""
    file = tmp_path / "vue.gpkg"
    file.write_bytes(gpkg_de(content, {}))
    with sqlite3.connect(file) as base:
        (qml,) = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = ?", (table,)).fetchone()
        told = base.execute("SELECT identifier, description FROM gpkg_contents WHERE table_name = ?", (table,)).fetchone()
        types = {name: kind for _, name, kind, *_ in base.execute(f"PRAGMA table_info({table})")}
    base.close()
    return ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", qml)), told, types


def colours_of(root: ET.Element) -> dict[str, list[str]]:
    """{ce que la légende de QGIS écrit: les couleurs du fond, puis du motif}, en hexadécimal."""
    symbols = {one.get("name"): one for one in root.iter("symbol")}
    found = {}
    for one in root.iter("category"):
        options = [option for option in symbols[one.get("symbol")].iter("Option") if option.get("name") == "color"]
        found[one.get("label")] = ["#" + "".join(f"{int(part):02X}" for part in option.get("value").split(",")[:3]) for option in options]
    return found


@pytest.mark.parametrize("query", ["", "?theme=apl", "?theme=frr", "?theme=pastel&annee=2019", "?theme=zonage-infirmiers"])
def test_the_style_of_qgis_has_the_names_colours_and_inks_of_the_legend(demonstration, tmp_path, query):
    view = from_query(demonstration, query)[0]
    root, _, _ = layer_of(contenu(demonstration, view, JOUR), "communes", tmp_path)
    drawn = colours_of(root)
    for line in legende(demonstration, view):
        if line.colour == AVENIR:
            later = {name: one for name, one in drawn.items() if w.A_VENIR.lower() in name}
            assert later and all(one == [AVENIR] for one in later.values())
            drawn = {name: one for name, one in drawn.items() if name not in later}
        else:
            assert drawn.pop(e.simule(line.nom)) == [line.colour, *([line.ink] if line.pattern != "plein" else [])]
    assert not drawn


def test_qgis_says_what_is_simulated_where_it_comes_from_and_names_the_columns(demonstration, small, tmp_path):
    view = replace(default_view(demonstration), theme="apl", structures=("msp", "dac"))
    content = contenu(demonstration, view, JOUR)
    for table, titles in (("communes", titres(content)), ("structures", [e.STRUCTURES[one] for one in content.structures])):
        root, (title, told), _ = layer_of(content, table, tmp_path)
        assert title == f"{content.titre} : {table}" and w.JEU_SIMULE in told and demonstration.hash in told
        assert all(one.get("label") == e.simule(one.get("value")) for one in root.iter("category"))
        assert [one.get("name") for one in root.iter("alias")] == titles
        assert [one.get("field") for one in root.iter("alias")] == list(getattr(content, table).columns)
    root, _, _ = layer_of(contenu(small, default_view(small), JOUR), "communes", tmp_path)
    assert not [one for one in root.iter("category") if "simulé" in one.get("label")]


def test_a_layer_without_structure_keeps_its_columns_of_text(small, tmp_path):
    content = contenu(small, replace(default_view(small), structures=()), JOUR)
    _, _, types = layer_of(content, "structures", tmp_path)
    assert content.structures.empty and {name for name, kind in types.items() if kind == "REAL"} == {"longitude", "latitude"}


def test_a_missing_contour_is_a_line_without_geometry(small, tmp_path):
    file = tmp_path / "vue.gpkg"
    file.write_bytes(gpkg_de(contenu(small, default_view(small), JOUR), {}))
    read = pyogrio.read_dataframe(file, layer="communes")
    assert len(read) == 6 and read.geometry.isna().all() and read["population"].isna().sum() == 1


# ---------------------------------------------------------------- contours et carte


def test_the_contours_are_whole_valid_and_of_the_right_size(demonstration, polygones):
    rows = demonstration.communes[demonstration.communes["departement"] == "46"]
    shapes = polygones.de(rows)
    assert set(shapes) == set(rows["numero"]) and all(shape.is_valid for shape in shapes.values())
    # Deux voisines se touchent sans se couvrir : l'aire de la réunion est la somme des aires.
    whole = shapely.union_all(list(shapes.values()))
    assert whole.area == pytest.approx(sum(shape.area for shape in shapes.values()), rel=1e-4)
    box = en_degres(shapes[int(rows.at["46102", "numero"])]).bounds
    assert np.allclose(box, rows.loc["46102", ["ouest", "sud", "est", "nord"]].to_numpy(dtype=float), atol=0.0005)


def test_the_pale_grey_of_a_map_says_why_it_is_pale(demonstration):
    def said(query: str) -> str:
        return legende_de(demonstration, from_query(demonstration, query)[0])[-1].nom

    # Sans filtre, une commune voisine n'est pas « hors des filtres ».
    assert said("?territoire=dep-46") == e.HORS_TERRITOIRE
    assert said("?montagne=oui") == w.HORS_FILTRE
    assert said("?territoire=dep-46&montagne=oui") == "Hors du territoire, ou hors des filtres"
    assert said("") not in (e.HORS_TERRITOIRE, w.HORS_FILTRE)


def test_the_map_says_its_title_filters_legend_scale_north_sources_and_date(demonstration, dessins):
    view = from_query(demonstration, "?territoire=dep-46&theme=apl&masquer=A1&montagne=oui")[0]
    content = contenu(demonstration, view, JOUR, "https://maillage.exemple.fr")
    root = ET.fromstring(svg_de(demonstration, view, content, dessins))
    said = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace("\u202f", " ").replace("\xa0", " ")
    filters = ("Classes masquées : Moins de 1,5", "Zone de montagne : oui")
    for expected in (content.titre, *filters, "20 km", " N ", "DREES", "25 novembre 2026"):
        assert expected in said, expected
    assert w.DEMONSTRATION in said and "maillage.exemple.fr/?territoire=dep-46&theme=apl&masquer=A1&montagne=oui" in said
    counts = tally(demonstration, view)
    for code in ("A2", "A3", "A4"):
        assert f"{int(counts.at[code, 'communes'])} communes" in said
    assert "script" not in {one.tag.removeprefix(SVG) for one in root.iter()}


def test_the_last_line_of_the_map_can_be_printed(demonstration, dessins):
    """Huit millimètres de marge, à quatre-vingt-seize points par pouce ; rien ne passe sous la carte."""
    view = from_query(demonstration, "?theme=pastel&annee=2019&montagne=oui")[0]
    root = ET.fromstring(svg_de(demonstration, view, contenu(demonstration, view, JOUR, "https://maillage.exemple.fr"), dessins))
    feet = [float(text.get("y")) for text in root.iter(f"{SVG}text") if text.get("font-size") == "11.5"]
    (frame,) = (one for one in root.iter(f"{SVG}rect") if one.get("fill") == "none" and float(one.get("width")) > 500)
    assert len(feet) == 5 and max(feet) <= 794 - 8 / 25.4 * 96
    assert min(feet) - 11.5 >= float(frame.get("y")) + float(frame.get("height"))


def test_the_map_draws_every_commune_in_the_colour_of_its_class(demonstration, dessins):
    view = from_query(demonstration, "?territoire=dep-46")[0]
    root = ET.fromstring(svg_de(demonstration, view, contenu(demonstration, view, JOUR), dessins))
    shown, couche = affichees(demonstration, view), demonstration.catalogue.couche(view.theme)
    # Une surface par couleur, redessinée avec son motif s'il y en a un.
    surfaces = {path.get("id"): path.get("d").count("M") for path in root.iter(f"{SVG}path") if path.get("id")}
    plain = {one.get("fill"): surfaces[one[0].get("id")] for one in root.iter(f"{SVG}g") if len(one) and one[0].get("id") in surfaces}
    filled = {one.get("fill"): surfaces[one.get("href").removeprefix("#")] for one in root.iter(f"{SVG}use")}
    patterns = {one.get("id") for one in root.iter(f"{SVG}pattern")}
    for classe in couche.classes:
        n = int((shown[couche.id] == classe.code).sum())
        name = f"m-{classe.pattern}-{classe.colour.removeprefix('#')}"
        rings = plain.get(classe.colour, 0)
        assert classe.pattern == "plein" or (filled.get(f"url(#{name})", 0) == rings and (not n or name in patterns))
        assert n <= rings <= n + 5 if n else rings == 0, classe.code  # quelques communes ont une enclave


def test_every_category_of_structure_has_its_shape_on_the_map(demonstration, dessins):
    everything = tuple(one.id for one in demonstration.catalogue.structures)
    view = replace(default_view(demonstration), territoire="dep-31", structures=everything)
    content = contenu(demonstration, view, JOUR)
    said = svg_de(demonstration, view, content, dessins).decode()
    counts = content.structures["categorie"].value_counts()
    assert len({FORMES[one.shape] for one in demonstration.catalogue.structures}) == len(everything)
    for one in demonstration.catalogue.structures:
        # Une forme par structure placée, et une dans la légende.
        assert said.count(FORMES[one.shape]) == int(counts.get(one.title, 0)) + 1, one.id


def test_a_wave_to_come_is_pale_and_counted_apart(demonstration, dessins):
    view = from_query(demonstration, "?theme=pastel&annee=2018")[0]
    root = ET.fromstring(svg_de(demonstration, view, contenu(demonstration, view, JOUR), dessins))
    assert w.A_VENIR in ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    states = contenu(demonstration, view, JOUR).communes["etat"].value_counts()
    couche = demonstration.catalogue.couche("pastel")
    codes = demonstration.communes.loc[included(demonstration, view), "pastel"]
    assert states[e.A_VENIR] == int(codes.isin([c for c in couche.rank if int(c) > 2018]).sum())
    assert set(MARQUES) == {"", "N/D", "PART"}


def test_an_empty_view_is_an_empty_export_not_an_error(demonstration, dessins):
    view = replace(default_view(demonstration), masquer=tuple(demonstration.catalogue.couches[0].rank))
    content = contenu(demonstration, view, JOUR)
    assert len(content.communes) == len(demonstration.communes[included(demonstration, view)]) - int(
        demonstration.communes.loc[included(demonstration, view), view.theme].isin(view.masquer).sum()
    )
    assert read_csv(csv_de(content)).shape[0] == len(content.communes)
    assert xlsx_de(content)[:2] == b"PK" and gpkg_de(content, {})[:6] == b"SQLite"
    assert svg_de(demonstration, view, content, dessins).startswith(b"<?xml")
