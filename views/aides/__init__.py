"""Les aides, en phrases."""
