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
