"""Trouver une commune comme on la tape."""
