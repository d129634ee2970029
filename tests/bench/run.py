"""Le banc : la carte et sa référence, ouvertes tour à tour dans le même navigateur. `make bench`.

Chaque tour ouvre les deux pages à froid (contexte neuf, aucun cache), filtre, change de profession puis d'année.
Les médianes sont absolues sur cette machine ; seuls les rapports voyagent. Options : --tours N, --strict.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from contextlib import ExitStack

from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import launch
from scripts.servers import Server
from tests.bench import cascade
from tests.bench.drivers import FIRST_THEME, OTHER_THEME, WAVES, Baseline, Driver, Ours
from tests.bench.proxy import CountingProxy
from tests.bench.report import Samples, table

TOURS = 10
HOVERS_PER_TOUR = 10
VIEWPORT = {"width": 1366, "height": 900}
# Après un geste, le temps qu'une requête tardive parte et revienne avant de lire le compteur.
SETTLE_S = 0.4
TERRITORIES = ("dep-46", "dep-09", "dep-31", "reg-76")


def main() -> int:
    """Mesure, imprime le tableau, rend 0 ; avec --strict, 1 si une barre est manquée."""
    options = _options()
    samples: Samples = defaultdict(list)
    opening: list[str] = []
    with ExitStack() as stack:
        ours, baseline = stack.enter_context(Server("app.py")), stack.enter_context(Server("-m", "tests.bench.baseline"))
        pages = [(kind, stack.enter_context(CountingProxy(server.port))) for kind, server in ((Ours, ours), (Baseline, baseline))]
        browser = launch(stack.enter_context(sync_playwright()))
        for tour in range(options.tours):
            for kind, proxy in pages:
                _visit(browser, kind, proxy, samples, opening)
            print(f"tour {tour + 1}/{options.tours}", file=sys.stderr, flush=True)
        samples[Ours.name, "memoire"] = ours.worker_memory_mb()
        samples[Baseline.name, "memoire"] = baseline.worker_memory_mb()
        version = browser.version
        browser.close()
    print(f"Chromium {version}, WebGL par le processeur, {VIEWPORT['width']}×{VIEWPORT['height']}, {options.tours} tours alternés.")
    text, missed = table(samples)
    print(text)
    print(f"\nLa dernière ouverture de la carte, à froid :\n{opening[-1]}")
    return 1 if missed and options.strict else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description="Mesure la carte et sa référence.")
    parser.add_argument("--tours", type=int, default=TOURS, help=f"nombre de tours alternés ({TOURS})")
    parser.add_argument("--strict", action="store_true", help="code de sortie 1 si une barre est manquée")
    return parser.parse_args()


def _visit(browser: Browser, kind: type[Driver], proxy: CountingProxy, samples: Samples, opening: list[str]) -> None:
    """Un tour sur une page : l'ouvre à froid, note chaque mesure dans `samples`, et la cascade de la nôtre dans `opening`."""
    context = browser.new_context(viewport=VIEWPORT, bypass_csp=True)
    driver = kind(context.new_page())
    note = samples_of(samples, driver.name)
    before = proxy.received
    painted = driver.open(f"http://127.0.0.1:{proxy.port}/")
    note("peinture", painted)
    if isinstance(driver, Ours):
        note("page", driver.whole)
        opening.append(cascade.texte(cascade.lire(driver.page), painted))
    time.sleep(SETTLE_S)
    note("ouverture", proxy.received - before)
    for action, gesture in _gestures(driver):
        sent, received = proxy.sent, proxy.received
        note(action, gesture())
        time.sleep(SETTLE_S)
        note(f"{action}-envoi", proxy.sent - sent)
        note(f"{action}-recu", proxy.received - received)
    if isinstance(driver, Ours):
        for elapsed in driver.hover(HOVERS_PER_TOUR):
            note("survol", elapsed)
        for territory in TERRITORIES:
            elapsed, size = driver.open_territory(territory)
            note("fiche", elapsed)
            note("fiche-octets", size)
    context.close()


def _gestures(driver: Driver):
    """Les gestes d'un tour, dans l'ordre : (nom de la mesure, geste)."""
    yield "filtre", driver.filter_class
    yield "filtre", driver.filter_class
    yield "profession", lambda: driver.change_theme(OTHER_THEME)
    yield "profession", lambda: driver.change_theme(FIRST_THEME)
    # Le passage au thème des vagues n'est pas compté comme un changement d'année.
    driver.change_theme(WAVES)
    time.sleep(SETTLE_S)
    yield "annee", lambda: driver.change_year(2019)
    yield "annee", lambda: driver.change_year(2020)


def samples_of(samples: Samples, name: str):
    """Une fonction qui range (mesure, valeur) sous le nom d'une page."""

    def note(measure: str, value: float) -> None:
        samples[name, measure].append(value)

    return note


if __name__ == "__main__":
    sys.exit(main())
