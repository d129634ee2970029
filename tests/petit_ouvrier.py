"""L'ouvrier Celery (taches/ouvrier.py), sur le petit Atlas : `celery -A tests.petit_ouvrier worker`."""

from __future__ import annotations

import os
from pathlib import Path

from taches.feuilles import Atelier
from tests.petit_enfant import ralentir

from taches import ouvrier
from tests.petit_atlas import petit_atlas

ouvrier.load_atlas = lambda *_: petit_atlas()
ralentir(Path(os.environ["MAILLAGE_ESSAI_ATTENTE"]))
app = ouvrier.app
__all__ = ["Atelier", "app"]
