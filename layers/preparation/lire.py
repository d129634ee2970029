"""Lit tous les fichiers reconnus des dossiers de sources, et réunit les défauts de tous avant de refuser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from layers.jeu.tracabilite import DIT_PAR_LE_FICHIER
from layers.preparation.livraison import date_de_livraison
from layers.preparation.reconnaitre import (
    ACTIVITES,
    CORRECTIONS,
    EQUIPEMENTS,
    ETABLISSEMENTS,
    EXTRAIT,
    HISTORIQUE,
    PLUS,
    SOINS,
    acces,
    recognise,
)
from layers.registre.catalogue import Catalogue, Couche, Perimetre
from layers.registre.mises_en_page import PAR_LECTEUR
from layers.socle import limites as bornes
from layers.socle.defauts import DataError, Defect, shown
from layers.socle.limites import trace
from layers.socle.suivi import MUET, Ecran, Suivi, Tell
from layers.socle.textes import noms_propres
from layers.sources.corrections import read_corrections
from layers.sources.ecarts import Ecart
from layers.sources.finess_activites import read_finess_activites
from layers.sources.finess_extrait import read_finess_extrait
from layers.sources.finess_historique import read_finess_historique
from layers.sources.finess_plus import read_finess_plus
from layers.sources.finess_tables import read_finess_equipements, read_finess_etablissements, read_finess_soins
from layers.sources.qpv import generation_of, read_qpv
from layers.sources.qpv_zonage import read_qpv_zonage
from layers.sources.tvs import read_tvs

FLUX = {EXTRAIT: read_finess_extrait, HISTORIQUE: read_finess_historique, PLUS: read_finess_plus}
# Elles ne disent pas leur date : leur dossier la dit.
TABLES = {EQUIPEMENTS: read_finess_equipements, ETABLISSEMENTS: read_finess_etablissements, SOINS: read_finess_soins}
TABLES |= {CORRECTIONS: read_corrections, ACTIVITES: read_finess_activites}
LECTEURS_DE_SITES = FLUX | TABLES


@dataclass(frozen=True, eq=False)
class Lu:
    """Une table lue : ce qu'elle est (`id` : une couche ou une mise en page FINESS), son fichier, son empreinte, le nombre de ses
    lignes de données, sa date ou son millésime ('' si personne ne le dit) et qui le dit, ce que son lecteur a laissé ou corrigé, en
    phrases. `freres` : combien de millésimes son fichier porte ; `ecarts` : les enregistrements d'un flux de sites mis de côté."""

    id: str
    fichier: str
    sha256: str
    table: pd.DataFrame
    lignes: int
    date: str = ""
    dite_par: str = ""
    remarques: tuple[str, ...] = ()
    freres: int = 1
    ecarts: tuple[Ecart, ...] = ()


@dataclass(frozen=True, eq=False)
class Intake:
    """Les tables lues, et les fichiers laissés {chemin relatif: pourquoi}."""

    lus: tuple[Lu, ...]
    ignored: dict[str, str] = field(default_factory=dict)


def take_in(folders: Path | Sequence[Path], catalogue: Catalogue, say: Callable[[str], None], ecran: Ecran = MUET) -> Intake:
    """Reconnaît et lit les fichiers des dossiers ; `say` reçoit une ligne par fichier, `ecran` l'avancement des longs.

    Un fichier peut porter plusieurs millésimes d'une couche, et plusieurs fichiers les leurs. DataError : tous les défauts de tous
    les fichiers, aucun fichier reconnu (avec la raison de chacun), ou deux fichiers différents pour un même millésime.
    """
    roots = [folders] if isinstance(folders, Path) else list(folders)
    found = [(root, recognise(root, catalogue)) for root in roots]
    name_of = _NomsDeFichiers(roots)
    ignored = {name_of(path, root): why for root, one in found for path, why in one.ignored.items()}
    defects = [defect for _, one in found for defect in one.defects]
    taken = [(root, path, what) for root, one in found for path, what in one.taken.items()]
    lus: list[Lu] = []
    for rank, (root, path, what) in enumerate(taken, start=1):
        name = name_of(path, root)
        say(f"Lecture {rank}/{len(taken)} : {name} ({_title(what, catalogue)}, {path.stat().st_size / 1e6:.1f} Mo)")
        try:
            with Suivi(ecran, name) as suivi:
                lus += _read(path, root, name, what, catalogue, suivi.tell)
        except DataError as error:
            defects += error.defects
    kept = _sans_doubles(lus, catalogue, ignored, defects)
    if not kept and not defects:
        folder = ", ".join(root.name for root in roots)
        defects.append(Defect(folder, None, "", "au moins un fichier officiel reconnu", "aucun"))
        defects += [Defect(name, None, "", f"un fichier que Maillage sait lire ({why})", "non reconnu") for name, why in ignored.items()]
    if defects:
        raise DataError(defects)
    return Intake(tuple(kept), ignored)


