"""Les lignes d'une fiche : un indicateur, sa valeur ici, celles des territoires qui le contiennent, et leurs dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from layers.faits.fait import CONSTATS, OBSERVE, PRECEDENT, Fait, rang
from layers.territoire.chiffres import Chiffres, courant
from views.ecriture.dire import lu, lu_court, periode_lue, unite_lue
from views.territoire import phrases as t

# Deux indicateurs d'une même chose, lus ensemble : les communes d'une classe et leur population, un montant et son évolution.
COMMUNES, POPULATION = ".communes", ".population"
FEWEST_OF_A_MATRIX = 3
MONTANT, EVOLUTION = "depenses-des-centres-de-sante-", "evolution-pcap-des-depenses-des-centres-de-sante-"


@dataclass(frozen=True)
class Puce:
    """Un chiffre cliquable : le fait qui répond, son texte, son unité, et ce qui le distingue (une date, un périmètre, ou "")."""

    fait: Fait
    etiquette: str = ""

    @property
    def texte(self) -> str:
        return lu(self.fait)

    @property
    def court(self) -> str:
        return lu_court(self.fait)

    @property
    def unite(self) -> str:
        return unite_lue(self.fait)

    @property
    def manque(self) -> bool:
        """Vrai quand il n'y a pas de valeur à montrer : non publiée, ambiguë, illisible."""
        return self.fait.valeur is None or not self.fait.montrable


@dataclass(frozen=True)
class CelluleDeFait:
    """Ce qu'un territoire dit d'un indicateur : ses valeurs les plus récentes, puis ses autres dates et périmètres.

    `nom` : le territoire ; vide de toute puce, c'est « non publié ». `autre_date` : la date, quand elle n'est pas celle de la ligne.
    """

    nom: str
    puces: tuple[Puce, ...] = ()
    autres: tuple[Puce, ...] = ()
    autre_date: str = ""


@dataclass(frozen=True)
class LigneDIndicateur:
    """Un indicateur : son titre, son statut (« » pour ce qui est observé), sa date, sa valeur ici, ses repères."""

    titre: str
    statut: str
    date: str
    ici: CelluleDeFait
    reperes: tuple[CelluleDeFait, ...] = ()
    precision: str = ""


def famille(indicateur: str) -> str:
    """L'indicateur d'une ligne : celui qui est lu avec un autre prend le nom de cet autre."""
    if indicateur.endswith(POPULATION):
        return indicateur.removesuffix(POPULATION) + COMMUNES
    if indicateur.startswith(EVOLUTION):
        return MONTANT + indicateur.removeprefix(EVOLUTION)
    return indicateur


def titre_de_ligne(fait: Fait) -> str:
    """Le titre, sans le nom de la rubrique, qui est déjà au-dessus ; d'une ligne qui a un nombre de communes et une part de la
    population, ce qui leur est commun : « En zone d'intervention prioritaire (médecins généralistes) »."""
    short = next((fait.titre.removeprefix(one) for one in (*t.REPETES, *t.DES_DEUX) if fait.titre.startswith(one)), fait.titre)
    return short[:1].upper() + short[1:]


def lignes(faits: Iterable[Fait], nom: str, parents: tuple[tuple[str, str], ...], tous: Chiffres) -> tuple[LigneDIndicateur, ...]:
    """Une ligne par indicateur et par statut, dans l'ordre. `parents` : (identifiant, nom) de ce qui contient le territoire."""
    groups: dict[tuple[str, str], list[Fait]] = {}
    for fait in faits:
        # Un relevé précédent est une autre date du même constat.
        groups.setdefault((famille(fait.indicateur), OBSERVE if fait.statut == PRECEDENT else fait.statut), []).append(fait)
    return tuple(_ligne(own, nom, parents, tous) for own in groups.values())


def _ligne(own: list[Fait], nom: str, parents: tuple[tuple[str, str], ...], tous: Chiffres) -> LigneDIndicateur:
    here = cellule(own, nom)
    first = here.puces[0].fait if here.puces else own[0]
    heads = tuple(puce.fait for puce in here.puces)
    return LigneDIndicateur(
        titre=titre_de_ligne(first),
        statut=t.STATUTS.get(first.statut, ""),
        date=periode_lue(first.periode),
        ici=here,
        reperes=tuple(repere(heads, id_, name, tous) for id_, name in parents),
    )


