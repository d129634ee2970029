"""Lit data/facts/aides.toml : les aides, leurs conditions et ce que les textes ne tranchent pas, attachées à leurs règles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from layers.aides.regles import Regle, read_regles
from layers.aides.situation import CHAMPS, CHOIX, ENTIERS
from layers.socle.defauts import Checker, DataError, Defect

SCHEMA = 1
THEMES = ("installation", "etudes", "structure", "exercice")
PORTEES = ("Occitanie", "France")
LIENS = ("exclusifs", "successifs", "parts")
CHAMPS_LIEU = ("zone", "montagne", "frr", "outre_mer")
A_VERIFIER = "a_verifier"
COMPARAISONS = ("parmi", "plus_de", "moins_de", "au_moins", "egal")
ENTETE = {"schema", "avertissement", "cumul", "ecartees", "document", "aide"}


@dataclass(frozen=True)
class Condition:
    """Une condition : un champ du lieu ou de la situation, une comparaison, son texte français (à l'infinitif).

    `definitive` : dite fausse, elle ne peut plus devenir vraie. `regle` : la règle qui la pose ("" : celle du montant).
    """

    champ: str
    texte: str
    parmi: tuple[str, ...] = ()
    plus_de: int | None = None
    moins_de: int | None = None
    au_moins: int | None = None
    egal: int | None = None
    definitive: bool = False
    regle: str = ""


@dataclass(frozen=True)
class Montant:
    """Un montant : sa règle, ses conditions propres, et le cas auquel le document le réserve ("" : aucun)."""

    regle: str
    precision: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class PhraseDeRegle:
    """Une phrase et la règle dont elle vient. Pour un silence : `conditions` dit quand le texte ne tranche pas."""

    regle: str
    texte: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Aide:
    """Une aide. `duree` : la règle qui donne sa durée ("" : non publiée). `lien` : comment se lisent ses montants."""

    id: str
    titre: str
    theme: str
    portee: str
    explication: str
    regles: tuple[str, ...]
    conditions: tuple[Condition, ...]
    montants: tuple[Montant, ...] = ()
    lien: str = ""
    duree: str = ""
    silences: tuple[PhraseDeRegle, ...] = ()
    engagements: tuple[PhraseDeRegle, ...] = ()
    a_savoir: str = ""

    @property
    def citees(self) -> tuple[str, ...]:
        """Toutes les règles que l'aide montre, une fois chacune, dans l'ordre."""
        own = [*self.regles, self.duree, *(m.regle for m in self.montants)]
        parts = [*self.conditions, *self.silences, *self.engagements]
        return tuple(dict.fromkeys(one for one in [*own, *(part.regle for part in parts)] if one))


@dataclass(frozen=True)
class DocumentDeRegles:
    """Un document d'où viennent des règles ; sa date, telle qu'on peut la dire."""

    titre: str
    editeur: str
    date: str


@dataclass(frozen=True)
class Aides:
    """Le registre : aides dans l'ordre du fichier, règles par identifiant, documents par fichier, règles écartées."""

    aides: tuple[Aide, ...]
    regles: Mapping[str, Regle]
    documents: Mapping[str, DocumentDeRegles]
    ecartees: Mapping[str, str]
    avertissement: str
    cumul: str


PARTS = {"conditions": Condition, "montants": Montant, "silences": PhraseDeRegle, "engagements": PhraseDeRegle}


def read_aides(folder: Path) -> Aides:
    """Lit et vérifie `folder`/aides.toml (data/facts) avec les règles de `folder`/regles.csv.

    Une seule DataError nomme tous les défauts : clé, champ ou réponse inconnus, règle absente ou écartée, montant sans
    chiffre, document sans titre, règle d'aide que rien ne cite.
    """
    path = folder / "aides.toml"
    regles = read_regles(folder)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Defect(str(path), None, "", "le registre des aides", "aucun fichier")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Defect(path.name, None, "", "un fichier TOML en UTF-8", str(error))]) from None
    checker = Checker(path.name)
    checker.expect(raw.get("schema") == SCHEMA, column="schema", expected=str(SCHEMA), found=raw.get("schema", ""))
    checker.expect(raw.keys() == ENTETE, expected=", ".join(sorted(ENTETE)), found=", ".join(sorted(raw)))
    checker.raise_if_any()
    aides = [built(checker, Aide, entry, entry.get("id", "?")) for entry in raw["aide"]]
    documents = {name: built(checker, DocumentDeRegles, entry, name) for name, entry in raw["document"].items()}
    checker.raise_if_any()
    found = Aides(tuple(aides), regles, MappingProxyType(documents), MappingProxyType(raw["ecartees"]), raw["avertissement"], raw["cumul"])
    check(checker, found)
    checker.raise_if_any()
    return found


