"""Choisir des faits par ce qu'ils disent (indicateur, territoire, période, périmètre), et en faire des points à dessiner."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from layers.faits.fait import Fait, rang
from views.graphiques.modele import Point


class Introuvable(LookupError):
    """Un fait attendu n'est pas dans les faits, ou y est deux fois : le graphique ne peut pas être fait."""


class Choisis:
    """Des faits montrables, dans leur ordre, où l'on choisit. `nom` : {identifiant de territoire: nom à lire}."""

    def __init__(self, faits: Iterable[Fait], nom: Callable[[str], str]):
        # Une lecture ambiguë ou impossible n'est pas un fait : aucun graphique ne la montre.
        self.faits = tuple(fait for fait in faits if fait.montrable)
        self.nom = nom

    def ou(self, prefixe: str = "", **voulu: str) -> tuple[Fait, ...]:
        """Les faits dont ces champs valent exactement ceci et dont le titre commence par `prefixe`, dans leur ordre."""
        return tuple(
            fait
            for fait in self.faits
            if fait.titre.startswith(prefixe) and all(getattr(fait, champ) == valeur for champ, valeur in voulu.items())
        )

    def serie(self, indicateur: str, territoire: str) -> tuple[Fait, ...]:
        """Les faits d'un indicateur pour un territoire, du plus ancien au plus récent ; Introuvable s'il n'y en a pas."""
        found = self.ou(indicateur=indicateur, territoire=territoire)
        if not found:
            raise Introuvable(f"{indicateur}, {territoire}")
        return tuple(sorted(found, key=lambda fait: rang(fait.periode)))

    def un(self, **voulu: str) -> Fait:
        """Le seul fait qui répond ; Introuvable s'il n'y en a pas, ou plusieurs."""
        found = self.ou(**voulu)
        if len(found) != 1:
            raise Introuvable(f"{voulu} : {len(found)} fait(s)")
        return found[0]

    def point(self, fait: Fait, libelle: str, *, serie: str = "") -> Point:
        """Le point d'un fait : sa valeur et tout ce qui en répond. Un texte n'est pas un nombre : `valeur` reste None."""
        return Point(
            libelle=libelle,
            valeur=fait.valeur if isinstance(fait.valeur, (int, float)) else None,
            unite=fait.unite,
            periode=fait.periode,
            source=fait.source,
            ligne="" if fait.ligne is None else str(fait.ligne),
            serie=serie or fait.titre,
            territoire=self.nom(fait.territoire),
            qualificatif=fait.qualificatif,
            fiabilite=fait.fiabilite,
            statut=fait.statut,
            decimales=fait.decimales,
            note=fait.note,
            fait=fait,
        )


def calcule(libelle: str, valeur: float | None, unite: str, *, faits: Iterable[Point], note: str, serie: str = "") -> Point:
    """Un point calculé ici depuis d'autres d'un même document : « dérivé », avec sa formule en note."""
    origin = tuple(faits)
    first = origin[0]
    lines = sorted({one.ligne for one in origin}, key=lambda line: (len(line), line))
    return Point(
        libelle=libelle,
        valeur=valeur,
        unite=unite,
        periode=first.periode,
        source=first.source,
        ligne=", ".join(lines),
        serie=serie,
        territoire=first.territoire,
        fiabilite="dérivé",
        statut=first.statut,
        decimales=1 if unite in ("%", "points") else 0,
        note=note,
        calcule=True,
        origine=origin,
    )
