"""Les fichiers tels que leurs éditeurs les servent, et tels qu'un tableur les enregistre : chacun est lu, ou refusé en disant que faire.

Un essai par situation, sur le petit pays. Les fichiers sont écrits ici, dans la mise en page des éditeurs.
"""

import codecs
import gzip
import io
import json
import re
import zipfile

import openpyxl
import pytest

from layers.jeu.jeu import read_dataset
from layers.prepare import OK, REFUSED
from tests.petit_pays import adresse_plus, apl, cartosante, classeur, finess_plus, historique, qpv, quartier, site_plus

APL, MEDECINS = "APL aux médecins généralistes", "Zonage médecins"
EXPORT = cartosante(MEDECINS, ["31001;Amont;2_ZAC", "46001;Causse;1_ZIP", "75056;Capitale;4_ZAR"]).lstrip("\ufeff")
FOOT = "31001;3.1\n31002;2.2\n"
HEAD = f"Code commune INSEE;{APL}\n"
DREES = ("Code commune INSEE", "Commune", f"{APL} ", f"{APL} \nde 65 ans et moins", "Population totale 2022")
UNITS = (None, None, "En nombre de consultations", "…", "En nombre d'habitants")


@pytest.fixture
def empty(country):
    """Le petit pays, son dossier de sources vide."""
    for path in [*country.sources.rglob("*.csv")]:
        path.unlink()
    return country


def column(country, couche: str) -> dict[str, str]:
    assert country.prepare() == OK
    communes = read_dataset(country.out).communes
    return {code: value for code, value in zip(communes["code_commune"], communes[couche]) if value}


def sheets(**rows: list[tuple]) -> bytes:
    """Un classeur de plusieurs feuilles."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def drees(value: float) -> list[tuple]:
    """Une feuille de la DREES : titre, huit lignes, l'en-tête, les unités, les données, une note de pied."""
    above = [("Indicateur d'accessibilité potentielle localisée (APL)",), *[(None,)] * 7]
    return [*above, DREES, UNITS, ("31001", "Amont", value, 2.8, 9793), ("Source : DREES",)]


