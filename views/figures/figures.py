"""Les graphiques d'une région, faits des données d'aujourd'hui : leur titre est un constat, qui change avec elles."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from layers.acces.modele import Modele
from layers.atlas import SPECIAL, Atlas
from layers.faits.fait import est_chiffre
from layers.taux.declares import taux
from layers.taux.semblables import semblables
from layers.taux.valeurs import valeur
from layers.territoire.chiffres import chiffres
from layers.territoire.indicateurs import repartition
from layers.territoire.territoires import mask
from views.ecriture import phrases as w
from views.export.classeurs import Feuille, provenance
from views.figures import dessins as d
from views.figures import phrases as t
from views.taux.dits import dit, lue
from views.vue.filtres import professions

PAS, BACS = 0.5, 14
# En fraction de sa taille : large, pour qu'aucune ligne ne sorte du cadre.
LARGEUR_D_UN_SIGNE = 0.58


@dataclass(frozen=True)
class Figure:
    """Un graphique. `corps` : celui du SVG, haut de `hauteur` ; `tableau` : ses nombres, écrits ; `source` : qui répond, et de quand."""

    id: str
    titre: str
    sous_titre: str
    corps: str
    hauteur: int
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str | float | int | None, ...], ...]
    source: str
    largeur: int = d.LARGEUR

    @property
    def svg(self) -> Markup:
        """Le dessin, dans une page."""
        named = f'viewBox="0 0 {self.largeur} {self.hauteur}" role="img" aria-labelledby="fig-{self.id}"'
        return Markup(f'<svg class="figure-svg" {named}>{self.corps}</svg>')  # tout texte est échappé par dessins.texte

    @property
    def fichier(self) -> str:
        """Le dessin seul, son titre et sa source compris, à emporter ; ce qui est plus long que lui va à la ligne."""
        wide = self.largeur
        told = ((self.titre, 20, 700, d.ENCRE, 26), (self.sous_titre, 14, 400, d.DISCRET, 20))
        head, y = [], 12
        for words, size, weight, ink, step in told:
            for line in textwrap.wrap(words, int(wide / (size * LARGEUR_D_UN_SIGNE))):
                y += step
                head.append(d.texte(16, y, line, taille=size, graisse=weight, encre=ink))
        top, foot = y + 14, []
        bottom = top + self.hauteur + 8
        for line in textwrap.wrap(self.source, int(wide / (12 * LARGEUR_D_UN_SIGNE))):
            bottom += 17
            foot.append(d.texte(16, bottom, line, taille=12, encre=d.DISCRET))
        box = f'viewBox="0 0 {wide + 32} {bottom + 16}" width="{wide + 32}" height="{bottom + 16}"'
        font = "font-family=\"'Maillage Hyperlegible', Arial, sans-serif\""
        drawn = f'<g transform="translate(16 {top})">{self.corps}</g>'
        body = f'<rect width="100%" height="100%" fill="{d.FOND}"/>{"".join(head)}{drawn}{"".join(foot)}'
        return f'<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" {box} {font}>{body}</svg>'


def figures(atlas: Atlas, modele: Modele, choisi: str) -> tuple[Figure, ...]:
    """Les graphiques de la région de `atlas`, `choisi` (un département, ou « ») mis en avant ; ceux dont les données manquent n'y
    sont pas."""
    made = (one(atlas, modele, choisi) for one in FAITES.values())
    return tuple(one for one in made if one is not None)


def figure(atlas: Atlas, modele: Modele, id_: str, choisi: str) -> Figure | None:
    """Celui de cet identifiant ; None s'il n'existe pas ou ne peut pas être fait."""
    return FAITES[id_](atlas, modele, choisi) if id_ in FAITES else None


def feuille(atlas: Atlas, one: Figure) -> Feuille:
    """Ses nombres à emporter."""
    return Feuille(one.titre, ((t.MESURE, one.sous_titre), (t.SOURCE, one.source), *provenance(atlas)), one.colonnes, one.lignes)


def _croissance(atlas: Atlas, modele: Modele, choisi: str) -> Figure | None:
    """Les maisons de santé : des documents datés, puis le compte d'aujourd'hui, d'une autre nature."""
    every, region = chiffres(atlas), f"reg-{atlas.region}"
    told = [one for one in every.par_couple.get((region, "msp-ouvertes"), ()) if est_chiffre(one) and not one.perimetre]
    now = every.dernier(region, "msp")
    if len(told) < 2 or not est_chiffre(now) or now.table != "carte":
        return None
    told.sort(key=lambda one: _annee(one.periode))
    points = [
        d.PointDeFigure(_annee(one.periode), one.nombre, w.entier(one.nombre), w.date(one.periode), dessous=one is told[-1]) for one in told
    ]
    points.append(
        d.PointDeFigure(_annee(now.periode), now.nombre, w.entier(now.nombre), f"FINESS, {w.date_courte(now.periode[:7])}", autre=True)
    )
    years = range(int(points[0].x) // 5 * 5, int(points[-1].x) + 1, 5)
    top = -(-int(max(one.y for one in points)) // 100) * 100
    body, height = d.courbe(points, tuple(years), tuple(range(0, top + 1, 100)))
    name = atlas.regions.at[atlas.region, "nom"]
    rows = tuple((w.date(one.periode), one.nombre, t.DOCUMENT) for one in told) + ((w.date(now.periode), now.nombre, now.source),)
    title = t.croissance(told[0].nombre, now.nombre, int(points[-1].x) - int(points[0].x))
    under, source = t.CROISSANCE.format(region=name), t.croissance_source(w.date(now.periode))
    return Figure("maisons-de-sante", title, under, body, height, t.CROISSANCE_COLONNES, rows, source)


def _annee(periode: str) -> float:
    """L'année, décimale : sans mois, son milieu ; « 2019-09 » : 2019,7."""
    year, _, rest = periode.partition("-")
    return int(year) + ((int(rest[:2]) - 0.5) / 12 if rest else 0.25)


def _classement(id_: str) -> Callable[[Atlas, Modele, str], Figure | None]:
    """Les départements, en barres, sur un taux de sites par habitant."""

    def made(atlas: Atlas, modele: Modele, choisi: str) -> Figure | None:
        one = taux(atlas).get(id_)
        names = semblables(atlas, f"reg-{atlas.region}")
        values = {key: valeur(atlas, modele, one, key) for key in names} if one else {}
        known = sorted((key for key, each in values.items() if each.nombre is not None), key=lambda key: -values[key].nombre)
        if one is None or len(known) < 2:
            return None
        region = valeur(atlas, modele, one, f"reg-{atlas.region}")
        ends = {known[0], known[-1]} if not choisi else {choisi}
        bars = [d.BarreDeFigure(names[key], values[key].ecrit, lue(atlas, values[key]), key in ends) for key in known]
        body, height = d.barres(bars, region.ecrit, f"région {lue(atlas, region)}")
        said = dit(atlas, one)
        title = t.fois_plus(names[known[0]], names[known[-1]], values[known[0]].ecrit, values[known[-1]].ecrit, t.QUOI[id_])
        rows = tuple((names[key], values[key].ecrit) for key in known)
        return Figure(id_, title, said.titre, body, height, (t.DEPARTEMENT, said.titre), rows, t.source(said.editeur, said.date_longue))

    return made


def _acces(atlas: Atlas, modele: Modele, choisi: str) -> Figure | None:
    """L'APL des habitants de chaque département, en histogrammes."""
    one = taux(atlas).get("apl-bas")
    if one is None:
        return None
    names = semblables(atlas, f"reg-{atlas.region}")
    values = {key: valeur(atlas, modele, one, key) for key in names}
    known = sorted((key for key, each in values.items() if each.nombre is not None), key=lambda key: -values[key].nombre)
    if len(known) < 2:
        return None
    rows = [d.Histogramme(names[key], lue(atlas, values[key]), _parts_apl(atlas, key), key == choisi) for key in known]
    body, height = d.multiples(rows, int(2.5 / PAS), ("0", "2,5", "6,5 +"))
    said = dit(atlas, taux(atlas)["apl"])
    title = t.sous_dense((names[known[0]], lue(atlas, values[known[0]])), (names[known[-1]], lue(atlas, values[known[-1]])))
    heads = (t.DEPARTEMENT, *(t.intervalle(k * PAS, (k + 1) * PAS if k < BACS - 1 else None) for k in range(BACS)))
    table = tuple((row.nom, *(round(part, 1) for part in row.parts)) for row in rows)
    return Figure("acces-au-generaliste", title, t.ACCES, body, height, heads, table, t.source(said.editeur, said.date_longue), d.LARGE)


def _parts_apl(atlas: Atlas, id_: str) -> tuple[float, ...]:
    """La part des habitants de chaque intervalle de PAS consultations, en % de ceux dont l'APL est connue ; le dernier est ouvert."""
    rows = atlas.communes[mask(atlas, id_)]
    rate = rows["apl:valeur"].to_numpy(dtype=float, na_value=np.nan)
    people = rows["population"].to_numpy(dtype=float, na_value=np.nan)
    known = ~(np.isnan(rate) | np.isnan(people))
    bins = np.minimum((rate[known] / PAS).astype(int), BACS - 1)
    return tuple(float(x) for x in 100 * np.bincount(bins, weights=people[known], minlength=BACS) / people[known].sum())


def _cpts(atlas: Atlas, modele: Modele, choisi: str) -> Figure | None:
    """Les projets de CPTS de 2019 et les sièges d'aujourd'hui : deux comptes de nature différente, en tirets."""
    every, names = chiffres(atlas), semblables(atlas, f"reg-{atlas.region}")
    pairs = {key: (every.dernier(key, "cpts-2019"), every.dernier(key, "cpts")) for key in names}
    known = {key: (a, b) for key, (a, b) in pairs.items() if est_chiffre(a) and est_chiffre(b)}
    if len(known) < 2:
        return None
    before, after = next(iter(known.values()))
    top = sorted(known, key=lambda key: -known[key][1].nombre)[:3]
    rows = [d.Pente(names[key], a.nombre, b.nombre, key == choisi if choisi else key in top) for key, (a, b) in known.items()]
    heads = t.projets(w.date(before.periode)), t.sieges(w.date(after.periode))
    body, height = d.pente(rows, *heads)
    totals = [sum(pair[k].nombre for pair in known.values()) for k in (0, 1)]
    title = t.cpts(*totals, before.periode[:4], after.periode[:4])
    table = tuple((one.nom, one.avant, one.apres) for one in rows)
    source = t.cpts_source(w.date(before.periode), w.date(after.periode))
    return Figure("cpts-pente", title, t.CPTS, body, height, (t.DEPARTEMENT, *heads), table, source)


def _zonage(atlas: Atlas, modele: Modele, choisi: str) -> Figure | None:
    """Les habitants de chaque département par classe du premier zonage."""
    couche = professions(atlas.catalogue)[0]
    names = semblables(atlas, f"reg-{atlas.region}")
    shares = {key: repartition(atlas.communes[mask(atlas, key)], couche) for key in names}
    used = [one for one in couche.classes if any(own[one.code][0] for own in shares.values())]
    if len(used) < 2:
        return None
    first, last = used[0].code, used[-1].code
    order = sorted(names, key=lambda key: -(shares[key][first][1] or 0))
    without = sum(not own[last][0] for own in shares.values())
    rows = [(names[key], key == choisi, list(_classes(shares[key], used))) for key in order]
    body, height = d.empilees(rows, [(one.colour, one.code if one.spoken else one.label) for one in used])
    ends = ((names[key], w.pourcentage(shares[key][first][1])) for key in (order[-1], order[0]))
    title = t.sans_classe(without, last) if without else t.de_a(first, *ends)
    heads = (t.DEPARTEMENT, *(f"{one.label} (%)" for one in used))
    table = tuple((names[key], *(round(shares[key][one.code][1] or 0.0, 1) for one in used)) for key in order)
    when = w.date(atlas.millesime(couche.id))
    under = t.ZONAGE.format(couche=couche.short.lower(), date=when)
    return Figure("zonage", title, under, body, height, heads, table, t.source(couche.publisher, when))


def _classes(shares: dict, used: list) -> Iterator[tuple[float, str, str]]:
    for one in used:
        if part := shares[one.code][1]:
            yield part, one.colour, w.pourcentage(part)
    unknown = sum(shares[code][1] or 0.0 for code in SPECIAL)
    if unknown:
        yield unknown, d.GRIS, ""


FAITES: dict[str, Callable[[Atlas, Modele, str], Figure | None]] = {
    "maisons-de-sante": _croissance,
    "sites-msp": _classement("sites-msp"),
    "acces-au-generaliste": _acces,
    "cpts-pente": _cpts,
    "zonage": _zonage,
}
