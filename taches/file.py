"""La file des travaux, sur Huey : la même dans un dossier de cette machine (SQLite) et dans Redis.

    identifiant = file.soumettre("feuilles", {"departement": "46"}, cle="…", visiteur="…")
    file.etat(identifiant)      # Etat("encours", fait=78, total=313)
    file.annuler(identifiant)

`cle` nomme le résultat : deux demandes de la même clé font un seul travail, dont chacune a son identifiant. Un travail s'arrête
quand plus personne ne l'attend. Qui le suit ne fait que relire son état : ni processus, ni fil d'exécution.
"""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field

from huey.api import Huey
from huey.constants import EmptyData
from huey.registry import Message
from huey.serializer import Serializer
from redis.exceptions import RedisError

MORCEAU = 4 * 1024 * 1024
GARDE_S, SILENCE_S, DEPART_S = 30 * 60.0, 90.0, 90.0
# Au plus tant de résultats et d'identifiants gardés ; les plus anciens s'effacent.
RESULTATS, IDENTIFIANTS = 8, 1000
ATTEND, ENCOURS, PRET, ECHEC, ARRETE, INCONNU = "attend", "encours", "pret", "echec", "arrete", "inconnu"
FINIS = (PRET, ECHEC, ARRETE, INCONNU)
ECRITURE_S = 0.2
# Ce qui se lève quand la file n'est pas joignable.
PANNES = (OSError, sqlite3.Error, RedisError)

Dire = Callable[[int, int], None]


class Arretee(Exception):
    """Plus personne n'attend ce travail : `dire` le lève dans la fonction, qui n'a rien à en faire."""


class Complet(Exception):
    """Pas de place. `du_visiteur` : c'est ce visiteur qui a déjà la sienne."""

    def __init__(self, du_visiteur: bool = False):
        super().__init__("pas de place")
        self.du_visiteur = du_visiteur


@dataclass(frozen=True)
class Rendu:
    """Ce que rend un travail : des octets, et ce qu'il faut en dire (du JSON)."""

    octets: bytes = b""
    dit: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Travail:
    """Une fonction que la file sait faire : fonction(contexte, dire, **arguments) -> Fait, les arguments en JSON.

    Un long travail appelle `dire(fait, total)` au moins toutes les SILENCE_S secondes : c'est ce qui le dit vivant, et l'arrête.
    `places` : combien à la fois, toutes demandes réunies. `par_visiteur` : combien pour un même visiteur. `garde` : le résultat
    reste GARDE_S à qui le redemande ; sinon il s'efface à sa première lecture.
    """

    fonction: Callable[..., Rendu]
    places: int
    par_visiteur: int = 1000
    garde: bool = True


@dataclass(frozen=True)
class Etat:
    """Où en est un travail : `etat`, ce qui est fait sur `total`, ce que le résultat dit (« pret »), sa clé."""

    etat: str
    fait: int = 0
    total: int = 0
    dit: dict = field(default_factory=dict)
    cle: str = ""
    quand: float = 0.0
    essai: int = 0

    @property
    def fini(self) -> bool:
        return self.etat in FINIS


class Json(Serializer):
    """Un message est du JSON : qui écrit dans Redis ne fait pas exécuter un objet de son choix."""

    def _serialize(self, data):
        return json.dumps(data).encode()

    def _deserialize(self, data):
        return Message(*json.loads(bytes(data)))