def built(checker: Checker, kind: type, entry: dict, where: str):
    """Une table TOML -> `kind` ; note les clés inconnues ou manquantes et les types, rend None s'il y en a."""
    known = {field.name: field for field in fields(kind)}
    before = len(checker.defects)
    for key in entry.keys() - known.keys():
        checker.expect(False, column=f"{where} : {key}", expected="une clé connue (" + ", ".join(known) + ")", found="une clé inconnue")
    values = {}
    for key, value in entry.items():
        if key in PARTS and key in known:
            values[key] = tuple(built(checker, PARTS[key], part, f"{where} : {key}") for part in value)
        elif key in known:
            values[key] = typed(checker, str(known[key].type), value, f"{where} : {key}")
    try:
        made = kind(**values) if len(checker.defects) == before else None
    except TypeError as error:  # une clé obligatoire manque : Python la nomme
        made = checker.expect(False, column=where, expected="toutes les clés obligatoires", found=error) or None
    return made


def typed(checker: Checker, annotation: str, value, column: str):
    """`value` si elle est du type annoncé (texte, booléen, entier, liste de textes) ; sinon note un défaut."""
    if annotation.startswith("tuple"):
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        checker.expect(texts, column=column, expected="une liste de textes", found=value)
        return tuple(value) if texts else ()
    wanted = {"str": str, "bool": bool}.get(annotation, int)
    right = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
    checker.expect(right, column=column, expected=wanted.__name__, found=value)
    return value


def check(checker: Checker, found: Aides) -> None:
    """Les liens entre aides, règles, documents et questions."""
    identifiers = [aide.id for aide in found.aides]
    checker.expect(len(set(identifiers)) == len(identifiers), column="id", expected="des identifiants distincts", found=identifiers)
    for aide in found.aides:
        _check_aide(checker, aide, found)
    cited = {one for aide in found.aides for one in aide.citees} | set(found.ecartees)
    for regle in found.regles.values():
        told = regle.type != "aide" or regle.id in cited
        checker.expect(told, column=regle.id, expected="une aide qui cite cette règle, ou la raison de l'écarter", found="rien")


def _check_aide(checker: Checker, aide: Aide, found: Aides) -> None:
    for key, value, allowed in (("theme", aide.theme, THEMES), ("portee", aide.portee, PORTEES)):
        checker.expect(value in allowed, column=f"{aide.id} : {key}", expected=" | ".join(allowed), found=value)
    linked = aide.lien in LIENS if aide.montants else aide.lien == ""
    checker.expect(linked, column=f"{aide.id} : lien", expected=" | ".join(LIENS) + " (seulement avec des montants)", found=aide.lien)
    checker.expect(bool(aide.regles), column=aide.id, expected="au moins une règle", found="aucune")
    for one in aide.citees:
        _check_regle(checker, f"{aide.id} : {one}", one, found)
    for montant in aide.montants:
        regle = found.regles.get(montant.regle)
        figured = regle is not None and regle.bornes is not None
        checker.expect(figured, column=f"{aide.id} : {montant.regle}", expected="un montant chiffré", found=regle.montant if regle else "")
    lasting = found.regles.get(aide.duree)
    told = not aide.duree or (lasting is not None and lasting.duree != "")
    checker.expect(told, column=f"{aide.id} : duree", expected="une règle qui donne une durée", found=aide.duree)
    every = [*aide.conditions, *(c for part in (*aide.montants, *aide.silences, *aide.engagements) for c in part.conditions)]
    for condition in every:
        _check_condition(checker, aide.id, condition)


def _check_regle(checker: Checker, where: str, name: str, found: Aides) -> None:
    there = name in found.regles and name not in found.ecartees
    reason = found.ecartees.get(name, "inconnue")
    if checker.expect(there, column=where, expected="une règle connue et non écartée", found=reason):
        source = found.regles[name].source
        checker.expect(source in found.documents, column=f"document « {source} »", expected="son titre et sa date", found="rien")


def _check_condition(checker: Checker, where: str, condition: Condition) -> None:
    given = [key for key in COMPARAISONS if getattr(condition, key) not in (None, ())]
    column = f"{where} : {condition.champ}"
    known = condition.champ in (*CHAMPS_LIEU, *CHAMPS, A_VERIFIER)
    checker.expect(known, column=column, expected="un champ du lieu ou de la situation", found=condition.champ)
    if condition.champ == A_VERIFIER:
        checker.expect(not given, column=column, expected="aucune comparaison", found=given)
        return
    checker.expect(len(given) == 1, column=column, expected="une comparaison et une seule", found=given)
    numeric = condition.champ in ENTIERS
    checker.expect(numeric == ("parmi" not in given), column=column, expected="parmi pour un choix, un nombre pour un nombre", found=given)
    if condition.champ in CHOIX or (condition.champ in CHAMPS and not numeric):
        allowed = CHOIX.get(condition.champ, ("oui", "non"))
        checker.expect(set(condition.parmi) <= set(allowed), column=column, expected=" | ".join(allowed), found=condition.parmi)
