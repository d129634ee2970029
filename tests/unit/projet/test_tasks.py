"""Les tâches : empreintes, choix du dossier des sources, quand préparer, quel Chromium."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from layers.socle.suivi import DEBUT
from scripts.chromium import find_chromium
from scripts.official import folder_to_prepare, last_preparation, preparation_needed, remember, source_files, sources_folder, sources_print
from settings import ROOT, Settings


@pytest.fixture
def project(tmp_path):
    """Les réglages d'un projet vide, sans jeu officiel ni sources."""
    return Settings(root=tmp_path / "projet")


def write(path, text="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def official_set(settings):
    write(settings.official / "manifest.json", "{}")


# ---------------------------------------------------------------- dépendances


def test_the_print_changes_with_the_file_what_it_includes_and_python(tmp_path):
    runtime = write(tmp_path / "requirements.txt", "dash==1\n")
    dev = write(tmp_path / "requirements-dev.txt", "-r requirements.txt\npytest==1\n")
    first = tasks.requirements_print(dev, "3.11.7")
    assert tasks.requirements_print(dev, "3.11.7") == first
    assert tasks.requirements_print(dev, "3.12.0") != first
    write(runtime, "dash==2\n")
    assert tasks.requirements_print(dev, "3.11.7") != first


def test_every_requirement_is_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert line.split(";")[0].count("==") == 1, line


def test_the_server_does_not_ask_for_the_tools_that_build():
    runtime = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    for heavy in ("pytest", "playwright", "basedpyright"):
        assert heavy not in runtime


# ---------------------------------------------------------------- sources officielles


def test_without_any_folder_there_is_nothing_to_prepare(project):
    assert sources_folder(project) is None


def test_a_folder_that_holds_only_a_notice_is_passed_over(project):
    write(project.root / "sources" / "README.md")
    write(project.root / "sources" / ".cache")
    shared = write(project.root.parent / "shared" / "official" / "zonage" / "medecins.csv")
    assert sources_folder(project) == shared.parent.parent


def test_the_project_s_own_folder_comes_first(project):
    write(project.root.parent / "shared" / "official" / "a.csv")
    write(project.root / "sources" / "a.csv")
    assert sources_folder(project) == project.root / "sources"


def test_the_print_of_sources_follows_names_sizes_and_dates(tmp_path):
    file = write(tmp_path / "a" / "medecins.csv", "un")
    first = sources_print(tmp_path, "76", root=tmp_path / "vide")
    assert sources_print(tmp_path, "76", root=tmp_path / "vide") == first
    os.utime(file, ns=(1, 1))
    touched = sources_print(tmp_path, "76", root=tmp_path / "vide")
    assert touched != first
    file.rename(tmp_path / "a" / "autre.csv")
    assert sources_print(tmp_path, "76", root=tmp_path / "vide") not in (first, touched)
    assert sources_print(tmp_path, "84", root=tmp_path / "vide") != sources_print(tmp_path, "76", root=tmp_path / "vide")


def test_a_new_layer_in_the_catalogue_asks_for_a_new_preparation(tmp_path):
    write(tmp_path / "sources" / "a.csv")
    catalogue = write(tmp_path / "data" / "catalogue.toml", "schema = 1")
    first = sources_print(tmp_path / "sources", "76", root=tmp_path)
    write(catalogue, "schema = 1\n[[couche]]")
    assert sources_print(tmp_path / "sources", "76", root=tmp_path) != first


@pytest.mark.parametrize("table", ["communes.csv", "anciennes_communes.csv"])
def test_a_new_geography_asks_for_a_new_preparation(table, tmp_path):
    write(tmp_path / "sources" / "a.csv")
    first = sources_print(tmp_path / "sources", "76", root=tmp_path)
    write(tmp_path / "data" / "geo" / table)
    assert sources_print(tmp_path / "sources", "76", root=tmp_path) != first


def test_files_are_found_in_subfolders_in_a_stable_order(tmp_path):
    write(tmp_path / "b.csv")
    write(tmp_path / "a" / "c.json.gz")
    assert [path.name for path in source_files(tmp_path)] == ["c.json.gz", "b.csv"]


def test_the_first_time_the_sources_are_prepared(project):
    assert preparation_needed(project, last_preparation(project), "p1")


def test_a_set_prepared_by_hand_is_kept(project):
    official_set(project)
    assert not preparation_needed(project, last_preparation(project), "p1")


def test_nothing_is_prepared_again_while_nothing_changes(project):
    official_set(project)
    remember(project, "p1", "")
    assert not preparation_needed(project, last_preparation(project), "p1")
    assert preparation_needed(project, last_preparation(project), "p2")


def test_a_set_that_was_erased_is_prepared_again(project):
    remember(project, "p1", "")
    assert preparation_needed(project, last_preparation(project), "p1")


def test_refused_sources_are_not_read_again_until_they_change(project):
    remember(project, "p1", "Refusé : ligne 4…")
    last = last_preparation(project)
    assert last["refus"] == "Refusé : ligne 4…"
    assert not preparation_needed(project, last, "p1")
    assert preparation_needed(project, last, "p2")


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_an_unreadable_trace_counts_as_none(project, text):
    write(project.build / "preparation.json", text)
    assert last_preparation(project) == {}


def test_a_refusal_is_shown_and_does_not_stop_the_server(project, monkeypatch, capsys):
    write(project.root / "sources" / "a.csv")
    print_ = sources_print(project.root / "sources", "76")
    remember(project, print_, "cartosante.csv, ligne 4 : attendu cinq caractères, trouvé 1001")
    monkeypatch.setattr(tasks, "prepare_from", lambda *_: pytest.fail("rien ne doit être relu"))
    tasks.prepare(Path("python"), project)
    assert "ligne 4" in capsys.readouterr().err


def test_a_forced_demonstration_prepares_nothing(project, monkeypatch):
    write(project.root / "sources" / "a.csv")
    monkeypatch.setattr(tasks, "prepare_from", lambda *_: pytest.fail("rien ne doit être préparé"))
    tasks.prepare(Path("python"), Settings(root=project.root, data_mode="demonstration"))


# ---------------------------------------------------------------- Chromium


def test_an_imposed_chromium_is_the_only_one(tmp_path):
    mine = write(tmp_path / "chromium")
    assert find_chromium({"MAILLAGE_CHROMIUM": str(mine)}, which=lambda _: "/ailleurs") == str(mine)
    assert find_chromium({"MAILLAGE_CHROMIUM": str(tmp_path / "rien")}, which=lambda _: "/ailleurs") is None


def test_the_first_browser_of_the_path_is_taken():
    assert find_chromium({}, which={"google-chrome": "/g", "msedge": "/m"}.get) == "/g"
    assert find_chromium({}, which=lambda _: None, platform="linux") is None


# ---------------------------------------------------------------- ligne de commande


def asked(*arguments: str) -> subprocess.CompletedProcess:
    environ = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "tasks.py", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", env=environ)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"], ["aide"]])
