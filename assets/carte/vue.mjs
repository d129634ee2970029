// La vue, en fonctions pures : quel état a chaque commune, combien par classe, quelle adresse.
// Rien ici ne touche à la page ni à la carte ; views/vue/filtres.py et views/vue/vue.py disent la même chose en Python.

export const MARQUES = { "-": -1, x: -2, y: -3 };
export const ABSENT = -1, MASQUE = -2, PARTAGE = -3, HORS = -4, AVENIR = -5;
const RANGS = "0123456789abcdefghijklmnopqrstuvw";

// Une colonne (un caractère par commune) -> Int8Array de rangs de classe, ou d'une marque négative.
export function decoder(colonne) {
  const rangs = new Int8Array(colonne.length);
  for (let i = 0; i < colonne.length; i++) {
    const marque = MARQUES[colonne[i]];
    rangs[i] = marque === undefined ? RANGS.indexOf(colonne[i]) : marque;
  }
  return rangs;
}

// Quelles communes appartiennent au territoire regardé ; une commune compte avec son département.
export function perimetre(donnees, territoire) {
  const [niveau, code] = territoire.split("-");
  if (niveau === "dep") return (i) => donnees.departements[i] === code;
  if (niveau === "epci") return (i) => donnees.epci[i] === code;
  if (niveau !== "com") return () => true;
  const departement = donnees.departements[donnees.rangDuCode.get(code)];
  return (i) => donnees.departements[i] === departement;
}

// Passe les filtres (départements, montagne, FRR, QPV, EPCI, deuxième profession, plage d'APL), avant les classes masquées.
// Uint8Array de 0 et 1.
export function inclus(donnees, config, vue) {
  const departements = new Set(vue.departements);
  const rangsDe = (couche, codes) => new Set(codes.map((code) => config.couches[couche].classes.findIndex((c) => c[0] === code)));
  const qpv = { oui: "1", non: "0" }[vue.qpv];
  const tests = Object.entries(config.filtres)
    .filter(([nom]) => vue[nom])
    .map(([nom, classes]) => {
      const codes = config.couches[nom].classes.map((c) => c[0]);
      return [donnees.rangs[nom], new Set(classes[vue[nom]].map((code) => codes.indexOf(code)))];
    });
  if (vue.croiser) {
    const [couche, codes] = vue.croiser.split(":");
    tests.push([donnees.rangs[couche], rangsDe(couche, codes.split(","))]);
  }
  if (vue.apl) tests.push([donnees.rangs.apl, rangsDe("apl", classesDeLaPlage(config.couches.apl.classes, vue.apl))]);
  const resultat = new Uint8Array(donnees.codes.length);
  for (let i = 0; i < resultat.length; i++) {
    const ici = (!vue.epci || donnees.epci[i] === vue.epci) && (!qpv || donnees.qpv[i] === qpv);
    const passe = ici && (departements.size === 0 || departements.has(donnees.departements[i])) && tests.every(([rangs, oui]) => oui.has(rangs[i]));
    resultat[i] = passe ? 1 : 0;
  }
  return resultat;
}

// Les classes d'une plage « bas-haut » ; un côté vide est sans limite.
function classesDeLaPlage(classes, plage) {
  const [bas, haut] = plage.split("-");
  return classes.filter(([, , , , , min, max]) => (!bas || (min !== null && min >= Number(bas))) && (!haut || (max !== null && max <= Number(haut)))).map(([code]) => code);
}

// L'état peint de chaque commune : rang de classe, marque, hors des filtres, ou pas encore cette année-là.
export function etats(donnees, config, vue, dedans) {
  const couche = config.couches[vue.theme];
  const masquees = new Set(vue.masquer.map((code) => couche.classes.findIndex((c) => c[0] === code)));
  const plusTard = couche.classes.map((c) => couche.nature === "date" && Number(c[0]) > vue.annee);
  const rangs = donnees.rangs[vue.theme];
  const resultat = new Int8Array(rangs.length);
  for (let i = 0; i < rangs.length; i++) {
    const rang = rangs[i];
    if (!dedans[i] || masquees.has(rang)) resultat[i] = HORS;
    else resultat[i] = rang >= 0 && plusTard[rang] ? AVENIR : rang;
  }
  return resultat;
}

