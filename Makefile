# Les mêmes tâches sans make : python tasks.py run | kiosk | test | bench | load | soak | screens | data | lint | fiches | lock | audit
# Variables : PORT (8050), HOST (127.0.0.1), MAILLAGE_DATA, MAILLAGE_SOURCES, PYTHON (python3).  Exemple : make run PORT=9000
# Les données officielles (`make` rend 2 dès que la tâche ne rend pas 0 ; python tasks.py data rend 0, 1 ou 2) :
#   make data FROM=/chemin/du/dossier      vérifie les fichiers du dossier et les met en service
#   make data ARGS=--check-only            vérifie sans rien écrire
#   make data ARGS=--download              va d'abord chercher les flux FINESS
#   make data ARGS=--rollback              remet en service le jeu précédent
# Les feuilles A4 d'un département, dans build/fiches/46 : make fiches DEPARTEMENT=46 (ailleurs : ARGS="--out /chemin/du/dossier")
# Le banc de la préparation : python -m tests.bench.prepare
PYTHON ?= python3
ARGS ?=
FROM =
DEPARTEMENT =

.PHONY: run kiosk test bench load soak screens data lint fiches lock audit
run kiosk test bench load soak screens lint lock audit:
	@$(PYTHON) tasks.py $@ $(ARGS)
data:
	@$(PYTHON) tasks.py $@ $(if $(FROM),"$(FROM)") $(ARGS)
fiches:
	@$(PYTHON) tasks.py $@ $(DEPARTEMENT) $(ARGS)
