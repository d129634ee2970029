"""Toutes les pages, panneaux, dialogues et écrans : une ligne chacun. Les essais d'accessibilité les parcourent tous.

Ajouter une page : une ligne ici, et son adresse dans data/accessibilite.toml (un essai compare les deux listes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.visit import Visit
from views.ecriture import phrases as w
from views.export.phrases import EXPORTER_TITRE


@dataclass(frozen=True)
class Etat:
    """Une page dans un état. `gestes` : ce qu'il faut y faire pour y être ; `prete` : le JavaScript vrai quand elle l'est ;
    `statut` : ce que le serveur répond ; `suite` : se suit du précédent, sans rien recharger."""

    nom: str
    adresse: str
    gestes: Callable[[Visit], None] | None = None
    prete: str = ""
    statut: int = 200
    suite: bool = False

    @property
    def borne(self) -> bool:
        return self.adresse.startswith("/borne")

    @property
    def carte(self) -> bool:
        """La page de la carte, dont le fond n'est prêt qu'une fois peint."""
        return self.adresse.split("?")[0] in ("/", "/region/93/")


def dialogue(bouton: str, nom: str) -> Callable[[Visit], None]:
    """Ouvre un dialogue de la carte par son bouton."""

    def opened(visit: Visit) -> None:
        visit.page.evaluate("(id) => document.querySelector(id).click()", bouton)
        visit.page.get_by_role("dialog", name=nom).wait_for()

    return opened


def ferme(visit: Visit) -> None:
    visit.page.evaluate("document.querySelectorAll('dialog[open]').forEach((un) => un.close())")


def territoire(query: str, titre: str) -> Callable[[Visit], None]:
    """Va à une vue de la carte sans recharger, et attend sa fiche."""

    def gone(visit: Visit) -> None:
        ferme(visit)
        visit.address_becomes(query)
        visit.until("(titre) => document.querySelector('#panneau h2')?.textContent === titre", titre)

    return gone


def deplie(visit: Visit) -> None:
    """Ouvre le premier ⓘ et tout ce qui se déplie."""
    visit.page.evaluate("document.querySelectorAll('main details:not(.repond)').forEach((un) => { un.open = true; })")
    visit.page.evaluate("document.querySelector('main details.repond')?.setAttribute('open', '')")


GRILLE = "document.querySelectorAll('.ag-row').length > 5"
ETATS = (
    Etat("carte", "/"),
    Etat("carte, liste", "/", dialogue("#lister", w.LISTE), suite=True),
    Etat("carte, exporter", "/", lambda v: (ferme(v), dialogue("[data-exporter]", EXPORTER_TITRE)(v)), suite=True),
    Etat("carte, sources", "/", lambda v: (ferme(v), dialogue("#sources", w.SOURCES)(v)), suite=True),
    Etat("carte, département", "/", territoire("?territoire=dep-46", "Lot (46)"), suite=True),
    Etat("carte, commune et années", "/", territoire("?territoire=com-46102&theme=pastel&masquer=2018", "Figeac"), suite=True),
    Etat("carte, EPCI", "/", territoire("?territoire=epci-200067361&theme=frr", "CC Grand-Figeac"), suite=True),
    Etat("carte de l'autre région", "/region/93/"),
    Etat("chercher une commune", "/commune"),
    Etat("commune cherchée", "/commune?q=saint"),
    Etat("fiche de commune", "/commune/46102", deplie),
    Etat("fiche de commune, autre région", "/commune/13004"),
    Etat("fiche de commune, dans un cadre", "/commune/46102?embed=1"),
    Etat("territoires", "/territoires"),
    Etat("dossier de région", "/territoire/reg-76", deplie),
    Etat("dossier de l'autre région", "/territoire/reg-93"),
    Etat("dossier de département", "/territoire/dep-46", deplie),
    Etat("dossier de CPTS", "/territoire/cpts-uzes-remoulins"),
    Etat("indicateur", "/indicateur/msp-ouvertes"),
    Etat("désaccords", "/desaccords"),
    Etat("graphiques", "/graphiques?territoire=reg-93"),
    Etat("comparer", "/comparer?a=dep-46&b=reg-76"),
    Etat("tous les chiffres", "/tableau/", prete=GRILLE),
    Etat("pacte", "/pacte", deplie),
    Etat("glossaire", "/glossaire"),
    Etat("comment ça marche", "/comment-ca-marche", deplie),
    Etat("couverture", "/couverture", prete="document.body.dataset.prete"),
    Etat("couverture, si une ferme", "/couverture/si-une-ferme"),
    Etat("couverture, les prochaines", "/couverture/les-prochaines"),
    Etat("carte en mots", "/carte-en-mots"),
    Etat("carte en mots, commune", "/carte-en-mots?territoire=com-46102", deplie),
    Etat("réunion", "/reunion", prete="document.body.dataset.prete"),
    Etat("feuilles d'un département", "/feuilles/?departement=46", prete="document.querySelector('h1')"),
    Etat("accessibilité", "/accessibilite", deplie),
    Etat("plan du site", "/plan"),
    Etat("mentions légales", "/mentions-legales"),
    Etat("données personnelles", "/donnees-personnelles"),
    Etat("contact", "/contact?page=/commune/46102"),
    Etat("schéma d'accessibilité", "/accessibilite/schema"),
    Etat("page introuvable", "/nulle-part", statut=404),
    Etat("commune introuvable", "/commune/99999", statut=404),
    Etat("demande refusée", "/commune?q=" + "a" * 81, statut=400),
    Etat("borne, accueil", "/borne"),
    Etat("borne, devinez", "/borne/devinez"),
    Etat("borne, chercher", "/borne/commune"),
    Etat("borne, commune", "/borne/commune/46102"),
    Etat("borne, carte", "/borne/carte", prete="document.body.dataset.prete"),
    Etat("borne, comment ça marche", "/borne/comment-ca-marche"),
    Etat("borne, une idée", "/borne/comment-ca-marche/zonage"),
    Etat("borne, veille", "/borne/veille"),
    Etat("borne, commune introuvable", "/borne/commune/99999", statut=404),
)


def aller(visit: Visit, etat: Etat) -> None:
    """Met la visite dans cet état."""
    if not etat.suite:
        answer = visit.page.goto(visit.address + etat.adresse)
        assert answer is not None and answer.status == etat.statut, (etat.adresse, answer and answer.status)
        if etat.carte:
            visit.until("window.maillage && document.querySelector('#panneau h2')")
            visit.painted_once()
            visit.until("document.querySelector('#resume').textContent")
    if etat.prete:
        visit.until(etat.prete)
    if etat.gestes:
        etat.gestes(visit)
    visit.page.evaluate("document.fonts.ready.then(() => true)")
