"""Le programme en nombres entiers d'un plan, et HiGHS pour le résoudre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from layers.acces.demande import PairesDeSites


@dataclass(frozen=True, eq=False)
class Tranches:
    """Les gains de toutes les demandes, découpés : la demande gagne `poids[t]` de plus quand l'une des candidates du tas `t`, ou de
    la tranche `avant[t]` (−1 : aucune), est ouverte. La première tranche d'une demande est celle de son meilleur gain."""

    poids: np.ndarray
    avant: np.ndarray
    tas: list[np.ndarray]


def tranches(terrain: PairesDeSites) -> Tranches:
    """Le découpage par niveaux de gain : bien moins de lignes qu'une affectation, et le même relâché."""
    order = np.lexsort((terrain.sites, -terrain.gains, terrain.besoins))
    needs, places, gains = terrain.besoins[order], terrain.sites[order], terrain.gains[order]
    new = np.flatnonzero((np.diff(needs, prepend=-1) != 0) | (np.diff(gains, prepend=-1.0) != 0))
    ends = [*new[1:], len(needs)]
    weights, before, heaps = [], [], []
    for rank, (first, last) in enumerate(zip(new, ends)):
        same = last < len(needs) and needs[last] == needs[first]
        weights.append(gains[first] - (gains[last] if same else 0.0))
        before.append(rank - 1 if rank and needs[new[rank - 1]] == needs[first] else -1)
        heaps.append(places[first:last])
    return Tranches(np.array(weights), np.array(before), heaps)


def resoudre(
    terrain: PairesDeSites, k: int, start: list[int], limite_s: float, suivi: Callable[[float, float], bool] | None
) -> tuple[list[int], float]:
    """(candidates ouvertes, borne supérieure) ; `start` : un plan de départ, rendu tel quel si rien d'autre n'est trouvé."""
    import highspy  # au premier plan seulement

    solver = highspy.Highs()
    solver.silent()
    for name, value in (("time_limit", limite_s), ("parallel", "off"), ("mip_rel_gap", 0.0), ("random_seed", 1)):
        solver.setOptionValue(name, value)
    pieces = tranches(terrain)
    solver.passModel(_modele(highspy, terrain, pieces, k))
    solution = highspy.HighsSolution()
    solution.col_value = _depart(terrain, pieces, start)
    solver.setSolution(solution)
    if suivi is not None:
        _suivre(solver, suivi)
    everything = float(pieces.poids.sum())
    if solver.run() == highspy.HighsStatus.kError:
        return start, everything  # rien n'est prouvé : la borne est ce que gagneraient toutes les candidates ensemble
    found, info = solver.getSolution(), solver.getInfo()
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else everything
    if not found.value_valid:
        return start, bound
    values = np.asarray(found.col_value[: len(terrain.candidates)])
    return [int(one) for one in np.flatnonzero(values > 0.5)], bound


def _modele(highspy, terrain: PairesDeSites, pieces: Tranches, k: int):
    """y_j : la candidate j est ouverte (entier) ; z_t : la tranche t est gagnée. z_t ≤ z_avant + Σ y du tas ; Σ y ≤ k ; une
    candidate au moins par groupe. Maximise Σ poids × z."""
    places, slices = len(terrain.candidates), len(pieces.poids)
    groups = [] if terrain.groupes is None else [np.flatnonzero(terrain.groupes == one) for one in sorted(set(terrain.groupes.tolist()))]
    index, value = [], []
    for rank, (heap, before) in enumerate(zip(pieces.tas, pieces.avant)):
        behind = [] if before < 0 else [places + before]
        index.append(np.concatenate([heap, behind, [places + rank]]))
        value.append(np.concatenate([np.full(len(heap) + len(behind), -1.0), [1.0]]))
    for mine in (np.arange(places), *groups):
        index.append(mine)
        value.append(np.ones(len(mine)))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = places + slices, slices + 1 + len(groups)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([np.zeros(places), pieces.poids])
    model.col_lower_, model.col_upper_ = np.zeros(places + slices), np.ones(places + slices)
    model.row_lower_ = np.concatenate([np.full(slices + 1, -np.inf), np.ones(len(groups))])
    model.row_upper_ = np.concatenate([np.zeros(slices), [float(k)], np.full(len(groups), np.inf)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(one) for one in index])]).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate(index).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate(value)
    model.integrality_ = [highspy.HighsVarType.kInteger] * places + [highspy.HighsVarType.kContinuous] * slices
    return model


def _depart(terrain: PairesDeSites, pieces: Tranches, start: list[int]) -> list[float]:
    opened = np.zeros(len(terrain.candidates))
    opened[start] = 1.0
    won: list[float] = []
    for heap, before in zip(pieces.tas, pieces.avant):
        won.append(1.0 if opened[heap].any() or (before >= 0 and won[before]) else 0.0)
    return [*opened, *won]


def _suivre(solver, suivi: Callable[[float, float], bool]) -> None:
    def told(event) -> None:
        if suivi(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound):
            event.interrupt()

    solver.cbMipInterrupt.subscribe(told)
