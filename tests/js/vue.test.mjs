// assets/carte/vue.mjs sur six communes comptées à la main : deux départements, une classe par lettre, trois marques.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ABSENT, AVENIR, HORS, MASQUE, PARTAGE, adresse, affichees, decoder, decompte, etats, inclus, nombreDeFiltres, perimetre, structuresMontrees } from "../../assets/carte/vue.mjs";

const codes = ["46001", "46002", "46003", "31001", "31002", "31003"];
const donnees = {
  codes,
  departements: ["46", "46", "46", "31", "31", "31"],
  epci: ["1", "1", "2", "2", "3", "3"],
  populations: [100, 300, null, 600, 0, 1000],
  rangs: { zonage: decoder("01-xy0"), montagne: decoder("001100"), dates: decoder("010101") },
  rangDuCode: new Map(codes.map((code, i) => [code, i])),
};
const config = {
  filtres: { montagne: { oui: ["C"], non: ["NC"] } },
  couches: {
    zonage: { nature: "classe", classes: [["ZIP"], ["ZAC"]] },
    montagne: { nature: "classe", classes: [["NC"], ["C"]] },
    dates: { nature: "date", classes: [["2018"], ["2020"]] },
  },
};
const vue = { theme: "zonage", masquer: [], departements: [], montagne: "", frr: "", qpv: "", epci: "", croiser: "", apl: "", annee: 2021, territoire: "reg-76", structures: ["msp"] };

test("une colonne se décode en rangs et en marques", () => {
  assert.deepEqual([...decoder("0v-xy")], [0, 31, ABSENT, MASQUE, PARTAGE]);
});

test("un territoire dit quelles communes il regarde ; une commune, celles de son département", () => {
  const regarde = (territoire) => codes.filter((_, i) => perimetre(donnees, territoire)(i));
  assert.deepEqual(regarde("dep-46"), ["46001", "46002", "46003"]);
  assert.deepEqual(regarde("epci-2"), ["46003", "31001"]);
  assert.deepEqual(regarde("com-31002"), ["31001", "31002", "31003"]);
  assert.equal(regarde("reg-76").length, 6);
});

test("les filtres se cumulent", () => {
  assert.deepEqual([...inclus(donnees, config, vue)], [1, 1, 1, 1, 1, 1]);
  assert.deepEqual([...inclus(donnees, config, { ...vue, montagne: "oui" })], [0, 0, 1, 1, 0, 0]);
  assert.deepEqual([...inclus(donnees, config, { ...vue, montagne: "oui", departements: ["31"] })], [0, 0, 0, 1, 0, 0]);
});

test("une classe masquée est hors, une marque reste, une date à venir attend", () => {
  const tous = new Uint8Array(6).fill(1);
  assert.deepEqual([...etats(donnees, config, { ...vue, masquer: ["ZAC"] }, tous)], [0, HORS, ABSENT, MASQUE, PARTAGE, 0]);
  assert.deepEqual([...etats(donnees, config, { ...vue, theme: "dates", annee: 2019 }, tous)], [0, AVENIR, 0, AVENIR, 0, AVENIR]);
});

test("le décompte sépare les classes, les marques, ce qui attend et ce qui est hors ; la part est celle de la population connue", () => {
  const dedans = inclus(donnees, config, { ...vue, departements: ["46"] });
  const etat = etats(donnees, config, vue, dedans);
  const { lignes, total, affichees: montrees } = decompte(donnees, config, vue, dedans, etat);
  assert.deepEqual(Object.fromEntries(lignes.map((l) => [l.code, l.n])), { ZIP: 1, ZAC: 1, "-": 1, x: 0, y: 0, z: 0, h: 3 });
  assert.deepEqual(lignes.slice(0, 2).map((l) => l.part), [25, 75]);
  assert.deepEqual([total, montrees], [6, 3]);
});

test("la liste et les structures suivent ce qui est peint", () => {
  const etat = new Int8Array([0, HORS, ABSENT, MASQUE, PARTAGE, 0]);
  assert.deepEqual(affichees(donnees, { ...vue, territoire: "dep-46" }, etat), [0, 2]);
  const sites = { msp: [["a", 0, 0, "46001"], ["b", 0, 0, "46002"], ["c", 0, 0, "75056"]] };
  assert.deepEqual(structuresMontrees(donnees, sites, vue, etat).map((un) => un.site[0]), ["a"]);
});

test("l'adresse ne dit que ce qui change de la vue d'ouverture", () => {
  assert.equal(adresse(vue, vue), "");
  assert.equal(adresse({ ...vue, masquer: ["ZIP", "ZAC"], annee: 2018 }, vue), "?masquer=ZIP,ZAC&annee=2018");
  assert.equal(nombreDeFiltres({ ...vue, masquer: ["ZIP"], frr: "oui" }), 2);
});
