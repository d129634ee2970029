"""Lit toutes les tables de faits, réunit les lignes qui disent le même fait, y attache les contradictions, et fige le tout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from layers.faits.couches import valeurs
from layers.faits.desaccords import Desaccords, check_desaccords, read_desaccords
from layers.faits.fait import Contradiction, Controle, Document, Fait, Faits
from layers.faits.lectures import check_lectures, read_lectures
from layers.faits.lieux import read_lieux
from layers.faits.lignes import Releveur, read_formules
from layers.faits.mesures import TABLE as TABLE_DES_MESURES
from layers.faits.mesures import mesures
from layers.faits.noms import read_noms
from layers.faits.tables import TABLES
from layers.registre.catalogue import Catalogue
from layers.socle.defauts import Checker, DataError, Defect
from layers.socle.tables import rows_of

CONTRADICTION = (
    "id", "sujet", "type", "valeur_a", "source", "line", "valeur_b", "source_b", "line_b", "explication_probable", "traitement_recommande",
)  # fmt: skip
# Un nombre écrit : « 1 590 », « 35,8 », « 190 000 ».
ECRIT = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
SEPARE = re.compile(r"[ \u00a0\u202f]")


def read_faits(folder: Path, catalogue: Catalogue) -> Faits:
    """Tous les faits de `folder` (data/facts). Une seule DataError nomme tous les défauts de toutes les tables.

    Deux lignes de tables différentes qui donnent la même valeur du même territoire, à la même ligne du même document, sont un
    seul fait ; et deux lignes de même clé et de même valeur aussi. Rien n'est additionné.
    """
    lectures = read_lectures(folder / "lectures.toml")
    lire = Releveur(
        read_noms(folder / "rubriques.toml"),
        read_lieux(folder / "territoires.csv"),
        MappingProxyType(read_formules(folder / "formules.csv", rows_of)),
        catalogue,
        lectures,
    )
    read = [fait for table in (*TABLES, mesures) for fait in _table(lire, table, folder)]
    published = [one for one in catalogue.couches if one.reader == "fait"]
    couches = {one.id: _table(lire, partial(valeurs, couche=one, lectures=lectures), folder) for one in published}
    documents = _documents(folder)
    _check_sources(lire, read, documents)
    _check_vagues(lire, read)
    if lire.defauts:
        raise DataError(lire.defauts)
    check_lectures(lectures, (fait.id for fait in read))
    said = read_desaccords(folder / "desaccords.toml")
    contradictions = _contradictions(folder, said)
    together = [_marque(fait, contradictions.values(), said.chiffres) for fait in reunis(read)]
    check_desaccords(contradictions, together, said)
    order = {rubrique.id: rank for rank, rubrique in enumerate(lire.noms.rubriques)}
    tous = tuple(sorted(together, key=lambda fait: order[fait.rubrique]))
    return Faits(
        tous=tous,
        par_territoire=_groupes(tous, lambda fait: (fait.territoire,)),
        par_indicateur=_groupes(tous, lambda fait: (fait.indicateur,)),
        par_commune=_groupes(tous, lambda fait: fait.communes),
        par_id=MappingProxyType({id_: fait for fait in tous for id_ in (*fait.doubles, fait.id)}),
        contradictions=contradictions,
        controles=_controles(folder),
        documents=documents,
        rubriques=lire.noms.rubriques,
        lieux=lire.lieux.par_id,
        parties=_parties(folder, documents),
        mesures=_mesures(read),
        couches=MappingProxyType(couches),
        empreintes=MappingProxyType({path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.csv"))}),
    )


def _table(lire: Releveur, read: Callable, folder: Path):
    """Ce que `read` tire d'une table ; rien, et ses défauts notés, si elle ne se lit pas."""
    try:
        found = read(folder, lire) if read in (*TABLES, mesures) else read(folder)
        return found if isinstance(found, Mapping) else [fait for fait in found if fait is not None]
    except DataError as error:
        lire.defauts.extend(one for one in error.defects if one not in lire.defauts)
        return []


def _mesures(faits: Iterable[Fait]) -> Mapping[str, Mapping[str, Fait]]:
    found: dict[str, dict[str, Fait]] = {}
    for fait in (one for one in faits if one.table == TABLE_DES_MESURES):
        found.setdefault(fait.territoire, {})[fait.indicateur] = fait
    return MappingProxyType({territoire: MappingProxyType(own) for territoire, own in found.items()})


def _check_vagues(lire: Releveur, faits: list[Fait]) -> None:
    """Les deux tables de vagues disent la même année pour chaque département."""
    years = {fait.territoire: str(fait.valeur) for fait in faits if fait.table == "vagues.csv"}
    for fait in (one for one in faits if one.table == "vagues_totaux.csv"):
        for code in lire.lieux.par_id[fait.territoire].departements:
            found = years.get(f"dep-{code}")
            if found != fait.periode:
                told = f"{code} en {fait.periode} dans vagues.csv"
                lire.defauts.append(Defect("vagues_totaux.csv", None, "departements", told, str(found)))


def _parties(folder: Path, documents: Mapping[str, Document]) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """{document: ((ligne où une partie commence, son titre), …)} ; DataError si le document est inconnu ou les lignes en désordre."""
    checker, found = Checker("parties.csv"), {}
    for number, row in rows_of(folder / "parties.csv", ("fichier", "ligne", "titre")):
        checker.expect(row["fichier"] in documents, row=number, expected="un document de documents.csv", found=row["fichier"])
        own = found.setdefault(row["fichier"], [(0, "")])
        in_order = row["ligne"].isdigit() and int(row["ligne"]) > own[-1][0]
        if checker.expect(in_order, row=number, column="ligne", expected="une ligne plus loin que la précédente", found=row["ligne"]):
            own.append((int(row["ligne"]), row["titre"]))
    checker.raise_if_any()
    return MappingProxyType({name: tuple(own[1:]) for name, own in found.items()})


