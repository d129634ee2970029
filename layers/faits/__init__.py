"""Les faits des documents : chacun avec sa source, sa ligne, sa date et sa fiabilité."""
