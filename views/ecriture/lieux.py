"""Le nom d'une commune dans une phrase : « à Figeac », « au Vigan », « aux Angles », « d'Uzès », « de La Grand-Combe »."""

from __future__ import annotations

from layers.socle.noms import plain

# « Le » et « Les » se contractent ; « La » et « L' » restent.
CONTRACTES = (("Le ", "au ", "du "), ("Les ", "aux ", "des "))
# Un h se tait, sauf devant ces débuts de noms : le Haut-Bocage, la Haye, le Havre, le Ham, le Hem, le Houga.
ASPIRES = ("HAUT", "HAYE", "HAVRE", "HAM ", "HEM ", "HOUGA", "HALLES", "HALLUIN", "HARFLEUR", "HOUILLES", "HUIS")


def a(nom: str) -> str:
    """« à Figeac », « au Vigan », « aux Angles »"""
    return next((f"{au}{nom.removeprefix(le)}" for le, au, _ in CONTRACTES if nom.startswith(le)), f"à {nom}")


def de(nom: str) -> str:
    """« de Figeac », « du Vigan », « des Angles », « d'Uzès »"""
    contracted = next((f"{du}{nom.removeprefix(le)}" for le, _, du in CONTRACTES if nom.startswith(le)), "")
    return contracted or (f"d'{nom}" if elide(nom) else f"de {nom}")


def capitale(texte: str) -> str:
    """La même phrase, sa première lettre en capitale."""
    return texte[:1].upper() + texte[1:]


def elide(nom: str) -> bool:
    """Vrai si « de » ou « le » s'élide devant `nom`. Un y suivi d'une voyelle se prononce comme une consonne : « de Yaucourt »."""
    letters = f"{plain(nom).upper()} "
    if letters[0] == "Y":
        return letters[1] not in "AEIOUY"
    return letters[0] in "AEIOU" or (letters[0] == "H" and not letters.startswith(ASPIRES))
