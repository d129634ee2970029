"""Les taux qui comparent des territoires : la même table pour le tableau, le dossier et la comparaison."""
