"""Ce qui entoure l'application quand elle est servie : en-têtes, bornes des demandes, refus, débit. Ne connaît aucune donnée."""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash

from web import adresses, annexes, bornes, debit, entetes, prefixe, refus, validateurs
from web.contexte import Contexte
from web.memoire import Memoire


def protect(apps: Sequence[Dash], contexte: Contexte, memoire: Memoire) -> None:
    """Entoure les applications d'un même serveur : à appeler en dernier, quand toutes leurs routes et tous leurs callbacks
    sont branchés."""
    server = apps[0].server
    refus.register(server, contexte)
    annexes.register(server, contexte)
    debit.register(server, contexte.settings)
    adresses.register(server, contexte)
    bornes.register(server, apps)
    memoire.rendre(server)
    validateurs.empreindre(server)
    prefixe.register(server, contexte.settings)
    entetes.register(server, apps, contexte.settings)
