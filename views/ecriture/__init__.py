"""Écrire : nombres, dates, faits, sigles."""
