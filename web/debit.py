"""Le débit : tant de demandes par minute et par adresse, pour ce que le serveur calcule. Le reste n'est pas compté.

Le compte est en mémoire, un par processus : avec deux processus, une adresse peut obtenir jusqu'au double du réglage, et
chaque réplique compte pour elle. C'est un garde-fou contre l'emballement, pas un quota ; un quota exact se tient dans le
serveur frontal (docs/deploiement.md).
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from flask import Flask, request
from flask_limiter import Limiter
from werkzeug.middleware.proxy_fix import ProxyFix

from settings import Settings

# Ce qui se calcule à la demande. Page d'accueil, fichiers, tuiles, données de la carte et santé n'y sont pas.
COUNTED = ("/api/", "/commune", "/borne/commune", "/export/", "/feuilles/", "/reunion/")
CALLBACKS = "/_dash-update-component"


def register(server: Flask, settings: Settings) -> None:
    """Compte les demandes de COUNTED ; au-delà de settings.debit par minute, 429. 0 : pas de limite.

    settings.mandataires : combien de serveurs frontaux de confiance ajoutent X-Forwarded-For ; 0 ignore cet en-tête,
    que n'importe qui peut écrire.
    """
    if settings.mandataires:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=settings.mandataires, x_proto=settings.mandataires)
    if settings.debit:
        limiter = Limiter(
            visitor, app=server, application_limits=[f"{settings.debit}/minute"], storage_uri="memory://", headers_enabled=True
        )
        limiter.request_filter(lambda: not (request.path.startswith(COUNTED) or request.path.endswith(CALLBACKS)))


def visitor() -> str:
    """L'adresse d'où vient la demande. Une adresse IPv6 compte avec ses voisines du même /64 : c'est un seul abonné."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "inconnue"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
