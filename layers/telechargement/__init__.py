"""Aller chercher les fichiers officiels qui ont une adresse stable."""
