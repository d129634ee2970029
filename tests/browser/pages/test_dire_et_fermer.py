"""Au clavier, un dialogue s'ouvre, se ferme et rend le focus, qui se voit ; et chaque changement de la carte se dit une fois."""

from __future__ import annotations

import pytest

# Ce que les régions annoncées disent, dans l'ordre : une écriture qui ne change pas le texte n'est pas un message.
LISTENER = """() => { window.__dits = [];
  for (const region of document.querySelectorAll('[role=status], [aria-live]')) {
    let avant = region.textContent;
    new MutationObserver(() => { const dit = region.textContent.trim();
      if (dit && region.textContent !== avant) window.__dits.push(dit);
      avant = region.textContent; }).observe(region, {subtree: true, childList: true, characterData: true});
  } }"""


@pytest.mark.parametrize(
    ("button", "dialog"), [("#lister", "dialogue-liste"), ("[data-exporter]", "dialogue-export"), ("#sources", "dialogue-sources")]
)
def test_a_dialog_gives_the_focus_back(open_visit, demonstration, button, dialog):
    visit = open_visit(demonstration)
    page = visit.page
    page.keyboard.press("Tab")
    page.locator(button).first.focus()
    assert visit.focused()["visible"]
    before = page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Enter")
    visit.until(f"document.getElementById('{dialog}').open")
    assert page.evaluate(f"document.getElementById('{dialog}').contains(document.activeElement)")
    page.keyboard.press("Escape")
    visit.until(f"!document.getElementById('{dialog}').open")
    assert page.evaluate("document.activeElement.outerHTML") == before and visit.focused()["visible"]


def test_each_change_is_said_once(open_visit, demonstration):
    visit = open_visit(demonstration)
    visit.page.evaluate(LISTENER)
    for query, word in (
        ("?theme=zonage-infirmiers", "infirmiers"),
        ("?theme=zonage-infirmiers&masquer=INT", "communes"),
        ("?theme=zonage-infirmiers&masquer=INT&territoire=dep-46", "Lot"),
        ("?theme=pastel&annee=2019", "2019"),
    ):
        visit.page.evaluate("window.__dits = []")
        visit.address_becomes(query)
        visit.until("window.__dits.length")
        visit.settled()
        visit.page.wait_for_timeout(400)
        said = visit.page.evaluate("window.__dits")
        assert len(said) == 1 and word in said[0], (query, said)
