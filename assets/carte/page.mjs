// La page : relie la vue (vue.mjs), la carte (carte.mjs) et les composants Dash, par set_props.
// Un filtre, un thème, une année : tout se passe ici, rien ne part vers le serveur.
import { creerCarte, encart } from "./carte.mjs";
import { carteDeSurvol, encartStructures } from "./encarts.mjs";
import { remplirListe } from "./liste.mjs";
import { nommer } from "./noms.mjs";
import { poser, raconter } from "./recit.mjs";
import * as V from "./vue.mjs";

const GRIS = { absent: ["#B9B7B0", "diagonale-inverse"], masque: ["#9A9A9A", "horizontal"], partage: ["#9C86B8", "points-epars"], hors: ["#F6F2EA", "plein"], avenir: ["#E8EEEC", "plein"] };
const MARQUES = { [V.ABSENT]: GRIS.absent, [V.MASQUE]: GRIS.masque, [V.PARTAGE]: GRIS.partage, [V.HORS]: GRIS.hors, [V.AVENIR]: GRIS.avenir };

// Les couleurs de ce qui est hors du territoire regardé : mêlées au papier, sans motif.
const PALE = "#F4F1EB", PART_DE_PALE = 0.62;

// Tout est demandé à la fois : les données, le fond, les tuiles, l'ouvrier de MapLibre.
export async function demarrer(config) {
  const lire = async (url) => {
    const reponse = await fetch(url);
    if (!reponse.ok) throw new Error(`${url} : ${reponse.status}`);
    return reponse.json();
  };
  const page = { config, vue: null, etat: null, donnees: null, sites: null, carte: null, racontee: null, montee: false, motifs: motifsVoulus(), deplacee: location.hash.startsWith("#carte=") };
  const lues = Promise.all([config.communes, config.sites, config.fond.adresse].map(lire));
  const dessinee = creerCarte(document.getElementById("carte"), {
    plage: config.plage, tuiles: new URL(config.tuiles, location.href).href, bbox: config.region.bbox, locale: config.locale,
    formes: config.structures, ancre: "carte", fond: config.fond,
  }).catch((erreur) => {
    signaler(config.phrases.erreurCarte);
    console.warn(erreur);
    return null;
  });
  try {
    const [communes, sites, fond] = await lues;
    Object.assign(page, { donnees: preparer(communes), sites, fond });
  } catch (erreur) {
    signaler(config.phrases.erreurDonnees);
    throw erreur;
  }
  page.carte = await dessinee;
  if (page.carte) habiller(page);
  return page;
}

// Les motifs sont là d'office quand le contraste est demandé ; sinon, d'après le dernier choix fait ici.
function motifsVoulus() {
  const demandes = matchMedia("(prefers-contrast: more), (forced-colors: active)").matches;
  return demandes || lireChoix() === "oui";
}

function lireChoix() {
  try {
    return localStorage.getItem("maillage-motifs");
  } catch {
    return null; // un navigateur qui ne garde rien : le choix vaut pour cette page
  }
}

