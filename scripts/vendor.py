"""Recopie dans assets/vendor/ les bibliothèques et la police servies au navigateur, depuis le registre npm.

    python -m scripts.vendor DOSSIER_DE_TELECHARGEMENT

Chaque archive est à une version fixe et sa somme sha256 est vérifiée : une archive différente est refusée.
Les renvois vers les cartes de sources sont ôtés (elles ne sont pas livrées) ; PMTiles, livré pour une
balise <script>, reçoit une ligne d'export pour être importé comme un module. Rien d'autre n'est changé.
La police est celle du paquet, son zéro sans barre (scripts/police.py, fontTools : requirements-dev.txt).
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
from pathlib import Path

from scripts.police import derive

VENDOR = Path(__file__).parents[1] / "assets" / "vendor"
# La police d'origine, gardée dans le dossier de téléchargement, et celle qui en est tirée (scripts/police.py).
ORIGIN, FONT = "atkinson-hyperlegible-next.woff2", "fonts/maillage-hyperlegible.woff2"
PAPER_FONTS = Path(__file__).parents[1] / "views" / "templates" / "polices"
SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=\S+\s*\Z")
# paquet npm, archive, sha256, {fichier de l'archive: fichier livré}
PACKAGES = (
    (
        "maplibre-gl@6.17.0",
        "maplibre-gl-6.17.0.tgz",
        "587807d8d6c99349022e027fa310c16cfaa55392131f6263df080306db6809b0",
        {
            "dist/maplibre-gl.mjs": "maplibre-gl/maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl/maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
            "LICENSE.txt": "maplibre-gl/LICENSE.txt",
        },
    ),
    (
        "pmtiles@4.5.0",
        "pmtiles-4.5.0.tgz",
        "23ae7c575578ad24cd579377d69c46550631da219e6f179997ec2cf3b8c937e5",
        {"dist/pmtiles.js": "pmtiles/pmtiles.mjs"},
    ),
    (
        "@fontsource-variable/atkinson-hyperlegible-next@5.3.0",
        "fontsource-variable-atkinson-hyperlegible-next-5.3.0.tgz",
        "75d5156505841b7dd4251398f0a5ff9e44120c87c2e388e9a108879b4def23a6",
        {
            "files/atkinson-hyperlegible-next-latin-wght-normal.woff2": ORIGIN,
            "LICENSE": "fonts/LICENSE",
        },
    ),
    # Le même Plotly.js que le paquet Python plotly, réduit aux barres, lignes et points : trois fois moins d'octets.
    (
        "plotly.js-basic-dist-min@4.1.1",
        "plotly.js-basic-dist-min-4.1.1.tgz",
        "ea907f854b6cec4f6a2fa71540ec019a21ed2c61e6a109ddd5c072103a96eed0",
        {"plotly-basic.min.js": "plotly/plotly-basic.min.js", "LICENSE": "plotly/LICENSE"},
    ),
)


def fetch(package: str, archive: Path, sha256: str) -> None:
    """Télécharge `package` si `archive` manque, et refuse une archive dont la somme diffère."""
    if not archive.exists():
        subprocess.run(["npm", "pack", package, "--silent", "--pack-destination", str(archive.parent)], check=True)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{archive.name} : somme sha256 attendue {sha256}, trouvée {found}. Rien n'a été copié de cette archive.")


def delivered(target: str, content: bytes) -> bytes:
    """Le contenu livré : sans renvoi de carte de sources, et exporté s'il s'agit de PMTiles."""
    content = SOURCE_MAP.sub(b"\n", content) if target.endswith((".mjs", ".css")) else content
    return content + b"export default pmtiles;\n" if target == "pmtiles/pmtiles.mjs" else content


def fonts(origin: Path) -> None:
    """La police de la page, et la même pour le papier (Typst ne lit pas le WOFF2), sa licence à côté."""
    derive(origin, VENDOR / FONT)
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    derive(origin, PAPER_FONTS / Path(FONT).with_suffix(".ttf").name)
    (PAPER_FONTS / "LICENSE").write_bytes((VENDOR / "fonts" / "LICENSE").read_bytes())


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for package, name, sha256, files in PACKAGES:
        fetch(package, folder / name, sha256)
        with tarfile.open(folder / name) as archive:
            for source, target in files.items():
                member = archive.extractfile(f"package/{source}")
                if member is None:
                    sys.exit(f"{name} : {source} attendu, absent de l'archive.")
                written = folder / target if target == ORIGIN else VENDOR / target
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_bytes(delivered(target, member.read()))
    fonts(folder / ORIGIN)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage : python -m scripts.vendor DOSSIER_DE_TELECHARGEMENT")
    main(Path(sys.argv[1]))
