"""Comparer : deux territoires sur un indicateur, le rang des départements, et tous leurs chiffres côte à côte.

Ne se compare que ce qui est observé, lisible, et couvre tout le territoire : ni objectif, ni prévision, ni chiffre simulé
(layers/territoire/chiffres.py). Ce qui empêche de comparer (unités, dates, tailles) est dit, jamais passé sous silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from layers.atlas import Atlas
from layers.faits.fait import Fait, est_chiffre
from layers.territoire.chiffres import chiffres
from layers.territoire.chiffres import derniers as constats
from layers.territoire.territoires import nom_du_territoire
from views.ecriture import phrases as w
from views.ecriture.dire import lu, periode_lue, unite_lue
from views.territoire import phrases_comparer as c

PAR_DEFAUT = "msp"
# Un indicateur se classe si assez de départements en ont un nombre, de même unité.
PEU = 2
SANS_RANG = ("année", "oui/non", "texte")
# Ce qui se rapporte à une population : deux territoires de tailles différentes s'y comparent.
RAPPORTS = ("%", "pour ", "consultations", "points")


@dataclass(frozen=True)
class Paire:
    """Un indicateur de deux territoires ; None : pas publié pour ce territoire."""

    id: str
    titre: str
    a: Fait | None
    b: Fait | None

    @property
    def comparable(self) -> bool:
        """Vrai si les deux ont un nombre dans la même unité."""
        return est_nombre(self.a) and est_nombre(self.b) and self.a.unite == self.b.unite

    @property
    def ecart(self) -> str:
        """La différence (b − a), dans l'unité ; « » si l'un manque, n'est pas un nombre, ou porte « plus de »."""
        if not self.comparable or {self.a.qualificatif, self.b.qualificatif} != {"="}:
            return ""
        gap = self.b.nombre - self.a.nombre
        if self.a.unite.startswith("%"):
            return w.points(gap)
        places = max(self.a.decimales, self.b.decimales)
        return w.signe(gap, w.decimal(abs(gap), places) if places else w.entier(abs(gap)))

    @property
    def dates_differentes(self) -> bool:
        """Vrai si les deux valeurs ne sont pas de la même période : à dire à côté d'elles."""
        return bool(self.a and self.b) and self.a.periode != self.b.periode

    @property
    def reserves(self) -> tuple[str, ...]:
        """Ce qu'il faut savoir avant de comparer : unités, dates, tailles."""
        if not (self.a and self.b):
            return ()
        sizes = self.a.territoire.partition("-")[0] != self.b.territoire.partition("-")[0]
        said = (
            (self.a.unite != self.b.unite, c.unites_differentes(self.a.unite, self.b.unite)),
            (self.dates_differentes, c.dates_differentes(periode_lue(self.a.periode), periode_lue(self.b.periode))),
            (sizes and self.comparable and not self.a.unite.startswith(RAPPORTS), c.TAILLES_DIFFERENTES),
        )
        return tuple(text for true, text in said if true)


@dataclass(frozen=True)
class PlaceDeDepartement:
    """La place d'un département : son rang (les égaux ont le même), sa valeur, la longueur de sa barre (0 à 100)."""

    rang: int | None
    code: str
    nom: str
    valeur: Fait | None
    longueur: float


def est_nombre(fait: Fait | None) -> bool:
    """Vrai si la valeur se classe : publiée, et ni un texte, ni une année, ni un oui ou non."""
    return est_chiffre(fait) and fait.unite not in SANS_RANG


def lue(fait: Fait | None) -> str:
    """La valeur telle qu'elle se lit ; « non publié » si elle manque."""
    return lu(fait) if fait else w.NON_PUBLIE


def lue_avec_unite(fait: Fait | None) -> str:
    """La valeur et son unité : « 17 établissements »."""
    return f"{lu(fait)} {unite_lue(fait)}".strip() if fait else w.NON_PUBLIE


def paires(atlas: Atlas, a: str, b: str) -> tuple[Paire, ...]:
    """Tous les indicateurs de l'un ou de l'autre, dans l'ordre de la fiche du premier, puis ceux du second seul."""
    of_a, of_b = derniers(atlas, a), derniers(atlas, b)
    return tuple(_paire(id_, of_a.get(id_), of_b.get(id_)) for id_ in dict.fromkeys((*of_a, *of_b)))


def _paire(id_: str, a: Fait | None, b: Fait | None) -> Paire:
    return Paire(id_, (a or b).titre, a, b)


@lru_cache(maxsize=512)
def derniers(atlas: Atlas, territoire: str) -> dict[str, Fait]:
    """{indicateur: son constat le plus récent} d'un territoire, dans l'ordre de sa fiche."""
    return constats(chiffres(atlas).par_territoire.get(territoire, ()))


def departements(atlas: Atlas, region: str) -> list[str]:
    """Les codes des départements d'une région (son code)."""
    return list(atlas.departements.index[atlas.departements["region"] == region])


@lru_cache(maxsize=8)
def classables(atlas: Atlas, region: str) -> dict[str, str]:
    """{indicateur: titre} de ce qui se classe : un nombre, dans la même unité, pour deux départements au moins."""
    units: dict[str, list[Fait]] = {}
    for code in departements(atlas, region):
        for id_, fait in derniers(atlas, f"dep-{code}").items():
            if est_nombre(fait):
                units.setdefault(id_, []).append(fait)
    return {id_: faits[0].titre for id_, faits in units.items() if len(faits) >= PEU and len({fait.unite for fait in faits}) == 1}


def rangs(atlas: Atlas, region: str, indicateur: str) -> tuple[PlaceDeDepartement, ...]:
    """Les départements du plus grand au plus petit, puis ceux dont la valeur n'est pas publiée, sans rang."""
    codes = departements(atlas, region)
    values = {code: derniers(atlas, f"dep-{code}").get(indicateur) for code in codes}
    known = sorted((code for code in codes if est_nombre(values[code])), key=lambda code: -values[code].nombre)
    largest = max((abs(values[code].nombre) for code in known), default=0)
    ranks = {code: 1 + sum(values[other].nombre > values[code].nombre for other in known) for code in known}
    ordered = [*known, *(code for code in codes if code not in ranks)]
    return tuple(
        PlaceDeDepartement(
            ranks.get(code), code, nom_du_territoire(atlas, f"dep-{code}") or code, values[code], _longueur(values[code], largest)
        )
        for code in ordered
    )


def _longueur(fait: Fait | None, largest: float) -> float:
    return round(100 * abs(fait.nombre) / largest, 1) if est_nombre(fait) and largest else 0.0


def periodes(classement: tuple[PlaceDeDepartement, ...]) -> tuple[str, ...]:
    """Les dates des valeurs d'un classement, chacune une fois : plus d'une est à dire."""
    return tuple(dict.fromkeys(periode_lue(one.valeur.periode) for one in classement if est_nombre(one.valeur)))
