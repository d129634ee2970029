"""Le gestionnaire pour des répliques : celui de Dash sur Celery, la file et les résultats dans Redis."""

from __future__ import annotations

import json
from functools import cached_property

import redis
from celery import Celery
from dash import CeleryManager

from taches import places
from taches.depot import DepotRedis
from taches.garde import Demande, Garde

PATIENCE_S = 3
# Un Redis absent se dit en quelques secondes : une page ne l'attend pas.
REGLAGES = {
    "task_serializer": "json",
    "accept_content": ["json"],
    "result_expires": int(places.GARDE_S),
    "task_ignore_result": True,
    "task_publish_retry": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_timeout": PATIENCE_S,
    "redis_socket_connect_timeout": PATIENCE_S,
    "redis_socket_timeout": 30,
    "result_backend_transport_options": {"retry_policy": {"max_retries": 1, "timeout": PATIENCE_S}},
    "broker_transport_options": {"socket_connect_timeout": PATIENCE_S, "visibility_timeout": 3600},
    # Un travail à la fois par processus, pris quand il est libre : « Arrêter » n'en tue pas un autre.
    "worker_prefetch_multiplier": 1,
}


class File(Garde, CeleryManager):
    """`adresse` : celle de Redis. Le travail se fait dans `celery -A taches.ouvrier worker`, sur n'importe quelle machine."""

    def __init__(self, adresse: str, demande: Demande):
        self.adresse, self.demande = adresse, demande
        app = Celery("maillage", broker=adresse, backend=adresse)
        app.conf.update(REGLAGES)
        CeleryManager.__init__(self, app)

    @cached_property
    def depot(self) -> DepotRedis:
        return DepotRedis(redis.Redis.from_url(self.adresse, socket_connect_timeout=PATIENCE_S, socket_timeout=30))

    def repondre(self, key: str, answer: dict) -> None:
        self.depot.ecrire(f"reponse:{key}", json.dumps(answer).encode(), places.GARDE_S)

    def lu(self, key: str):
        told = self.depot.lire(f"reponse:{key}") or self.handle.backend.get(key)
        return json.loads(told) if told else None

    def clear_cache_entry(self, key: str) -> None:
        self.depot.oter(f"reponse:{key}")
        self.handle.backend.delete(key)

    def lancer(self, key: str, job_fn, args: list, travail: str) -> None:
        try:
            job_fn.apply_async((key, self._make_progress_key(key), args, {}), task_id=travail, expires=places.DEPART_S)
        except self.handle.connection_for_write().connection_errors as error:
            raise OSError(str(error)) from error

    def tuer(self, travail: str) -> None:
        self.handle.control.revoke(travail, terminate=True, signal="SIGKILL")
