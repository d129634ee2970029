"""La carte est peinte comme l'état le dit : chaque commune a la couleur et le motif de sa classe, jusqu'aux pixels."""

from __future__ import annotations

import math

import pytest

from layers.atlas import Atlas
from tests.browser.visit import Visit

HORS, ABSENT = -4, -1
GRIS = {HORS: ("#F6F2EA", "plein"), ABSENT: ("#B9B7B0", "diagonale-inverse")}
INK_TOLERANCE = 2
# Lit la toile pendant le dessin (après, WebGL l'a rendue) : un carré de pixels autour de chaque mairie, traits et noms ôtés.
SQUARES = """
async ([codes, cote]) => {
  const p = window.__page, carte = p.carte.carte, gl = carte.painter.context.gl;
  const gardees = ["mer", "voisins", "communes", "teintes"], otees = carte.getLayersOrder().filter((id) => !gardees.includes(id));
  for (const id of otees) carte.setLayoutProperty(id, "visibility", "none");
  await new Promise((r) => { carte.once("idle", r); carte.triggerRepaint(); });
  const lus = {};
  await new Promise((r) => {
    carte.once("render", () => {
      for (const code of codes) {
        const i = p.donnees.rangDuCode.get(code), lieu = carte.project(p.donnees.points[i]), { x, y } = lieu, bord = cote / 2;
        if (Object.keys(lus).length === 100) break;
        const cotes = Array.from({ length: cote + 3 }, (_, k) => k - bord - 1);
        const tour = cotes.flatMap((k) => [[k, -bord - 1], [k, bord + 1], [-bord - 1, k], [bord + 1, k]]);
        const la = (a, b) => carte.queryRenderedFeatures(lieu.add({ x: a, y: b }), { layers: ["communes"] })[0]?.id;
        const dedans = tour.every(([a, b]) => la(a, b) === p.donnees.premier + i);
        const { width, height } = carte.getCanvas();
        if (!dedans || x < bord || y < bord || x > width - bord || y > height - bord) continue;
        const octets = new Uint8Array(4 * cote * cote);
        gl.readPixels(Math.round(x - bord), Math.round(gl.drawingBufferHeight - y - bord), cote, cote, gl.RGBA, gl.UNSIGNED_BYTE, octets);
        lus[code] = Array.from({ length: cote * cote }, (_, k) => [...octets.subarray(4 * k, 4 * k + 4)]);
      }
      r();
    });
    carte.triggerRepaint();
  });
  for (const id of otees) carte.setLayoutProperty(id, "visibility", "visible");
  return lus;
}
"""
# Le carreau de chaque motif, en couleurs (rouge, vert, bleu, opacité), au pixel de cet écran.
TILES = """
async () => {
  const { MOTIFS, coteDuMotif, motif } = await import(document.querySelector('link[href*="carte/motifs.mjs"]').href);
  const cote = coteDuMotif(devicePixelRatio);
  return [cote, Object.fromEntries(Object.keys(MOTIFS).map((nom) => {
    const octets = motif(nom, cote).data;
    return [nom, Array.from({ length: cote * cote }, (_, k) => [...octets.subarray(4 * k, 4 * k + 4)])];
  }))];
}
"""


PALE, PART = (0xF4, 0xF1, 0xEB), 0.62


def quiet(colour: str) -> str:
    """La couleur d'une commune hors du territoire regardé : mêlée au papier."""
    mixed = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    return "#" + "".join(f"{math.floor(own + (paper - own) * PART + 0.5):02X}" for own, paper in zip(mixed, PALE, strict=True))


def styles(atlas: Atlas, theme: str) -> dict[str, tuple[str, str]]:
    """{code de classe: (couleur, motif)} du registre."""
    return {classe.code: (classe.colour.upper(), classe.pattern) for classe in atlas.catalogue.couche(theme).classes}


