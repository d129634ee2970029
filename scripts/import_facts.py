"""Copie les faits des documents dans data/facts/, sans leurs phrases : ni colonne de citation, ni note qui cite.

    python scripts/import_facts.py DOSSIER_DES_FAITS [--out data/facts]

Les faits d'origine portent, pour relecture, la phrase du document d'où vient chaque chiffre. Les chiffres, leurs
dates et leurs sources (fichier et ligne) sont libres d'entrer dans le projet ; les phrases ne le sont pas.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

# Table de data/facts -> table d'origine. Même ordre de lignes, mêmes noms de colonnes.
TABLES = {
    "vagues.csv": "pastel_waves.csv",
    "vagues_totaux.csv": "pastel_wave_totals.csv",
    "pta.csv": "pta.csv",
    "esp.csv": "esp.csv",
    "cpts.csv": "cpts_by_departement.csv",
    "medecins_recrutes.csv": "medecins_recrutes.csv",
    "departements.csv": "occitanie_by_departement.csv",
    "msp_cds.csv": "msp_cds_counts.csv",
    "reseaux.csv": "reseaux.csv",
    "regles.csv": "rules.csv",
    "indicateurs.csv": "indicators.csv",
    "depenses.csv": "cds_depenses_paca_2023.csv",
    "contradictions.csv": "contradictions.csv",
    "glossaire.csv": "glossary.csv",
    "controles.csv": "checks.csv",
}
DROPPED = ("quote", "quote_b")
# La colonne « regle » redit parfois la phrase du document : les explications du projet sont dans data/facts/aides.toml.
ALSO_DROPPED = {"rules.csv": ("regle",)}
QUOTATION_MARKS = ("«", "“", "”", '"')
BETWEEN_REMARKS = " ; "


def note_without_quotation(note: str) -> str:
    """Les remarques de `note` (séparées par « ; ») qui ne citent pas le document ; "" s'il n'en reste aucune."""
    return BETWEEN_REMARKS.join(part for part in note.split(BETWEEN_REMARKS) if not any(mark in part for mark in QUOTATION_MARKS))


def imported(source: Path) -> tuple[list[str], list[list[str]]]:
    """(colonnes, lignes) d'une table d'origine, sans les colonnes écartées, notes filtrées ; tout est du texte, vide = absent."""
    with source.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        unwanted = {*DROPPED, *ALSO_DROPPED.get(source.name, ())}
        columns = [name for name in reader.fieldnames or [] if name not in unwanted]
        rows = [[note_without_quotation(row[name]) if name == "note" else row[name] for name in columns] for row in reader]
    return columns, rows


def import_facts(shared: Path, out: Path) -> list[Path]:
    """Écrit dans `out` chaque table de TABLES (UTF-8, LF) ; rend les fichiers écrits. FileNotFoundError s'il en manque une."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, origin in TABLES.items():
        columns, rows = imported(shared / origin)
        target = out / name
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
        written.append(target)
    return written


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="dossier des faits d'origine")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "data" / "facts")
    options = parser.parse_args(arguments)
    try:
        written = import_facts(options.shared, options.out)
    except FileNotFoundError as error:
        print(f"Table absente : {error.filename}", file=sys.stderr)
        return 1
    print(f"{len(written)} tables écrites dans {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
