# Les mêmes tâches sans make : python tasks.py run | test | bench | screens | data | lint
# Variables : PORT (8050), HOST (127.0.0.1), MAILLAGE_DATA, MAILLAGE_SOURCES, PYTHON (python3).  Exemple : make run PORT=9000
PYTHON ?= python3
ARGS ?=

.PHONY: run test bench screens data lint
run test bench screens data lint:
	@$(PYTHON) tasks.py $@ $(ARGS)
