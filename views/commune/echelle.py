"""L'accès du secteur sur une règle, puis année par année : deux petits dessins SVG, dont un texte dit tout à côté."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from layers.commune.secteur import Secteur
from layers.registre.catalogue import Couche
from views.commune import phrases_reponse as r
from views.ecriture import phrases as w

LARGEUR, GAUCHE, DROITE = 360, 14, 346
ACCENT, ENCRE, DISCRET, ROUILLE = "#0B5D66", "#1B1B1F", "#55565E", "#8C2D04"
AXE, PAS = 62, 2


def regle(it: Secteur, zonage: Couche, noms: tuple[str, str]) -> Markup:
    """Une règle de 0 à 6 (ou plus, si un voisin le demande) ; `noms` : du département et de la région. Vide sans accès publié."""
    if it.apl is None:
        return Markup("")
    highest = max(it.apl, *(one.apl for one in it.voisins), 0.0) if it.voisins else it.apl
    top = max(6, PAS * -(-int(highest + 1) // PAS))
    marks = [(noms[0], it.departement), (noms[1], it.region)]
    told = ", ".join(f"{name} {r.apl_dite(value)}" for name, value in marks if value is not None)
    label = f"{r.APL_UNITE}{w.INSECABLE}: secteur {r.apl_dite(it.apl)}, seuil {w.decimal(it.seuil)}, {told}."
    return Markup("".join(_dessin(it, zonage, marks, top, label)))


def _x(value: float, top: float) -> float:
    return GAUCHE + (DROITE - GAUCHE) * value / top


def _dessin(it: Secteur, zonage: Couche, marks: list[tuple[str, float | None]], top: float, label: str) -> Iterator[str]:
    yield f'<svg class="regle" viewBox="0 0 {LARGEUR} 114" role="img" aria-label="{escape(label)}" font-size="14" fill="{ENCRE}">'
    seuil, here = _x(it.seuil, top), _x(it.apl or 0.0, top)
    yield f'<rect x="{GAUCHE}" y="{AXE - 7}" width="{DROITE - GAUCHE}" height="14" rx="7" fill="#F1EDE3"/>'
    yield f'<rect x="{GAUCHE}" y="{AXE - 7}" width="{seuil - GAUCHE:.1f}" height="14" rx="7" fill="#DDBFB0"/>'
    for one in it.voisins:
        colour = zonage.classes[zonage.rank[one.classe]].colour if one.classe else "#B9B7B0"
        yield f'<circle cx="{_x(one.apl, top):.1f}" cy="{AXE}" r="5" fill="{colour}" stroke="{ENCRE}"/>'
    yield f'<path d="M{seuil:.1f} {AXE - 13}V{AXE + 26}" stroke="{ROUILLE}" stroke-width="2" stroke-dasharray="4 3"/>'
    yield f'<text x="{seuil - 5:.1f}" y="{AXE + 27}" text-anchor="end" fill="{ROUILLE}">seuil {w.decimal(it.seuil)}</text>'
    yield f'<path d="M{here:.1f} {AXE - 8}l-8-12h16Z" fill="{ACCENT}"/>'
    large = f'font-size="24" font-weight="750" fill="{ACCENT}"'
    yield f'<text x="{_dans(here, 30):.1f}" y="{AXE - 26}" text-anchor="middle" {large}>{r.apl_dite(it.apl or 0.0)}</text>'
    # La plus haute sur la première ligne : aucun trait ne traverse un nom.
    known = sorted(((value, name) for name, value in marks if value is not None), reverse=True)
    for rank, (value, name) in enumerate(known):
        x, y = _x(value, top), AXE + 27 + 20 * (rank + 1) - 20 * (value > it.seuil + 0.6 and not rank)
        anchor = "end" if x + 7.5 * (len(name) + 5) > LARGEUR else "start"
        yield f'<path d="M{x:.1f} {AXE + 8}V{y - 4}" stroke="{ENCRE}" stroke-width="1.5"/>'
        text = f"{escape(name)} {r.apl_dite(value)}"
        yield f'<text x="{x + (-5 if anchor == "end" else 5):.1f}" y="{y}" text-anchor="{anchor}">{text}</text>'
    yield f'<text x="{GAUCHE}" y="{AXE + 27}" fill="{DISCRET}">0</text>'
    yield f'<text x="{DROITE}" y="{AXE - 14}" text-anchor="end" fill="{DISCRET}">{top:.0f}</text></svg>'


def _dans(x: float, half: float) -> float:
    return min(max(x, half), LARGEUR - half)


def annees(it: Secteur) -> Markup:
    """La courbe des années publiées, à partir de zéro ; une année qui manque est un pointillé. Vide sous trois années."""
    years = sorted(year for year in it.serie if year.isdigit())
    if len(years) < 3:
        return Markup("")
    first, last = int(years[0]), int(years[-1])
    top = max(4.0, *(it.serie[year] for year in years)) * 1.12

    def place(year: str) -> tuple[float, float]:
        return 30 + 286 * (int(year) - first) / (last - first), 104 - 88 * it.serie[year] / top

    label = ", ".join(f"{year} {r.apl_dite(it.serie[year])}" for year in years)
    parts = [f'<svg class="annees" viewBox="0 0 {LARGEUR} 128" role="img" aria-label="{escape(label)}" font-size="14" fill="{ENCRE}">']
    seuil = 104 - 88 * it.seuil / top
    parts.append('<path d="M30 104H316" stroke="#77756E"/><text x="22" y="109" text-anchor="end">0</text>')
    parts.append(f'<path d="M30 {seuil:.1f}H316" stroke="{ROUILLE}" stroke-width="1.5" stroke-dasharray="5 4"/>')
    parts.append(f'<text x="32" y="{seuil + 15:.1f}" fill="{ROUILLE}">seuil {w.decimal(it.seuil)}</text>')
    for before, after in zip(years, years[1:]):
        (x1, y1), (x2, y2) = place(before), place(after)
        dash = ' stroke-dasharray="2 5"' if int(after) - int(before) > 1 else ""
        parts.append(f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{ACCENT}" stroke-width="2.5"{dash}/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{ACCENT}"/>' for x, y in map(place, years)]
    for year, anchor, dx, dy in ((years[0], "middle", 0, -9), (years[-1], "start", 8, 5)):
        x, y = place(year)
        strong = f'text-anchor="{anchor}" font-weight="700" fill="{ACCENT}"'
        parts.append(f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" {strong}>{r.apl_dite(it.serie[year])}</text>')
        parts.append(f'<text x="{x:.1f}" y="124" text-anchor="middle" fill="{DISCRET}">{year}</text>')
    return Markup("".join([*parts, "</svg>"]))


def non_publiees(it: Secteur) -> str:
    """« 2020 non publiée. » ; « » si toutes les années de la série le sont."""
    years = sorted(int(year) for year in it.serie if year.isdigit())
    missing = [str(one) for one in range(years[0], years[-1])] if years else []
    missing = [one for one in missing if one not in it.serie]
    return f"{', '.join(missing)} non publiée{'s' if len(missing) > 1 else ''}." if missing else ""
