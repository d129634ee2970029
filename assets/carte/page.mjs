// La page : relie la vue (vue.mjs), la carte (carte.mjs) et les composants Dash, par set_props.
// Un filtre, un thème, une année : tout se passe ici, rien ne part vers le serveur.
import { creerCarte, encart } from "./carte.mjs";
import { carteDeSurvol, encartStructures } from "./encarts.mjs";
import { remplirListe } from "./liste.mjs";
import { poser, raconter } from "./recit.mjs";
import * as V from "./vue.mjs";

const GRIS = { absent: ["#B9B7B0", "diagonale-inverse"], masque: ["#9A9A9A", "horizontal"], partage: ["#9C86B8", "croix"], hors: ["#F7F6F3", "plein"], avenir: ["#EEF0EE", "plein"] };
const MARQUES = { [V.ABSENT]: GRIS.absent, [V.MASQUE]: GRIS.masque, [V.PARTAGE]: GRIS.partage, [V.HORS]: GRIS.hors, [V.AVENIR]: GRIS.avenir };

export async function demarrer(config) {
  const lire = async (url) => {
    const reponse = await fetch(url);
    if (!reponse.ok) throw new Error(`${url} : ${reponse.status}`);
    return reponse.json();
  };
  const page = { config, vue: null, etat: null, donnees: null, sites: null, carte: null };
  try {
    const [communes, sites] = await Promise.all([lire(config.communes), lire(config.sites)]);
    page.donnees = preparer(communes);
    page.sites = sites;
  } catch (erreur) {
    signaler(config.phrases.erreurDonnees);
    throw erreur;
  }
  try {
    page.carte = await creerCarte(document.getElementById("carte"), {
      plage: [page.donnees.premier, page.donnees.premier + page.donnees.codes.length - 1],
      tuiles: new URL(config.tuiles, location.href).href, bbox: config.region.bbox,
      locale: config.locale, formes: config.structures, ancre: "carte", couvert,
    });
    habiller(page);
  } catch (erreur) {
    signaler(config.phrases.erreurCarte);
    console.warn(erreur);
  }
  return page;
}

// Ce que le volet ouvert sur un téléphone couvre du bas de la carte, en pixels ; 0 ailleurs, où rien ne la couvre.
function couvert() {
  const volet = document.querySelector({ legende: ".legende", fiche: ".panneau" }[document.body.dataset.ouvert] ?? "no-volet");
  return volet ? volet.offsetHeight + (parseFloat(getComputedStyle(volet).bottom) || 0) + 8 : 0;
}

// Ce qui flotte sur la carte, en rectangles dans la carte.
function obstacles() {
  const { left, top } = document.getElementById("carte").getBoundingClientRect();
  const flottants = document.querySelectorAll(".legende, .annees, .resume, .resume-boite > .bouton, .scene .maplibregl-ctrl-group, .panneau");
  return [...flottants].filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => {
    const boite = element.getBoundingClientRect();
    return { left: boite.left - left, right: boite.right - left, top: boite.top - top, bottom: boite.bottom - top };
  });
}

function signaler(texte) {
  document.getElementById("attente").textContent = texte;
}

export function preparer(communes) {
  const rangs = Object.fromEntries(Object.entries(communes.couches).map(([id, colonne]) => [id, V.decoder(colonne)]));
  const presents = Object.fromEntries(Object.entries(rangs).map(([id, rangs]) => [id, new Set(rangs)]));
  return { ...communes, rangs, presents, rangDuCode: new Map(communes.codes.map((code, i) => [code, i])) };
}

// Les noms, le survol et les clics, posés une fois.
function habiller(page) {
  const { carte } = page;
  nommer(page);
  // Ce que la carte montre se lit aussi : le lien voisin le dit à qui entre dans la toile.
  carte.carte.getCanvas().setAttribute("aria-describedby", "en-mots");
  const bulle = document.getElementById("survol-carte");
  let attendu = 0, dernier = null;
  carte.carte.on("mousemove", (e) => {
    // Un seul calcul par image : la souris va plus vite que l'écran.
    dernier = e;
    attendu ||= requestAnimationFrame(() => { attendu = 0; survoler(page, bulle, dernier.point); });
  });
  carte.carte.on("mouseout", () => survoler(page, bulle, null));
  // Ce qui s'ajoute au survol s'ôte sans bouger la souris.
  addEventListener("keydown", (e) => { if (e.key === "Escape") bulle.hidden = true; });
  carte.carte.on("click", (e) => cliquer(page, e));
}

export function nommer({ carte, config, donnees }) {
  const point = (coordonnees, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: coordonnees }, properties });
  carte.points("departements", config.departements.map(({ nom, bbox: [o, s, e, n] }, rang) => point([(o + e) / 2, (s + n) / 2], { nom, rang })));
  const villes = donnees.codes.map((_, i) => i).filter((i) => donnees.points[i] && donnees.populations[i] !== null);
  villes.sort((a, b) => donnees.populations[b] - donnees.populations[a]);
  carte.points("villes", villes.map((i, rang) => point(donnees.points[i], { nom: donnees.noms[i], rang })));
}

export function survoler(page, bulle, point) {
  const dessous = point ? page.carte.dessous(point) : {};
  const index = dessous.commune === undefined ? -1 : dessous.commune - page.donnees.premier;
  const connue = index >= 0 && index < page.donnees.codes.length;
  page.carte.survoler(connue ? dessous.commune : null);
  page.carte.carte.getCanvas().style.cursor = connue || dessous.groupe || dessous.structures ? "pointer" : "";
  const contenu = carteDeSurvol(page, dessous, connue ? index : -1);
  bulle.hidden = contenu === null;
  if (contenu === null) return;
  bulle.replaceChildren(contenu);
  const { clientWidth: largeur, clientHeight: hauteur } = page.carte.carte.getContainer();
  bulle.style.translate = `${Math.min(point.x + 16, largeur - bulle.offsetWidth - 8)}px ${Math.min(point.y + 16, hauteur - bulle.offsetHeight - 8)}px`;
}

