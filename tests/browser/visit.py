"""Une visite de la page : un contexte neuf, ce qu'elle envoie, ce qu'elle écrit en console, et ce qu'elle montre, en données."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Request

# Ce que le pilote WebGL logiciel écrit, et rien d'autre : il signale qu'il lit ses pixels lentement.
DRIVER_NOISE = (re.compile(r"GL Driver Message \(OpenGL, Performance, GL_CLOSE_PATH_NV, High\): GPU stall due to ReadPixels"),)
LOCAL = "127.0.0.1"
PANEL = "/_dash-update-component"
# Une image coûte jusqu'à une demi-seconde sans carte graphique, et la machine peut être occupée.
PATIENCE_MS = 60_000
PATIENCE_S = 30
# L'état lu : la vue de la page, ou null tant qu'elle n'est pas prête.
PAGE = "window.__page"


class Visit:
    """Un visiteur : son contexte, sa page. `allowed` : les messages et les erreurs que l'essai provoque (expressions)."""

    def __init__(self, browser: Browser, address: str, viewport: dict, allowed: tuple[str, ...] = (), blocked: str = "", **options):
        self.address = address
        self.context = browser.new_context(viewport=viewport, locale="fr-FR", reduced_motion="reduce", **options)
        self.context.set_default_timeout(PATIENCE_MS)
        if blocked:
            self.context.route(blocked, lambda route: route.abort())
        self.page = self.context.new_page()
        self.requests: list[Request] = []
        self.console: list[str] = []
        self.errors: list[str] = []
        self.allowed = (*DRIVER_NOISE, *(re.compile(expression) for expression in allowed))
        # Playwright pose un attribut sur ce qu'on lui donne : une fonction, jamais la méthode append elle-même.
        self.context.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda raised: self.errors.append(str(raised.error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text}")

    # ------------------------------------------------------------ aller, attendre

    def go(self, query: str = "", ready: bool = True) -> None:
        """Ouvre l'adresse ; `ready` attend que la carte soit peinte."""
        self.page.goto(self.address + "/" + query)
        self.until("window.maillage && document.querySelector('#panneau h2')")
        if ready:
            self.page.evaluate("maillage.page().then((page) => { window.__page = page; })")
            self.painted_once()
            self.until("document.querySelector('#resume').textContent")

    def painted_once(self) -> None:
        """Attend la première carte peinte. La promesse rend la page entière : la faire traverser jusqu'ici prendrait dix secondes."""
        self.page.evaluate("maillage.pret.then(() => {})")

    def until(self, expression: str, argument=None) -> None:
        """Attend que l'expression JavaScript soit vraie. (wait_for_function l'évaluerait dans la page, que sa CSP lui refuse.)"""
        until = time.monotonic() + PATIENCE_MS / 1000
        while not self._true(expression, argument):
            assert time.monotonic() < until, f"toujours faux : {expression} {argument or ''}"
            self.page.wait_for_timeout(50)

    def _true(self, expression: str, argument) -> bool:
        try:
            return bool(self.page.evaluate(expression, argument))
        except Error as error:
            if "context was destroyed" in error.message:
                return False  # la page change : on redemandera à la suivante
            raise

    def until_equal(self, seen: Callable[[], object], expected: object) -> None:
        """Attend que `seen()` rende `expected` : Dash écrit dans la page après que la vue a changé."""
        until = time.monotonic() + PATIENCE_S
        while seen() != expected and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert seen() == expected

    def address_becomes(self, query: str) -> None:
        """Change d'adresse sans recharger la page, comme Précédent et Suivant."""
        self.page.evaluate("(q) => { history.pushState(null, '', '/' + q); dispatchEvent(new PopStateEvent('popstate')); }", query)

    def until_view(self, **expected) -> None:
        """Attend que la vue montrée ait ces valeurs."""
        self.until(
            f"(expected) => Object.entries(expected).every(([k, v]) => JSON.stringify({PAGE}.vue[k]) === JSON.stringify(v))", expected
        )

    def choose(self, key: str, value: str) -> None:
        """Choisit cette valeur dans le champ de la page qui porte cette clé de la vue."""
        self.page.locator(f"select[data-controle={key}]").select_option(value)

    def settled(self) -> None:
        """Attend que la carte ait la place que la page lui donne, et n'ait plus rien à dessiner."""
        self.until(f"""{PAGE}?.carte === null || (() => {{
          const cadre = {PAGE}.carte.carte.getContainer(), toile = {PAGE}.carte.carte.getCanvas();
          return Math.abs(cadre.clientWidth - toile.clientWidth) < 2 && Math.abs(cadre.clientHeight - toile.clientHeight) < 2;
        }})()""")
        self.page.evaluate("Promise.race([maillage.inactif(), new Promise((tenir) => setTimeout(tenir, 30000))])")

    # ------------------------------------------------------------ ce qui est montré

    def view(self) -> dict:
        """La vue, telle que l'adresse la porte."""
        return self.page.evaluate(f"{PAGE}.vue")

    def states(self) -> dict[str, int]:
        """{code_commune: rang de classe ou marque} de toutes les communes."""
        return self.page.evaluate(f"Object.fromEntries({PAGE}.donnees.codes.map((code, i) => [code, {PAGE}.etat[i]]))")

    def painted(self) -> dict[str, str]:
        """{code_commune: couleur} telles que la carte les tient (la table des teintes)."""
        return self.page.evaluate(
            f"""Object.fromEntries({PAGE}.donnees.codes.map((code, i) => [code, {PAGE}.carte.teintes.de(i).couleur]))"""
        )

    def tints(self) -> dict[str, tuple[str, str]]:
        """{code_commune: (couleur, motif)} que la carte tient pour chaque commune."""
        read = self.page.evaluate(
            f"""{PAGE}.donnees.codes.map((code, i) => [code, {PAGE}.carte.teintes.de(i)]).map(([code, t]) => [code, t.couleur, t.motif])"""
        )
        return {code: (colour, pattern) for code, colour, pattern in read}

    def legend(self) -> dict[str, tuple[int, str]]:
        """{code de classe ou marque: (nombre, part écrite ou « »)} de la légende montrée."""
        rows = self.page.evaluate(
            """Object.fromEntries([...document.querySelectorAll('.legende-couche .compte')]
                .filter((e) => e.closest('.legende-couche').checkVisibility())
                .filter((e) => e.textContent && !e.closest('[hidden]'))
                .map((e) => [e.dataset.compte, [e.textContent, e.parentElement.querySelector('.part').textContent]]))"""
        )
        return {code: (int(re.sub(r"\s", "", number)), part) for code, (number, part) in rows.items()}

    def point(self, code: str) -> dict:
        """Où est, dans la fenêtre, la mairie de cette commune."""
        return self.page.evaluate(
            f"""(code) => {{
              const p = {PAGE}, i = p.donnees.rangDuCode.get(code), cadre = p.carte.carte.getContainer().getBoundingClientRect();
              const point = p.carte.carte.project(p.donnees.points[i]);
              return {{x: cadre.x + point.x, y: cadre.y + point.y}};
            }}""",
            code,
        )

    def clickable(self, codes: list[str]) -> str:
        """La première de ces communes dont la mairie est à découvert sur la carte : ni légende, ni structure par-dessus."""
        found = self.page.evaluate(
            f"""(codes) => {{
              const p = {PAGE}, toile = p.carte.carte.getCanvas(), cadre = toile.getBoundingClientRect();
              return codes.find((code) => {{
                const i = p.donnees.rangDuCode.get(code);
                if (!p.donnees.points[i]) return false;
                const point = p.carte.carte.project(p.donnees.points[i]);
                return document.elementFromPoint(cadre.x + point.x, cadre.y + point.y) === toile
                  && p.carte.dessous(point).commune === p.donnees.premier + i;
              }});
            }}""",
            codes,
        )
        assert found, "aucune mairie à découvert"
        return found

    def click_commune(self, code: str) -> None:
        """Clique sur la mairie de cette commune, sur la carte."""
        at = self.point(code)
        self.page.mouse.click(at["x"], at["y"])

    def focused(self) -> dict:
        """Ce qui a le focus : son identifiant, son texte, et si un contour le montre."""
        return self.page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
              return {id: e.id, texte: e.textContent.trim(), visible: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2}; }"""
        )

    def outlined(self) -> dict:
        """Le département et la commune entourés sur la carte."""
        return self.page.evaluate(
            f"({{departement: {PAGE}.carte.carte.getFilter('choisi')[2], commune: {PAGE}.carte.carte.getFilter('choisie')[2]}})"
        )

    def resume(self) -> str:
        """La phrase annoncée."""
        return self.page.locator("#resume").inner_text().replace("\u202f", " ")

    def query(self) -> str:
        """La partie « ?… » de l'adresse."""
        return self.page.evaluate("location.search")

    def panel_title(self) -> Locator:
        return self.page.locator("#panneau h2")

    # ------------------------------------------------------------ ce qui est envoyé

    @contextmanager
    def sending(self, *expected: str):
        """Ce qui se passe dedans n'envoie que des demandes vers ces chemins, chacun une fois ; rien si la liste est vide. Les
        tuiles ne comptent pas : une carte qui s'approche en lit de plus fines."""
        before = len(self.requests)
        yield
        paths = [urlsplit(request.url).path for request in self.requests[before:]]
        sent = [path for path in paths if not path.endswith(".pmtiles")]
        assert sent == list(expected), sent

    def assert_clean(self) -> None:
        """Aucune demande hors de la machine, console propre, aucune erreur de page."""
        outside = [r.url for r in self.requests if urlsplit(r.url).scheme not in ("data", "blob") and urlsplit(r.url).hostname != LOCAL]
        noise = [line for line in self.console if not any(allowed.search(line) for allowed in self.allowed)]
        assert not outside, outside
        assert not noise, noise
        raised = [line for line in self.errors if not any(allowed.search(line) for allowed in self.allowed)]
        assert not raised, raised

    def close(self) -> None:
        self.context.close()
