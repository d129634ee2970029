"""Les graphiques : des faits à une figure, avec le constat en titre, la phrase, le tableau et la source."""
