"""Le seul long travail du site, hors de la demande qui le lance : où il attend, où il s'écrit, qui le fait (docs/adr/0028)."""
