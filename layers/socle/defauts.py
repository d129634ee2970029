"""Collecte tous les défauts d'un fichier, puis lève une seule DataError."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SHOWN = 20
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Defect:
    """Un défaut : où il est (fichier, ligne, colonne), ce qui était attendu, ce qui a été trouvé.

    `row` est le numéro de ligne tel qu'un tableur le montre (1 = première ligne), ou None
    quand le défaut touche tout le fichier ; `column` est le nom de la colonne ou "".
    """

    file: str
    row: int | None
    column: str
    expected: str
    found: str

    def __str__(self) -> str:
        where = shown(self.file)
        if self.row is not None:
            where += f", ligne {self.row}"
        if self.column:
            where += f", colonne « {shown(self.column)} »"
        return f"{where} : attendu {self.expected}, trouvé {shown(self.found)}"


class DataError(Exception):
    """Des données refusées : un message en français qui nomme chaque défaut (20 au plus).

    `defects` garde la liste entière, pour un rapport.
    """

    def __init__(self, defects: list[Defect]):
        self.defects = tuple(defects)
        lines = [str(defect) for defect in self.defects[:MOST_SHOWN]]
        others = len(self.defects) - MOST_SHOWN
        if others > 0:
            lines.append(f"… et {others} autre{'s' if others > 1 else ''}.")
        super().__init__("\n".join(lines))


def shown(value: object) -> str:
    """Le texte d'une valeur venue d'un fichier, sans danger pour un terminal ou une page : caractères de
    contrôle échappés, au plus 80 caractères, « (vide) » pour un texte vide."""
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(value))
    if not text:
        return "(vide)"
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


class Checker:
    """Note les défauts d'un fichier au fil de la lecture ; `raise_if_any` les lève tous ensemble."""

    def __init__(self, file: str):
        self.file = file
        self.defects: list[Defect] = []

    def expect(self, condition: bool, *, expected: str, found: object, row: int | None = None, column: str = "") -> bool:
        """Note un défaut si `condition` est fausse ; rend `condition`."""
        if not condition:
            self.defects.append(Defect(self.file, row, column, expected, str(found)))
        return bool(condition)

    def raise_if_any(self) -> None:
        """Lève DataError avec tous les défauts notés, s'il y en a."""
        if self.defects:
            raise DataError(self.defects)
