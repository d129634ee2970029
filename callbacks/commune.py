"""Une commune : la chercher, sa fiche, sa feuille A4. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from layers.acces.modele import Modele, modele_de
from layers.atlas import Atlas
from layers.commune.fiche import Fiche, fiche
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.proches import point
from layers.recherche.designation import code_propre, commune_designee
from layers.regions import adresse_de_carte
from layers.socle.noms import plain
from views.aides import phrases_situation as s
from views.aides.section import SectionAides, ailleurs, demande_de, montant_court, section_aides
from views.api import api
from views.commune import phrases as f
from views.commune import phrases_pourquoi as q
from views.commune import phrases_reponse as r
from views.commune.adresse import chemin, sans_vides
from views.commune.aides_maire import trois_aides
from views.commune.chaines import ZONAGES
from views.commune.echelle import annees, non_publiees, regle
from views.commune.fiche import feuille
from views.commune.plan import plan, plan_de_tete
from views.commune.reponse import reponse
from views.commune.sans_contour import sans_contour
from views.dessin.qr import qr
from views.ecriture import phrases_pages as p
from views.mots.adresse import adresse_en_mots
from views.papier.commune import adresse_du_papier, nom_du_fichier
from views.papier.papier import ELU, LECTEURS, VISITEUR
from views.sources import phrases as ws
from web.contexte import Contexte, ici
from web.emporter import adresse_en_service
from web.reponses import answer, document, page, rendue

LONGEST_QUERY, VOISINES_GARDEES = 80, 4
routes = Blueprint("commune", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les pages."""
    contexte.brancher(server, routes)


@routes.get("/commune")
def chercher_commune() -> Response:
    demande = request.args.get("q", "").strip()
    if len(demande) > LONGEST_QUERY:
        return rendue("chercher.html", 400, chemin="/commune", message=p.RECHERCHE_TROP_LONGUE, trouvees=())
    trouvees = api.communes(ici().atlas, demande) if demande else ()
    message = p.trouvees(len(trouvees), demande, api.only_near(trouvees), api.by_cedex(trouvees)) if demande else ""
    known = departements(ici().atlas)
    return rendue("chercher.html", chemin="/commune", recherche=demande, message=message, trouvees=trouvees, departements=known)


@routes.get("/commune/points.json")
def points() -> Response:
    """Les mairies de la région : « Autour de moi » les compare à une position qui ne quitte pas l'appareil."""
    return answer(ici().une_fois(mairies))


def mairies(contexte: Contexte) -> list[list]:
    """[[code, nom, latitude, longitude]] de chaque commune de la région, à une centaine de mètres près."""
    atlas = contexte.atlas
    own = atlas.communes[atlas.communes["region"] == atlas.region]
    places = ((str(code), row["nom"], *point(row)) for code, row in own.iterrows())
    return [[code, nom, round(float(lat), 3), round(float(lon), 3)] for code, nom, lon, lat in places]


def vue_de(atlas: Atlas, it: Fiche) -> dict:
    """Ce que le navigateur retient d'une page vue, pour y revenir : la commune, et quelques voisines, les plus peuplées."""
    of = atlas.communes
    around = of.loc[[one for one in atlas.commune(it.code)["voisins"] if one in of.index]].sort_values("population", ascending=False)
    named = around.head(VOISINES_GARDEES)["nom"]
    return {"code": it.code, "nom": it.nom, "voisines": [{"code": str(code), "nom": nom} for code, nom in named.items()]}