def test_the_tasks_are_listed_to_who_asks(arguments):
    done = asked(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n  run         Installe, prépare" in done.stdout and done.stdout.startswith("python tasks.py TÂCHE")


def test_an_unknown_task_says_which_exist():
    done = asked("courir")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Il n'y a pas de tâche « courir ».") and "\n  audit " in done.stderr


def every_task() -> list[str]:
    return re.findall(r"^  ([a-z-]+) +[A-ZÀ]", asked("help").stdout, re.MULTILINE)


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_asking_for_help_starts_nothing(monkeypatch, capsys, option):
    for name in ("ensure_environment", "call", "settings_or_exit", "ensure_chromium", "ensure_redis"):
        monkeypatch.setattr(tasks, name, lambda *_, **__: pytest.fail("rien ne doit être lancé"))
    for task in every_task():
        assert tasks.main([task, "5", option]) == 0
        assert capsys.readouterr().out.startswith(f"python tasks.py {task} [options]    (ou : make {task})\n\n")


def test_a_bad_setting_stops_before_any_installation():
    environ = {**os.environ, "PORT": "abc", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "tasks.py", "run"], cwd=ROOT, capture_output=True, encoding="utf-8", env=environ)
    assert done.returncode == 2
    assert done.stderr.startswith("Réglage PORT refusé")
    assert done.stdout == ""


