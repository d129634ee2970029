"""Un territoire, quel qu'il soit : la France, une région, une région d'avant 2016, un département, une intercommunalité, une
commune, ou un lieu que nomment les documents."""

from __future__ import annotations

from dataclasses import dataclass

FRANCE = "fra"
# Du plus large au plus petit. « grp » : des départements d'une même vague ; « cpts » et « lieu » : nommés par un document.
NIVEAUX = (FRANCE, "reg", "anc", "dep", "grp", "cpts", "lieu", "epci", "com")


@dataclass(frozen=True)
class Territoire:
    """`id` : « fra », « reg-76 », « anc-91 », « dep-46 », « epci-200067361 », « com-46102 », « cpts-uzes-remoulins »…

    `code` : "" s'il n'en a pas. `parents` : ceux qui le contiennent, du plus proche au plus large. `bbox` (ouest, sud, est,
    nord, EPSG:4326) : None si rien ne le situe. `departements` : ceux dont il est fait, quand c'est un ensemble de départements ;
    `communes` : celles qui le situent, pour un lieu des documents.
    """

    id: str
    niveau: str
    nom: str
    code: str = ""
    parents: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    departements: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    note: str = ""

    @property
    def parent(self) -> str:
        """Le plus proche de ceux qui le contiennent ; « » pour la France."""
        return self.parents[0] if self.parents else ""
