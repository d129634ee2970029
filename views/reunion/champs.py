"""Les champs d'un objet JSON reçu : chacun lu dans son type et ses bornes, chaque défaut noté avec sa place, aucun levé.

Un texte perd ses caractères qui ne se voient pas (contrôle, sens d'écriture, moitié de caractère) : ils n'ont pas de place dans
un document, et certains en cassent le XML.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from views.reunion import phrases_releve as t

EMPREINTE = re.compile(r"[0-9a-f]{64}\Z")
MOST_DEFECTS = 5
OLDEST, NEWEST = 2000, 2200
INCONNU = datetime(OLDEST, 1, 1, tzinfo=UTC)


class Defauts:
    """Les défauts d'un fichier, une phrase chacun : les premiers suffisent à le réparer."""

    def __init__(self):
        self.phrases: list[str] = []

    def note(self, place: str, phrase: str) -> None:
        """Ajoute « place : phrase », tant qu'il y en a peu."""
        if len(self.phrases) < MOST_DEFECTS:
            self.phrases.append(f"{place} : {phrase}" if place else phrase)


class Objet:
    """Un objet JSON et sa place dans le fichier (« décision 3, vue »). Un champ en défaut rend une valeur neutre, jamais servie."""

    def __init__(self, given: object, place: str, defauts: Defauts):
        self._given = given if isinstance(given, dict) else {}
        self._place, self._defauts = place, defauts
        if not isinstance(given, dict):
            defauts.note(place, t.OBJET_ATTENDU)

    def defaut(self, cle: str, phrase: str) -> None:
        """Note un défaut du champ `cle`."""
        self._defauts.note(self._path(cle), phrase)

    def _path(self, cle: str) -> str:
        return f"{self._place}, {t.CHAMPS.get(cle, cle)}" if self._place else t.CHAMPS.get(cle, cle)

    def objet(self, cle: str) -> Objet:
        """L'objet de ce champ."""
        return Objet(self._given.get(cle), self._path(cle), self._defauts)

    def objets(self, cle: str, nom: str, most: int) -> list[Objet]:
        """Les objets d'une liste de `most` au plus ; `nom` : ce qu'est chacun (« décision »), compté à partir de 1."""
        given = self._given.get(cle)
        if not isinstance(given, list) or len(given) > most:
            self.defaut(cle, t.liste_attendue(most))
            return []
        prefix = f"{self._place}, {nom}" if self._place else nom
        return [Objet(one, f"{prefix} {rank}", self._defauts) for rank, one in enumerate(given, start=1)]

    def ligne(self, cle: str, longest: int, *, vide: bool = False) -> str:
        """Un texte d'une ligne."""
        # Pas split() : il couperait aussi aux espaces insécables, qui ont leur raison d'être.
        return " ".join(part for part in self.texte(cle, longest, vide=vide).replace("\n", " ").split(" ") if part)

    def texte(self, cle: str, longest: int, *, vide: bool = True) -> str:
        """Un texte, ses lignes gardées."""
        given = self._given.get(cle)
        if not isinstance(given, str) or len(given) > longest:
            self.defaut(cle, t.texte_attendu(longest))
            return ""
        lines = ["".join(c for c in line.replace("\t", " ") if c.isprintable() or c in t.ESPACES).strip() for line in given.splitlines()]
        kept = "\n".join(lines).strip("\n")
        if not kept and not vide:
            self.defaut(cle, t.TEXTE_VIDE)
        return kept

    def entier(self, cle: str, highest: int, *, lowest: int = 0) -> int:
        """Un nombre entier, bornes comprises."""
        return self._whole(self._given.get(cle), cle, lowest, highest)

    def _whole(self, given: object, cle: str, lowest: int, highest: int) -> int:
        if isinstance(given, int) and not isinstance(given, bool) and lowest <= given <= highest:
            return given
        self.defaut(cle, t.entier_attendu(lowest, highest))
        return lowest

    def choix(self, cle: str) -> bool | None:
        """Vrai, faux, ou None si le champ n'y est pas."""
        given = self._given.get(cle)
        if given is None or isinstance(given, bool):
            return given
        self.defaut(cle, t.CHOIX_ATTENDU)
        return None

    def empreinte(self, cle: str) -> str:
        """Une empreinte SHA-256."""
        given = self._given.get(cle)
        if isinstance(given, str) and EMPREINTE.match(given):
            return given
        self.defaut(cle, t.EMPREINTE_ATTENDUE)
        return ""

    def instant(self, cle: str) -> datetime:
        """Un jour et une heure, décalage horaire compris."""
        given = self._given.get(cle)
        try:
            found = datetime.fromisoformat(given) if isinstance(given, str) and len(given) <= len(INCONNU.isoformat()) + 10 else None
        except ValueError:
            found = None
        if found and found.tzinfo and OLDEST <= found.year < NEWEST:
            return found
        self.defaut(cle, t.INSTANT_ATTENDU)
        return INCONNU

    def cadre(self, cle: str) -> tuple[float, float, float, float] | None:
        """Un rectangle (ouest, sud, est, nord) en degrés, ou None."""
        given = self._given.get(cle)
        if given is None:
            return None
        if isinstance(given, list) and len(given) == 4 and all(isinstance(x, int | float) and not isinstance(x, bool) for x in given):
            west, south, east, north = given
            if -180 <= west < east <= 180 and -90 <= south < north <= 90:  # faux aussi pour un infini ou un NaN
                return float(west), float(south), float(east), float(north)
        self.defaut(cle, t.CADRE_ATTENDU)
        return None

    def paires(self, cle: str, codes: tuple[str, ...], most: int, highest: int) -> tuple[tuple[str, int], ...]:
        """Une liste de [code, nombre], chaque code une fois."""
        given = self._given.get(cle)
        if not isinstance(given, list) or len(given) > most:
            self.defaut(cle, t.liste_attendue(most))
            return ()
        found: dict[str, int] = {}
        for one in given:
            if not (isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) and one[0] in codes and one[0] not in found):
                self.defaut(cle, t.CLASSE_ATTENDUE)
                return ()
            found[one[0]] = self._whole(one[1], cle, 0, highest)
        return tuple(found.items())
