"""Reconnaît chaque fichier d'un dossier à son contenu, jamais à son nom ; ce qui ne l'est pas dit pourquoi."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from layers.preparation.livraison import LIVRAISON
from layers.registre.catalogue import Catalogue, Couche
from layers.registre.mises_en_page import columns_of
from layers.socle import limites as bornes
from layers.socle.cles import cle
from layers.socle.dates import nom_et_date
from layers.socle.defauts import Checker, DataError, Defect, shown
from layers.sources.entete import CODES, LigneDEntete, Tete, tetes

HEAD = 1 << 20  # octets décompressés lus pour reconnaître un JSON : ses groupements viennent parfois avant sa version
EXTRAIT, HISTORIQUE, PLUS = "finess-extrait", "finess-historique", "finess-plus"
ACTIVITES = "finess-activites"
CORRECTIONS = "corrections"
ETABLISSEMENTS, EQUIPEMENTS, SOINS = "finess-etablissements", "finess-equipements", "finess-soins"
# Les tables de sites, dans l'ordre où on les essaie : l'une des listes de colonnes suffit.
SITES = {
    CORRECTIONS: (("numero", "champ", "valeur", "raison", "service"),),
    EQUIPEMENTS: (("nofinesset", "capinstot"),),
    ETABLISSEMENTS: (("numero_finess_etablissement", "dateouv"),),
    SOINS: (("numero_finess_etablissement", "libactivite"),),
    EXTRAIT: (("numero finess etablissement", "categetab"), ("categetab", "code_insee"), ("libta_equipement",)),
}
TVS_COLUMNS = ("Code du territoire de vie-santé", "Libellé du territoire de vie-santé")
QPV_COLUMNS = ("Code QPV", "Code commune")
CARTOSANTE = "cartosante"
PROCHE = "la plus proche"
PARQUET = b"PAR1"
GARDE = "gardé tel quel : la préparation n'en lit rien"
# Des fichiers que l'on garde à côté, et ce qu'ils sont : téléchargés avec les autres, aucune couche n'en vient.
GARDES = {
    ("TYPECOM", "COM", "LIBELLE"): "code officiel géographique de l'INSEE",
    ("GEO", "GEO_OBJECT", "FACILITY_TYPE"): "base permanente des équipements de l'INSEE, comptes par commune",
    ("DEPCOM", "TYPEQU"): "base permanente des équipements de l'INSEE, point par point",
}
ACCES = {errno.EACCES: "accès refusé", errno.EPERM: "accès refusé", errno.ENOENT: "plus là", errno.EIO: "erreur de lecture du disque"}


@dataclass
class Recognised:
    """Ce qu'un dossier contient : `taken` {chemin: couche ou mise en page FINESS}, `ignored` {chemin: pourquoi},
    `defects` : les fichiers qui ne peuvent pas être ignorés sans risque (vides, fermés à la lecture, export sans colonne)."""

    taken: dict[Path, str] = field(default_factory=dict)
    ignored: dict[Path, str] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)


def recognise(folder: Path, catalogue: Catalogue) -> Recognised:
    """Parcourt `folder` et ses sous-dossiers sans suivre de lien symbolique ; les fichiers cachés sont passés.

    Une couche est l'id du catalogue ; un fichier de sites est l'un des noms « finess-… ».
    """
    result = Recognised()
    files = _files(folder, result)
    if len(files) > bornes.MOST_FILES:
        result.defects.append(Defect(folder.name, None, "", f"au plus {bornes.MOST_FILES} fichiers dans le dossier", "davantage"))
        return result
    for path in files:
        if path.is_symlink():
            result.ignored[path] = "lien symbolique, non suivi"
        elif not path.is_file():
            result.ignored[path] = "n'est pas un fichier ordinaire"
        elif path.stat().st_size == 0:
            result.defects.append(Defect(path.name, None, "", "un fichier qui contient des données", "un fichier vide"))
        elif path.name != LIVRAISON:
            _sort(path, catalogue, result)
    return result


def acces(error: OSError) -> str:
    """Pourquoi le système refuse un fichier ou un dossier, en français."""
    return ACCES.get(error.errno or 0, f"erreur du système {error.errno}")


def _files(folder: Path, result: Recognised) -> list[Path]:
    """Les fichiers du dossier, liens vers un dossier compris (ils seront dits) ; arrêté dès qu'il y en a trop."""

    def closed(error: OSError) -> None:
        name = Path(error.filename or folder).relative_to(folder).as_posix() if error.filename else folder.name
        result.defects.append(Defect(name, None, "", "un dossier que l'on peut ouvrir", acces(error)))

    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=closed, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(where, name).is_symlink()]
        found += [Path(where, name) for name in sorted(names + links) if not name.startswith(".")]
        if len(found) > bornes.MOST_FILES:
            break
    return found