def zipped(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def ods(rows: list[tuple]) -> bytes:
    """Un classeur LibreOffice : les nombres en valeurs, le reste en paragraphes, des cases vides répétées au bout."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    names += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'

    def cell(value) -> str:
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    blank = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = f'<table:table table:name="Feuille1">{lines}{blank}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


APL_READ = {
    "codes as floats": (HEAD + "1001.0;1.9\n31001.0;3.1\n", {"31001": "3.1"}),
    "foot lines": (HEAD + FOOT + "\nSource : DREES, SNDS 2024\nChamp : France entière hors Mayotte\n", {"31001": "3.1", "31002": "2.2"}),
    "foot lines with separators": (HEAD + FOOT + ";\nSource : DREES;\n", {"31001": "3.1", "31002": "2.2"}),
    "a total at the foot": (HEAD + FOOT + "France entière;3.3\n", {"31001": "3.1", "31002": "2.2"}),
    "a line of units": (
        f"Code commune INSEE;Commune;{APL} ;{APL} de 65 ans et moins\n;;En nombre de consultations;\n31001;Amont;3,1;2,9\n",
        {"31001": "3.1"},
    ),
    "title lines, one with a date": ("Indicateur APL;\n;\nMillésime : 2024;\n" + HEAD + "31001;3,1\n", {"31001": "3.1"}),
    "two bom and quotes": (f'\ufeff\ufeff"Code commune INSEE";"{APL}"\n"31001";"3,1"\n', {"31001": "3.1"}),
    "sep= first": ("sep=;\n" + HEAD + "31001;3,1\n", {"31001": "3.1"}),
    "sep=, first": (f"sep=,\nCode commune INSEE,{APL}\n31001,3.1\n", {"31001": "3.1"}),
    "a header on two lines": ('"Code commune\nINSEE";"APL aux médecins\ngénéralistes"\n31001;3.1\n', {"31001": "3.1"}),
    "exponents and trailing blanks": (HEAD + '31001;3.1E0\n31002;"2,2 "\n31010;2.0 \n', {"31001": "3.1", "31002": "2.2", "31010": "2.0"}),
    "another name of the code, another order": (f"libellé;{APL.upper()};CODGEO\nAmont;3.1;31001\n", {"31001": "3.1"}),
    "decomposed accents": ("Code commune INSEE;APL aux me\u0301decins ge\u0301ne\u0301ralistes\n31001;3.1\n", {"31001": "3.1"}),
    "accents encoded twice": ((HEAD + "31001;3.1\n").encode().decode("cp1252"), {"31001": "3.1"}),
    "a csv in a zip": (zipped("apl.csv", HEAD + "31001;3.1\n"), {"31001": "3.1"}),
    "a csv in a gzip": (gzip.compress((HEAD + "31001;3.1\n").encode()), {"31001": "3.1"}),
    "ods": (ods([("APL",), ("Code commune INSEE", APL), ("31001", 3.1), ("Source : DREES",)]), {"31001": "3.1"}),
    "a workbook of the publisher": (sheets(**{"Lisez-moi": [("Lisez-moi",)], "APL_2024": drees(3.1)}), {"31001": "3.1"}),
    "a column of row numbers first": (f";Code commune INSEE;{APL}\n0;31001;3.1\n1;31002;2.2\n", {"31001": "3.1", "31002": "2.2"}),
    "two years in one table": (f"Code commune INSEE;{APL} (2022);{APL} (2023)\n31001;2.0;3.1\n", {"31001": "3.1"}),
    "the years on the line above": (f";2022;2023\nCode commune INSEE;{APL};{APL}\n31001;2.0;3.1\n", {"31001": "3.1"}),
    "a merged cell of the year above": (f";Année 2023;\nCode commune INSEE;{APL};Commune\n31001;3.1;Amont\n", {"31001": "3.1"}),
    "codes kept by a formula": (HEAD + '="31001";3.1\n', {"31001": "3.1"}),
    "codes kept by an apostrophe": (HEAD + "'31001;3.1\n", {"31001": "3.1"}),
    "départements below the communes": (HEAD + "31001;3.1\n31;2.9\n2A;2.8\n", {"31001": "3.1"}),
    "two exports end to end": (HEAD + "31001;3.1\n" + HEAD + "31002;2.2\n", {"31001": "3.1", "31002": "2.2"}),
    "saved by a mac": ((HEAD + "31001;3.1\n").replace("\n", "\r").encode("mac_roman"), {"31001": "3.1"}),
    "whole lines in quotes": (f'"Code commune INSEE;{APL}"\n"31001;3.1"\n', {"31001": "3.1"}),
    "another name of the code": (f"Code géo;Commune;{APL}\n31001;Amont;3.1\n", {"31001": "3.1"}),
    "a pipe between the fields": (HEAD.replace(";", "|") + "31001|3.1\n", {"31001": "3.1"}),
    "comments first, an end-of-file mark last": (("# Export\n" + HEAD + "31001;3.1\n").encode() + b"\x1a", {"31001": "3.1"}),
    "a mark in the middle": (HEAD + "31001;3.1\n\ufeff31002;2.2\n", {"31001": "3.1", "31002": "2.2"}),
    "a name in another encoding than the rest": (
        f"Code commune INSEE;Commune;{APL}\n31001;Am@ne;3.1\n".encode().replace(b"@", b"\xea"),
        {"31001": "3.1"},
    ),
    "marks of absence": (HEAD + "31001;3,1\n31002;n.c.\n31010;–\n", {"31001": "3.1", "31002": "N/D", "31010": "N/D"}),
    "codes as numbers in a workbook": (classeur([("Code commune INSEE", APL), (31001, 3.1), (1001, 2.0)]), {"31001": "3.1"}),
}


@pytest.mark.parametrize("situation", APL_READ)
def test_an_apl_file_is_read(situation, empty):
    content, expected = APL_READ[situation]
    empty.put("n-importe.dat", content)
    assert column(empty, "apl") == expected


SAVED = {
    "quotes": "".join(";".join(f'"{cell}"' for cell in line.split(";")) + "\n" for line in EXPORT.splitlines()),
    "commas": EXPORT.replace(";", ","),
    "tabs": EXPORT.replace(";", "\t"),
    "two bom": "\ufeff\ufeff" + EXPORT,
    "the year in the title": EXPORT.replace(MEDECINS, f"{MEDECINS} (2026)"),
    "other capitals": EXPORT.replace(MEDECINS, "ZONAGE Médecins"),
    "no accents, no-break blank": EXPORT.replace(MEDECINS, "Zonage\u00a0medecins"),
    "sep= first": "sep=;\n" + EXPORT,
    "utf-16 with tabs": codecs.BOM_UTF16_LE + EXPORT.replace(";", "\t").encode("utf-16-le"),
    "utf-16 without its mark": EXPORT.encode("utf-16-be"),
    "cp1252": EXPORT.encode("cp1252"),
    "cr alone": EXPORT.replace("\n", "\r"),
    "crlf": EXPORT.replace("\n", "\r\n"),
    "invisible blanks around a class and a code": EXPORT.replace("2_ZAC", "\u00a02_ZAC\u00a0").replace("31001", "\u200b31001 "),
    "classes without their rank": EXPORT.replace("2_ZAC", "ZAC").replace("1_ZIP", "1_zip "),
    "xlsx": classeur([tuple(line.split(";")) for line in EXPORT.splitlines()]),
    "ods": ods([tuple(line.split(";")) for line in EXPORT.splitlines()]),
    "without its two title lines": EXPORT.split("\n", 2)[2],
}


@pytest.mark.parametrize("situation", SAVED)
def test_a_cartosante_export_saved_again_is_read(situation, empty):
    empty.put("c.csv", SAVED[situation])
    assert column(empty, "zonage-medecins") == {"31001": "ZAC", "46001": "ZIP", "75056": "ZAR"}


def test_corsica_in_lower_case_is_corsica(empty, capsys):
    empty.put("c.csv", EXPORT + "\n2a004;Ajaccio;2_ZAC")
    assert empty.prepare() == OK
    assert "Codes du fichier sans commune en vigueur : 1 (2A004)." in capsys.readouterr().out


def test_what_surrounds_the_data_is_said(empty, capsys):
    empty.put("a.xlsx", sheets(Lisez=[("Lisez-moi",)], APL_2024=drees(3.1)))
    assert empty.prepare() == OK
    out = capsys.readouterr().out
    for said in (
        "Lignes au-dessus de l'en-tête, laissées : 1",
        "(unités), laissées : 1 (ligne 10",
        "Lignes au pied, laissées : 1 (ligne 12",
    ):
        assert said in out


TVS = ("Code commune", "Libellé de la commune", "Code du territoire de vie-santé", "Libellé du territoire de vie-santé")
AMONT = ("31001", "Amont", "31555", "Toulouse")
TVS_READ = {
    "a read-me sheet first": sheets(**{"Lisez-moi": [("Territoires",), ("Source : DREES",)], "TVS": [TVS, AMONT]}),
    "title lines": sheets(TVS=[("Correspondance",), (None,), TVS, AMONT]),
    "a foot line": sheets(TVS=[TVS, AMONT, (None,), ("Source : DREES, 2019",)]),
    "codes as numbers": sheets(TVS=[TVS, (31001, "Amont", 31555, "Toulouse")]),
    "as a csv": "\n".join(";".join(row) for row in (TVS, AMONT)),
}


@pytest.mark.parametrize("situation", TVS_READ)
def test_a_table_of_territories_is_read(situation, empty):
    empty.put("t.dat", TVS_READ[situation])
    assert column(empty, "tvs") == {"31001": "31555"}


def test_frr_of_another_date_says_its_own(empty):
    empty.put("f.csv", "Code_insee;Departement;Commune;Classement FRR et FRR+ au 1er janvier 2026;\r\n31001;31;Amont;FRR socle;\r\n")
    assert column(empty, "frr") == {"31001": "FRR"}
    (source,) = read_dataset(empty.out).manifest["sources"]
    assert (source["millesime"], source["millesime_dit_par"]) == ("2026-01-01", "fichier")


def test_quarters_with_a_mark_first(empty):
    empty.put("q.geojson", "\ufeff" + qpv([quartier("QP031001", "Centre", "31001")]))
    assert column(empty, "qpv")["31001"] == "QP031001"


def test_quarters_drawn_in_lambert_are_read_by_their_properties_alone(empty):
    """Une projection annoncée, des coordonnées en mètres : la géométrie n'est jamais lue, les quartiers le sont."""
    crs = '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}, "features"'
    whole = qpv([quartier("QP031001", "Centre", "31001")]).replace('"features"', crs, 1)
    empty.put("q.geojson", whole.replace("1.5", "574000.0").replace("43.5", "6279000.0"))
    assert column(empty, "qpv")["31001"] == "QP031001"


REFUSED_WITH = {
    "an old workbook that does not open": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "l'enregistrer de nouveau en .xlsx ou en « CSV UTF-8 »",
    ),
    "an ods without a sheet": (ods([]).replace(b"table:table", b"table:tible"), "l'enregistrer de nouveau en .xlsx"),
    "a number out of all measure": (HEAD + "31001;1 234,5\n", "attendu un nombre entre 0 et 200, comme 2.5, trouvé 1 234,5"),
    "a page in place of the file": ("<!DOCTYPE html><p>maintenance", "page HTML ou XML"),
    "a page named as a workbook": ("<table><tr><td>Code commune INSEE</td></tr></table>", "si un tableur l'ouvre, l'enregistrer en .xlsx"),
    "a formula that failed": (HEAD + "31001;3.1\n31002;#REF!\n", "attendu un nombre entre 0 et 200, comme 2.5, trouvé #REF!"),
    "a table nobody reads": ("Nom;Total\nA;3\n", "contenu non reconnu (première ligne : Nom ; Total)"),
    "almost the name of a layer": (HEAD.replace("généralistes", "généraliste") + "31001;3\n", "la plus proche, couche « apl », attend"),
}


