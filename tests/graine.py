"""La graine des tirages : toujours la même ; `python tasks.py hasard` en donne une autre, et la dit."""

import os

GRAINE = int(os.environ.get("MAILLAGE_GRAINE") or 2026)
