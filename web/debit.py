"""Le débit : tant de demandes par minute et par adresse, pour tout sauf une courte liste de fichiers tout faits.

Le compte est en mémoire, un par processus : avec deux processus, une adresse peut obtenir jusqu'au double du réglage, et
chaque réplique compte pour elle. C'est un garde-fou contre l'emballement, pas un quota ; un quota exact se tient dans le
serveur frontal (docs/deploiement.md).
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address

from flask import Flask, request
from flask_limiter import Limiter
from werkzeug.middleware.proxy_fix import ProxyFix

from settings import Settings

# Des fichiers tout faits, et la santé : le reste se calcule, et compte.
TOUT_FAIT = ("/statique/", "/donnees/", "/assets/", "/healthz", "/readyz", "/robots.txt", "/.well-known/")
APPLICATION = re.compile(r"/(tableau|region/[0-9]{2})(?=/)")
FICHIERS_DE_DASH = ("/_dash-component-suites/", "/_dash-layout", "/_dash-dependencies", "/_favicon.ico", "/assets/")


def register(server: Flask, settings: Settings) -> None:
    """Compte toutes les demandes, hors fichiers tout faits ; au-delà de settings.debit par minute, 429. 0 : pas de limite.

    settings.mandataires : combien de serveurs frontaux de confiance ajoutent X-Forwarded-For ; 0 ignore cet en-tête,
    que n'importe qui peut écrire.
    """
    if settings.mandataires:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=settings.mandataires, x_proto=settings.mandataires)
    if settings.debit:
        limiter = Limiter(
            visitor, app=server, application_limits=[f"{settings.debit}/minute"], storage_uri="memory://", headers_enabled=True
        )
        limiter.request_filter(lambda: tout_fait(request.path))


def tout_fait(path: str) -> bool:
    """Vrai si rien ne se calcule à cette adresse. Chaque application Dash a ses fichiers sous la sienne."""
    return path.startswith(TOUT_FAIT) or APPLICATION.sub("", path, count=1).startswith(FICHIERS_DE_DASH)


def visitor() -> str:
    """L'adresse d'où vient la demande. Une adresse IPv6 compte avec ses voisines du même /64 : c'est un seul abonné."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "inconnue"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