def _sort(path: Path, catalogue: Catalogue, result: Recognised) -> None:
    try:
        what, why = reconnu(path, catalogue)
    except OSError as error:
        result.defects.append(Defect(path.name, None, "", "un fichier que l'on peut lire", acces(error)))
        return
    if what:
        result.taken[path] = what
    elif isinstance(why, Defect):
        result.defects.append(why)
    else:
        result.ignored[path] = why


def reconnu(path: Path, catalogue: Catalogue) -> tuple[str, str | Defect]:
    """(ce qu'est le fichier, '') ; ou ('', pourquoi l'ignorer, ou le défaut qui interdit de l'ignorer)."""
    with path.open("rb") as handle:
        head = handle.read(4096)
    if head.startswith(PARQUET):
        return "", GARDE
    if head.startswith(bornes.GZIP):
        try:
            with bornes.unpacked(path, Checker(path.name), json=False) as stream:
                head = stream.read(4096)
        except DataError as error:
            return "", _illisible(error)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _json(path, catalogue)
    if start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"<meta", b"<style")):
        return "", "page HTML ou XML, et non un fichier de données ; si un tableur l'ouvre, l'enregistrer en .xlsx ou en « CSV UTF-8 »"
    sheets, error = tetes(path, Checker(path.name))
    what, why = _by_header(path, sheets, catalogue)
    return (what, why) if what or error is None else ("", _illisible(error))


def _illisible(error: DataError) -> str:
    first = error.defects[0]
    return f"illisible : attendu {first.expected}, trouvé {shown(first.found)}"


def _json(path: Path, catalogue: Catalogue) -> tuple[str, str]:
    start = b""
    with contextlib.suppress(DataError), bornes.unpacked(path, Checker(path.name), json=False) as stream:  # coupé : son lecteur le dira
        while len(start) < HEAD and (block := stream.read(1 << 14)):
            start += block
    if b'"pmej"' in start or b'"schemaVersion"' in start or (b'"gcc"' in start and b'"typeGcc"' in start):
        activities = b'"activitesAutorisees"' in start or b'"activitesExercees"' in start
        if activities and b'"informationsGeneralesEGE"' not in start:
            return ACTIVITES, ""
        return PLUS, ""
    if b'"code_qp"' in start:
        return _perimetre("qpv", catalogue)
    return "", "JSON non reconnu"


def _perimetre(reader: str, catalogue: Catalogue) -> tuple[str, str]:
    """Le périmètre du registre que lit `reader`."""
    for perimetre in catalogue.perimetres:
        if perimetre.reader == reader:
            return perimetre.id, ""
    return "", f"aucun périmètre du catalogue n'a le lecteur « {reader} »"


def _by_header(path: Path, sheets: list[Tete], catalogue: Catalogue) -> tuple[str, str | Defect]:
    """Ce que disent les premières lignes de chaque feuille : l'en-tête d'une couche, d'un périmètre, d'un flux de sites."""
    lines = [ligne for tete in sheets for ligne in tete.lignes]
    first = lines[0].cases if lines else ("",)
    if first[0].casefold() in ("finess", "structureet") and len(first) > 2:
        return HISTORIQUE, ""
    couche = _couche(lines, catalogue)
    if couche:
        return couche, ""
    for name, columns in SITES.items():
        if any(ligne.a(wanted) for ligne in lines for wanted in columns):
            return name, ""
    if any(ligne.a(QPV_COLUMNS) for ligne in lines):
        return _perimetre("qpv-zonage", catalogue)
    if any(ligne.places(column) for ligne in lines for column in TVS_COLUMNS):
        return _perimetre("tvs", catalogue)
    kept = next((title for columns, title in GARDES.items() if any(ligne.a(columns) for ligne in lines)), "")
    if kept:
        return "", f"{kept}, {GARDE}"
    alike = _alike(lines, catalogue)
    return (alike, "") if alike else ("", _why_not(path, lines, catalogue))


