"""Le code QR d'une adresse, en SVG : pour emporter une page dans sa poche, ou du papier revenir à elle."""

from __future__ import annotations

import io

from markupsafe import Markup

QUIET_MODULES = 4  # la marge que la norme demande autour d'un code


def svg_du_code(url: str, marge: int = QUIET_MODULES, **options: object) -> str:
    """Le SVG du code, correction d'erreur moyenne. `marge` en modules ; `options` : celles de segno pour le SVG."""
    import segno  # au premier code seulement

    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=marge, xmldecl=False, **options)
    return out.getvalue().decode()


def qr(url: str, nom: str) -> Markup:
    """Le code dans une page. `nom` : ce qu'en dit une synthèse vocale."""
    ouvrant = Markup('<svg role="img" aria-label="{}"').format(nom)
    return Markup(svg_du_code(url, omitsize=True, light="#fff")).replace("<svg", ouvrant, 1)
