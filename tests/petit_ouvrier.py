"""L'ouvrier de Redis (taches/ouvrier.py), sur le petit Atlas : `python -m tests.petit_ouvrier DOSSIER`."""

from __future__ import annotations

import sys
from pathlib import Path

from taches import ouvrier
from tests.petit_atlas import petit_atlas
from tests.petit_serveur import ralentir

if __name__ == "__main__":
    ouvrier.load_atlas = lambda *_: petit_atlas()
    ralentir(Path(sys.argv[1]))
    ouvrier.main()