async function cliquer(page, { point, lngLat }) {
  const dessous = page.carte.dessous(point);
  const montrer = (proprietes) => encart(page.carte, lngLat, encartStructures(page, proprietes));
  if (dessous.groupe) {
    const ensemble = await page.carte.ouvrirGroupe(dessous.groupe);
    if (ensemble) montrer(ensemble);
  } else if (dessous.structures) montrer(dessous.structures);
  else if (dessous.commune !== undefined) {
    const i = dessous.commune - page.donnees.premier;
    if (i >= 0 && i < page.donnees.codes.length) poser("territoire", { value: cible(page, i) });
  }
}

// Région : on ouvre le département. Dans le département regardé, ou de près : la commune.
function cible(page, i) {
  const departement = page.donnees.departements[i];
  const regarde = V.perimetre(page.donnees, page.vue.territoire);
  const dedans = !page.vue.territoire.startsWith("reg-") && regarde(i);
  return dedans || page.carte.carte.getZoom() >= 9.5 ? `com-${page.donnees.codes[i]}` : `dep-${departement}`;
}

// Montre `vue` : couleurs, points, cadre, décomptes, phrases. `recadrer` faux garde le cadre de l'adresse (#carte=…).
export function montrer(page, vue, recadrer) {
  const { config, donnees } = page;
  const avant = page.vue;
  const dedans = V.inclus(donnees, config, vue);
  const etat = V.etats(donnees, config, vue, dedans);
  Object.assign(page, { vue, etat });
  // D'abord la légende : le cadre dépend de la place qu'elle prend.
  raconter(page, V.decompte(donnees, config, vue, dedans, etat), avant);
  if (page.carte) {
    placerStructures(page);
    peindre(page);
    if (recadrer && avant?.territoire !== vue.territoire) cadrer(page, vue.territoire, !avant);
    const [niveau, code] = vue.territoire.split("-");
    const commune = niveau === "com" ? donnees.premier + donnees.rangDuCode.get(code) : -1;
    page.carte.choisir({ departement: niveau === "dep" ? code : "", commune });
  }
}

export function peindre({ carte, config, donnees, vue, etat }) {
  const classes = config.couches[vue.theme].classes.map(([, , couleur, motif]) => [couleur, motif]);
  const styles = [...classes, ...Object.values(MARQUES)];
  const rangDeMarque = Object.fromEntries(Object.keys(MARQUES).map((marque, k) => [marque, classes.length + k]));
  carte.peindre(Array.from(etat, (e) => (e >= 0 ? e : rangDeMarque[e])), styles);
}

// Regrouper les points coûte plus que recolorer : on ne le refait que si l'ensemble montré change.
export function placerStructures(page) {
  const montrees = V.structuresMontrees(page.donnees, page.sites, page.vue, page.etat);
  const memes = page.montrees?.length === montrees.length && montrees.every(({ site }, k) => site === page.montrees[k].site);
  if (memes) return;
  page.montrees = montrees;
  page.carte.points("structures", montrees.map(({ categorie, site }) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [site[0], site[1]] },
    properties: { image: `${categorie}-${site[5]}`, categorie, nom: site[2], code: site[3], type: site[4], approximative: site[5], dits: (site[6] ?? []).join("\n") },
  })));
}

export function cadre({ config, donnees }, territoire) {
  const [niveau, code] = territoire.split("-");
  if (niveau === "dep") return config.departements.find((d) => d.code === code).bbox;
  if (niveau === "epci") return boite(donnees, (i) => donnees.epci[i] === code, 0.08);
  if (niveau === "com") return boite(donnees, (i) => donnees.codes[i] === code, 0.12);
  return config.region.bbox;
}

// Le rectangle des mairies des communes choisies, élargi de `marge` degrés ; à défaut de mairie connue, le département.
function boite(donnees, choisies, marge) {
  const points = donnees.points.filter((p, i) => p && choisies(i));
  const lon = points.map((p) => p[0]), lat = points.map((p) => p[1]);
  if (!points.length) return null;
  return [Math.min(...lon) - marge, Math.min(...lat) - marge * 0.7, Math.max(...lon) + marge, Math.max(...lat) + marge * 0.7];
}

// Cadre un territoire, ses mairies à découvert.
function cadrer(page, territoire, aussitot = false) {
  const [niveau, code] = territoire.split("-"), dedans = V.perimetre(page.donnees, territoire);
  const compte = (i) => (niveau === "com" ? page.donnees.codes[i] === code : dedans(i));
  const points = page.donnees.points.filter((point, i) => point && compte(i));
  page.carte.cadrer(cadre(page, territoire), { points, obstacles: obstacles(), aussitot });
}

// Ramène la carte sur un territoire déjà regardé (après un déplacement à la main).
export function recadrer(page, territoire) {
  if (page.carte && page.vue?.territoire === territoire) cadrer(page, territoire);
}

export const ouvrirListe = (page) => remplirListe(page, V.affichees(page.donnees, page.vue, page.etat));
export const { adresse } = V;
// Le module des exports ne se charge qu'au premier.
export const exporter = async (page, format, dit) => (await import("./export.mjs")).exporter(page, format, dit);
export const arreterExport = async () => (await import("./export.mjs")).arreter();
