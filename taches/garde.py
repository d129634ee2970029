"""Ce que les deux gestionnaires de Dash ont en commun ici : une demande est jugée avant qu'un processus ne soit lancé.

Dash signe déjà ce qu'il donne au navigateur (numéro de processus, nom du résultat). Cela ne suffit pas : un numéro signé reste
valable quand le système l'a donné à un autre processus, et deux personnes qui demandent la même chose y lisent le même
résultat, que la première lue efface. Ici un travail n'a qu'un identifiant tiré au sort, inscrit au dépôt le temps qu'il dure ;
hors de là, rien ne s'arrête et rien ne se lit.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from taches import places
from taches.depot import Depot
from views.papier import phrases_departement as t

Demande = Callable[[object], tuple[str, str] | None]


class Garde:
    """À mettre devant un gestionnaire de Dash. `depot` et `demande` (taches.feuilles.demandee) sont posés par lui."""

    UNDEFINED: object
    depot: Depot
    demande: Demande

    def build_cache_key(self, fn, args, cache_args_to_ignore, triggered) -> str:
        """Un nom de résultat par demande : celui de Dash serait le même pour deux visiteurs."""
        return secrets.token_hex(16)

    def call_job_fn(self, key, job_fn, args, context) -> str:
        """Lance la demande si elle est recevable et qu'il reste une place ; sinon sa réponse est déjà là. Rend son identifiant."""
        travail = secrets.token_hex(16)
        self.depot.purger()
        asked = self.demande(args)
        answer = {"etat": "refus", "pourquoi": t.INCONNU} if asked is None else places.fait(self.depot, asked[1])
        if answer is None and asked is not None:
            answer = self._admise(asked, travail, key, job_fn)
        if answer is not None:
            self.repondre(key, answer)
        return travail

    def _admise(self, asked: tuple[str, str], travail: str, key: str, job_fn) -> dict | None:
        departement, clef = asked
        followed = self.depot.lire(places.BAIL + clef) is not None
        if places.admettre(self.depot, clef, travail) == "complet":
            return {"etat": "refus", "pourquoi": t.SUIVEURS if followed else t.COMPLET}
        try:
            # Rien du visiteur (adresse, en-têtes) ne part avec le travail.
            self.lancer(key, job_fn, [0, departement, clef, travail], travail)
        except OSError:
            places.liberer(self.depot, travail)
            return {"etat": "refus", "pourquoi": t.INDISPONIBLE}
        return None

    def job_running(self, job) -> bool:
        return places.vit(self.depot, str(job))

    def terminate_job(self, job) -> None:
        """Arrête un travail de ce service qui dure encore ; tout autre identifiant est sans effet."""
        if job is None or not places.vit(self.depot, str(job)):
            return
        self.tuer(str(job))
        self.depot.ecrire(places.ARRET + str(job), b"1", places.DEPART_S)
        places.liberer(self.depot, str(job))

    def terminate_unhealthy_job(self, job) -> bool:
        return False

    def get_result(self, key, job):
        """Le résultat ; d'un travail mort sans en laisser, ce qu'il en est."""
        alive = job is not None and places.vit(self.depot, str(job))
        found = self.lu(key)
        if found is not None:
            self.clear_cache_entry(key)
            if isinstance(found, dict) and "background_callback_error" in found:
                return {"etat": "echec", "pourquoi": t.ECHEC}
            return found
        if alive or job is None:
            return self.UNDEFINED
        stopped = self.depot.lire(places.ARRET + str(job)) is not None
        return {"etat": "arrete"} if stopped else {"etat": "echec", "pourquoi": t.ECHEC}

    def repondre(self, key: str, answer: dict) -> None:
        raise NotImplementedError

    def lancer(self, key: str, job_fn, args: list, travail: str) -> None:
        raise NotImplementedError

    def tuer(self, travail: str) -> None:
        raise NotImplementedError

    def lu(self, key: str):
        raise NotImplementedError

    def clear_cache_entry(self, key: str) -> None:
        raise NotImplementedError
