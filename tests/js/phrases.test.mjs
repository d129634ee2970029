// assets/carte/phrases.mjs : les nombres à la française, l'accord, et un mot absent qui n'écrit pas « undefined ».
import assert from "node:assert/strict";
import { test } from "node:test";

import { nombre, phrase, pourcent } from "../../assets/carte/phrases.mjs";

test("une espace fine entre les milliers, une virgule, jamais « 0,0 % » pour un peu", () => {
  assert.equal(nombre(1234567), "1\u202f234\u202f567");
  assert.equal(pourcent(12.34), "12,3\u00a0%");
  assert.equal(pourcent(0.04), "<\u00a00,1\u00a0%");
  assert.equal(pourcent(0), "0,0\u00a0%");
});

test("un modèle à deux formes s'accorde : singulier sous deux", () => {
  const modele = ["{n} commune", "{n} communes"];
  assert.deepEqual([0, 1, 2, 1000].map((n) => phrase(modele, { n })), ["0 commune", "1 commune", "2 communes", "1\u202f000 communes"]);
});

test("une année ne prend pas d'espace, un mot absent est vide", () => {
  assert.equal(phrase("{annee} · {qui}", { annee: 2026 }), "2026 · ");
});
