"""Le compte rendu qui se garde : `rapport.html`, lisible et imprimable, et `rapport.json`, à côté du jeu, pour chaque préparation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

from layers.jeu.jeu import write_whole

HTML, JSON = "rapport.html", "rapport.json"
MOST_SEEN = 3  # choses à regarder, à l'écran ; le rapport les a toutes
STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;break-after:avoid}li{margin:.25rem 0;overflow-wrap:anywhere}
svg[role]{width:100%;height:auto;border:1px solid #767676}li>svg{vertical-align:middle}
.refus{border-left:.4rem solid #8c2d04;padding-left:1rem}@media print{body{margin:0}}"""


@dataclass
class Rapport:
    """Ce qu'une préparation a dit, partie par partie ; `issue` : en service, vérifié, ou refusé ; `communes` : celles qu'elle concerne,
    par sorte, et `carte`, leur dessin (layers.preparation.carte)."""

    jour: date
    issue: str = "interrompu"
    parties: dict[str, list[str]] = field(default_factory=dict)
    sources: list[dict] = field(default_factory=list)
    communes: dict[str, list[str]] = field(default_factory=dict)
    carte: str = ""

    def ajoute(self, partie: str, lignes: Sequence[str]) -> None:
        """Ajoute des lignes à une partie du rapport."""
        self.parties.setdefault(partie, []).extend(line.strip() for line in lignes)

    def ecrit(self, folder: Path) -> Path:
        """Écrit les deux fichiers dans `folder` (créé au besoin) et rend le chemin de la page."""
        folder.mkdir(parents=True, exist_ok=True)
        whole = {"jour": self.jour.isoformat(), "issue": self.issue, "parties": self.parties, "communes": self.communes}
        whole["sources"] = self.sources
        write_whole(folder / JSON, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
        write_whole(folder / HTML, self.page().encode("utf-8"))
        return folder / HTML

    def page(self) -> str:
        """La page : une section par partie, tout en texte ; le navigateur y cherche et l'imprime."""
        title = f"Préparation des données du {self.jour.isoformat()} : {self.issue}"
        parts = [f"<h1>{escape(title)}</h1>"]
        for name, lines in self.parties.items():
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            kind = ' class="refus"' if name == "Refus" else ""
            parts.append(f"<section{kind}><h2>{escape(name)}</h2><ul>{items}</ul></section>")
        parts.insert(1, self.carte)
        head = (
            f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>'
        )
        return f'<!DOCTYPE html>\n<html lang="fr"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def a_l_ecran(bref: Sequence[str]) -> list[str]:
    """L'essentiel pour l'écran : les comptes, et trois choses à regarder au plus."""
    seen = [line for line in bref if "À regarder" in line]
    others = [f"    … et {len(seen) - MOST_SEEN} autres à regarder, dans le rapport."] if len(seen) > MOST_SEEN else []
    return [*(line for line in bref if line not in seen), *seen[:MOST_SEEN], *others]
