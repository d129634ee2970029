"""Une ligne d'une table de data/facts devient un fait : ce qui est commun à toutes les tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layers.faits.fait import AMBIGU, CORRIGE, DERIVE, DOUTEUX, EXACT, ILLISIBLE, Fait
from layers.faits.lectures import SANS_LECTURE, Lecture
from layers.faits.lieux import Lieux
from layers.faits.noms import Noms
from layers.registre.catalogue import Catalogue
from layers.socle.defauts import Checker

FIABILITES = {
    "exact": EXACT, "dérivé": DERIVE, "ocr_corrigé": CORRIGE, "signe_douteux": DOUTEUX, "ocr_ambigu": AMBIGU, "illisible": ILLISIBLE,
}  # fmt: skip
NOMBRE = re.compile(r"-?\d+(?:\.\d+)?\Z")
RENVOI = re.compile(r" \((?:voir )?\w+\.csv\)|, voir \w+\.csv| \[hors document\]|,? ?– ne pas additionner|, dérivé(?=\))")
ACCIDENT = re.compile(r"\.csv|orpheline|graphie OCR|colonne France|ne pas afficher")
DEFAUT = {
    "valeur": "", "qualificatif": "=", "unite": "", "dimension": "", "base_date": "", "fiabilite": "exact", "ligne": "", "note": "",
    "formule": "",
}  # fmt: skip


@dataclass(frozen=True)
class Releveur:
    """Ce qu'il faut pour lire une table : les noms, les lieux, les formules, le registre, et où noter les défauts."""

    noms: Noms
    lieux: Lieux
    formules: Mapping[str, str]
    catalogue: Catalogue
    lectures: Mapping[str, Lecture] = field(default_factory=dict)
    defauts: list = field(default_factory=list)

    def lecture(self, id_: str) -> Lecture:
        """Ce que lectures.toml relit d'un fait."""
        return self.lectures.get(id_, SANS_LECTURE)

    def fait(self, table: str, number: int, niveau: str, lieu: str, theme: str, texte: str, **donnees) -> Fait | None:
        """Le fait d'une ligne ; None, et un défaut noté, si son lieu, son thème ou sa fiabilité est inconnu.

        `donnees` : les colonnes lues, en texte (voir DEFAUT), et `id`, `periode`, `source` ; `communes` : des codes.
        `indicateur`, `titre` et `rubrique` remplacent ceux que donnent les tables, `statut` celui que dit la dimension.
        """
        given = {**DEFAUT, **donnees}
        lecture = self.lecture(given["id"])
        checker = Checker(table)
        territoire = self.lieux.identifiant(niveau, lieu)
        nom = self.noms.nom(texte, given["dimension"], theme)
        checker.expect(territoire is not None, row=number, expected="un territoire de territoires.csv", found=lieu)
        checker.expect(nom is not None, row=number, expected="un thème de rubriques.toml", found=theme)
        checker.expect(given["fiabilite"] in FIABILITES, row=number, expected=", ".join(FIABILITES), found=given["fiabilite"])
        self.defauts.extend(checker.defects)
        if checker.defects:
            return None
        valeur, decimales = nombre(given["valeur"])
        return Fait(
            id=given["id"],
            indicateur=given.get("indicateur") or nom.indicateur,
            titre=lecture.titre or given.get("titre") or nom.titre,
            rubrique=given.get("rubrique") or nom.rubrique,
            territoire=lecture.territoire or territoire,
            valeur=valeur,
            decimales=decimales,
            qualificatif=given["qualificatif"] or "=",
            unite=lecture.unite or given["unite"],
            periode=given["periode"],
            base_date=given["base_date"],
            perimetre=nom.perimetre,
            statut=lecture.statut or given.get("statut") or nom.statut,
            fiabilite=FIABILITES[given["fiabilite"]],
            source=given["source"],
            ligne=int(given["ligne"]) if given["ligne"] else None,
            table=table,
            note=" ; ".join(part for part in (note_dite(given["note"]), nom.rang, lecture.note) if part),
            dit=lecture.dit,
            formule=given["formule"] or self.formules.get(given["id"], ""),
            communes=tuple(given.get("communes", ())),
        )


def note_dite(note: str) -> str:
    """Une note, sans ce qui n'a de sens que dans le dépôt : une table nommée, un accident de la lecture automatique."""
    parts = (RENVOI.sub("", part).strip() for part in note.split(" ; "))
    said = " ; ".join(part for part in parts if part and not ACCIDENT.search(part))
    return said.replace("à l'OCR", "à la lecture automatique").replace("n_ehpad", "nombre d'EHPAD")


def nombre(texte: str) -> tuple[float | int | str | None, int]:
    """(valeur, décimales publiées) d'une case : « 3.70 » -> (3.7, 2), « ZIP » -> (« ZIP », 0), vide -> (None, 0)."""
    if not texte:
        return None, 0
    if not NOMBRE.match(texte):
        return texte, 0
    places = len(texte.partition(".")[2])
    return (float(texte), places) if places else (int(texte), 0)


def read_formules(path: Path, rows) -> dict[str, str]:
    """{identifiant d'un fait: comment sa valeur a été obtenue} des lignes de formules.csv."""
    return {row["id"]: row["formule"] for _, row in rows(path, ("id", "formule"))}
