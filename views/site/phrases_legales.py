"""Les phrases des mentions légales, des données personnelles et du schéma d'accessibilité."""

from __future__ import annotations

MENTIONS_DESCRIPTION = "Qui publie ce site, qui l'héberge, et comment réutiliser ce qu'il montre."
EDITEUR, DIRECTEUR, HEBERGEUR = "Éditeur", "Direction de la publication", "Hébergement"
NON_RENSEIGNE = "Non renseigné par l'organisme qui met ce service en ligne."
REUTILISER = (
    (
        "Les données",
        (
            "Les chiffres, les zonages et les contours viennent de publications ouvertes ; chaque chiffre nomme la sienne, sa date et "
            "sa licence. Ce que Maillage en calcule se réutilise sous Licence Ouverte 2.0, en citant la source et la date.",
            "Un chiffre n'engage que l'organisme qui l'a publié. Les aides se demandent et se confirment auprès de qui les verse.",
        ),
    ),
    ("Le logiciel", ("Maillage est un logiciel libre : sa licence et celles des bibliothèques qu'il emploie sont avec son code.",)),
)

DONNEES_DESCRIPTION = "Ce que ce site sait de vous\u202f: rien. Ni compte, ni cookie, ni mesure d'audience."
DONNEES = (
    ("Ce qui est gardé", ("Rien. Il n'y a ni compte, ni mesure d'audience, ni publicité, et les recherches ne sont écrites nulle part.",)),
    (
        "Cookies",
        (
            "Aucun. Il n'y a donc rien à accepter ni à refuser. Aucun fichier n'est demandé à un autre site : "
            "polices, cartes et scripts sont servis d'ici.",
        ),
    ),
    (
        "Ce qui reste dans votre navigateur",
        (
            "La réunion que vous préparez (ses vues, ses décisions), et le choix d'employer ou non les raccourcis du clavier : sur cet "
            "ordinateur seulement, jusqu'à ce que vous les effaciez.",
            "Les cinq dernières communes vues, pour y revenir : « Trouver ma commune » les montre, et un bouton les oublie.",
            "« Autour de moi » demande sa position à votre navigateur, qui vous demande la permission. Elle est comparée dans votre "
            "appareil à la liste des mairies de la région, et n'en sort pas.",
            "Le numéro d'une préparation de feuilles A4 en cours, jusqu'à la fermeture de l'onglet.",
            "La borne d'accueil efface tout ce qu'elle a retenu dès que personne ne la touche plus.",
            "Son jeu « Devinez » compte les réponses du jour : une date et deux nombres, dans la borne seule. La nuit, il les efface.",
        ),
    ),
    (
        "L'adresse de votre appareil",
        (
            "Pour servir tout le monde, le service compte pendant une minute, en mémoire, les demandes de chaque adresse, et retient, sous "
            "une forme illisible, qui a une préparation en cours. Il ne les écrit dans aucun journal.",
            "Le serveur placé devant lui par l'hébergeur peut tenir le sien : c'est à l'organisme qui publie ce site de le dire.",
        ),
    ),
    (
        "Ce que vous dites de votre situation",
        (
            "Les réponses données pour connaître ses aides sont dans l'adresse de la page, pas dans le "
            "service : elles partent avec le lien "
            "si vous le partagez.",
        ),
    ),
    (
        "Les noms que montrent les pages",
        (
            "Ceux d'établissements, d'organismes et de lieux, tels que des fichiers publics les donnent. "
            "Celui d'une pharmacie ou d'un cabinet "
            "peut être le nom d'une personne.",
        ),
    ),
    ("Vos droits", ("Faute de donnée gardée, il n'y a rien à consulter ni à effacer. La CNIL (cnil.fr) reçoit les réclamations.",)),
)

SCHEMA_DESCRIPTION = "Ce qui est fait et ce qui reste à faire pour que ce site soit accessible, année par année."
SCHEMA = (
    (
        "Ce que c'est",
        (
            "La loi (article 47 de la loi du 11 février 2005, décret n° 2019-768 du 24 juillet 2019) demande à chaque organisme public un "
            "schéma de trois ans au plus, et un plan d'action par an. Celui-ci ne vaut que pour ce "
            "logiciel ; l'organisme qui le met en ligne "
            "a le sien, pour tous ses sites.",
        ),
    ),
    (
        "2026",
        (
            "Fait : les 106 critères du RGAA évalués par l'équipe, chaque page parcourue au clavier, au doigt et "
            "avec des outils automatiques.",
            "Fait : chaque défaut connu écrit dans la déclaration.",
        ),
    ),
    (
        "2027",
        (
            "À faire : un audit par quelqu'un d'extérieur. Sans lui, ce site ne peut pas se dire conforme, même en partie.",
            "À faire : des essais avec NVDA, JAWS, VoiceOver et TalkBack, et avec des personnes handicapées.",
            "À faire : les trois critères déclarés non conformes, couleurs voisines, borne étroite, bulles.",
        ),
    ),
    ("2028", ("À faire : les défauts que l'audit aura trouvés, puis une nouvelle déclaration.",)),
    (
        "Moyens",
        (
            "Chaque changement du logiciel rejoue les vérifications automatiques. Ni budget ni personne ne sont "
            "dits ici : c'est à qui publie.",
        ),
    ),
)
