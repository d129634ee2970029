"""Qui prépare quoi : N préparations à la fois, une seule par contenu, et des personnes qui suivent la même.

Chaque travail a un identifiant que ce service tire au sort. Il vit tant qu'il renouvelle ses baux (`vie`, sa place, le bail
de son contenu) : un travail tué n'en laisse aucun plus de quelques secondes. Un identifiant qui ne vit pas n'a rien à arrêter.
"""

from __future__ import annotations

import json

from taches.depot import Depot

PREPARATIONS, SUIVEURS = 2, 6
# Le temps de lancer un processus et d'y lire les données, sur une machine chargée ; puis celui d'une feuille.
DEPART_S, BAIL_S, GARDE_S = 90.0, 25.0, 30 * 60.0
FAIT, BAIL, VIE, AVANCE, ARRET, ARCHIVE = "fait:", "bail:", "vie:", "avance:", "arret:", "archive:"


def fait(depot: Depot, clef: str) -> dict | None:
    """Le résultat déjà là pour ce contenu ; None s'il est à faire."""
    found = depot.lire(FAIT + clef)
    return json.loads(found) if found and depot.present(ARCHIVE + clef) else None


def admettre(depot: Depot, clef: str, travail: str) -> str:
    """Donne une place au travail : « prepare », « suit » (un autre prépare ce contenu) ou « complet »."""
    if depot.lire(BAIL + clef) is not None:
        followed = _place(depot, "suite:", SUIVEURS, travail)
        return _vivant(depot, travail, followed, clef, "suit") if followed else "complet"
    place = _place(depot, "place:", PREPARATIONS, travail)
    if not place:
        return "complet"
    if not depot.prendre(BAIL + clef, travail.encode(), DEPART_S):
        depot.oter(place)  # un autre vient de le prendre : on le suit
        return admettre(depot, clef, travail)
    return _vivant(depot, travail, place, clef, "prepare")


def reprendre(depot: Depot, clef: str, travail: str) -> bool:
    """Pour un travail qui suit : vrai si celui qu'il suivait n'est plus, et qu'il prend sa suite."""
    if depot.lire(BAIL + clef) is not None:
        return False
    place = _place(depot, "place:", PREPARATIONS, travail)
    if not place:
        return False
    if not depot.prendre(BAIL + clef, travail.encode(), BAIL_S):
        depot.oter(place)
        return False
    before = json.loads(depot.lire(VIE + travail) or b"{}")
    if before.get("place"):
        depot.oter(before["place"])
    _vivant(depot, travail, place, clef, "prepare")
    return True


def renouveler(depot: Depot, travail: str) -> bool:
    """Prolonge les baux du travail ; faux s'il n'en a plus : on l'a arrêté."""
    alive = depot.lire(VIE + travail)
    if alive is None:
        return False
    said = json.loads(alive)
    names = [said["place"], *([BAIL + said["clef"]] if said["role"] == "prepare" else [])]
    for name in names:
        depot.ecrire(name, travail.encode(), BAIL_S)
    depot.ecrire(VIE + travail, alive, BAIL_S)
    return True


def vit(depot: Depot, travail: str) -> bool:
    """Vrai si ce service a lancé ce travail et qu'il dure encore."""
    return depot.lire(VIE + travail) is not None


def liberer(depot: Depot, travail: str) -> None:
    """Rend tout ce que tient le travail ; sans effet s'il ne tient rien."""
    alive = depot.lire(VIE + travail)
    if alive is None:
        return
    said = json.loads(alive)
    depot.oter(VIE + travail)
    for name in (said["place"], BAIL + said["clef"]):
        if depot.lire(name) == travail.encode():
            depot.oter(name)
    if said["role"] == "prepare":
        depot.oter(AVANCE + said["clef"])


def _place(depot: Depot, genre: str, nombre: int, travail: str) -> str:
    """La première place libre, prise ; « » s'il n'y en a pas."""
    names = (f"{genre}{number}" for number in range(nombre))
    return next((name for name in names if depot.prendre(name, travail.encode(), DEPART_S)), "")


def _vivant(depot: Depot, travail: str, place: str, clef: str, role: str) -> str:
    depot.ecrire(VIE + travail, json.dumps({"place": place, "clef": clef, "role": role}).encode(), DEPART_S)
    return role
