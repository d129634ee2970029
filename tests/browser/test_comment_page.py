"""« Comment ça marche » : axe ne trouve rien, la page tient à 320 pixels et au texte agrandi."""

from __future__ import annotations

import pytest

from tests.browser.test_accessibility import assert_accessible
from tests.browser.visit import Visit


@pytest.mark.parametrize("width", [1366, 320])
def test_the_page_is_accessible_and_fits(visits, browser, demonstration, width):
    visit = Visit(browser, demonstration, viewport={"width": width, "height": 844})
    visits.append(visit)
    visit.page.goto(f"{demonstration}/comment-ca-marche")
    assert visit.page.locator("h1").count() == 1
    visit.page.locator("details.repond summary").first.click()
    assert_accessible(visit, f"comment ça marche, {width}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= max(width, 640)
