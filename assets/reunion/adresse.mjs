// Une carte de la réunion <-> son texte : la même écriture que views/reunion/page.py, et {region, recherche, cadre} des fichiers.
import { adresse } from "../carte/vue.mjs";

const CHOIX = ["", "oui", "non"];
const DECIMALES = 4;

export const arrondir = (cadre) => cadre.map((degres) => Number(degres.toFixed(DECIMALES)));
export const enFichier = ({ region, vue, cadre }, config) => ({ region, recherche: adresse(vue, config.cartes[region].ouverture), cadre });

// La vue d'une recherche « ?theme=… » ; ce qui n'existe pas rend la valeur d'ouverture, comme views/vue/vue.py.
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
  if (cle === "montagne" || cle === "frr") return CHOIX.includes(texte) ? texte : null;
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
  if (niveau === "epci") return config.epci.some(([un]) => un === code);
  return niveau === "com" && donnees.rangDuCode.has(code);
}

// « /reunion?… » d'un ou deux côtés. La région du second est toujours écrite : « contre » n'est jamais vide.
export function adresseDe(cotes, config) {
  const [premier, second] = cotes.map((cote, i) => texte(enFichier(cote, config), i > 0 || cote.region !== config.ouverte));
  const contre = second && `contre=${encodeURIComponent(second).replaceAll("%2C", ",")}`;
  const recherche = [premier, contre].filter(Boolean).join("&");
  return `/reunion${recherche ? `?${recherche}` : ""}`;
}

function texte({ region, recherche, cadre }, dite) {
  return [dite && `region=${region}`, recherche.replace("?", ""), cadre && `cadre=${cadre.join(",")}`].filter(Boolean).join("&");
}
