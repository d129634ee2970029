"""La borne pendant des heures : des visiteurs qui se suivent, au doigt, et la mémoire relevée à chaque « heure ». `make soak`.

Une heure est faite de quarante visiteurs (quatre-vingt-dix secondes chacun). Un visiteur lit sa page, puis s'en va sans
rien fermer : c'est la veille qui efface, comme en vrai. L'horloge du navigateur est accélérée : les soixante secondes
sans geste et les vingt du décompte passent d'un coup. Options : --heures N, --visiteurs N (par heure).

Rend 0 si la mémoire du navigateur et celle du serveur restent à 5 % près ce qu'elles étaient après la première heure,
et si aucun des deux journaux ne dit une erreur ; 1 sinon.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from scripts.chromium import ARGUMENTS, find_chromium
from settings import COUNTDOWN_S, IDLE_S
from tests.serveur_borne import ServeurDeBorne

HOURS, VISITORS_PER_HOUR, TOLERANCE = 8, 40, 0.05
SCREEN = {"width": 1080, "height": 1920}
COMMUNES = ("figeac", "lourdes", "sete", "mende", "foix", "auch", "rodez", "gramat", "millau", "ceret")
IDLE_MS, COUNTDOWN_MS = 1_000 * IDLE_S, 1_000 * COUNTDOWN_S
# Le pilote WebGL logiciel dit qu'il lit ses pixels lentement : ce n'est pas une erreur de la page.
DRIVER = "GL Driver Message"
LIMIT_MS = 60_000
SAMPLES, SETTLE_MS = 12, 1_500


class Reading(NamedTuple):
    """Une heure : mémoire du navigateur et du serveur (Mo, part proportionnelle des pages partagées), tas JavaScript, nœuds."""

    browser_mb: float
    server_mb: float
    heap_mb: float
    nodes: int


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder, ServeurDeBorne(Path(folder) / "journal.txt") as server:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                Path(folder) / "profil", executable_path=find_chromium(), args=list(ARGUMENTS), viewport=SCREEN, has_touch=True
            )
            noise = _listen(context)
            readings = list(_hours(context, server, Path(folder), options.heures, options.visiteurs))
            context.close()
        complaints = [line for line in server.log().splitlines() if "error" in line.lower() or "Traceback" in line]
    drift = _drift(readings)
    print(f"Plus grand écart à la première heure : navigateur {drift[0]:+.1%}, serveur {drift[1]:+.1%} (admis : {TOLERANCE:.0%} de plus).")
    print(f"Journal du navigateur : {len(noise)} erreur ; journal du serveur : {len(complaints)} erreur.")
    print("\n".join([*noise, *complaints][:20]))
    return 1 if noise or complaints or max(drift) > TOLERANCE else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.endurance", description="La borne pendant des heures.")
    parser.add_argument("--heures", type=int, default=HOURS, help=f"nombre d'heures ({HOURS})")
    parser.add_argument("--visiteurs", type=int, default=VISITORS_PER_HOUR, help=f"visiteurs par heure ({VISITORS_PER_HOUR})")
    return parser.parse_args(arguments)


def _listen(context: BrowserContext) -> list[str]:
    noise: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and DRIVER not in message.text:
            noise.append(f"{message.type} : {message.text}")

    context.on("console", hear)
    context.on("weberror", lambda raised: noise.append(f"page : {raised.error}"))
    return noise


def _hours(context: BrowserContext, server: ServeurDeBorne, folder: Path, hours: int, visitors: int) -> Iterator[Reading]:
    context.set_default_timeout(LIMIT_MS)
    page = context.pages[0]
    page.clock.install()
    page.goto(f"{server.address}/borne/veille")
    visits: tuple[Callable[[Page, int], None], ...] = (_search, _map, _ideas, _give_up)
    for hour in range(1, hours + 1):
        began = time.monotonic()
        for number in range(visitors):
            page.locator("#veille[data-joue]").wait_for()  # avant, la page n'écoute pas encore le doigt
            page.touchscreen.tap(540, 900)
            page.locator(".portes").wait_for()
            visits[number % len(visits)](page, hour * visitors + number)
            _leave(page)
        found = _read(context, page, server, folder)
        print(
            f"heure {hour} : {visitors} visiteurs en {time.monotonic() - began:.0f} s ; navigateur {found.browser_mb:.0f} Mo, "
            f"serveur {found.server_mb:.0f} Mo, tas {found.heap_mb:.1f} Mo, {found.nodes} nœuds",
            flush=True,
        )
        yield found


# ---------------------------------------------------------------- les visiteurs


def _search(page: Page, number: int) -> None:
    page.get_by_role("link", name="Ma commune").tap()
    name = COMMUNES[number % len(COMMUNES)]
    for letter in name:
        page.locator(f'[data-touche="{letter}"]').tap()
    page.locator("#trouvees a").first.tap()
    page.locator(".borne-fiche").wait_for()
    page.locator("details.repond summary").first.tap()
    _follow(page, page.locator(".borne-voisines a").first)


def _map(page: Page, number: int) -> None:
    page.get_by_role("link", name="La carte").tap()
    page.locator("body[data-prete]").wait_for()
    page.locator("[data-theme]").nth(number % 5).tap()
    box = page.locator("#carte").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.5)
    _follow(page, page.locator("#touchee a"))


def _ideas(page: Page, number: int) -> None:
    page.get_by_role("link", name="Comment ça marche").tap()
    _follow(page, page.locator(".tuile").nth(number % 6))
    _follow(page, page.locator(".borne-idee > p:last-child a"))


def _give_up(page: Page, number: int) -> None:
    page.get_by_role("link", name="Ma commune").tap()
    for letter in COMMUNES[number % len(COMMUNES)][:3]:
        page.locator(f'[data-touche="{letter}"]').tap()


def _follow(page: Page, link: Locator) -> None:
    """Touche un lien et attend sa page."""
    target = link.get_attribute("href")
    link.tap()
    page.wait_for_url(f"**{target}")


def _leave(page: Page) -> None:
    """Plus personne : une minute passe, le décompte, et la veille revient."""
    page.clock.fast_forward(IDLE_MS)
    page.locator("#decompte").wait_for()
    page.clock.fast_forward(COUNTDOWN_MS)
    page.locator("#veille").wait_for()


# ---------------------------------------------------------------- relever


def _read(context: BrowserContext, page: Page, server: ServeurDeBorne, folder: Path) -> Reading:
    """La mémoire retenue : ce que le navigateur rendrait de lui-même plus tard lui est d'abord redemandé, et l'on garde le
    plus bas de quelques relevés, car il rend par à-coups."""
    client = context.new_cdp_session(page)
    client.send("Performance.enable")
    roots = [pid for pid, line in _commands() if f"--user-data-dir={folder / 'profil'}" in line and "--type=" not in line]
    lowest = []
    for _ in range(SAMPLES):
        client.send("Memory.simulatePressureNotification", {"level": "critical"})
        client.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(SETTLE_MS)
        lowest.append(_memory_mb(_with_children(roots)))
    metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    client.detach()
    return Reading(
        min(lowest),
        _memory_mb(_with_children([server.process.pid])),
        metrics["JSHeapUsedSize"] / 1e6,
        int(metrics["Nodes"]),
    )


def _commands() -> Iterator[tuple[int, str]]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield int(path.parent.name), path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # un processus qui finit pendant la lecture


def _with_children(roots: list[int]) -> set[int]:
    """Ces processus et tous ceux qu'ils ont lancés."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += parents.get(pid, [])
    return found


def _memory_mb(pids: set[int]) -> float:
    """La mémoire propre de ces processus, et leur part de celle qu'ils partagent (Pss)."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def _drift(readings: list[Reading]) -> tuple[float, float]:
    """Le plus grand écart relatif à la première heure, navigateur et serveur ; zéro s'il n'y en a qu'une."""
    first, later = readings[0], readings[1:]
    worst = [max((getattr(one, field) / getattr(first, field) - 1 for one in later), default=0.0) for field in ("browser_mb", "server_mb")]
    return worst[0], worst[1]


if __name__ == "__main__":
    sys.exit(main())