def test_the_makefile_has_every_task():
    (targets,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(targets.split()) == sorted(["help", "aide", *every_task()])


# ---------------------------------------------------------------- python tasks.py lint


@pytest.mark.parametrize(("refused", "code"), [((), 0), (("ruff",), 1), (("basedpyright",), 1), (("biome",), 1)])
def test_every_reading_is_made_and_a_refusal_says_what_to_do(monkeypatch, capsys, refused, code):
    commands = []
    monkeypatch.setattr(tasks, "ensure_environment", lambda _: Path("/v/bin/python"))
    monkeypatch.setattr(tasks, "call", lambda command: commands.append(command) or int(any(one in " ".join(command) for one in refused)))
    assert tasks.lint([]) == code
    assert len(commands) == 4 and all("/v/bin/python" in command or "/v/bin/biome" in command for command in commands)
    said = capsys.readouterr().err
    assert ("Refusé : " in said) == bool(refused)


def test_the_code_follows_the_rules_of_ruff():
    """La moitié de `make lint`, qui prend une seconde ; les types, plus longs, restent à `make lint`."""
    read = subprocess.run([sys.executable, "-m", "ruff", "check", "--no-cache", "."], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert read.returncode == 0, read.stdout + read.stderr


# ---------------------------------------------------------------- python tasks.py audit

NO_ROUTE = 'Traceback (most recent call last):\n  File "x.py", line 1\nrequests.exceptions.ConnectionError: Name or service not known\n'
UNKNOWN = "ERROR:pip_audit._cli:amqp: Dependency not found on PyPI and could not be audited: amqp (5.4.2)\n"
BLOCKED = "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed\nERROR:pip_audit._cli:Tip: your network may be blocking\n"


def audited(monkeypatch, code: int, said: str) -> int:
    monkeypatch.setattr(tasks, "ensure_environment", lambda _: Path("python"))
    monkeypatch.setattr(tasks.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, code, None, said))
    return tasks.main(["audit"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (NO_ROUTE, "requests.exceptions.ConnectionError: Name or service not known"),
        (UNKNOWN, "amqp: Dependency not found on PyPI and could not be audited: amqp (5.4.2)"),
        (BLOCKED, "Could not connect to PyPI's vulnerability feed"),
        ("", "aucune réponse"),
    ],
)
def test_an_audit_that_could_not_be_done_is_one_sentence(monkeypatch, capsys, said, why):
    assert audited(monkeypatch, 1, said) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"L'audit n'a pas pu se faire, rien n'est donc vérifié : {why}. ") and told.count("\n") == 1


@pytest.mark.parametrize(("code", "said"), [(1, "Found 2 known vulnerabilities in 1 package\n"), (0, "No known vulnerabilities found\n")])
def test_an_audit_that_was_done_says_what_it_found(monkeypatch, capsys, code, said):
    assert audited(monkeypatch, code, said) == code
    assert capsys.readouterr().err == said


# ---------------------------------------------------------------- python tasks.py data


class Prepared:
    """Une préparation jouée : ce qui a été demandé à layers.prepare, et ce que `data` rend."""

    def __init__(self, settings, monkeypatch, code=0, said=""):
        self.commands: list[list[str]] = []
        self.settings = settings
        monkeypatch.setattr(tasks, "settings_or_exit", lambda _: settings)
        monkeypatch.setattr(tasks, "ensure_environment", lambda _: Path("python"))
        monkeypatch.setattr(tasks, "relay", lambda command: self.commands.append(command) or (code, said))

    def data(self, *arguments):
        return tasks.main(["data", *arguments])

    @property
    def asked(self) -> list[str]:
        """Les arguments de layers.prepare, sans la région."""
        command = self.commands[-1]
        assert command[:3] == ["python", "-m", "layers.prepare"]
        at = command.index("--region")
        assert command[at + 1] == "76"
        return command[3:at] + command[at + 2 :]


def test_a_folder_given_first_is_the_one_prepared_and_the_one_that_run_follows(project, monkeypatch, tmp_path):
    write(project.root / "sources" / "a.csv")
    mine = write(tmp_path / "partage 2026" / "b.csv").parent
    played = Prepared(project, monkeypatch)
    assert played.data(str(mine), "--force", "fermé, confirmé") == 0
    assert played.asked == [str(mine), "--force", "fermé, confirmé"]
    official_set(project)
    tasks.prepare(Path("python"), project)
    assert len(played.commands) == 1  # rien n'a changé : `run` ne prépare pas ./sources à la place
    write(mine / "c.csv")
    tasks.prepare(Path("python"), project)
    assert played.asked == [str(mine)]
    assert played.data() == 0
    assert played.asked == [str(mine)]


def test_a_given_folder_that_is_gone_leaves_the_set_in_service(project, monkeypatch, tmp_path):
    write(project.root / "sources" / "a.csv")
    mine = write(tmp_path / "partage" / "b.csv")
    played = Prepared(project, monkeypatch)
    assert played.data(str(mine.parent)) == 0
    mine.unlink()
    tasks.prepare(Path("python"), project)
    assert len(played.commands) == 1
    assert played.data(str(project.root / "sources")) == 0
    assert folder_to_prepare(project, last_preparation(project)) == project.root / "sources"