@pytest.mark.parametrize("situation", REFUSED_WITH)
def test_a_file_that_cannot_be_read_says_what_to_do(situation, empty, capsys):
    content, expected = REFUSED_WITH[situation]
    empty.put("x.dat", content)
    assert empty.prepare() == REFUSED
    message = capsys.readouterr().err
    assert expected in message and "Traceback" not in message
    assert not re.search(r"\b(?:Expected|found|not a|error|invalid|file is)\b", message)  # le mot d'une bibliothèque n'aide personne


def test_a_workbook_whose_style_has_no_name_is_read(empty):
    """Ce qu'écrivent de vrais logiciels, et que la bibliothèque refuse d'un TypeError : la table est lue, ou laissée en le disant."""
    whole = io.BytesIO(classeur([("Nom",)]))
    stream = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b'<cellStyle name="Normal"', b"<cellStyle"))
    empty.put("b.csv", apl(["31001;3.1"]))
    empty.put("autre.xlsx", stream.getvalue())
    assert empty.prepare() == OK


# ---------------------------------------------------------------- les flux de sites

HERE = adresse_plus("46001", "1.3", "44.5")
GOOD = site_plus("460000101", HERE)


def prepared(country, *sites: dict, **options) -> list[str]:
    country.put("plus.gz", finess_plus(*sites, **options))
    assert country.prepare() == OK
    return read_dataset(country.out).sites["numero_finess"].to_list()


