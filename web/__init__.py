"""Ce qui entoure l'application quand elle est servie : en-têtes, bornes des demandes, refus, débit. Ne connaît aucune donnée."""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash

from web import adresses, bornes, debit, entetes, refus
from web.contexte import Contexte
from web.memoire import Memoire


def protect(apps: Sequence[Dash], contexte: Contexte, memoire: Memoire) -> None:
    """Entoure les applications d'un même serveur : à appeler en dernier, quand toutes leurs routes et tous leurs callbacks
    sont branchés."""
    server = apps[0].server
    refus.register(server, contexte)
    debit.register(server, contexte.settings)
    adresses.register(server, contexte)
    bornes.register(server, apps)
    memoire.rendre(server)
    entetes.register(server, apps, contexte.settings)
