// Le blanc entre deux communes, dit par l'image des rangs jusqu'au zoom où le style le trace.
import assert from "node:assert/strict";
import test from "node:test";
import { LIMITES_TRACEES, forceDesLimites } from "../../assets/carte/teintes.mjs";

test("les limites sont discrètes à l'échelle de la région, plus franches de près", () => {
  assert.equal(forceDesLimites(6), 0.16);
  assert.equal(forceDesLimites(7.8).toFixed(2), "0.36");
  assert.equal(forceDesLimites(8.8).toFixed(2), "0.56");
});

test("là où le style trace les limites, l'image n'en dit plus aucune", () => {
  assert.equal(forceDesLimites(LIMITES_TRACEES), 0);
  assert.equal(forceDesLimites(14), 0);
});
