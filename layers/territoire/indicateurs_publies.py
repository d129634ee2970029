"""Les faits des documents, territoire par territoire : publiés tels quels, jamais répartis ni additionnés ici."""

from __future__ import annotations

from collections.abc import Iterator

from layers.atlas import Atlas
from layers.faits.departements import TotalVague
from layers.faits.valeur import EXACT, Valeur

OCCITANIE = "76"


def faits(atlas: Atlas, territoire_id: str) -> Iterator[Valeur]:
    """Les faits des documents, publiés par département ou pour la région ; rien pour une commune ou un EPCI."""
    niveau, _, code = territoire_id.partition("-")
    if niveau == "dep" and atlas.departements.loc[code, "region"] == OCCITANIE:
        yield from _faits_departement(atlas, code)
    elif territoire_id == f"reg-{OCCITANIE}":
        yield from _faits_region(atlas)


def _fait(atlas: Atlas, entry_id: str, valeur, fact, *, unite="", qualificatif="=", note="", titre="") -> Valeur:
    """La valeur d'un document, avec le fichier et la ligne du fait quand on les a, sinon ceux du registre."""
    entry = atlas.catalogue.by_id[entry_id.partition(".")[0]]
    source = f"{fact.source}, ligne {fact.line}" if fact is not None else entry.source
    return Valeur(
        entry_id,
        titre or entry.title,
        valeur,
        unite or entry.unit,
        entry.vintage,
        source,
        entry.publisher,
        entry.licence,
        EXACT,
        getattr(entry, "group", "recrutements"),
        entry.id,
        qualificatif=qualificatif,
        note=note or getattr(entry, "note", ""),
    )


def _faits_departement(atlas: Atlas, code: str) -> Iterator[Valeur]:
    facts = atlas.facts
    vague = facts.vagues.get(code)
    yield _fait(atlas, "pastel", vague.year if vague else None, vague, note=f"Vague {vague.wave}, {vague.status}." if vague else "")
    if vague:
        yield from _totaux(atlas, next((t for t in facts.totaux_vagues if t.year == vague.year), None))
    pta, esp, cpts = facts.pta.get(code), facts.esp.get(code), facts.cpts.get(code)
    yield _fait(atlas, "pta", _label(atlas, "pta", pta.status) if pta else None, pta, note=(pta.name or "") if pta else "")
    yield _fait(atlas, "cpts-2019", cpts.n_cpts if cpts else None, cpts)
    yield _fait(atlas, "esp", _label(atlas, "esp", esp.status) if esp else None, esp)
    recrutes = [r for r in facts.recrutements if r.departement_code == code]
    # Une ligne du document peut nommer plusieurs communes, séparées par « ; ».
    places = " ; ".join(f"{r.n_medecins} à {' et '.join((r.commune or 'une commune non citée').split(';'))}, {r.mode}" for r in recrutes)
    yield _fait(atlas, "medecins-recrutes", facts.recrutes(code), recrutes[0] if recrutes else None, note=places)


def _label(atlas: Atlas, couche_id: str, raw: str) -> str:
    couche = atlas.catalogue.couche(couche_id)
    return couche.classes[couche.rank[couche.code_of_raw[raw]]].label


def _totaux(atlas: Atlas, total: TotalVague | None) -> Iterator[Valeur]:
    """Les effectifs de la vague entière : ils ne sont pas ceux du département, et ne sont jamais répartis."""
    if total is None:
        return
    who = ", ".join(atlas.departements.loc[list(total.departements), "nom"])
    note = f"Effectif de la vague entière ({who}) : il n'est pas publié par département."
    rows = (
        ("ehpad", "EHPAD", total.n_ehpad, "="),
        ("etablissements", "établissements de santé", total.n_etablissements, "="),
        ("msp-cds", "maisons et centres de santé", total.n_msp_cds, total.n_msp_cds_qualifier),
        ("residents", "résidents", total.n_residents, total.n_residents_qualifier),
    )
    for key, label, value, qualifier in rows:
        if value is not None:
            titre = f"Vague {total.year} entière : {label}"
            yield _fait(atlas, f"pastel.{key}", value, total, unite=label, qualificatif=qualifier or "=", note=note, titre=titre)


def _faits_region(atlas: Atlas) -> Iterator[Valeur]:
    facts = atlas.facts
    years = sorted({vague.year for vague in facts.vagues.values()})
    yield _fait(
        atlas,
        "pastel",
        f"{years[0]} à {years[-1]}",
        None,
        titre="Télémédecine PÂSTEL : années de déploiement",
        note=f"{len(facts.vagues)} départements, en {len(years)} vagues.",
    )
    # Les faits de la région sont ceux que le document donne pour elle, pas une somme faite ici.
    pta = next(f for f in facts.larges["pta"] if f.status == "total_region_financees")
    yield _fait(atlas, "pta", pta.n_pta, pta, unite="PTA financées", titre="Plateformes territoriales d'appui financées en 2019")
    cpts = next(f for f in facts.larges["cpts"] if f.status == "en projet")
    yield _fait(atlas, "cpts-2019", cpts.n_cpts, cpts)
    esp = next(f for f in facts.larges["esp"] if f.status == "en fonctionnement" and f.date == "2019-09")
    yield _fait(atlas, "esp", int(esp.value), esp, unite="équipes", titre="Équipes de soins primaires (ESP) en fonctionnement en 2019")
    total = next(f for f in facts.larges["medecins_recrutes"] if f.mode.startswith("total recrutés"))
    yield _fait(atlas, "medecins-recrutes", total.n_medecins, total)
