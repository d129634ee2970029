"""La couverture dans le navigateur : le curseur recompte et recolore sans rien envoyer, et dit les chiffres de l'API."""

from tests.browser.visit import Visit

PRETE = "body[data-prete=oui]"


def chiffres(texte: str) -> int:
    return int("".join(one for one in texte if one.isdigit()))


def test_le_curseur_n_envoie_rien_et_dit_ce_que_dit_l_api(visits, browser, demonstration):
    visit = Visit(browser, demonstration, viewport={"width": 1366, "height": 900})
    visits.append(visit)
    page = visit.page
    page.goto(f"{demonstration}/couverture")
    page.wait_for_selector(PRETE)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.url.startswith("http") else None)
    page.locator("#seuil").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.get_by_label("Minutes estimées").check(force=True)
    visit.until("() => document.querySelector('#titre').textContent.includes('min')")
    assert sent == [] and "mesure=min&seuil=15" in page.url
    seen, listed = page.locator("#grand").inner_text(), page.locator("#liste-titre").inner_text()
    told = page.request.get(f"{demonstration}/api/v1/couverture?mesure=min&seuil=15").json()["reponse"]["au_dela"]
    assert chiffres(seen) == told["habitants"] and chiffres(listed.split("commune")[0]) == told["communes"]
    title, rows = page.locator("#titre").inner_text(), page.locator("#departements").inner_text()
    page.reload()
    page.wait_for_selector(PRETE)
    # Ce que le serveur écrit de la même adresse, mot pour mot.
    assert page.locator("#titre").inner_text() == title and page.locator("#departements").inner_text() == rows
