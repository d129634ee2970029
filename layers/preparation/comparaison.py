"""Compare deux publications d'une même couche, commune par commune : l'une est montrée, l'autre la contrôle."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.geo.cog import Rapprochement
from layers.geo.fusion import PARTAGE
from layers.socle.rapport import NomsDesCommunes


@dataclass(frozen=True, eq=False)
class Comparaison:
    """memes : communes qui ont la même valeur dans les deux. differences : {commune: (valeur montrée, valeur de l'autre)}.
    montree_seule, autre_seule : communes que l'une des deux publications ne dit pas."""

    memes: int
    differences: dict[str, tuple[str, str]]
    montree_seule: list[str]
    autre_seule: list[str]

    def phrases(self, lieux: NomsDesCommunes) -> list[str]:
        """Ce qu'un rapport en dit : les accords, puis chaque sorte d'écart, celles de la région d'abord."""
        said = [f"Communes de même valeur dans les deux : {self.memes}."]
        if self.differences:
            told = replace(lieux, noms={**lieux.noms, **{code: self._said(code, lieux) for code in self.differences}})
            said.append(f"Communes de valeurs différentes, celle de l'autre fichier étant montrée : {told.dits(self.differences)}.")
        if self.montree_seule:
            said.append(f"Communes que l'autre fichier est seul à dire : {lieux.dits(self.montree_seule)}.")
        if self.autre_seule:
            said.append(f"Communes que ce fichier est seul à dire, laissées sans valeur : {lieux.dits(self.autre_seule)}.")
        return said

    def _said(self, code: str, lieux: NomsDesCommunes) -> str:
        kept, other = self.differences[code]
        return f"{lieux.noms.get(code, '')}, {kept} montrée, {other} ici".lstrip(", ")


def compare(first: Rapprochement, second: Rapprochement) -> Comparaison:
    """Compare la publication montrée et une autre, ramenées aux mêmes communes ; '' : la publication ne dit rien de la commune.

    Deux communes partagées ne s'accordent que si leurs parties sont les mêmes.
    """
    montree, autre = first.valeurs, second.valeurs
    both = (montree != "") & (autre != "")
    shared = {code for code in montree.index[montree == PARTAGE] if _parts(first, code) != _parts(second, code)}
    differs = both & ((montree != autre) | montree.index.isin(shared))
    return Comparaison(
        memes=int((both & ~differs).sum()),
        differences={code: (montree[code], autre[code]) for code in montree.index[differs]},
        montree_seule=list(montree.index[(montree != "") & (autre == "")]),
        autre_seule=list(montree.index[(montree == "") & (autre != "")]),
    )


def _parts(found: Rapprochement, code: str) -> set[tuple[str, str]]:
    return {(part.code, part.valeur) for part in found.parties.get(code, ())}
