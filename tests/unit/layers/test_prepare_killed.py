"""La préparation tuée à chacun de ses gestes : le service charge toujours l'ancien jeu ou le nouveau, entier."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from layers.atlas import load_atlas
from layers.jeu.echange import LOCK
from layers.jeu.jeu import MANIFEST, PREVIOUS, prepared, read_dataset
from layers.prepare import OK
from tests.petit_pays import cartosante

ROOT = Path(__file__).resolve().parents[3]
TITLE = "Zonage médecins"
FEWEST_MOMENTS = 20  # en dessous, l'essai ne regarderait plus ce qu'il croit regarder

pytestmark = [
    pytest.mark.lent,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="la préparation y est tuée par SIGKILL, que Windows n'a pas"),
]


def prepare_with(country, classe: str) -> None:
    """Prépare le petit pays, Amont dans cette classe."""
    country.put("a.csv", cartosante(TITLE, ["75056;Capitale;3_HZ", f"31001;Amont;{classe}"]))
    assert country.prepare() == OK


def killed_everywhere(country, tmp_path: Path, arguments: list[str]) -> list[Path]:
    """Les dossiers laissés par la commande, tuée à chacun de ses gestes, dans l'ordre."""
    work = tmp_path / "travail"
    work.mkdir()
    country.out.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.tueur", str(country.out.parent), str(work), *arguments]
    done = subprocess.run([*command, "--data", str(country.data)], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    killed = int(done.stdout)
    assert killed >= FEWEST_MOMENTS
    return [work / str(n + 1) / "official" for n in range(killed)]


def classe(folder: Path, name: str = MANIFEST) -> str:
    """La classe d'Amont dans le jeu de ce manifeste, relu avec toutes ses vérifications ; « aucun » sans jeu."""
    if not prepared(folder):
        return "aucun"
    return read_dataset(folder, name).communes.set_index("code_commune").loc["31001", "zonage-medecins"]


def in_order(seen: list[str], *steps: str) -> bool:
    """Vrai si `seen` passe par `steps`, une fois chacun et dans cet ordre : un échange ne revient pas en arrière."""
    return tuple(dict.fromkeys(seen)) == steps and seen == sorted(seen, key=steps.index)


def whole_again(country, folder: Path) -> list[str]:
    """Les fichiers du dossier (sauf le verrou) après une préparation qui va à son terme."""
    assert replace(country, out=folder).prepare() == OK
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK)


def test_a_first_preparation_killed_anywhere_gives_nothing_or_the_whole_set(country, tmp_path):
    left = killed_everywhere(country, tmp_path, [str(country.sources)])
    assert in_order([classe(folder) for folder in left], "aucun", "ZIP")
    worst = next(folder for folder in reversed(left) if classe(folder) == "aucun")
    assert load_atlas(ROOT / "data", "auto", official=worst).simulated  # rien n'a été mis en service : la démonstration, et elle le dit
    assert len(whole_again(country, worst)) == 3


def test_a_preparation_killed_anywhere_leaves_the_old_set_or_the_new_one(country, tmp_path):
    prepare_with(country, "4_ZAR")
    prepare_with(country, "1_ZIP")
    country.put("a.csv", cartosante(TITLE, ["75056;Capitale;3_HZ", "31001;Amont;2_ZAC"]))
    left = killed_everywhere(country, tmp_path, [str(country.sources)])
    seen = [classe(folder) for folder in left]
    assert in_order(seen, "ZIP", "ZAC")
    around = [left[seen.index("ZAC") - 1], left[seen.index("ZAC")]]  # juste avant et juste après le renommage
    for folder in around:
        assert load_atlas(ROOT / "data", "official", official=folder).communes.loc["31001", "zonage-medecins"] == classe(folder)
        assert len(whole_again(country, folder)) == 6
        # Celui que l'on a quitté se retrouve, que l'échange ait été tué avant ou après son renommage.
        assert (classe(folder), classe(folder, PREVIOUS)) == ("ZAC", "ZIP")
    for folder in (one for one in left if one not in around):
        before = classe(folder)
        assert replace(country, out=folder).roll_back() == OK
        assert (before, classe(folder)) in (("ZIP", "ZAR"), ("ZAC", "ZIP"))
        assert classe(folder, PREVIOUS) == before


def test_a_roll_back_killed_anywhere_leaves_one_or_the_other(country, tmp_path):
    prepare_with(country, "4_ZAR")
    prepare_with(country, "1_ZIP")
    left = killed_everywhere(country, tmp_path, ["--rollback"])
    assert in_order([classe(folder) for folder in left], "ZIP", "ZAR")


@pytest.mark.parametrize("moment", ["sites-", "manifest.pret", "manifest.sortant", 0.3])
def test_killed_from_outside_at_any_moment_the_set_is_whole(moment, country):
    prepare_with(country, "1_ZIP")
    country.put("a.csv", cartosante(TITLE, ["75056;Capitale;3_HZ", "31001;Amont;2_ZAC"]))
    arguments = [str(country.sources), "--data", str(country.data), "--out", str(country.out)]
    known = {path.name for path in country.out.iterdir()}
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "layers.prepare", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        began = time.monotonic()
        while running.poll() is None:
            new = {path.name for path in country.out.iterdir()} - known
            if time.monotonic() - began > moment if isinstance(moment, float) else any(name.startswith(moment) for name in new):
                running.send_signal(signal.SIGKILL)
                break
    assert classe(country.out) in ("ZIP", "ZAC")
