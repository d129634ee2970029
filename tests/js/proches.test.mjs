// assets/champ/proches.mjs : les mairies autour d'un point, comptées dans le navigateur.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kilometres, plusProches } from "../../assets/champ/proches.mjs";

const POINTS = [
  ["46102", "Figeac", 44.6086, 2.0322],
  ["46042", "Cahors", 44.4475, 1.4419],
  ["12052", "Capdenac-Gare", 44.5758, 2.0806],
];

test("un degré de latitude fait 111 km", () => {
  assert.equal(Math.round(kilometres(44, 2, 45, 2)), 111);
  assert.equal(kilometres(44, 2, 44, 2), 0);
});

test("la plus proche d'abord, les lointaines non", () => {
  assert.deepEqual(plusProches(POINTS, 44.61, 2.03).map(({ nom, km }) => [nom, Math.round(km)]), [["Figeac", 0], ["Capdenac-Gare", 6]]);
});

test("hors de la région, aucune", () => {
  assert.deepEqual(plusProches(POINTS, 48.85, 2.35), []);
});
