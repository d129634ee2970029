"""Ce que python-docx n'écrit pas : liens, signets, champs, propriétés, réglages du document. Tout texte y reste du texte."""

from __future__ import annotations

LIEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
WORD_ACTUEL = "15"  # Word 2013 et suivants ; le modèle dit 14 : Word ouvrirait le document en « mode de compatibilité »


def propriete(parent, tag: str, **values: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)


def signet(paragraph, name: str, rank: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(rank))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def lien(paragraph, text: str, colour: str, *, anchor: str = "", address: str = "") -> None:
    """Un lien vers un titre du document (`anchor`) ou une adresse du site (`address`)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, LIEN, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = couleur(colour)
    link.append(run._r)
    paragraph._p.append(link)


def champ(paragraph, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def reglages(settings, langue: str) -> None:
    """La version de Word visée, et les signes de la langue : virgule décimale, point-virgule entre deux valeurs."""
    from docx.oxml.ns import qn

    (mode,) = (one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    mode.set(qn("w:val"), WORD_ACTUEL)
    told = {"w:themeFontLang": langue, "w:decimalSymbol": ",", "w:listSeparator": ";"}
    for tag, value in told.items():
        settings.find(qn(tag)).set(qn("w:val"), value)


def image_au_bord(inline) -> None:
    """Aucun blanc autour d'une image dans le texte : LibreOffice en met trois millimètres là où rien n'est écrit."""
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def couleur(hexa: str):
    from docx.shared import RGBColor

    return RGBColor.from_string(hexa)
