"""Les phrases du plan du site : toutes les pages, par famille."""

from __future__ import annotations

from views.ecriture.phrases_pages import CONTACT, DONNEES_PERSONNELLES, MENTIONS, PLAN_DU_SITE, SCHEMA
from views.site.phrases import ADRESSE as ACCESSIBILITE
from views.site.phrases import TITRE as ACCESSIBILITE_TITRE

ADRESSE, TITRE = PLAN_DU_SITE
TEXTE = "Toutes les pages de Maillage. Chaque commune de France et chaque territoire a aussi la sienne : leurs listes y mènent."
BORNE = "La borne d'accueil, au doigt"
CARTES, COMMUNES, TERRITOIRES = "La carte", "Une commune", "Les territoires"
CHIFFRES, EXPLICATIONS, SERVICE = "Les chiffres", "Les explications", "Ce site"
COUVERTURE = "La couverture"
ACCUEIL_DE_LA_CARTE = "La carte :"
API = ("/api/", "L'API, pour réutiliser les données")
SERVICE_PAGES = ((ACCESSIBILITE, ACCESSIBILITE_TITRE), SCHEMA, MENTIONS, DONNEES_PERSONNELLES, CONTACT, API, (ADRESSE, TITRE))
