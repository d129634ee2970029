"""Ce qui entoure l'application quand elle est servie : en-têtes, bornes des demandes, refus, débit. Ne connaît aucune donnée."""

from __future__ import annotations

from dash import Dash

from layers.atlas import Atlas
from settings import Settings
from views.gabarits import Gabarits
from web import bornes, debit, entetes, refus


def protect(app: Dash, atlas: Atlas, settings: Settings) -> None:
    """Entoure `app` : à appeler en dernier, quand toutes ses routes et tous ses callbacks sont branchés."""
    refus.register(app.server, Gabarits(atlas, settings))
    debit.register(app.server, settings)
    bornes.register(app)
    entetes.register(app, settings)