def without(site: dict, key: str) -> dict:
    return {name: value for name, value in site.items() if name != key}


def test_a_closed_site_needs_nothing_but_its_state(empty):
    assert prepared(empty, GOOD, without(site_plus("460000102", etat="I"), "categorieentiteGeographiqueExercice")) == ["460000101"]


def test_the_use_of_an_address_is_optional(empty):
    bare = without(adresse_plus("46001"), "usageAdresse")
    assert prepared(empty, site_plus("460000101", HERE, bare), site_plus("460000103", bare)) == ["460000101", "460000103"]


BAD_ELSEWHERE = {
    "no commune, a category that nothing shows": site_plus("670000113", adresse_plus(""), categorie="292"),
    "no name, another region": site_plus("750000114", adresse_plus("75108"), nom="", categorie="258"),
    "a letter in the number": site_plus("9C0000115", adresse_plus("97302"), categorie="101"),
    "an unknown state elsewhere": site_plus("670000116", adresse_plus("67482"), etat="Z"),
    "no category elsewhere": without(site_plus("670000117", adresse_plus("67482")), "categorieentiteGeographiqueExercice"),
}


@pytest.mark.parametrize("situation", BAD_ELSEWHERE)
def test_a_bad_record_that_nothing_shows_is_set_aside_counted_and_listed(situation, empty, capsys):
    assert prepared(empty, GOOD, BAD_ELSEWHERE[situation]) == ["460000101"]
    assert "Enregistrements mal formés, mis de côté : 1 (plus.gz, ligne 2" in capsys.readouterr().out


