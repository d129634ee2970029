"""Un module par mise en page d'éditeur : un fichier en entrée, une table simple en sortie."""
