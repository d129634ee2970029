# Les mêmes tâches que `python tasks.py`, qui les liste : `make`. Le détail d'une : `make aide TACHE=data`
# Variables : PORT (8050), HOST (127.0.0.1), MAILLAGE_DATA, MAILLAGE_SOURCES, PYTHON (python3).  Exemple : make run PORT=9000
PYTHON ?= python3
ARGS ?=
FROM =
DEPARTEMENT =
TACHE =

.PHONY: help aide run kiosk data fiches check test test-long hasard lignes lint bench load soak screens lock audit
help aide:
	@$(PYTHON) tasks.py $(if $(TACHE),$(TACHE) --help)
run kiosk check test test-long hasard lignes lint bench load soak screens lock audit:
	@$(PYTHON) tasks.py $@ $(ARGS)
data:
	@$(PYTHON) tasks.py $@ $(if $(FROM),"$(FROM)") $(ARGS)
fiches:
	@$(PYTHON) tasks.py $@ $(DEPARTEMENT) $(ARGS)