BAD_HERE = {
    "no name": site_plus("460000114", HERE, nom=""),
    "an unknown state": site_plus("460000114", HERE, etat="a"),
    "no commune, a number of the region": site_plus("460000114", adresse_plus("")),
}


@pytest.mark.parametrize("situation", BAD_HERE)
def test_a_bad_record_of_the_region_refuses_the_feed_unless_a_reason_is_given(situation, empty, capsys):
    empty.put("plus.gz", finess_plus(GOOD, BAD_HERE[situation]))
    assert empty.prepare() == REFUSED
    assert "plus.gz, ligne 2" in capsys.readouterr().err
    assert empty.prepare("--force", "signalé à l'éditeur") == OK


def test_too_many_bad_records_refuse_the_feed(empty, capsys):
    bad = [site_plus(f"67000{n:04}", adresse_plus("67482"), nom="") for n in range(20)]
    empty.put("plus.gz", finess_plus(GOOD, *bad))
    assert empty.prepare() == REFUSED
    assert "attendu au plus 1 % d'enregistrements mal formés, trouvé 20 sur 21" in capsys.readouterr().err


def test_no_open_site_is_a_refusal(empty, capsys):
    empty.put("plus.gz", finess_plus(site_plus("460000101", HERE, etat="I")))
    assert empty.prepare() == REFUSED
    assert "attendu au moins un site ouvert, trouvé aucun sur 1 (1 fermés, 0 mal formés)" in capsys.readouterr().err


def test_a_dead_commune_code_is_placed_by_its_point(empty, capsys):
    dead = site_plus("310000116", adresse_plus("31999", "1.51", "43.51"))
    assert prepared(empty, GOOD, dead) == ["310000116", "460000101"]
    site = read_dataset(empty.out).sites.set_index("numero_finess").loc["310000116"]
    assert (site["code_commune"], site["longitude"], site["position"]) == ("31001", 1.51, "approximative")
    assert "placés par leur point (position approximative) : 1 (310000116 : 31999 → 31001)" in capsys.readouterr().out


def test_the_day_is_the_one_of_paris(empty):
    prepared(empty, GOOD, date="2026-11-19T23:30:00Z")
    assert read_dataset(empty.out).manifest["date"] == "2026-11-20"


def test_an_impossible_day_is_refused(empty, capsys):
    empty.put("plus.gz", finess_plus(GOOD, date="2026-13-45T02:00:00Z"))
    assert empty.prepare() == REFUSED
    assert "colonne « generatedAt » : attendu une date qui existe" in capsys.readouterr().err


def published(site: dict) -> dict:
    """Le même site dans l'orthographe du schéma publié : une majuscule de plus, un état {code, system}."""
    renamed = without(site, "categorieentiteGeographiqueExercice")
    return {
        **renamed,
        "categorieEntiteGeographiqueExercice": {"code": site["categorieentiteGeographiqueExercice"], "system": "R397"},
        "etatObjet": {"code": site["etatObjet"], "system": "etat"},
    }


