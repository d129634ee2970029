"""La politique de contenu, dans un vrai navigateur : rien de nos pages ne l'enfreint, et elle arrête ce qu'on y injecte."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit
from views.ecriture import phrases_pages as p

LISTENER = """window.__enfreintes = [];
document.addEventListener('securitypolicyviolation',
  (e) => window.__enfreintes.push(`${e.violatedDirective} : ${e.blockedURI} (${e.sourceFile})`));"""
OTHERS = ("/commune?q=figeac", "/commune/46102", "/commune/46102?embed=1", "/nulle-part")
PAGES = [*(address for address, _ in p.PAGES if address != "/"), *OTHERS]


@pytest.fixture
def watched(visits, browser, demonstration):
    """Une visite qui note chaque infraction à la politique de contenu."""
    visit = Visit(browser, demonstration, viewport={"width": 1366, "height": 800}, allowed=(r"status of 404",))
    visit.context.add_init_script(LISTENER)
    visits.append(visit)
    return visit


def broken(visit: Visit) -> list[str]:
    return visit.page.evaluate("window.__enfreintes")


def test_the_map_its_panels_and_its_dialogs_break_no_rule(watched):
    watched.go()
    watched.click_commune(watched.clickable(watched.page.evaluate("__page.donnees.codes")))
    watched.until("location.search.includes('territoire=')")
    watched.page.get_by_role("button", name="Liste").first.click()
    watched.until("document.getElementById('dialogue-liste').open")
    watched.page.keyboard.press("Escape")
    watched.page.locator("#sources").click()
    watched.until("document.getElementById('dialogue-sources').open")
    watched.page.keyboard.press("Escape")
    watched.page.locator("#recherche-boite input").fill("figeac")
    watched.page.locator("[role=option]").first.wait_for()
    watched.address_becomes("?theme=apl&territoire=com-46102")
    watched.until_view(theme="apl")
    watched.settled()
    assert broken(watched) == []


@pytest.mark.parametrize("address", PAGES)
def test_the_other_pages_break_no_rule(watched, address):
    watched.page.goto(watched.address + address)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.locator("h1").count() == 1
    assert broken(watched) == []


def test_an_injected_script_does_not_run(browser, demonstration):
    page = browser.new_page()
    page.add_init_script(LISTENER)
    page.goto(demonstration + "/commune/46102")
    page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.__mal = 1'; document.body.append(s);
      document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.__mal = 2">');
      const loin = document.createElement('img'); loin.src = 'https://exemple.invalid/x.png'; document.body.append(loin); }""")
    page.wait_for_timeout(1000)
    assert page.evaluate("window.__enfreintes.length") >= 3
    assert page.evaluate("window.__mal") is None
    page.close()


def test_another_site_cannot_frame_the_page_unless_it_is_named(browser, demonstration):
    """« localhost » est pour le navigateur un autre site que « 127.0.0.1 »."""
    page = browser.new_page()
    page.goto(demonstration.replace("127.0.0.1", "localhost") + "/healthz")
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.set_content(f"<iframe src='{demonstration}/commune/46102?embed=1'></iframe>")
    page.wait_for_timeout(1500)
    assert any("frame" in text for text in refused), refused
    page.close()