// Communes et population par classe (et par marque), parmi celles qui passent les filtres dans le territoire regardé.
// et, à part, celles que l'année (z) ou les filtres (h) laissent de côté. Chaque commune du territoire est comptée une fois : les
// lignes font le total. Une classe masquée garde sa ligne, hors de ce qui est affiché.
export function decompte(donnees, config, vue, dedans, etat) {
  const classes = config.couches[vue.theme].classes;
  const rangs = donnees.rangs[vue.theme];
  const dansLeTerritoire = perimetre(donnees, vue.territoire);
  const n = {}, population = {}, departements = {};
  let total = 0, habitants = 0, habitantsAffiches = 0, duTerritoire = 0, aVenir = 0, hors = 0;
  for (let i = 0; i < rangs.length; i++) {
    if (!dansLeTerritoire(i)) continue;
    total++;
    const p = donnees.populations[i] ?? 0;
    duTerritoire += p;
    if (!dedans[i]) { hors++; continue; }
    if (etat[i] !== HORS) habitantsAffiches += p;
    habitants += p;
    if (etat[i] === AVENIR) { aVenir++; continue; }
    n[rangs[i]] = (n[rangs[i]] ?? 0) + 1;
    population[rangs[i]] = (population[rangs[i]] ?? 0) + p;
    (departements[rangs[i]] ??= new Set()).add(donnees.departements[i]);
  }
  const masquees = new Set(vue.masquer);
  const ligne = (rang, code) => ({
    code, rang, n: n[rang] ?? 0, departements: departements[rang]?.size ?? 0, part: habitants > 0 ? (100 * (population[rang] ?? 0)) / habitants : null, masquee: masquees.has(code),
  });
  const aPart = (rang, code, n) => ({ code, rang, n, departements: 0, part: null, masquee: false });
  const lignes = [...classes.map((c, rang) => ligne(rang, c[0])), ligne(ABSENT, "-"), ligne(MASQUE, "x"), ligne(PARTAGE, "y")];
  const affichees = lignes.reduce((somme, l) => somme + (l.masquee ? 0 : l.n), aVenir);
  return { lignes: [...lignes, aPart(AVENIR, "z", aVenir), aPart(HORS, "h", hors)], total, affichees, habitants: habitantsAffiches, duTerritoire };
}

// Les indices des communes affichées dans le territoire regardé, pour la liste.
export function affichees(donnees, vue, etat) {
  const dansLeTerritoire = perimetre(donnees, vue.territoire);
  const indices = [];
  for (let i = 0; i < etat.length; i++) if (etat[i] !== HORS && dansLeTerritoire(i)) indices.push(i);
  return indices;
}

// Les structures montrées : catégories cochées, dans une commune affichée.
export function structuresMontrees(donnees, sites, vue, etat) {
  const montrees = [];
  for (const categorie of vue.structures) {
    for (const site of sites[categorie] ?? []) {
      const i = donnees.rangDuCode.get(site[3]);
      if (i !== undefined && etat[i] !== HORS) montrees.push({ categorie, site });
    }
  }
  return montrees;
}

// Ce qui choisit des communes, et que l'on efface ensemble : views/vue/vue.py.
export const FILTRES = ["masquer", "departements", "montagne", "frr", "qpv", "epci", "croiser", "apl"];
// Ceux qui désignent des lieux : les choisir y mène la carte.
export const CHOIX_DE_LIEU = FILTRES.slice(1);
export const nombreDeFiltres = (vue) => FILTRES.filter((nom) => vue[nom].length > 0).length;

