"""Les styles d'un document DOCX : vrais styles de titre, une seule police, la langue."""

from __future__ import annotations

from views.reunion.docx import couleur

ENCRE, ACCENT, DISCRET, ALERTE = "1B1B1F", "0B5D66", "4A4A52", "8C2D04"
POLICE = "Arial"  # Word l'a, et LibreOffice a la même sous un autre nom
INTERLIGNE = 1.12
# Style : taille, couleur, gras, espace avant, espace après (points).
ASPECTS = {
    "Normal": (10.5, ENCRE, False, 0, 6),
    "Title": (22, ENCRE, True, 0, 4),
    "Subtitle": (12, DISCRET, False, 0, 10),
    "Heading 1": (15, ACCENT, True, 18, 6),
    "Heading 2": (12, ENCRE, True, 8, 4),
    "Heading 3": (9, ENCRE, True, 4, 2),
    "Caption": (9, DISCRET, False, 3, 6),
    "Note": (10.5, ENCRE, False, 0, 3),
    "Avis": (10.5, ALERTE, True, 0, 6),
    "Depuis": (10.5, ENCRE, True, 4, 6),
    "Provenance": (9, ENCRE, False, 0, 1),
}
PROPRES = ("Note", "Avis", "Depuis", "Provenance")


def styles_de(styles, langue: str) -> None:
    """Pose la langue, la police et l'aspect de chaque style du document."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), langue)
    _police(defaults.find(qn("w:rFonts")))
    for name in PROPRES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, (size, colour, bold, before, after) in ASPECTS.items():
        linked = [f"{name} Char"] if f"{name} Char" in styles else []
        for style in (styles[one] for one in (name, *linked)):
            style.font.name, style.font.size, style.font.italic, style.font.bold = POLICE, Pt(size), False, bold
            style.font.color.rgb = couleur(colour)
            _police(style.element.rPr.rFonts)
        spacing = styles[name].paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), INTERLIGNE
    for name, tag in (("Title", "w:pBdr"), ("Subtitle", "w:rPr/w:spacing")):  # un filet, des lettres espacées
        for found in styles[name].element.findall(f".//{'/'.join(map(qn, tag.split('/')))}"):
            found.getparent().remove(found)


def _police(fonts) -> None:
    """La police du document, au lieu de celles du thème du modèle, qui l'emporteraient."""
    from docx.oxml.ns import qn

    for name in [one for one in fonts.attrib if one.lower().endswith("theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), POLICE)