def _couche(lines: list[LigneDEntete], catalogue: Catalogue) -> str:
    """L'id de la couche, ou de l'autre publication, que désigne une de ces lignes ; '' si aucune.

    D'abord la colonne de valeurs et un code commune, puis la colonne de valeurs seule. Le nom de sa colonne de valeurs ne désigne
    pas une autre publication : « Zonage » est un mot de tout le monde.
    """
    for beside in ((CODES[0],), ()):
        for couche in catalogue.of_level("commune"):
            if any(ligne.a((name, *beside)) and len(ligne.cles) > 1 for ligne in lines for name in couche.noms):
                return couche.id
    return ""


def _alike(lines: list[LigneDEntete], catalogue: Catalogue) -> str:
    """L'id de la couche, ou de l'autre publication, dont la mise en page a ces colonnes, sans celle des valeurs ; '' si aucune."""
    readers = [(couche.id, couche.reader) for couche in catalogue.couches]
    readers += [(autre.id, autre.reader) for couche in catalogue.couches for autre in couche.autres]
    for name, reader in readers:
        columns = columns_of(reader)
        if columns and any(ligne.a(columns) for ligne in lines):
            return name
    return ""


def _why_not(path: Path, lines: list[LigneDEntete], catalogue: Catalogue) -> str | Defect:
    """Pourquoi le fichier n'est pas reconnu : ce qui l'en sépare de peu, ou sa première ligne."""
    if not lines:
        return "contenu non reconnu (aucune ligne : l'enregistrer en .xlsx ou en « CSV UTF-8 »)"
    cartosante = cle(lines[0].cases[0]) == CARTOSANTE
    table = next((ligne for ligne in lines if ligne.places(CODES[0]) and len(ligne.cles) > 1), None)
    if cartosante and (table is None or len(table.cles) < 3):
        where, found = (table.numero, table.cases) if table else (lines[min(len(lines), 3) - 1].numero, lines[min(len(lines), 3) - 1].cases)
        return Defect(path.name, where, "", "Code;Libellé;Zonage <profession> à la troisième ligne", ";".join(found))
    if table is None:
        return f"contenu non reconnu (première ligne : {shown(' ; '.join(text for text in lines[0].cases if text))})"
    kind, reader = ("export CartoSanté", CARTOSANTE) if cartosante else ("table par commune", "")
    known = [couche for couche in catalogue.of_level("commune") if not reader or couche.reader == reader]
    values = [text for place, text in enumerate(table.cases) if text and place not in table.places(CODES[0])]
    named = values[-1] if cartosante else _telling(values)
    near = _near(values, known)
    close = f" ; {PROCHE}, couche « {near[1].id} », attend « {near[1].match} » et trouve « {shown(near[0])} »" if near else ""
    read = ", ".join(couche.match for couche in known)
    guide = "une entrée l'ajoute, voir docs/ajouter-une-couche.md"
    return f"{kind} « {shown(named)} » : aucune couche du registre ne la lit (lues : {read}){close} ; {guide}"


def _telling(values: list[str]) -> str:
    """La colonne qui dit ce que le fichier mesure : celle de l'APL s'il y en a une, sinon toutes."""
    return next((text for text in values if cle(text).startswith("apl ")), " ; ".join(values))


def _near(values: list[str], known: list[Couche]) -> tuple[str, Couche] | None:
    """La colonne du fichier et la couche dont le nom n'est qu'à quelques lettres ; None s'il n'y en a pas."""
    by_key = {nom_et_date(couche.match)[0]: couche for couche in known}
    for text in values:
        found = get_close_matches(nom_et_date(text)[0], by_key, n=1, cutoff=0.85)
        if found:
            return text, by_key[found[0]]
    return None


def approchants(ignored: dict[str, str]) -> Iterator[str]:
    """Les fichiers laissés qui ressemblent à une couche : à regarder, l'éditeur a peut-être changé un nom."""
    yield from (path for path, why in ignored.items() if PROCHE in why)
