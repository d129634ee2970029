"""Ce qui se calcule hors de la demande qui le veut : le papier, les exports, les longs travaux (docs/adr/0033-file.md)."""
