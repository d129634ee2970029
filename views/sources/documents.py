"""Les documents cités et les entrées du registre qu'aucun fichier préparé ne porte : leur titre, leur éditeur, leur date, leur table."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.registre.catalogue import Couche, Indicateur
from views.sources import phrases as ws

FAIT = "fait"


@dataclass(frozen=True)
class DocumentMontre:
    """`table` : la table du dépôt où ses chiffres sont recopiés ; `sha256` : l'empreinte de cette table, "" si elle n'est pas relue."""

    id: str
    titre: str
    source: str
    editeur: str
    licence: str
    millesime: str
    table: str = ""
    sha256: str = ""


def documents(atlas: Atlas) -> tuple[DocumentMontre, ...]:
    """Faits par département, indicateurs du registre, documents des aides, repères ; sans fichier préparé, toutes les couches."""
    couches = [one for one in atlas.catalogue.couches if one.reader == FAIT or not atlas.manifest["sources"]]
    public = ws.DOCUMENT_PUBLIC
    aides = [
        DocumentMontre(name, one.titre, name, one.editeur, public, one.date, "regles.csv") for name, one in atlas.aides.documents.items()
    ]
    reperes = [
        DocumentMontre(name, one.titre, one.source, one.editeur, public, one.date, "reperes.toml") for name, one in atlas.reperes.items()
    ]
    return (*(_entry(atlas, one) for one in (*couches, *atlas.catalogue.indicateurs)), *aides, *reperes)


def fichier(source: dict) -> dict:
    """Un fichier lu, aux clés du manifeste (layers/preparation/assembler.py). Ce que la préparation n'a pas noté est null, jamais zéro."""
    named = ("id", "titre", "fichier", "sha256", "editeur", "licence", "millesime")
    return {
        **{key: source[key] for key in named},
        "millesime_dit_par": source.get("millesime_dit_par"),
        "lu_le": source.get("lu_le"),
        "lignes_lues": source["lignes_lues"],
        "lignes_retenues": source["lignes_retenues"],
        "lignes_sans_correspondance": source.get("lignes_sans_correspondance"),
        "sans_correspondance": list(source["sans_correspondance"]),
        "communes_sans_ligne": list(source["communes_sans_ligne"]) if "communes_sans_ligne" in source else None,
        "differences": {code: list(pair) for code, pair in source["differences"].items()} if "differences" in source else None,
        "couches": list(source["couches"]),
        "remarques": [*source["remarques"], *source.get("avis", ())],
    }


def _entry(atlas: Atlas, entry: Couche | Indicateur) -> DocumentMontre:
    table = entry.file.removeprefix("facts/") if isinstance(entry, Indicateur) or entry.reader == FAIT else ""
    digest = atlas.faits.empreintes.get(table, "")
    return DocumentMontre(entry.id, entry.title, entry.source, entry.publisher, entry.licence, entry.vintage, table, digest)