def test_both_spellings_of_the_feed_are_the_same_feed(empty):
    sites = [GOOD, site_plus("460000102", HERE, etat="I")]
    assert prepared(empty, *map(published, sites)) == prepared(empty, *sites) == ["460000101"]


@pytest.mark.parametrize("order", ["groupings first", "version last"])
def test_the_order_of_the_keys_is_free(order, empty):
    whole = json.loads(gzip.decompress(finess_plus(GOOD)))
    if order == "groupings first":
        groups = [{"gccId": str(n), "nomGcc": "Groupement " + "x" * 200, "typeGcc": "001"} for n in range(600)]
        whole = {"gcc": groups, "gco": [], **without(whole, "gcc")}
    else:
        whole = {"pmej": whole["pmej"], **without(whole, "pmej")}
    empty.put("plus.json", json.dumps(whole))
    assert empty.prepare() == OK
    assert read_dataset(empty.out).manifest["date"] == "2026-11-20"


def activities(*sites: tuple[str, list[tuple[str, str, str]]]) -> str:
    """Le flux FINESS+ « activités » : (numéro, ses activités : nature, code, état)."""

    def one(nature: str, code: str, state: str) -> dict:
        own = {f"typeActivite{nature}": {"activiteSanitaireRegulee": code or None, "modaliteActivite": "00"}}
        return {
            "caracteristiquesGeneriques": {"activiteAeId": "1", "etatObjet": state},
            "nature": {"codeNature": nature, "caracteristiquesSpecifiques": own},
        }

    eges = [{"numFinessEge": numero, "activitesExercees": [one(*row) for row in rows]} for numero, rows in sites]
    whole = {"schemaVersion": "v1.0.0", "generatedAt": "2026-11-20T02:00:00Z", "pmej": [{"numFiness": "1", "activitesAutorisees": []}]}
    whole["pmej"][0]["ege"] = eges
    return json.dumps(whole)


def test_the_file_of_activities_beside_says_what_one_goes_there_for(empty):
    hospitals = [site_plus(f"46000020{n}", HERE, nom="CH", categorie="355") for n in range(1, 6)]
    empty.put("plus.gz", finess_plus(*hospitals))
    told = activities(
        ("460000201", [("AASA", "14", "A"), ("AASA", "01", "A"), ("AASA", "14", "A")]),
        ("460000202", [("AASA", "04", "A"), ("AASA", "14", "I")]),  # l'activité close ne compte pas
        ("460000203", [("AMM", "14", "A")]),  # une autre nomenclature : ses codes ne sont pas ceux-là
        ("460000204", [("AASA", "", "A")]),
        ("990000000", [("AASA", "14", "A")]),
    )
    empty.put("activites.json", told)
    assert empty.prepare() == OK
    sites = read_dataset(empty.out).sites.set_index("numero_finess")
    assert sites["activites"].to_dict() == {"460000201": "01 14", "460000202": "04", "460000203": "", "460000204": "", "460000205": ""}
    assert "urgences" in sites.at["460000201", "usages"].split() and sites.at["460000201", "usages_deduits"] == ""
    assert "urgences" not in sites.at["460000202", "usages"].split()
    # Ceux dont le flux ne dit rien restent déduits de leur nom : une liste partielle ne ferme rien.
    assert {sites.at[f"46000020{n}", "usages_deduits"] for n in (3, 4, 5)} == {sites.at["460000205", "usages_deduits"]} != {""}


def test_activities_without_a_code_or_a_site_change_nothing_and_are_said(empty, capsys):
    empty.put("activites.json", activities(("460000101", [("ASDR", "", "A")])))
    assert prepared(empty, GOOD) == ["460000101"]
    report = empty.out.with_name(f"{empty.out.name}.rapport") / "rapport.json"
    assert "Aucun code d'activité dans ce flux" in report.read_text(encoding="utf-8")