class File:
    """Une file. `huey` : où elle est ; `travaux` : {nom: Travail}.

    `veille` : vrai si quelqu'un fait le travail, None quand on ne peut le savoir (Redis) ; `reveiller` : le fait venir.
    """

    def __init__(
        self,
        huey: Callable[[], Huey],
        travaux: Mapping[str, Travail],
        veille: Callable[[], bool | None] = lambda: None,
        reveiller: Callable[[], None] = lambda: None,
    ):
        self._huey, self.travaux, self.veille, self.reveiller = huey, travaux, veille, reveiller
        self.contexte: Callable[[], object] = lambda: None

    # ------------------------------------------------------------ demander
    def soumettre(self, nom: str, arguments: dict, cle: str = "", visiteur: str = "") -> str:
        """L'identifiant de cette demande. Lève Complet s'il n'y a pas de place ; le travail déjà fait, ou en cours, n'en prend pas."""
        key = cle or secrets.token_hex(20)
        self._purger()
        if not self._vit(self._lu(key)):
            self._commencer(nom, arguments, key, visiteur)
        identifiant = secrets.token_hex(16)
        self._anneau("identifiants", IDENTIFIANTS, f"qui:{identifiant}")
        self._depot.put_data(f"qui:{identifiant}", key.encode())
        self._depot.incr(f"suivi:{key}")
        self._depot.delete_data(f"stop:{key}")  # on l'arrêtait : quelqu'un l'attend de nouveau
        if not self._vit(self._lu(key)):
            self._commencer(nom, arguments, key, visiteur)
        self.reveiller_au_besoin()
        return identifiant

    def etat(self, identifiant: str) -> Etat:
        """Où en est la demande ; « inconnu » si cet identifiant n'est pas, ou plus, d'ici."""
        key = self._texte(f"qui:{identifiant}")
        if key is None:
            return Etat(ARRETE if self._texte(f"arrete:{identifiant}") else INCONNU)
        found = self._lu(key)
        if found.fini:
            return found
        if not self._vit(found):
            return Etat(ECHEC, cle=key)
        self.reveiller_au_besoin()
        return found

    def annuler(self, identifiant: str) -> None:
        """Cette demande n'attend plus ; le travail s'arrête si c'était la dernière. Tout autre identifiant est sans effet."""
        key = self._depot.pop_data(f"qui:{identifiant}")
        if key is EmptyData:
            return
        self._depot.put_data(f"arrete:{identifiant}", b"1")
        self._anneau("arretes", IDENTIFIANTS, f"arrete:{identifiant}")
        name = bytes(key).decode()
        if not self._lu(name).fini and self._depot.incr(f"suivi:{name}", -1) <= 0:
            self._depot.put_data(f"stop:{name}", b"1")

    def morceaux(self, cle: str) -> Iterator[bytes] | None:
        """Les octets d'un résultat, par morceaux ; None s'il n'est plus là, ou pas entier."""
        found = self._lu(cle)
        names = [f"octets:{cle}:{number}" for number in range(found.dit.get("morceaux", 0))]
        if found.etat != PRET or not self._vit(found) or not all(self._depot.has_data_for_key(name) for name in names):
            return None
        return (bytes(piece) for name in names if (piece := self._depot.peek_data(name)) is not EmptyData)

    def oublier(self, cle: str) -> None:
        """Efface un travail et son résultat."""
        for number in range(self._lu(cle).dit.get("morceaux", 0)):
            self._depot.delete_data(f"octets:{cle}:{number}")
        for name in ("etat", "stop"):
            self._depot.delete_data(f"{name}:{cle}")
        self._depot.delete_counter(f"suivi:{cle}")

    def reveiller_au_besoin(self) -> None:
        if self.veille() is False:
            self.reveiller()

    # ------------------------------------------------------------ travailler
    def avancer(self) -> bool:
        """Prend un travail et le fait, dans ce fil d'exécution ; faux s'il n'y en avait pas."""
        huey = self._ouverte()
        task = huey.dequeue()
        if task is not None:
            huey.execute(task)
        return task is not None

    def _faire(self, nom: str, cle: str, arguments: dict, place: str) -> None:
        travail, essai = self.travaux[nom], self._lu(cle).essai
        last = [0.0, -1.0]

        def dire(fait: int, total: int) -> None:
            if self._depot.has_data_for_key(f"stop:{cle}"):
                raise Arretee(cle)
            if total != last[1] or time.time() - last[0] > ECRITURE_S:
                last[:] = time.time(), total
                self._ecrire(cle, Etat(ENCOURS, fait, total, essai=essai))

        try:
            dire(0, 0)
            made = travail.fonction(self.contexte(), dire, **arguments)
            dire(1, 1)
            self._deposer(cle, made, essai, travail.garde)
        except Arretee:
            self._ecrire(cle, Etat(ARRETE, essai=essai))
            if self._depot.incr(f"suivi:{cle}", 0) > 0:  # on l'a redemandé pendant qu'il s'arrêtait
                self._relancer(nom, arguments, cle, place, essai + 1)
                place = ""
        except Exception:
            logging.getLogger("maillage.taches").exception("Le travail « %s » a échoué.", nom)
            self._ecrire(cle, Etat(ECHEC, essai=essai))
        finally:
            if place:
                self._rendre(place, cle)
                self._depot.delete_counter(f"suivi:{cle}")
            if not travail.garde and self._depot.has_data_for_key(f"stop:{cle}"):
                self.oublier(cle)

    def _deposer(self, cle: str, made: Rendu, essai: int, garde: bool) -> None:
        pieces = range(0, len(made.octets), MORCEAU)
        for number, start in enumerate(pieces):
            self._depot.put_data(f"octets:{cle}:{number}", made.octets[start : start + MORCEAU])
        if garde:
            self._anneau("resultats", RESULTATS, cle, self.oublier)
        self._ecrire(cle, Etat(PRET, dit={**made.dit, "morceaux": len(pieces)}, essai=essai))

    # ------------------------------------------------------------ tenir
    @property
    def _depot(self):
        return self._ouverte().storage

    def _ouverte(self) -> Huey:
        huey = self._huey()
        if not hasattr(huey, "maillage"):
            huey.serializer, huey.results = Json(), False
            huey.maillage = huey.task(name="travail")(self._faire)
        return huey

    def _commencer(self, nom: str, arguments: dict, cle: str, visiteur: str) -> None:
        place = self._place(nom, cle, visiteur)
        essai = self._lu(cle).essai + 1
        if not self._relancer(nom, arguments, cle, place, essai):
            self._rendre(place, cle)

    def _relancer(self, nom: str, arguments: dict, cle: str, place: str, essai: int) -> bool:
        """De deux demandes arrivées ensemble, une seule commence cet essai (vrai) ; l'autre le suit."""
        if not self._depot.put_if_empty(f"essai:{cle}:{essai}", b"1"):
            until = time.monotonic() + 2
            while self._lu(cle).essai < essai and time.monotonic() < until:
                time.sleep(0.01)
            return False
        self._depot.delete_data(f"stop:{cle}")
        self._ecrire(cle, Etat(ATTEND, essai=essai))
        self._depot.delete_data(f"essai:{cle}:{essai - 1}")
        self._ouverte().maillage(nom, cle, arguments, place)
        return True

    def _place(self, nom: str, cle: str, visiteur: str) -> str:
        """Le nom de la place prise. Celle d'un travail mort se reprend."""
        travail = self.travaux[nom]
        names = [f"place:{nom}:{number}" for number in range(travail.places)]
        held = {name: json.loads(bytes(value)) for name, value in self._depot.peek_many(names).items()}
        for name, (owner, _) in list(held.items()):
            if not self._vit(self._lu(owner)) or self._lu(owner).etat == PRET:
                self._depot.delete_data(name)
                del held[name]
        if visiteur and sum(who == visiteur for _, who in held.values()) >= travail.par_visiteur:
            raise Complet(du_visiteur=True)
        mine = json.dumps([cle, visiteur]).encode()
        for name in names:
            if self._depot.put_if_empty(name, mine):
                return name
        raise Complet

    def _rendre(self, place: str, cle: str) -> None:
        """Rend la place, si elle est encore la sienne."""
        held = self._texte(place)
        if held and json.loads(held)[0] == cle:
            self._depot.delete_data(place)

    def _vit(self, found: Etat) -> bool:
        """Vrai d'un travail qui attend, qui se fait, ou dont le résultat est encore bon."""
        age = time.time() - found.quand
        if found.etat == PRET:
            return age < GARDE_S
        if found.etat == ENCOURS:
            return age < SILENCE_S and (self.veille() is not False or age < 1)
        return found.etat == ATTEND and (self.veille() is not None or age < DEPART_S)

    def _lu(self, cle: str) -> Etat:
        told = self._texte(f"etat:{cle}")
        return Etat(**json.loads(told)) if told else Etat(INCONNU, cle=cle)

    def _ecrire(self, cle: str, etat: Etat) -> None:
        self._depot.put_data(f"etat:{cle}", json.dumps({**asdict(etat), "cle": cle, "quand": time.time()}).encode())

    def _texte(self, nom: str) -> str | None:
        told = self._depot.peek_data(nom)
        return None if told is EmptyData else bytes(told).decode()

    def _anneau(self, nom: str, taille: int, valeur: str, oter: Callable[[str], object] | None = None) -> None:
        """Retient `valeur` parmi les `taille` dernières, et ôte celle dont elle prend le tour."""
        name = f"{nom}:{self._depot.incr(nom) % taille}"
        before = self._texte(name)
        self._depot.put_data(name, valeur.encode())
        if before and before != valeur:
            (oter or self._depot.delete_data)(before)

    def _purger(self) -> None:
        """Efface les résultats qui ont fait leur temps."""
        for name, cle in self._depot.peek_many([f"resultats:{number}" for number in range(RESULTATS)]).items():
            key = bytes(cle).decode()
            if (found := self._lu(key)).etat == PRET and not self._vit(found):
                self.oublier(key)
                self._depot.delete_data(name)
