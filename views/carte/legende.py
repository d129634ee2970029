"""La légende de chaque couche : motif et couleur, décompte, et la case qui montre ou masque la classe."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import Atlas
from layers.registre.catalogue import Classe, Couche
from layers.registre.marques import MARQUES
from views.carte.envoi import region_communes
from views.carte.sigles_carte import a_des_sigles, bouton_des_sigles, ouvrir
from views.ecriture import phrases as w

# La marque dans les colonnes du navigateur, son nom et le dessin de sa pastille.
MARKS = tuple((one.lettre, w.MARQUES[one.lettre], one.nom) for one in MARQUES)
MOTIFS = {code: motif for code, _, motif in MARKS}
# La part de la largeur et de la hauteur de la région que la légende peut couvrir.
CORNER = 0.4


def legends(atlas: Atlas) -> list[html.Div]:
    """Une légende par couche ; la page ne montre que celle du thème (recit.mjs), sans repasser par Dash."""
    return [_legend(atlas, couche) for couche in atlas.catalogue.couches]


def legend_on_top(atlas: Atlas) -> bool:
    """Vrai si la légende gêne moins en haut à gauche qu'en bas à droite : le coin de la région qui a le moins de communes."""
    region, communes = atlas.regions.loc[atlas.region], region_communes(atlas)
    across = (communes["longitude_interieure"] - region["ouest"]) / (region["est"] - region["ouest"])
    up = (communes["latitude_interieure"] - region["sud"]) / (region["nord"] - region["sud"])
    bottom_right = (across > 1 - CORNER) & (up < CORNER)
    top_left = (across < CORNER) & (up > 1 - CORNER)
    return bool(top_left.sum() < bottom_right.sum())


def _legend(atlas: Atlas, couche: Couche) -> html.Div:
    # Une classe que la région n'a pas (HZ en Occitanie) n'encombre pas sa légende.
    present = set(region_communes(atlas)[couche.id])
    boxes = [
        dmc.Checkbox(
            value=classe.code,
            size="sm",
            label=_row(classe.code, _name(classe), f"pastille motif-{classe.pattern}", {"backgroundColor": classe.colour}),
        )
        for classe in couche.classes
        if classe.code in present
    ]
    marks = [
        html.Div(
            _row(code, label, f"pastille motif-{pattern}", None),
            className="marque-legende",
            hidden=True,
            **{"data-marque": code},
        )
        for code, label, pattern in MARKS
        if code != "z" or couche.kind == "date"
    ]
    simulated = atlas.simulated and couche.level == "commune"
    return html.Div(
        className="legende-couche",
        **{"data-legende": couche.id},
        children=[
            # Le titre et l'avis de démonstration sont l'étiquette du groupe de cases.
            dmc.CheckboxGroup(
                id={"type": "classes", "couche": couche.id},
                value=[c.code for c in couche.classes],
                children=boxes,
                label=html.H2(couche.title),
                description=html.Span(w.DEMONSTRATION, className="simule") if simulated else None,
            ),
            *marks,
            html.P(w.source_couche(couche.publisher, atlas.millesime(couche.id)), className="discret source-couche"),
            _note(atlas, couche) if couche.note else None,
            bouton_des_sigles(f'[data-legende="{couche.id}"]') if _a_des_sigles(atlas, couche, present) else None,
        ],
    )


def _note(atlas: Atlas, couche: Couche) -> html.Details:
    return ouvrir(html.Details([html.Summary(w.NOTE), html.P(couche.note)], className="a-savoir"), atlas.glossaire)


def _a_des_sigles(atlas: Atlas, couche: Couche, present: set[str]) -> bool:
    """Vrai si un sigle est dans une case ou dans le titre, où un bouton n'aurait pas sa place."""
    names = (_name(classe) for classe in couche.classes if classe.code in present)
    return a_des_sigles((couche.title, *names), atlas.glossaire)


def _name(classe: Classe) -> str:
    """« ZIP · Zone d'intervention prioritaire » quand le code est celui de l'éditeur (1_ZIP), sinon le libellé seul."""
    return f"{classe.code} · {classe.label}" if classe.spoken else classe.label


def _row(code: str, label: str, css: str, style: dict | None) -> html.Span:
    bar = html.Span(
        html.Span(className="barre-plein", **{"data-barre": code}),
        className="barre",
    )
    return html.Span(
        className="legende-rangee",
        children=[
            html.Span(className=css, style=style),
            html.Span(
                [
                    html.Span(label, className="legende-nom"),
                    html.Span(className="compte", **{"data-compte": code}),
                    bar,
                ],
                className="legende-texte",
            ),
        ],
    )
