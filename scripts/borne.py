"""Ouvre la borne : attend le serveur, puis lance Chromium en plein écran dessus. Bibliothèque standard seule.

python -m scripts.borne                      # la borne de http://127.0.0.1:8050
python -m scripts.borne http://127.0.0.1:9000
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from scripts.chromium import find_chromium

ADDRESS = "http://127.0.0.1:8050"
PAGE = "/borne/veille"
LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}\Z")
PATIENCE_S = 300
PROFILE = Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp") / "maillage-borne"
# Plein écran, sans profil gardé, sans menu, sans geste qui quitte la page, sans rien demander au réseau.
KIOSK = (
    "--kiosk",
    "--incognito",
    "--no-first-run",
    "--noerrdialogs",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-session-crashed-bubble",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-translate",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
    "--check-for-update-interval=31536000",
    "--password-store=basic",
    "--touch-events=enabled",
)


def chromium_command(chromium: str, address: str, profile: Path = PROFILE) -> list[str]:
    """La commande qui ouvre la borne de `address` (« http://127.0.0.1:8050 ») en plein écran."""
    return [chromium, *KIOSK, f"--user-data-dir={profile}", address + PAGE]


def wait_for(address: str, patience_s: float = PATIENCE_S) -> bool:
    """Attend que le serveur réponde ; faux s'il ne l'a pas fait à temps."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return True
        except OSError:
            pass  # pas encore : on redemande
        time.sleep(0.5)
    return False


def main(arguments: list[str]) -> int:
    """Attend, ouvre, rend le code de Chromium : 1 si le serveur ou Chromium manque, 2 si l'adresse n'est pas de cette machine."""
    address = arguments[0] if arguments else ADDRESS
    if not LOCAL.match(address):
        print(f"La borne s'ouvre sur un serveur de cette machine, comme {ADDRESS} ; trouvé « {address[:80]} ».", file=sys.stderr)
        return 2
    chromium = find_chromium()
    if chromium is None:
        print(f"Chromium n'a pas été trouvé. Ouvrez {address}{PAGE} dans un navigateur, en plein écran.", file=sys.stderr)
        return 1
    if not wait_for(address):
        print(f"Le serveur {address} ne répond pas.", file=sys.stderr)
        return 1
    return subprocess.run(chromium_command(chromium, address)).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