def cellule(own: Iterable[Fait], nom: str) -> CelluleDeFait:
    """Les faits d'un indicateur d'un territoire : le plus récent de tout le territoire, puis les autres dates, puis les périmètres."""
    own = list(own)
    whole = [fait for fait in own if not fait.perimetre and fait.statut != PRECEDENT]
    latest = {fait.indicateur: fait for fait in sorted(whole, key=lambda fait: (fait.valeur is not None, rang(fait.periode)))}
    heads = [fait for fait in whole if fait.periode == latest[fait.indicateur].periode]
    older = sorted((fait for fait in whole if fait not in heads), key=lambda fait: rang(fait.periode), reverse=True)
    parts = [fait for fait in own if fait.perimetre]
    date = heads[0].periode if heads else parts[0].periode if parts else ""
    return CelluleDeFait(
        nom,
        tuple(Puce(fait) for fait in heads),
        (
            *(Puce(fait, t.releve_precedent(periode_lue(fait.periode))) for fait in own if fait.statut == PRECEDENT),
            *(Puce(fait, periode_lue(fait.periode)) for fait in older),
            *(Puce(fait, fait.perimetre if fait.periode == date else f"{fait.perimetre}, {periode_lue(fait.periode)}") for fait in parts),
        ),
    )


def repere(heads: tuple[Fait, ...], territoire: str, nom: str, tous: Chiffres) -> CelluleDeFait:
    """Les mêmes indicateurs dans un territoire plus large : à la même date s'il y en a, sinon la plus récente, qui est alors dite."""
    known = (_meme(head, tous.par_couple.get((territoire, head.indicateur), ())) for head in heads)
    found = [fait for fait in known if fait is not None]
    other = sorted({fait.periode for fait in found} - {head.periode for head in heads}, key=rang)
    return CelluleDeFait(nom, tuple(Puce(fait) for fait in found), autre_date=" ; ".join(map(periode_lue, other)))


def _meme(head: Fait, faits: tuple[Fait, ...]) -> Fait | None:
    """Parmi les faits du même indicateur, celui de même unité et de même statut : jamais une lecture incertaine, ni un objectif
    pour un constat."""
    same = [
        one
        for one in faits
        if one.statut == head.statut and one.unite == head.unite and not one.perimetre and one.montrable and one.valeur is not None
    ]
    exact = [one for one in same if one.periode == head.periode]
    return max(exact or same, key=lambda one: rang(one.periode), default=None)


@dataclass(frozen=True)
class Matrice:
    """Des lignes qui ont les mêmes périmètres : une colonne pour chacun, plutôt qu'une liste dans chaque case."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[LigneDIndicateur, tuple[CelluleDeFait, ...]], ...]


def matrice(rows: tuple[LigneDIndicateur, ...]) -> tuple[tuple[LigneDIndicateur, ...], Matrice | None]:
    """(les lignes qui restent, la matrice de celles qui partagent au moins deux périmètres) ; None si moins de trois le font."""
    by_set: dict[frozenset[str], list[LigneDIndicateur]] = {}
    for row in rows:
        own = frozenset(puce.etiquette for puce in row.ici.autres if puce.fait.perimetre == puce.etiquette)
        by_set.setdefault(own, []).append(row)
    names, own = max(by_set.items(), key=lambda pair: (len(pair[0]) > 1, len(pair[1])))
    inside = [row for row in rows if row.ici.autres and {puce.etiquette for puce in row.ici.autres} <= names]
    if len(names) < 2 or len(own) < FEWEST_OF_A_MATRIX:
        return rows, None
    columns = tuple(dict.fromkeys(puce.etiquette for puce in own[0].ici.autres))
    return tuple(row for row in rows if row not in inside), Matrice(columns, tuple((_seule(row), _cases(row, columns)) for row in inside))


def _seule(row: LigneDIndicateur) -> LigneDIndicateur:
    """La ligne, sans ses périmètres : ils ont leurs colonnes."""
    return replace(row, ici=replace(row.ici, autres=()))


def _cases(row: LigneDIndicateur, columns: tuple[str, ...]) -> tuple[CelluleDeFait, ...]:
    return tuple(CelluleDeFait(name, tuple(Puce(puce.fait) for puce in row.ici.autres if puce.etiquette == name)) for name in columns)


def plus_larges(faits: Iterable[Fait], known: set[str], nom: str, large: str) -> tuple[LigneDIndicateur, ...]:
    """Ce qui n'est publié que pour un territoire plus large : ici, « non publié » ; là, sa valeur. Constats seulement."""
    groups: dict[str, list[Fait]] = {}
    for fait in faits:
        if famille(fait.indicateur) not in known and fait.montrable and fait.statut in CONSTATS and fait.valeur is not None:
            groups.setdefault(famille(fait.indicateur), []).append(fait)
    return tuple(_large(own, nom, large) for own in groups.values())


def _large(own: list[Fait], nom: str, large: str) -> LigneDIndicateur:
    date = periode_lue(_dernier(own).periode)
    return LigneDIndicateur(titre_de_ligne(own[0]), "", date, CelluleDeFait(nom), (cellule(own, large),))


def _dernier(own: list[Fait]) -> Fait:
    return max((fait for fait in own if courant(fait)), key=lambda fait: rang(fait.periode), default=own[0])
