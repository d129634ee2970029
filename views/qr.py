"""Le code QR d'une adresse, en SVG, pour emporter une page dans sa poche."""

from __future__ import annotations

import io

from markupsafe import Markup


def qr(url: str, nom: str) -> Markup:
    """Le SVG du code, correction d'erreur moyenne, marge de quatre modules comme la norme le demande. `nom` : ce qu'en dit une synthèse."""
    import segno  # au premier code seulement

    out = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(out, kind="svg", border=4, xmldecl=False, omitsize=True, light="#fff", title=nom)
    return Markup(out.getvalue().decode())
