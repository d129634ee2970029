"""Les phrases de la page de contact et du message prérempli."""

from __future__ import annotations

TITRE = "Contact"
DESCRIPTION = "À qui signaler une erreur ou poser une question."
ECRIRE, FORMULAIRE = "Écrire à", "Ouvrir le formulaire de contact"
SANS_CONTACT = (
    "L'organisme qui met ce service en ligne n'a pas encore dit à qui écrire. Tant que c'est le cas, une erreur ne peut pas être "
    "signalée d'ici : rien de ce que vous écririez n'arriverait à personne."
)
ERREUR = "Signaler une erreur"
ERREUR_TEXTE = (
    "Dites la page, ce qu'elle montre, ce que vous savez d'autre et d'où. Une erreur qui vient d'un document ou d'un fichier publié "
    "se corrige chez qui le publie : chaque chiffre nomme sa source."
)
PAGE = "La page concernée :"
SOINS = "Ce service ne donne pas de rendez-vous"
SOINS_TEXTE = "En cas d'urgence médicale, appelez le 15. Pour trouver un professionnel de santé : annuaire.sante.fr."