def _sans_doubles(lus: list[Lu], catalogue: Catalogue, ignored: dict[str, str], defects: list[Defect]) -> list[Lu]:
    """Un millésime par source : une copie n'en fait qu'un, un fichier de plusieurs millésimes cède à celui d'un seul, un flux plus
    ancien au plus récent. Deux fichiers différents que rien ne distingue : un défaut."""
    kept: dict[tuple[str, str], Lu] = {}
    for lu in sorted(lus, key=lambda one: one.freres):
        couche = catalogue.publication(lu.id)
        key = (lu.id, lu.date or (couche.vintage if couche else ""))
        first = kept.setdefault(key, lu)
        if first is lu:
            continue
        if first.sha256 == lu.sha256:
            ignored[lu.fichier] = f"copie de {first.fichier}"
        elif first.freres < lu.freres:
            kept[key] = replace(first, remarques=(*first.remarques, _meme_millesime(first, lu)))
        else:
            what = f"un seul fichier pour « {lu.id} »{f' au {lu.date}' if lu.date else ''}, déjà {first.fichier}"
            expected = what + " ; pour garder les deux, un dossier daté ou une livraison.toml les distingue"
            defects.append(Defect(lu.fichier, None, "", expected, "un autre fichier"))
    for source in LECTEURS_DE_SITES.keys() | {lu.id for lu in lus if lu.id in ("tvs", "qpv")}:
        dated = sorted((key for key in kept if key[0] == source), key=lambda key: key[1])
        for key in dated[:-1]:
            newest = kept[dated[-1]]
            ignored[kept[key].fichier] = f"plus ancien ({key[1] or 'sans date'}) que {newest.fichier} ({newest.date})"
            del kept[key]
    return list(kept.values())


def _meme_millesime(kept: Lu, other: Lu) -> str:
    """Ce que deux fichiers du même millésime ont de différent, nombre à nombre, à la précision du moins précis."""
    left, right = (pd.to_numeric(one.table.set_index("code_commune")["valeur"], errors="coerce") for one in (kept, other))
    both = left.index.intersection(right.index)
    digits = max((len(text.partition(".")[2]) for text in other.table["valeur"]), default=0)
    differs = int(((left[both] - right[both]).abs() > 10.0**-digits).sum())
    said = f"{differs} communes y ont une autre valeur ; ce fichier est montré."
    return f"« {other.fichier} » porte aussi ce millésime ({other.date}) : {said}"


def _read(path: Path, root: Path, name: str, what: str, catalogue: Catalogue, tell: Tell) -> list[Lu]:
    before = trace(path)
    try:
        found = contenu(path, what, catalogue, tell)
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        delivered = date_de_livraison(path, root)
    except (DataError, OSError) as error:
        _refuse_changed(path, name, before)  # un fichier remplacé en cours de route : le dire, plutôt que ses défauts apparents
        if isinstance(error, OSError):
            raise DataError([Defect(name, None, "", "un fichier que l'on peut lire", acces(error))]) from None
        raise
    except MemoryError:
        most = f"un fichier qui se lit en moins de {bornes.MOST_MEMORY / 1e9:g} Go de mémoire"
        raise DataError([Defect(name, None, "", most, "davantage")]) from None
    _refuse_changed(path, name, before)
    return [_nettoye(one, Lu(what, name, digest, pd.DataFrame(), 0, freres=len(found)), delivered) for one in found]


def _nettoye(found: dict, lu: Lu, delivered: tuple[str, str]) -> Lu:
    """La table d'un lecteur, ses noms sans danger, sa date : celle du contenu, sinon celle de la livraison."""
    table, cleaned = noms_propres(found["table"])
    remarks = tuple(found.get("remarques", ()))
    if cleaned:
        remarks += (f"Noms nettoyés de caractères invisibles, ou trop longs : {cleaned}.",)
    date = found.get("date", "")
    said_by = DIT_PAR_LE_FICHIER if date else ""
    if not date and lu.id not in FLUX:
        date, said_by = delivered
    return replace(lu, table=table, lignes=found["lignes"], date=date, dite_par=said_by, remarques=remarks, ecarts=found.get("ecarts", ()))


def _refuse_changed(path: Path, name: str, before: tuple[int, ...]) -> None:
    if not os.path.lexists(path) or trace(path) != before:
        raise DataError([Defect(name, None, "", "un fichier qui ne change pas pendant la lecture", "un fichier modifié")])


def contenu(path: Path, what: str, catalogue: Catalogue, tell: Tell) -> list[dict]:
    """Ce qu'un lecteur tire du fichier, millésime par millésime : table, lignes, et s'il les dit, date et remarques (voir Lu)."""
    if what in LECTEURS_DE_SITES:
        flux = LECTEURS_DE_SITES[what](path, tell)
        return [{"table": flux.sites, "lignes": flux.lus, "date": flux.date, "remarques": flux.remarques, "ecarts": flux.ecarts}]
    entry = catalogue.by_id.get(what)
    if isinstance(entry, Perimetre):
        return [_zones(path, entry.reader, tell)]
    couche = catalogue.publication(what)
    assert couche is not None  # layers/preparation/reconnaitre.py ne nomme que ce que le registre connaît
    tables = PAR_LECTEUR[couche.reader].lire(path, couche, tell)
    return [{"table": one.table, "lignes": len(one.table), "date": one.date, "remarques": one.remarques} for one in tables]


def _zones(path: Path, reader: str, tell: Tell) -> dict:
    """Un périmètre : ses zones, et le millésime que sa table annonce."""
    if reader == "qpv":
        table = read_qpv(path, tell)
        return {"table": table, "lignes": table.index.nunique(), "date": generation_of(table)}
    found = {"tvs": read_tvs, "qpv-zonage": read_qpv_zonage}[reader](path, tell)
    return {"table": found.table, "lignes": found.table.index.nunique(), "date": found.date, "remarques": found.remarques}


def _title(what: str, catalogue: Catalogue) -> str:
    entry = catalogue.publication(what) or catalogue.by_id.get(what)
    return entry.title if isinstance(entry, (Couche, Perimetre)) else what


class _NomsDeFichiers:
    """Le chemin d'un fichier dans son dossier, sans caractère de contrôle : il va dans le manifeste et à l'écran."""

    def __init__(self, roots: Sequence[Path]):
        self._several = len(roots) > 1

    def __call__(self, path: Path, root: Path) -> str:
        relative = path.relative_to(root).as_posix()
        return shown(f"{root.name}/{relative}" if self._several else relative)