export function basculerMotifs(page) {
  page.motifs = !page.motifs;
  try {
    localStorage.setItem("maillage-motifs", page.motifs ? "oui" : "non");
  } catch {
    return peindre(page); // rien n'est gardé, tout est peint
  }
  return peindre(page);
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
  nommer(carte, page.fond, page.donnees);
  // Une carte qu'une personne a déplacée, ou dont l'adresse donne le cadre, n'est plus déplacée par la page.
  carte.carte.on("movestart", ({ originalEvent }) => { page.deplacee ||= Boolean(originalEvent) && originalEvent.type !== "resize"; });
  carte.carte.on("resize", () => { if (page.vue && !page.deplacee) cadrer(page, true); });
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

export function survoler(page, bulle, point) {
  const dessous = point ? page.carte.dessous(point) : {};
  const index = dessous.commune === undefined ? -1 : dessous.commune - page.donnees.premier;
  const connue = index >= 0 && index < page.donnees.codes.length;
  page.carte.survoler(connue ? dessous.commune : null);
  page.carte.carte.getCanvas().style.cursor = connue || dessous.structures ? "pointer" : "";
  const contenu = carteDeSurvol(page, dessous, connue ? index : -1);
  bulle.hidden = contenu === null;
  if (contenu === null) return;
  bulle.replaceChildren(contenu);
  const { clientWidth: largeur, clientHeight: hauteur } = page.carte.carte.getContainer();
  bulle.style.translate = `${Math.min(point.x + 16, largeur - bulle.offsetWidth - 8)}px ${Math.min(point.y + 16, hauteur - bulle.offsetHeight - 8)}px`;
}

function cliquer(page, { point, lngLat }) {
  const dessous = page.carte.dessous(point);
  document.getElementById("survol-carte").hidden = true;
  if (dessous.structures) encart(page.carte, lngLat, encartStructures(page, dessous.structures));
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
  const avant = page.vue, memes = JSON.stringify(avant) === JSON.stringify(vue);
  if (!memes) {
    const dedans = V.inclus(donnees, config, vue);
    Object.assign(page, { vue, etat: V.etats(donnees, config, vue, dedans) });
    page.decompte = V.decompte(donnees, config, vue, dedans, page.etat);
    page.montrees = V.structuresMontrees(donnees, page.sites, vue, page.etat);
  }
  raconter(page);
  if (!page.carte || memes) return;
  placerStructures(page);
  peindre(page);
  entourer(page);
  if (!recadrer) return;
  if (avant?.territoire !== vue.territoire) cadrer(page, !avant);
  else if (!page.deplacee && V.CHOIX_DE_LIEU.some((nom) => String(avant[nom]) !== String(vue[nom]))) cadrer(page);
}

// Dash a monté les contrôles et la fiche : ce qui les concerne se dit aussi.
export function monter(page) {
  page.montee = true;
  raconter(page);
}

// Ce qui est choisi est entouré ; les marques d'ailleurs pâlissent.
function entourer({ carte, donnees, vue }) {
  const [niveau, code] = vue.territoire.split("-");
  const commune = niveau === "com" ? donnees.premier + donnees.rangDuCode.get(code) : -1;
  const departement = niveau === "com" ? donnees.departements[donnees.rangDuCode.get(code)] : code;
  const dedans = { dep: ["==", ["get", "departement"], code], com: ["==", ["get", "departement"], departement], epci: ["==", ["get", "epci"], code] }[niveau] ?? null;
  carte.choisir({ departement: niveau === "dep" ? code : "", commune, dedans });
}

// Les classes à pleine force dans le territoire regardé, pâlies ailleurs. Hors de la page (réunion, borne), les motifs restent.
export function peindre({ carte, config, donnees, vue, etat, motifs = true }) {
  const classes = config.couches[vue.theme].classes.map(([, , couleur, motif]) => [couleur, motifs ? motif : "plein"]);
  const styles = [...classes, ...Object.values(MARQUES)];
  const rangDeMarque = Object.fromEntries(Object.keys(MARQUES).map((marque, k) => [marque, classes.length + k]));
  const pales = styles.map(([couleur]) => [palie(couleur), "plein"]);
  const ici = V.perimetre(donnees, vue.territoire);
  carte.peindre(Array.from(etat, (e, i) => (e >= 0 ? e : rangDeMarque[e]) + (ici(i) ? 0 : styles.length)), [...styles, ...pales]);
}

function palie(couleur) {
  const [a, b] = [couleur, PALE].map((une) => [1, 3, 5].map((debut) => parseInt(une.slice(debut, debut + 2), 16)));
  return `#${a.map((valeur, k) => Math.round(valeur + (b[k] - valeur) * PART_DE_PALE).toString(16).padStart(2, "0")).join("")}`;
}

// Envoyer les points coûte plus que recolorer : on ne le refait que si l'ensemble montré change.
export function placerStructures(page) {
  const { donnees, montrees = V.structuresMontrees(donnees, page.sites, page.vue, page.etat), placees } = page;
  if (placees?.length === montrees.length && montrees.every(({ site }, k) => site === placees[k].site)) return;
  page.placees = montrees;
  page.carte.points("structures", montrees.map(({ categorie, site }) => {
    const i = donnees.rangDuCode.get(site[3]);
    return {
      type: "Feature", geometry: { type: "Point", coordinates: [site[0], site[1]] },
      properties: { image: `${categorie}-${site[5]}`, categorie, nom: site[2], code: site[3], type: site[4], approximative: site[5], dits: (site[6] ?? []).join("\n"), departement: donnees.departements[i], epci: donnees.epci[i] },
    };
  }));
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

// Cadre ce que la vue montre : le résultat des filtres dans le territoire, sinon le territoire.
function cadrer(page, aussitot = false) {
  const { config, donnees, vue, etat } = page;
  const filtree = V.CHOIX_DE_LIEU.some((nom) => vue[nom].length > 0) && !vue.territoire.startsWith("com-");
  const ici = V.perimetre(donnees, vue.territoire);
  const resultat = filtree ? boite(donnees, (i) => etat[i] !== V.HORS && ici(i), 0.1) : null;
  page.deplacee = false;
  page.carte.cadrer(resultat ?? cadre({ config, donnees }, vue.territoire), { aussitot });
}

// Ramène la carte sur un territoire déjà regardé (après un déplacement à la main).
export function recadrer(page, territoire) {
  if (page.carte && page.vue?.territoire === territoire) cadrer(page);
}

export const ouvrirListe = (page) => remplirListe(page, V.affichees(page.donnees, page.vue, page.etat));
export const { adresse, FILTRES } = V;
// Le module des exports ne se charge qu'au premier.
export const exporter = async (page, format, dit) => (await import("./export.mjs")).exporter(page, format, dit);
export const arreterExport = async () => (await import("./export.mjs")).arreter();
