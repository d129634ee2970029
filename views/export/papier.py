"""La carte d'une vue sur le papier : ce que montrent le PDF (templates/carte.typ) et les images d'un relevé (templates/vignette.typ).

Tout en textes et en dessins, prêt à mettre en page ; le contenu est celui des autres exports, rien n'est recalculé.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import escape

from layers.atlas import Atlas
from views.dessin.motifs import FORMES
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.carte import Dessins, motifs_de, seule
from views.export.contenu import Contenu, compte_structures, filtres, pied
from views.export.legende import LigneDeLegende
from views.papier.pdf import image, pdf
from views.vue.vue import View

PAGE, VIGNETTE = "carte.typ", "vignette.typ"
# Largeur et hauteur de la carte, en points du dessin ; imprimés aux trois quarts de leur taille, ses mots font huit points.
CARTE_PAGE = (720.0, 585.0)
CARTE_VIGNETTE, CARTE_MOITIE = (760.0, 405.0), (376.0, 330.0)
POINTS_PAR_POUCE = 180


def pdf_de(atlas: Atlas, view: View, content: Contenu, dessins: Dessins) -> bytes:
    """La page A4 paysage, en PDF balisé : titre, filtres, carte, légende comptée, sources, dates, adresse."""
    source, dates, data, address = pied(content)
    chosen = " · ".join(f"{name} : {value}" for name, value in filtres(atlas, view)) or e.SANS_FILTRE
    page = {
        **_carte(atlas, view, content, dessins, CARTE_PAGE),
        "filtres": chosen,
        "simule": w.DEMONSTRATION if atlas.simulated else "",
        "note": content.couche.note,
        "fiabilite": f"{e.FIABILITE} : {dict(content.propos)['Fiabilité']}.",
        "pied": [line for line in (source, dates, data, address) if line],
        "auteur": w.TITRE,
    }
    return pdf(page, PAGE)


def png_de(maps: Sequence[tuple[Atlas, View, Contenu]], dessins: Dessins) -> bytes:
    """L'image d'une vue, ou de deux côte à côte, à la largeur d'une page A4 : carte, légende, structures ; un titre s'il y en a deux."""
    size = CARTE_VIGNETTE if len(maps) == 1 else CARTE_MOITIE
    drawn = [_carte(*one, dessins, size) for one in maps]
    simulated = any(atlas.simulated for atlas, _, _ in maps)
    return image({"cartes": drawn, "simule": w.DEMONSTRATION if simulated else ""}, POINTS_PAR_POUCE, VIGNETTE)


def _carte(atlas: Atlas, view: View, content: Contenu, dessins: Dessins, size: tuple[float, float]) -> dict:
    drawn = dessins.carte(atlas, view, (0.5, 0.5, size[0] - 0.5, size[1] - 0.5))
    return {
        "titre": content.titre,
        "svg": seule(drawn, *size),
        "alt": alternative(content, drawn.lignes),
        "legende": w.LEGENDE,
        "entetes": list(e.LEGENDE_ENTETES),
        "vide": "" if any(line.compte for line in drawn.lignes) else w.PHRASES_CARTE["aucune"],
        "lignes": [{"dessin": _swatch(line), "nom": line.nom, "compte": line.compte} for line in drawn.lignes],
        "structures_titre": e.STRUCTURES_MONTREES,
        "structures": list(_structures(atlas, view, content)),
    }


def alternative(content: Contenu, lines: Iterable[LigneDeLegende]) -> str:
    """Ce que la carte montre, en une phrase : son titre et le décompte de chaque classe."""
    counted = " ; ".join(f"{line.nom} : {line.compte}" for line in lines if line.compte)
    return f"{e.CARTE_DE} {content.titre}. {(counted or w.PHRASES_CARTE['aucune']).removesuffix('.')}."


def _swatch(line: LigneDeLegende) -> str:
    """La couleur, puis le motif par-dessus, comme sur la carte."""
    box = 'x=".5" y=".5" width="33" height="23"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 24" width="34" height="24">'
        f'{motifs_de((line,))}<rect {box} fill="{line.colour}"/><rect {box} fill="{line.fill}" stroke="#6B6962"/></svg>'
    )


def _structures(atlas: Atlas, view: View, content: Contenu) -> Iterable[dict]:
    for one in atlas.catalogue.structures:
        if one.id in view.structures:
            mark = f'<g fill="{escape(one.colour)}">{FORMES[one.shape]}</g>'
            drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-7 -7 14 14" width="14" height="14">{mark}</svg>'
            yield {"dessin": drawn, "nom": one.short, "compte": compte_structures(atlas, content, one)}