def departements(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    """(code, nom) de ceux de la région montrée, dans l'ordre de leurs noms."""
    own = atlas.departements[atlas.departements["region"] == atlas.region]["nom"]
    return tuple(sorted(own.items(), key=lambda one: plain(one[1])))


@routes.get("/commune/<code>")
def fiche_commune(code: str) -> Response:
    it = ici()
    la = commune_designee(it.atlas, code)
    if la is None:
        return commune_inconnue(code)
    asked = list(request.args.items(multi=True))
    if la != code:
        return redirect(chemin(la, asked, ancien=code))
    if sans_vides(asked) != asked:
        return redirect(chemin(code, sans_vides(asked)))
    if (peu := sans_contour(it.atlas, code)) is not None:
        return rendue("sans_contour.html", chemin=f"/commune/{code}", it=peu)
    return page(page_commune(it, code, asked))


@routes.get("/commune/<code>/fiche.pdf")
def papier_commune(code: str) -> Response:
    it = ici()
    lecteur = request.args.get("lecteur", "")
    lecteur = lecteur if lecteur in LECTEURS else ELU
    la = commune_designee(it.atlas, code)
    if la is None or la not in it.atlas.communes.index:
        return commune_inconnue(code)
    if la != code:
        return redirect(adresse_du_papier(la, lecteur))
    made = it.taches.faire("feuille_a4", {"code": code, "lecteur": lecteur, "adresse": adresse_en_service(it.settings, request)})
    return document(made.octets, nom_du_fichier(it.atlas, code, lecteur))


@routes.get("/commune/<path:_reste>")
def commune_inconnue(_reste: str) -> Response:
    """Un code qui ne désigne aucune commune : ce que la recherche en ferait est proposé."""
    trouvees = api.communes(ici().atlas, _reste)
    message = p.code_inconnu(api.by_cedex(trouvees), len(trouvees))
    return rendue("chercher.html", 404, titre=p.PAGE_INTROUVABLE, message=message, trouvees=trouvees)


def page_commune(contexte: Contexte, code: str, asked: Sequence[tuple[str, str]]) -> str:
    """Le HTML de la fiche de `code`, qui existe. `asked` : les paramètres de l'adresse ; un paramètre inconnu est ignoré."""
    atlas, adresse = contexte.atlas, adresse_en_service(contexte.settings, request)
    demande = dict(reversed(asked))  # donné deux fois, un paramètre de page vaut la première
    it = fiche(atlas, code)
    if it is None:
        raise KeyError(code)
    wanted = demande_de(asked)
    aides = section_aides(atlas, code, wanted)
    if aides is None:
        raise KeyError(code)
    return contexte.gabarits.page(
        "commune.html",
        chemin=f"/commune/{code}",
        fiche=feuille(atlas, it),
        vue=vue_de(atlas, it),
        qr=qr(f"{adresse}/commune/{code}", r.QR) if adresse else None,
        adresse_partagee=f"{adresse}/commune/{code}" if adresse else "",
        **_reponse(contexte, it, aides),
        plan=plan(atlas, contexte.contours, it),
        aides=aides,
        papier=adresse_du_papier(code),
        papier_visiteur=adresse_du_papier(code, VISITEUR),
        zonage=ZONAGES.get(wanted.situation.profession or "", ZONAGE_MEDECINS),
        ancien=_ancien(atlas, code, it.nom, demande.get("ancien", "")),
        carte=adresse_de_carte(atlas, it.region),
        en_mots=adresse_en_mots(atlas, it.region, code),
        phrases_fiche=f,
        phrases_pourquoi=q,
        phrases_situation=s,
        phrases_sources=ws,
        montant_court=montant_court,
    )


def _reponse(contexte: Contexte, it: Fiche, aides: SectionAides) -> dict[str, object]:
    """Ce que le début de la page montre."""
    atlas, found = contexte.atlas, reponse(contexte.atlas, contexte.une_fois(modele), it)
    noms = atlas.departements.at[it.departement, "nom"], atlas.regions.at[it.region, "nom"]
    return {
        "rep": found,
        "r": r,
        "tete": plan_de_tete(atlas, contexte.contours, it),
        "regle": regle(found.secteur, atlas.catalogue.couche(ZONAGE_MEDECINS), noms),
        "annees": annees(found.secteur),
        "non_publiees": non_publiees(found.secteur),
        "maire": trois_aides(aides),
        "possibles": sum(len(groupe.aides) for groupe in aides.groupes if groupe.id != "non"),
        "ailleurs": ailleurs(atlas, it.code),
    }


def modele(contexte: Contexte) -> Modele:
    """Le modèle publié des minutes."""
    return modele_de(contexte.settings.data)


def _ancien(atlas: Atlas, code: str, nom: str, ancien: str) -> str:
    """Le mot dit à qui vient d'un ancien code ; « » si ce code ne mène pas ici."""
    return f.ancien_code(code_propre(ancien), nom) if code_propre(ancien) != code and commune_designee(atlas, ancien) == code else ""
