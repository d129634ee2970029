"""La légende de chaque couche : motif et couleur, décompte, et la case qui montre ou masque la classe."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import Atlas
from layers.registre.catalogue import Classe, Couche
from layers.registre.marques import MARQUES
from views.carte.envoi import region_communes
from views.carte.sigles_carte import bouton_des_sigles, ouvrir
from views.ecriture import phrases as w

# La marque dans les colonnes du navigateur, son nom et le dessin de sa pastille.
MARKS = tuple((one.lettre, w.MARQUES[one.lettre], one.nom) for one in MARQUES)
MOTIFS = {code: motif for code, _, motif in MARKS}


def legend(atlas: Atlas) -> html.Section:
    """La légende de la page : celle de chaque couche, et de quoi montrer les motifs (assets/carte/page.mjs)."""
    switch = html.Button(w.MOTIFS, id="motifs", className="interrupteur", type="button", role="switch", **{"aria-checked": "false"})
    acronyms = bouton_des_sigles("#controles") if atlas.glossaire else None
    foot = html.Div([switch, acronyms], className="pied-legende")
    return html.Section([*legends(atlas), foot], className="legende", **{"aria-label": w.LEGENDE})


def legends(atlas: Atlas) -> list[html.Div]:
    """Une légende par couche ; la page ne montre que celle du thème (recit.mjs), sans repasser par Dash."""
    return [_legend(atlas, couche) for couche in atlas.catalogue.couches]


def _legend(atlas: Atlas, couche: Couche) -> html.Div:
    # Une classe que la région n'a pas (HZ en Occitanie) n'encombre pas sa légende.
    present = set(region_communes(atlas)[couche.id])
    boxes = [
        dmc.Checkbox(value=classe.code, size="sm", label=_row(classe.code, *_names(classe), classe.pattern, classe.colour))
        for classe in couche.classes
        if classe.code in present
    ]
    marks = [
        html.Div(_row(code, label, "", pattern), className="marque-legende", hidden=True, **{"data-marque": code})
        for code, label, pattern in MARKS
        if code != "z" or couche.kind == "date"
    ]
    simulated = atlas.simulated and couche.level == "commune"
    return html.Div(
        className="legende-couche",
        **{"data-legende": couche.id},
        children=[
            html.P(w.source_couche(couche.publisher, atlas.millesime(couche.id)), className="discret source-couche"),
            html.Div([_slice(classe) for classe in couche.classes if classe.code in present], className="barre-legende"),
            # Le titre et l'avis de démonstration sont l'étiquette du groupe de cases ; le titre est déjà dans le choix du thème.
            dmc.CheckboxGroup(
                id={"type": "classes", "couche": couche.id},
                value=[c.code for c in couche.classes],
                children=[_heads(couche), *boxes],
                label=html.H2(couche.title, className="site-cache"),
                description=html.Span(w.DEMONSTRATION, className="simule") if simulated else None,
            ),
            *marks,
            _note(atlas, couche) if couche.note else None,
        ],
    )


def _note(atlas: Atlas, couche: Couche) -> html.Details:
    return ouvrir(html.Details([html.Summary(w.NOTE), html.P(couche.note)], className="a-savoir"), atlas.glossaire)


def _names(classe: Classe) -> tuple[str, str]:
    """Ce qui se lit d'abord (le code, s'il est celui de l'éditeur), puis ce qui l'explique, ou rien."""
    return (classe.code, w.sans_zone(classe.label)) if classe.spoken else (classe.label, "")


def _heads(couche: Couche) -> html.Div:
    """Ce que comptent les deux colonnes de nombres."""
    counted = w.DEPARTEMENTS_COMPTES if couche.level == "departement" else w.COMMUNES_COMPTEES
    return html.Div([html.Span(counted), html.Span(w.HABITANTS_COMPTES)], className="tetes-legende", **{"aria-hidden": "true"})


def _slice(classe: Classe) -> html.Span:
    """La part de la classe dans la barre du haut ; sa largeur est posée par assets/carte/recit.mjs."""
    css, style = f"motif-{classe.pattern}", {"width": "0%", "backgroundColor": classe.colour}
    return html.Span(className=css, style=style, **{"data-barre": classe.code, "aria-hidden": "true"})


def _row(code: str, name: str, detail: str, pattern: str, colour: str = "") -> html.Span:
    swatch = html.Span(className=f"pastille motif-{pattern}", style={"backgroundColor": colour} if colour else None)
    return html.Span(
        className="legende-rangee",
        children=[
            swatch,
            html.Span(name, className="legende-nom"),
            html.Span(className="compte", **{"data-compte": code}),
            html.Span(className="part", **{"data-part-de": code}),
            html.Span(detail, className="legende-detail") if detail else None,
        ],
    )
