"""Comment manier chaque page : attendre qu'elle soit peinte, filtrer, changer de profession, d'année, survoler.

Tout ce qui dépend du dessin des pages est ici. Chaque geste rend des millisecondes, comptées dans la page : du geste
au moment où la carte, repeinte, n'a plus rien à faire (« idle »), et la page non plus.
"""

from __future__ import annotations

from playwright.sync_api import Page

FIRST_THEME = "zonage-medecins"
OTHER_THEME = "zonage-infirmiers"
WAVES = "pastel"
FILTERED_CLASS = "ZAC"
LIMIT_MS = 60_000

# Dans les deux pages : window.banc.mesurer(geste) -> ms ; window.banc.carte() -> la carte MapLibre. La carte repeinte,
# on attend encore que la page n'ait plus de travail en file : une légende ou une fiche refaite ensuite se ressent aussi.
# Chez nous, la carte est attendue comme la page l'attend (`inactif`) : le banc ne lui demande pas d'image de plus.
REST = """
const repos = async () => {
  for (let i = 0; i < 2; i++) await new Promise((r) => requestAnimationFrame(r));
  await new Promise((r) => requestIdleCallback(r));
};
"""
OURS = """
async () => {
  const page = await window.maillage.page(), commandes = page.carte;
  const peindre = commandes.peindre;
  let peint = null;
  commandes.peindre = (...args) => { const rendu = peindre(...args); peint?.(); return rendu; };
  window.banc = {
    carte: () => commandes.carte,
    async mesurer(geste) {
      const debut = performance.now();
      const fait = new Promise((r) => { peint = r; });
      geste();
      await fait;
      peint = null;
      await commandes.inactif();
      await repos();
      return performance.now() - debut;
    },
  };
}
"""
BASELINE = """
async () => {
  const cadre = document.querySelector("#carte .js-plotly-plot");
  const carte = () => cadre._fullLayout.map._subplot.map;
  window.banc = {
    carte,
    async mesurer(geste) {
      const debut = performance.now();
      const fait = new Promise((r) => { cadre.once("plotly_afterplot", r); });
      geste();
      await fait;
      await new Promise((r) => { carte().once("idle", r); carte().triggerRepaint(); });
      await repos();
      return performance.now() - debut;
    },
  };
}
"""
# Des points sur la carte ; chaque mesure va de l'événement de souris au contenu posé.
HOVER = """
async ([selecteur, n]) => {
  const toile = window.banc.carte().getCanvas(), boite = toile.getBoundingClientRect();
  const bulle = document.querySelector(selecteur), temps = [];
  const place = (debut, taille, part) => debut + taille * (0.3 + 0.4 * part);
  for (let i = 0; i < n; i++) {
    const x = place(boite.left, boite.width, ((i * 7) % 11) / 11), y = place(boite.top, boite.height, ((i * 5) % 13) / 13);
    let observateur;
    const change = new Promise((r) => {
      observateur = new MutationObserver(() => r(true));
      observateur.observe(bulle, { childList: true, subtree: true, attributes: true });
    });
    const debut = performance.now();
    toile.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
    const vu = await Promise.race([change, new Promise((r) => setTimeout(() => r(false), 1000))]);
    if (vu) temps.push(performance.now() - debut);
    observateur.disconnect();
    await new Promise((r) => setTimeout(r, 120));
  }
  return temps;
}
"""


class Driver:
    """Ce que le banc demande à une page déjà ouverte."""

    script: str
    name: str

    def __init__(self, page: Page):
        self.page = page
        page.set_default_timeout(LIMIT_MS)

    def open(self, url: str) -> float:
        """Ouvre la page ; ms du début de la navigation à la première carte entière."""
        self.page.goto(url)
        elapsed = self._ready()
        self.page.evaluate(f"() => {{ {REST} return ({self.script})(); }}")
        return elapsed

    def _ready(self) -> float:
        raise NotImplementedError

    def _measure(self, gesture: str) -> float:
        return self.page.evaluate(f"() => window.banc.mesurer(() => {{ {gesture} }})")

    def filter_class(self) -> float:
        """Masque une classe (ou la remontre)."""
        return self._measure(self._click(self.class_input()))

    def change_theme(self, theme: str) -> float:
        """Change de profession."""
        return self._measure(self._click(f'input[type="radio"][value="{theme}"]'))

    def change_year(self, year: int) -> float:
        """Change l'année des vagues, une fois leur thème choisi."""
        return self._measure(f"window.dash_clientside.set_props('annee', {{ value: {year} }})")

    def class_input(self) -> str:
        raise NotImplementedError

    @staticmethod
    def _click(selector: str) -> str:
        return f"document.querySelector({selector!r}).click()"


class Ours(Driver):
    """Maillage."""

    name = "Maillage"
    script = OURS
    whole = 0.0  # ms où la page, contrôles compris, répond ; la carte est entière avant (assets/carte/depart.mjs)

    def _ready(self) -> float:
        self.page.wait_for_function("() => window.maillage !== undefined")
        self.whole = self.page.evaluate("() => window.maillage.pret.then(() => performance.now())")
        return self.page.evaluate("() => performance.getEntriesByName('carte-entiere')[0].startTime")

    def class_input(self) -> str:
        return f'[data-legende="{FIRST_THEME}"] input[value="{FILTERED_CLASS}"]'

    def change_theme(self, theme: str) -> float:
        """Change de profession : le thème est un champ à liste."""
        field = "document.querySelector('select[data-controle=theme]')"
        return self._measure(f"{field}.value = {theme!r}; {field}.dispatchEvent(new Event('input', {{ bubbles: true }}))")

    def hover(self, samples: int) -> list[float]:
        """ms de l'événement de souris à la carte de survol remplie."""
        return self.page.evaluate(HOVER, ["#survol-carte", samples])

    def open_territory(self, territory: str) -> tuple[float, int]:
        """(ms, octets du corps) du callback qui rend la fiche d'un territoire."""
        with self.page.expect_response(lambda answer: "_dash-update-component" in answer.url) as caught:
            self.page.evaluate("(t) => window.dash_clientside.set_props('territoire', { value: t })", territory)
        answer = caught.value
        answer.finished()
        timing = answer.request.timing
        return timing["responseEnd"] - timing["requestStart"], answer.request.sizes()["responseBodySize"]


class Baseline(Driver):
    """La référence."""

    name = "Référence"
    script = BASELINE

    def _ready(self) -> float:
        self.page.wait_for_selector("#carte .js-plotly-plot .maplibregl-canvas", state="attached")
        return self.page.evaluate(
            """async () => {
              const trouver = () => document.querySelector("#carte .js-plotly-plot")?._fullLayout?.map?._subplot?.map;
              const pause = () => new Promise((r) => setTimeout(r, 10));
              while (!trouver() || !trouver().isStyleLoaded() || trouver().getStyle().layers.length < 2) await pause();
              await new Promise((r) => { trouver().once("idle", r); trouver().triggerRepaint(); });
              return performance.now();
            }"""
        )

    def class_input(self) -> str:
        return f'#classes input[value="{FILTERED_CLASS}"]'