def test_a_broken_file_of_activities_is_refused(empty):
    empty.put("activites.json", activities(("460000101", []))[:-30])
    empty.put("plus.gz", finess_plus(GOOD))
    assert empty.prepare() == REFUSED


def test_a_structure_on_several_sites_is_said(empty, capsys):
    role = [{"idEgePorteuse": "21", "idEgeNonPorteuse": "22", "roleRelationEge": "B"}]
    sites = [site_plus("460000121", HERE), site_plus("460000122", HERE, nom="SITE DEUX")]
    for number, one in zip(("21", "22"), sites):
        one["informationsGeneralesEGE"]["egeId"], one["roleEge"] = number, role
    assert prepared(empty, *sites) == ["460000121", "460000122"]
    assert (
        "Structures à plusieurs sites : 1 ; sites qu'une autre structure porte, comptés comme des sites : 1 (460000122)."
        in capsys.readouterr().out
    )


def test_letters_of_a_name_encoded_twice_are_mended(empty):
    prepared(empty, site_plus("460000101", HERE, nom="MAISON DE SANTÉ D'ÉTÉ".encode().decode("latin-1")))
    assert read_dataset(empty.out).sites["nom"].to_list() == ["MAISON DE SANTÉ D'ÉTÉ"]


def test_the_historical_feed_has_the_same_policy(empty, capsys):
    rows = [("460000201", "MSP DES ESSAIS", "001", "46", "603"), ("670000001", "", "482", "67", "603")]
    empty.put("h.csv", historique(rows))
    assert empty.prepare() == OK
    assert "Enregistrements mal formés, mis de côté : 1 (h.csv, ligne 3" in capsys.readouterr().out
    empty.put("h.csv", historique([rows[0], ("460000202", "", "001", "46", "603")]))
    assert empty.prepare() == REFUSED


# ---------------------------------------------------------------- les millésimes


def test_a_series_of_years_is_as_many_vintages_and_the_newest_is_shown(empty):
    empty.put("s.csv", f"Code commune INSEE;Commune;{APL} 2022;{APL} 2023;{APL} 2021\n31001;Amont;2,2;2,3;2,1\n31002;Aval;;3,3;\n")
    assert column(empty, "apl") == {"31001": "2.3", "31002": "3.3"}
    communes = read_dataset(empty.out).communes.set_index("code_commune")
    assert communes.loc["31001", ["apl@2021", "apl@2022"]].to_list() == ["2.1", "2.2"]
    assert communes.loc["31002", ["apl@2021", "apl@2022"]].to_list() == ["N/D", "N/D"]


def test_a_delivery_says_the_date_of_what_does_not_say_its_own(empty):
    empty.put("livraison-2025/a.csv", EXPORT)
    empty.put("recue/a.csv", EXPORT.replace("2_ZAC", "1_ZIP"))
    empty.put("recue/livraison.toml", 'date = "2026-03"\n')
    assert column(empty, "zonage-medecins")["31001"] == "ZIP"
    said = {one["id"]: (one["millesime"], one["millesime_dit_par"], one["couches"]) for one in read_dataset(empty.out).manifest["sources"]}
    assert said == {
        "zonage-medecins": ("2026-03", "livraison", ["zonage-medecins"]),
        "zonage-medecins@2025": ("2025", "dossier", []),
    }


@pytest.mark.parametrize("text", ['date = "mars 2026"', "date = 2026", 'jour = "2026-03"', "date ="])
def test_a_delivery_note_badly_written_is_refused(text, empty, capsys):
    empty.put("a.csv", EXPORT)
    empty.put("livraison.toml", text)
    assert empty.prepare() == REFUSED
    assert "livraison.toml" in capsys.readouterr().err