def expected(atlas: Atlas, visit: Visit, theme: str) -> dict[str, tuple[str, str]]:
    """{code_commune: (couleur, motif)} que chaque commune doit avoir, d'après le registre et l'état de la page."""
    named, classes = styles(atlas, theme), atlas.communes[theme]
    whole = {code: GRIS.get(state) or named[classes[code]] for code, state in visit.states().items()}
    looked = visit.view()["territoire"].removeprefix("dep-")
    inside = {code for code in whole if atlas.communes.at[code, "departement"] == looked}
    return {code: style if code in inside else (quiet(style[0]), "plein") for code, style in whole.items()}


def with_patterns(visit: Visit) -> Visit:
    """La carte, ses motifs montrés."""
    visit.page.locator("#motifs").click()
    visit.until("__page.motifs")
    visit.settled()
    return visit


def square(colour: str, tile: list[list[int]]) -> list[tuple[int, ...]]:
    """Les pixels, dans l'ordre des valeurs, d'un carreau de ce motif posé sur cette couleur."""
    base = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    return sorted(tuple(round(b + (ink[k] - b) * ink[3] / 255) for k, b in enumerate(base)) for ink in tile)


def close(seen: list[tuple[int, ...]], wanted: list[tuple[int, ...]]) -> bool:
    return len(seen) == len(wanted) and all(
        abs(a - b) <= INK_TOLERANCE for one, other in zip(seen, wanted, strict=True) for a, b in zip(one, other, strict=True)
    )


def assert_pixels(visit: Visit, wanted: dict[str, tuple[str, str]], *, at_least: int) -> set[str]:
    """Compare les pixels de chaque mairie en vue à ce qui est attendu ; rend les motifs vus."""
    cote, tiles = visit.page.evaluate(TILES)
    read = visit.page.evaluate(SQUARES, [list(wanted), cote])
    assert len(read) >= at_least, len(read)
    for code, pixels in read.items():
        colour, pattern = wanted[code]
        seen = sorted(tuple(pixel[:3]) for pixel in pixels)
        assert close(seen, square(colour, tiles[pattern])), (code, colour, pattern, seen)
    return {wanted[code][1] for code in read}


@pytest.mark.parametrize("theme", ["zonage-medecins", "apl"])
def test_each_pixel_has_the_colour_and_the_pattern_of_its_class(theme, open_visit, demonstration, atlas):
    visit = with_patterns(open_visit(demonstration, f"?theme={theme}&territoire=dep-46"))
    wanted = expected(atlas, visit, theme)
    assert visit.tints() == wanted
    assert len(assert_pixels(visit, wanted, at_least=30)) >= 2


def test_a_filter_repaints_the_pixels_and_nothing_else_changes(open_visit, demonstration, atlas):
    visit = with_patterns(open_visit(demonstration, "?territoire=dep-46"))
    visit.page.get_by_role("checkbox", name="ZAC").uncheck()
    visit.until_view(masquer=["ZAC"])
    visit.settled()
    wanted = expected(atlas, visit, "zonage-medecins")
    assert GRIS[HORS] in wanted.values()
    assert visit.tints() == wanted
    assert_pixels(visit, wanted, at_least=30)


def test_the_map_comes_back_after_the_graphics_card_dropped_it(open_visit, demonstration, atlas):
    visit = open_visit(demonstration, "?territoire=dep-46", allowed=("cannot be restored after WebGL context loss", "CONTEXT_LOST"))
    with_patterns(visit)
    visit.page.evaluate(
        """async () => {
          const carte = window.__page.carte.carte, perte = carte.painter.context.gl.getExtension("WEBGL_lose_context");
          const vers = (nom) => new Promise((r) => carte.once(nom, r));
          const perdu = vers("webglcontextlost");
          perte.loseContext();
          await perdu;
          await new Promise((r) => setTimeout(r, 50));
          const revenu = vers("webglcontextrestored");
          perte.restoreContext();
          await revenu;
        }"""
    )
    visit.until("window.__page.carte.carte.getLayer('teintes') !== undefined && window.__page.carte.carte.loaded()")
    assert_pixels(visit, expected(atlas, visit, "zonage-medecins"), at_least=30)