def reunis(faits: Iterable[Fait]) -> list[Fait]:
    """Les faits, chacun une fois, dans l'ordre de leur première ligne ; les autres lignes deviennent ses `doubles`."""
    kept: dict[str, Fait] = {}
    by_line: dict[tuple, list[str]] = {}
    by_key: dict[tuple, str] = {}
    for fait in faits:
        same = by_key.get((*fait.cle, fait.unite, fait.valeur)) or _relu(fait, [kept[id_] for id_ in by_line.get(_place(fait), ())])
        if same is not None and fait.valeur is not None:
            kept[same] = _avec(kept[same], fait)
            continue
        kept[fait.id] = fait
        by_key.setdefault((*fait.cle, fait.unite, fait.valeur), fait.id)
        if fait.ligne is not None:
            by_line.setdefault(_place(fait), []).append(fait.id)
    return list(kept.values())


def _place(fait: Fait) -> tuple:
    return (fait.source, fait.ligne, fait.territoire, fait.valeur)


def _relu(fait: Fait, candidates: list[Fait]) -> str | None:
    """L'identifiant du fait d'une autre table qui dit la même chose ; l'indicateur puis l'unité départagent. None s'il n'y en a pas."""
    others = [one for one in candidates if one.table != fait.table and one.perimetre == fait.perimetre]
    for closer in (lambda one: one.indicateur == fait.indicateur, lambda one: _parent(one.unite, fait.unite)):
        if len(others) > 1:
            others = [one for one in others if closer(one)] or others
    if len(others) != 1:
        return None
    one = others[0]
    named_alike = one.indicateur == fait.indicateur or one.qualificatif == fait.qualificatif
    return one.id if named_alike else None


def _parent(a: str, b: str) -> bool:
    """« professionnels » et « professionnels par ESP » sont la même unité, dite plus ou moins en détail."""
    return a.startswith(b) or b.startswith(a)


def _avec(fait: Fait, double: Fait) -> Fait:
    place = (double.source, double.ligne)
    new = double.ligne is not None and place != (fait.source, fait.ligne) and place not in fait.relus
    return replace(
        fait,
        doubles=(*fait.doubles, double.id),
        relus=(*fait.relus, place) if new else fait.relus,
        communes=fait.communes or double.communes,
    )


def _groupes(faits: tuple[Fait, ...], keys) -> Mapping[str, tuple[Fait, ...]]:
    found: dict[str, list[Fait]] = {}
    for fait in faits:
        for key in keys(fait):
            found.setdefault(key, []).append(fait)
    return MappingProxyType({key: tuple(own) for key, own in found.items()})


def _documents(folder: Path) -> Mapping[str, Document]:
    columns = ("fichier", "titre", "editeur", "date", "licence")
    rows = rows_of(folder / "documents.csv", columns)
    return MappingProxyType({row["fichier"]: Document(*(row[name] for name in columns)) for _, row in rows})


def _check_sources(lire: Releveur, faits: list[Fait], documents: Mapping[str, Document]) -> None:
    for source, table in {fait.source: fait.table for fait in faits}.items():
        if source not in documents:
            lire.defauts.append(Defect(table, None, "source", "un document de documents.csv", source))


def _contradictions(folder: Path, said: Desaccords) -> Mapping[str, Contradiction]:
    found = {}
    for _, row in rows_of(folder / "contradictions.csv", CONTRADICTION):
        id_ = row["id"]
        # La table dit quoi faire à qui écrit le programme, desaccords.toml ce qui est fait à qui lit.
        told = {"explication_probable": said.explications.get(id_, row["explication_probable"])}
        told |= {"traitement_recommande": said.traitements.get(id_, "")}
        values = [int(row[name]) if name in ("line", "line_b") else told.get(name, row[name]) for name in CONTRADICTION]
        found[id_] = Contradiction(*values, said.sans_chiffre.get(id_, ""))
    return MappingProxyType(found)


def _controles(folder: Path) -> tuple[Controle, ...]:
    columns = ("id", "check", "expected", "computed", "result", "source", "note")
    return tuple(Controle(*(row[name] for name in columns)) for _, row in rows_of(folder / "controles.csv", columns))


def _marque(fait: Fait, contradictions: Iterable[Contradiction], named: Mapping[str, frozenset[str]]) -> Fait:
    """Le fait, avec les contradictions qui citent une de ses lignes et son nombre, et celles qui le nomment (desaccords.toml)."""
    places, ids = {(fait.source, fait.ligne), *fait.relus}, {fait.id, *fait.doubles}
    own = tuple(one.id for one in contradictions if _concerne(one, places, fait.valeur) or ids & named.get(one.id, frozenset()))
    return replace(fait, contradictions=own) if own else fait


def _concerne(one: Contradiction, places: set, valeur) -> bool:
    lines = {(one.source_a, one.ligne_a), (one.source_b, one.ligne_b)}
    return bool(lines & places) and valeur in (ecrits(one.valeur_a) | ecrits(one.valeur_b))


def ecrits(texte: str) -> frozenset[float]:
    """Les nombres d'un texte : « 5,1 % sur 105 452 hab. » -> {5.1, 105452}."""
    return frozenset(float(SEPARE.sub("", found).replace(",", ".")) for found in ECRIT.findall(texte))