def test_a_workbook_of_another_profession_needs_only_an_entry(empty):
    path = empty.data / "catalogue.toml"
    text = path.read_text(encoding="utf-8")
    entry = text[text.index('[[couche]]\nid = "apl-infirmiers"') :].split("\n[[couche]]")[0]
    entry = entry.replace("apl-infirmiers", "apl-sages-femmes").replace("APL aux infirmières", "APL aux sages-femmes")
    path.write_text(text + "\n" + entry, encoding="utf-8")
    rows = [tuple(str(cell or "").replace("médecins généralistes", "sages-femmes") for cell in row) for row in drees(118.5)]
    empty.put("sf.xlsx", sheets(**{"Paramètres": [("Paramètres",)], "APL 2022": rows}))
    assert column(empty, "apl-sages-femmes") == {"31001": "118.5"}


def test_a_site_of_wallis_a_former_commune_and_trailing_blanks_are_read(empty):
    wallis = site_plus("980600099", adresse_plus("98613"), categorie="355")
    former = site_plus("310000101", adresse_plus("31901"))  # Vallon, réunie à Aval (31002)
    blanks = site_plus("460000102 ", adresse_plus("46001 "), nom="MSP  DU CAUSSE ", categorie="603 ")
    assert prepared(empty, GOOD, wallis, former, blanks) == ["310000101", "460000101", "460000102"]
    sites = read_dataset(empty.out).sites.set_index("numero_finess")
    assert sites.at["310000101", "code_commune"] == "31002" and sites.at["460000102", "nom"] == "MSP DU CAUSSE"


def test_a_page_in_place_of_the_newest_feed_does_not_take_the_service_back(empty, capsys):
    """Le flux d'il y a six mois est encore là : il ne remplace pas en silence celui d'hier, que la maintenance de l'éditeur cache."""
    empty.put("historique.csv", historique([("460000101", "MSP", "001", "46", "603")]))
    assert prepared(empty, GOOD) == ["460000101"]
    served = read_dataset(empty.out).manifest
    empty.put("plus.gz", "<!DOCTYPE html><p>maintenance")
    assert empty.prepare() == REFUSED
    assert "lue la dernière fois" in capsys.readouterr().err
    assert read_dataset(empty.out).manifest == served
    (empty.sources / "plus.gz").unlink()  # et de même si le fichier n'est plus là du tout
    assert empty.prepare() == REFUSED
    assert "une date qui ne recule pas" in capsys.readouterr().err
    assert read_dataset(empty.out).manifest == served


CORRECTION = "numero;champ;valeur;raison;service;date\n460000101;nom;Maison du Causse;mal nommée;ARS;2026-11-25\n"


def test_a_correction_lasts_until_its_publisher_changes_the_value_and_never_dates_the_set(empty):
    def name(published: str) -> str:
        empty.put("plus.gz", finess_plus(site_plus("460000101", HERE, nom=published)))
        assert empty.prepare() == OK
        found = read_dataset(empty.out)
        assert found.manifest["date"] == "2026-11-20"
        return found.sites["nom"].iloc[0]

    empty.put("corrections.csv", CORRECTION)
    assert name("MSP") == "Maison du Causse"
    assert name("MSP") == "Maison du Causse"
    assert name("MSP DE CAUSSE NORD") == "MSP DE CAUSSE NORD"
    assert name("MSP DE CAUSSE NORD") == "MSP DE CAUSSE NORD"


@pytest.mark.parametrize(("asked", "shown", "kept"), [("", "3.1", "2.9"), ("2021", "2.9", "3.1")])
def test_the_catalogue_may_ask_for_an_older_year(asked, shown, kept, empty):
    registre = empty.data / "catalogue.toml"
    text = registre.read_text(encoding="utf-8")
    entry = 'id = "apl"\n'
    assert text.count(entry) == 1
    registre.write_text(text.replace(entry, f'{entry}annee = "{asked}"\n' if asked else entry), encoding="utf-8")
    for year, value in (("2021", "2,9"), ("2023", "3,1")):
        empty.put(f"livraison-{year}/apl.csv", HEAD + f"31001;{value}\n")
    assert empty.prepare() == OK
    communes = read_dataset(empty.out).communes.set_index("code_commune")
    assert communes.at["31001", "apl"] == shown
    assert communes.at["31001", f"apl@{'2023' if asked else '2021'}"] == kept
