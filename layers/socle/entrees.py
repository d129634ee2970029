"""Les entrées du registre (data/catalogue.toml) : ce qu'est une couche, une structure, un indicateur, un périmètre."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class Classe:
    """Une classe d'une couche : son code court, les valeurs de l'éditeur ou ses bornes [min, max[, son dessin.

    `dans` : ce qui se dit d'une commune de cette classe, après « communes » (« classées FRR socle ») ; « » si le libellé le dit.
    """

    code: str
    label: str
    colour: str
    pattern: str
    raw: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    dans: str = ""

    @property
    def spoken(self) -> bool:
        """Vrai quand le code est celui de l'éditeur (« 1_ZIP ») : le métier le dit, on le montre."""
        return any(raw.partition("_")[2] == self.code for raw in self.raw)


@dataclass(frozen=True)
class Autre:
    """Une autre publication de la même couche : lue à défaut de la première, comparée à elle quand les deux sont là."""

    id: str
    title: str
    reader: str
    match: str
    publisher: str
    licence: str
    vintage: str


@dataclass(frozen=True)
class Couche:
    """Une couche de la carte : une valeur par commune ou par département, rangée dans des classes ordonnées.

    `kiosk` : son nom parmi ce que la borne propose de colorer ; « » : la borne ne la propose pas.
    """

    id: str
    title: str
    short: str
    group: str
    kind: str
    level: str
    unit: str
    source: str
    publisher: str
    licence: str
    vintage: str
    reader: str
    match: str
    file: str
    classes: tuple[Classe, ...]
    note: str = ""
    frequency: str = ""
    autres: tuple[Autre, ...] = ()
    maximum: float | None = None  # la plus grande valeur vraisemblable d'une couche chiffrée
    annee: str = ""  # le millésime à montrer, quand ce n'est pas le plus récent
    alias: tuple[str, ...] = ()  # d'autres noms de la colonne `match`, là où l'éditeur sert le même fichier autrement
    kiosk: str = ""

    @cached_property
    def rank(self) -> dict[str, int]:
        """{code de classe: son rang}, dans l'ordre du catalogue."""
        return {classe.code: i for i, classe in enumerate(self.classes)}

    @cached_property
    def code_of_raw(self) -> dict[str, str]:
        """{valeur de l'éditeur: code de classe}."""
        return {raw: classe.code for classe in self.classes for raw in classe.raw}

    @property
    def noms(self) -> tuple[str, ...]:
        """Les noms que sa colonne de valeurs peut porter, le premier d'abord."""
        return (self.match, *self.alias)

    def publiee_par(self, autre: Autre) -> Couche:
        """La même couche, ses valeurs et ses classes, sous le nom, le lecteur et l'éditeur de l'autre publication."""
        return replace(self, **asdict(autre), autres=(), alias=())

    def citee_de(self, source_id: str) -> Couche:
        """La même couche, qui cite l'autre publication dont viennent ses valeurs ; elle-même, si elles viennent de la sienne."""
        for autre in self.autres:
            if autre.id == source_id:
                return replace(self, source=autre.title, publisher=autre.publisher, licence=autre.licence, vintage=autre.vintage)
        return self

    @property
    def bounded(self) -> bool:
        """Vrai quand la classe se déduit d'un nombre (bornes), faux quand l'éditeur la donne."""
        return self.kind in ("rate", "count")

    def class_of_number(self, value: float) -> str | None:
        """Code de la classe dont [min, max[ contient `value` ; None si aucune (jamais deux : vérifié à la lecture)."""
        for classe in self.classes:
            low = classe.min is None or value >= classe.min
            if low and (classe.max is None or value < classe.max):
                return classe.code
        return None


@dataclass(frozen=True)
class SousType:
    """Un sous-type de structure, déduit du nom par l'un de ses mots (sans accents, en capitales)."""

    code: str
    label: str
    words: tuple[str, ...]


CARTE, BORNE, FICHE, PLAN, COMPARAISON = "carte", "borne", "fiche", "plan", "comparaison"
LIEUX = (CARTE, BORNE, FICHE, PLAN, COMPARAISON)
PROXIMITE, DEPARTEMENT, SIEGE = "proximite", "departement", "siege"
PORTEES = (PROXIMITE, DEPARTEMENT, SIEGE)


@dataclass(frozen=True)
class Structure:
    """Une catégorie de structures montrées en points, et tout ce qu'un écran doit savoir pour la dire et la proposer.

    `category` : codes de catégorie FINESS. `singular`, `plural` : son nom dans une phrase ; `label` : en tête d'une ligne
    (à défaut le singulier, capitale en tête) ; `brief` : au singulier, là où la place manque. `feminine` accorde. `order` : son
    rang parmi ce qu'on cherche près de soi. `places` : où on la propose (LIEUX). `topic` : sa rubrique de data/facts.
    `per_inhabitants` : pour combien d'habitants son taux se dit (0 : il ne se dit pas). `published` : le nom de son total dans
    data/facts/departements.csv (« » : aucun), seul nombre que la démonstration répartit ; `growth` : comment elle y suit la
    taille des villes (1 : en proportion des habitants ; moins : plus présente dans les petites). `needs` : des usages, dont un
    site de ces catégories doit avoir l'un pour en être ; sinon il est de la catégorie suivante qui le prend. `reach` : voir Usage.
    """

    id: str
    title: str
    short: str
    singular: str
    plural: str
    category: tuple[str, ...]
    shape: str
    colour: str
    shown: bool
    source: str
    publisher: str
    licence: str
    reader: str
    label: str = ""
    brief: str = ""
    feminine: bool = False
    order: int = 100
    places: tuple[str, ...] = LIEUX
    topic: str = "soins"
    per_inhabitants: int = 0
    published: str = ""
    growth: float = 1.0
    needs: tuple[str, ...] = ()
    reach: str = PROXIMITE
    subtypes: tuple[SousType, ...] = ()
    frequency: str = ""

    @property
    def tete(self) -> str:
        """Son nom en tête d'une ligne : « Maison de santé »."""
        return self.label or capitale(self.singular)

    @property
    def bref(self) -> str:
        """Son nom le plus court, au singulier : « MSP »."""
        return self.brief or self.singular

    @property
    def pluriel(self) -> str:
        """Son nom au pluriel, en tête d'une ligne : « Maisons de santé »."""
        return capitale(self.plural)

    def compte(self, n: int) -> str:
        """Son nom accordé avec `n`, sans le nombre."""
        return self.plural if n > 1 else self.singular


@dataclass(frozen=True)
class Usage:
    """Ce pour quoi on va dans un site : les urgences, un centre de santé avec médecins, une pharmacie.

    Un site a un usage si l'éditeur le dit : sa catégorie FINESS (`category`) ou une activité de soins autorisée (`activity`) ; ou
    si on le déduit, et c'est alors dit : de son sous-type (`types`), d'un mot entier de son nom (`words`, parmi les catégories
    `among`), ou de sa catégorie (`presumed`) quand aucun fichier ne donne ses activités et que son nom n'a aucun mot de
    `presumed_without`. Un mot de `without` dans le nom l'écarte toujours : une antenne de SMUR n'est pas un service d'urgences.
    `reach` : PROXIMITE, le plus proche ; DEPARTEMENT, celui du département, et lui seul ; SIEGE, un siège, non un lieu de soins.
    `places` : où on le propose (LIEUX) ; `order` : son rang. `singular`, `plural`, `label` : comme pour une structure.
    """

    id: str
    singular: str
    plural: str
    label: str = ""
    order: int = 100
    places: tuple[str, ...] = ()
    reach: str = PROXIMITE
    category: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()
    presumed_without: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @property
    def tete(self) -> str:
        """Son nom en tête d'une ligne."""
        return self.label or capitale(self.singular)

    @property
    def pluriel(self) -> str:
        """Son nom au pluriel, en tête d'une ligne."""
        return capitale(self.plural)


def usage_de(structure: Structure) -> Usage:
    """L'usage d'une catégorie qui n'en a pas d'écrit : y aller, c'est aller dans l'un de ses sites."""
    same = {name: getattr(structure, name) for name in ("id", "singular", "plural", "label", "order", "places", "reach")}
    return Usage(**same)


def capitale(texte: str) -> str:
    """Le même texte, sa première lettre en capitale."""
    return texte[:1].upper() + texte[1:]


@dataclass(frozen=True)
class Indicateur:
    """Un indicateur de territoire qui ne vient ni d'une couche ni d'une structure."""

    id: str
    title: str
    kind: str
    unit: str
    source: str
    publisher: str
    licence: str
    vintage: str
    file: str
    frequency: str = ""


@dataclass(frozen=True)
class Perimetre:
    """Un découpage qui ne se colorie pas : chaque commune y a zéro, une ou plusieurs zones, par leur code et leur nom.

    `exhaustive` : toute commune en a une (territoire de vie-santé) ; sinon une commune d'une région que le fichier
    couvre et qui n'y est pas n'en a aucune (quartiers prioritaires). `partiel` : une région le publie, il n'est montré que là où il l'est.
    """

    id: str
    title: str
    short: str
    exhaustive: bool
    source: str
    publisher: str
    licence: str
    vintage: str
    reader: str
    note: str = ""
    frequency: str = ""
    partiel: bool = False
