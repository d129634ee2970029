// assets/borne/compte.mjs : une date et deux nombres, dans ce navigateur ; hier s'efface, et le reste n'est jamais lu.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const reserve = new Map();
globalThis.localStorage = {
  getItem: (cle) => reserve.get(cle) ?? null,
  setItem: (cle, valeur) => reserve.set(cle, valeur),
  removeItem: (cle) => reserve.delete(cle),
};
const { ajouter, lire } = await import("../../assets/borne/compte.mjs");

beforeEach(() => {
  reserve.clear();
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: new Date(2026, 11, 1, 14) });
});

test("chaque réponse compte, et celles qui sont justes", () => {
  assert.deepEqual([ajouter(true), ajouter(false), ajouter(true)].at(-1), { reponses: 3, justes: 2 });
  assert.deepEqual([...reserve], [["borne-devinez", "2026-12-01 3 2"]]);
});

test("la nuit, le compte s'efface", () => {
  ajouter(true);
  mock.timers.setTime(new Date(2026, 11, 2, 0, 1).getTime());
  assert.deepEqual(lire(), { reponses: 0, justes: 0 });
  assert.equal(reserve.size, 0);
});

test("ce qui n'est pas un compte est effacé", () => {
  reserve.set("borne-devinez", "Figeac 46100");
  assert.deepEqual(lire(), { reponses: 0, justes: 0 });
  assert.equal(reserve.size, 0);
});

test("un navigateur qui défend de rien garder n'empêche pas de jouer", () => {
  const { setItem } = globalThis.localStorage;
  mock.method(console, "warn", () => {});
  globalThis.localStorage.setItem = () => {
    throw new DOMException("non", "SecurityError");
  };
  assert.deepEqual(ajouter(true), { reponses: 1, justes: 1 });
  globalThis.localStorage.setItem = setItem;
});
