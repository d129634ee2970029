"""Build, once, of the tables and tiles of data/geo from two public packages."""