def test_an_imposed_folder_wins_over_the_one_given_before(project, tmp_path):
    mine = write(tmp_path / "impose" / "a.csv").parent
    remember(project, "p1", "", write(tmp_path / "partage" / "b.csv").parent)
    assert folder_to_prepare(Settings(root=project.root, sources=mine), last_preparation(project)) == mine


@pytest.mark.parametrize("options", [["--check-only"], ["--out=/ailleurs"], ["--out", "/ailleurs"], ["--region", "84"]])
@pytest.mark.parametrize("code", [0, 1])
def test_what_puts_nothing_in_service_leaves_no_trace(project, monkeypatch, options, code):
    write(project.root / "sources" / "a.csv")
    played = Prepared(project, monkeypatch, code, "Données refusées")
    assert played.data(*options) == code
    assert last_preparation(project) == {}


def test_a_roll_back_reads_no_folder_and_leaves_the_trace_as_it_was(project, monkeypatch):
    write(project.root / "sources" / "a.csv")
    remember(project, "p1", "")
    before = last_preparation(project)
    played = Prepared(project, monkeypatch)
    assert played.data("--rollback") == 0
    assert played.asked == ["--rollback"]
    assert last_preparation(project) == before


def test_a_download_needs_no_folder_yet(project, monkeypatch, tmp_path):
    played = Prepared(project, monkeypatch)
    assert played.data("--download") == 0
    assert played.asked == [str(project.root / "sources"), "--download"]
    imposed = Prepared(Settings(root=project.root, sources=tmp_path), monkeypatch)
    assert imposed.data("--download", "--check-only") == 0
    assert imposed.asked == [str(tmp_path), "--download", "--check-only"]


def test_without_any_folder_it_is_a_usage_error_that_says_what_to_do(project, monkeypatch, capsys):
    played = Prepared(project, monkeypatch)
    assert played.data() == played.data("--check-only") == 2
    assert played.commands == []
    assert "make data FROM=/chemin/du/dossier" in capsys.readouterr().err


def test_a_refusal_is_kept_without_the_progress_and_a_usage_error_is_not(project, monkeypatch):
    write(project.root / "sources" / "a.csv")
    said = "\rAvancement : b.csv, 4 000 lignes\r                    \rDonnées refusées : 1 défaut\nb.csv, ligne 2\n"
    assert Prepared(project, monkeypatch, 2, "usage").data("--xyz") == 2
    assert last_preparation(project) == {}
    assert Prepared(project, monkeypatch, 1, said).data() == 1
    assert last_preparation(project)["refus"] == "Données refusées : 1 défaut\nb.csv, ligne 2"


def test_the_refusal_of_another_folder_does_not_hide_what_run_follows(project, monkeypatch, tmp_path):
    write(project.root / "sources" / "a.csv")
    assert Prepared(project, monkeypatch).data() == 0
    before = last_preparation(project)
    mine = write(tmp_path / "essai" / "b.csv").parent
    assert Prepared(project, monkeypatch, 1, "Données refusées").data(str(mine)) == 1
    assert last_preparation(project) == before


def test_what_a_command_says_is_shown_as_it_says_it_and_kept(capsys):
    script = r"import sys; sys.stderr.buffer.write('\rAvancement : é\r'.encode()); sys.stderr.buffer.write(b'refus\xc3\xa9\n'); sys.exit(3)"
    assert tasks.relay([sys.executable, "-c", script]) == (3, "\rAvancement : é\rrefusé\n")
    assert capsys.readouterr().err == "\rAvancement : é\rrefusé\n"


def test_the_two_ends_of_the_progress_agree():
    assert tasks.PROGRESS == DEBUT


@pytest.mark.parametrize("variables", [["FROM=un dossier", "ARGS=--check-only"], ["ARGS=--rollback"]])
def test_make_passes_the_folder_and_the_options(variables, tmp_path):
    if shutil.which("make") is None:
        pytest.fail("make manque")
    shown = tmp_path / "python"
    shown.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")
    shown.chmod(0o755)
    # Lancé par un autre make (celui des essais), il dirait aussi d'où il part.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make", "data", f"PYTHON={shown}", *variables], cwd=ROOT, capture_output=True, encoding="utf-8", env=alone)
    assert done.stdout == {2: "<tasks.py><data><un dossier><--check-only>", 1: "<tasks.py><data><--rollback>"}[len(variables)]