// Le nombre de structures montrées par catégorie, dans le territoire regardé.
export function compteStructures(donnees, montrees, territoire) {
  const ici = perimetre(donnees, territoire), n = {};
  for (const { categorie, site } of montrees) if (ici(donnees.rangDuCode.get(site[3]))) n[categorie] = (n[categorie] ?? 0) + 1;
  return n;
}

// La partie « ?… » de l'adresse : ce qui diffère de la vue d'ouverture, dans l'ordre de views/vue/vue.py.
export function adresse(vue, ouverture) {
  const paires = [];
  for (const [cle, defaut] of Object.entries(ouverture)) {
    const valeur = Array.isArray(vue[cle]) ? vue[cle].join(",") : String(vue[cle]);
    const attendu = Array.isArray(defaut) ? defaut.join(",") : String(defaut);
    if (valeur !== attendu) paires.push(`${cle}=${encodeURIComponent(valeur).replaceAll("%2C", ",")}`);
  }
  return paires.length ? `?${paires.join("&")}` : "";
}

// Une recherche « ?theme=… » -> la vue ; ce qui n'existe pas rend la valeur d'ouverture, comme views/vue/vue.py.
const CHOIX = ["", "oui", "non"];

export function vueDe(recherche, { config, donnees }) {
  const paires = new Map(new URLSearchParams(recherche)), vue = structuredClone(config.ouverture);
  for (const cle of Object.keys(vue)) {
    if (!paires.has(cle)) continue;
    const valeur = lire(cle, paires.get(cle), vue, { config, donnees });
    if (valeur !== null) vue[cle] = valeur;
  }
  return vue;
}

function lire(cle, texte, vue, { config, donnees }) {
  if (cle === "territoire") return existe(texte, { config, donnees }) ? texte : null;
  if (cle === "theme") return texte in config.couches ? texte : null;
  if (cle === "annee") return config.annees.includes(Number(texte)) ? Number(texte) : null;
  if (["montagne", "frr", "qpv"].includes(cle)) return CHOIX.includes(texte) ? texte : null;
  if (cle === "epci") return !texte || donnees.epci.includes(texte) ? texte : null;
  if (cle === "croiser") return !texte || croisement(texte, config) ? texte : null;
  if (cle === "apl") return !texte || plage(texte, config) ? texte : null;
  const permis = {
    masquer: config.couches[vue.theme].classes.map(([code]) => code),
    structures: Object.keys(config.structures),
    departements: config.departements.map(({ code }) => code),
  }[cle];
  const mots = texte.split(",").filter(Boolean);
  return mots.every((mot) => permis.includes(mot)) ? permis.filter((valeur) => mots.includes(valeur)) : null;
}

function existe(territoire, { config, donnees }) {
  const [niveau, code] = territoire.split("-");
  if (niveau === "reg") return territoire === config.region.id;
  if (niveau === "dep") return config.departements.some((d) => d.code === code);
  if (niveau === "epci") return donnees.epci.includes(code);
  return niveau === "com" && donnees.rangDuCode.has(code);
}

function croisement(texte, config) {
  const [couche, classes = ""] = texte.split(":"), codes = classes.split(",");
  const connus = config.croisees.includes(couche) ? config.couches[couche].classes.map(([code]) => code) : [];
  return codes.join() === connus.filter((code) => codes.includes(code)).join() && codes.length > 0 && connus.length > 0;
}

function plage(texte, config) {
  const seuils = ["", ...config.couches.apl.classes.map((classe) => classe[5]).filter((bas) => bas !== null).map(seuil)];
  const [bas, haut, reste] = texte.split("-");
  return reste === undefined && haut !== undefined && Boolean(bas || haut) && seuils.includes(bas) && seuils.includes(haut) && !(bas && haut && Number(bas) >= Number(haut));
}

// Un seuil s'écrit comme en Python : « 2.5 », « 3.0 ».
export const seuil = (valeur) => (Number.isInteger(valeur) ? valeur.toFixed(1) : String(valeur));
