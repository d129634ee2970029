"""Ajuste le modèle des minutes sur les temps d'accès publiés et écrit data/acces/modele.toml, et urgences_2019.toml (les habitants
au-delà de 30 minutes par département, selon ces temps).

    python scripts/modele_acces.py FICHIER_DES_TEMPS [--controle]

Il faut un jeu de données préparé (zones de montagne). --controle : ne rien écrire, dire si la table gardée est encore la bonne.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from layers.acces.ajustement import ajuster, juger  # noqa: E402
from layers.acces.modele import EN_MONTAGNE, EN_PLAINE, Modele  # noqa: E402
from layers.acces.trajets import deux_plus_proches, points  # noqa: E402
from layers.acces.urgences import compter, read_minutes  # noqa: E402
from layers.geo.communes import read_communes  # noqa: E402
from layers.geo.distances import distance_m  # noqa: E402
from layers.jeu.jeu import read_dataset  # noqa: E402

MODELE = ROOT / "data" / "acces" / "modele.toml"
REFERENCE = ROOT / "data" / "acces" / "urgences_2019.toml"
SEUIL_MIN, ANNEE = 30, 2019
ENSEMBLES = {
    "france": lambda table: table["minutes"] > 0,
    "plaine": lambda table: table["relief"] == EN_PLAINE,
    "montagne": lambda table: table["relief"] == EN_MONTAGNE,
    "occitanie": lambda table: table["region"] == "76",
    "occitanie-plaine": lambda table: (table["region"] == "76") & (table["relief"] == EN_PLAINE),
    "occitanie-montagne": lambda table: (table["region"] == "76") & (table["relief"] == EN_MONTAGNE),
    "paca": lambda table: table["region"] == "93",
}


def table_des_temps(temps: Path, prepared: Path, geo: Path) -> pd.DataFrame:
    """Les communes que le modèle apprend : un temps publié non nul, un relief publié ; km jusqu'à la plus proche commune à zéro."""
    communes = read_communes(geo)
    minutes = read_minutes(temps).reindex(communes.index)
    relief = read_dataset(prepared).communes.set_index("code_commune")["montagne"].reindex(communes.index, fill_value="")
    here = points(communes)
    served = (minutes == 0).to_numpy()
    nothing = [pd.Series("", index=range(n)).to_numpy() for n in (len(here), int(served.sum()))]
    nearest = deux_plus_proches(here, nothing[0], here[served], nothing[1] + " ")[:, 0]
    km = distance_m(*here.T, *here[served][nearest].T) / 1000
    table = communes[["departement", "region", "population"]].assign(km=km, minutes=minutes, relief=relief)
    return table[(table["minutes"] > 0) & table["relief"].isin([EN_MONTAGNE, EN_PLAINE])]


def ecrit(modele: Modele, erreurs: dict[str, dict[str, float]]) -> str:
    """Le contenu de modele.toml."""
    lines = [
        "# Écrit par scripts/modele_acces.py : ne pas corriger à la main.",
        "# minutes = ordonnee + par_km × kilomètres à vol d'oiseau ; basse et haute : le temps est entre elles neuf fois sur dix.",
        "[provenance]",
        "temps = \"DREES, accès aux soins urgents 2019 : temps routier jusqu'au service d'urgences ou SMUR le plus proche\"",
        'relief = "zones de montagne du jeu préparé"',
        'licence = "Licence Ouverte 2.0"',
        'plis = "cinq, par département : codes triés, tour à tour"',
    ]
    for name, relief in (("plaine", modele.plaine), ("montagne", modele.montagne)):
        for line in ("estimee", "basse", "haute"):
            drawn = getattr(relief, line)
            lines += ["", f"[{name}.{line}]", f"ordonnee = {drawn.ordonnee}", f"par_km = {drawn.par_km}"]
    for name, measures in erreurs.items():
        lines += ["", f"[erreurs.{name}]", *(f"{key} = {value}" for key, value in measures.items())]
    return "\n".join(lines) + "\n"


def reference(temps: Path, geo: Path) -> str:
    """Le contenu de urgences_2019.toml : des totaux par département, aucune ligne du fichier."""
    told = compter(read_minutes(temps), read_communes(geo), SEUIL_MIN)
    head = [
        "# Écrit par scripts/modele_acces.py. Habitants au-delà du seuil, habitants dont le temps est publié.",
        f"seuil = {SEUIL_MIN}",
        f"annee = {ANNEE}",
        "source = \"DREES, temps d'accès routier au service d'urgences ou SMUR le plus proche, 2019\"",
        "",
        "[departements]",
    ]
    return "\n".join([*head, *(f'"{code}" = [{far}, {known}]' for code, (far, known) in told.items())]) + "\n"


def main(arguments: list[str]) -> int:
    """Le code de sortie : 1 si --controle trouve une autre table que celle du dépôt, 2 si la commande n'est pas comprise."""
    files = [one for one in arguments if not one.startswith("--")]
    if len(files) != 1 or not Path(files[0]).is_file():
        print(__doc__, file=sys.stderr)
        return 2
    table = table_des_temps(Path(files[0]), ROOT / "data" / "official", ROOT / "data" / "geo")
    content, totals = ecrit(ajuster(table), juger(table, ENSEMBLES)), reference(Path(files[0]), ROOT / "data" / "geo")
    if "--controle" in arguments:
        same = all(path.is_file() and path.read_text(encoding="utf-8") == text for path, text in ((MODELE, content), (REFERENCE, totals)))
        print("Le modèle gardé est celui de ces temps." if same else "Le modèle gardé n'est pas celui de ces temps.")
        return 0 if same else 1
    MODELE.parent.mkdir(parents=True, exist_ok=True)
    MODELE.write_text(content, encoding="utf-8")
    REFERENCE.write_text(totals, encoding="utf-8")
    print(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
