// La carte : une pièce à part, qui connaît des tuiles, des couleurs et des points, et rien des soins.
import maplibre, { archive } from "./maplibre.mjs";
import { suivreEtat } from "./etat.mjs";
import { forme } from "./motifs.mjs";
import { VOISIN, style } from "./style.mjs";
import { Teintes } from "./teintes.mjs";

const BORDS = [[1600, 14], [Infinity, 30]]; // ce qui reste de vide autour d'un territoire, en pixels, d'après la largeur de la fenêtre
const PRISE = matchMedia("(pointer: coarse)").matches ? 10 : 5; // autour de la souris ou du doigt, en pixels
const PRES = 12; // d'aussi près qu'on cadre un territoire
const ENSEMBLE = 80; // ce que des couleurs attendent au plus les structures qui vont avec, en millisecondes
const OUVERTURE = 400; // ce que les premières tuiles s'attendent au plus, en millisecondes
const DUREE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;

const bord = () => BORDS.find(([largeur]) => innerWidth < largeur)[1];

// La page peut partir avant ses feuilles de style : une carte sans hauteur ne saurait où cadrer.
async function ouvert(conteneur) {
  while (conteneur.clientHeight <= 2 * bord()) await new Promise((suite) => { setTimeout(suite, 20); });
}

// À l'ouverture, chaque tuile et chaque source demanderait son image : sans carte graphique, une image prend une demi-seconde, et
// retarde la suivante. Tant que des tuiles manquent, elles s'attendent ; la première carte entière se dessine aussitôt.
// Rend une question : une image est-elle encore attendue ?
function grouper(carte) {
  let minuteur = 0, ouverte = false, attendue = true;
  const dessiner = () => {
    clearTimeout(minuteur);
    minuteur = 0;
    maplibre.Map.prototype.triggerRepaint.call(carte);
  };
  carte.triggerRepaint = () => {
    attendue = true;
    if (ouverte || carte.areTilesLoaded()) dessiner();
    else minuteur ||= setTimeout(dessiner, OUVERTURE);
  };
  carte.on("idle", () => {
    ouverte = true;
    attendue = Boolean(minuteur);
    if (minuteur) dessiner();
  });
  return () => attendue;
}

// Crée la carte dans `conteneur` ; rend une promesse de ses commandes, tenue quand le style est prêt. `fond` : {region, departements},
// les codes dont les limites se voient.
export async function creerCarte(conteneur, { tuiles, plage, bbox, locale, formes, ancre, fond, perdre }) {
  await ouvert(conteneur);
  const carte = new maplibre.Map({
    container: conteneur, style: style(archive(tuiles), plage, fond), bounds: bbox, fitBoundsOptions: { padding: bord() }, hash: ancre, locale,
    minZoom: 4.5, maxZoom: 14, dragRotate: false, pitchWithRotate: false, touchPitch: false, attributionControl: false,
    fadeDuration: 0, maplibreLogo: false, renderWorldCopies: false,
    // Au-delà de deux pixels par point, l'œil ne gagne rien et chaque image coûte le double.
    pixelRatio: Math.min(devicePixelRatio, 2),
  });
  const attendue = grouper(carte);
  suivreEtat(carte, locale, perdre);
  carte.touchZoomRotate.disableRotation();
  carte.keyboard.disableRotation();
  carte.addControl(new maplibre.NavigationControl({ showCompass: false }), "bottom-right");
  carte.addControl(new maplibre.ScaleControl({ unit: "metric", maxWidth: 100 }), "bottom-left");
  const ratio = Math.max(2, Math.ceil(devicePixelRatio));
  const [ouest, sud, est, nord] = bbox;
  const teintes = new Teintes({ nombre: plage[1] - plage[0] + 1, fond: VOISIN, repere: [(ouest + est) / 2, (sud + nord) / 2] });
  // Aussi quand le contexte WebGL, perdu, revient : MapLibre remet alors ses couches, pas celle-ci.
  carte.on("style.load", () => carte.addLayer(teintes, "trait-communes"));
  await new Promise((pret) => carte.once("style.load", pret));
  for (const [id, [, dessin, couleur]] of Object.entries(formes)) {
    carte.addImage(`${id}-0`, forme(dessin, couleur, ratio, false), { pixelRatio: ratio });
    carte.addImage(`${id}-1`, forme(dessin, couleur, ratio, true), { pixelRatio: ratio });
  }
  return commandes(carte, teintes, plage, attendue);
}

function commandes(carte, teintes, [premier, dernier], attendue) {
  let enRoute = false, choix = "";
  carte.on("sourcedata", ({ sourceId, sourceDataType }) => { if (sourceId === "structures" && sourceDataType === "content") enRoute = false; });

  // styles[k] = [couleur, motif] ; etats[rang] = rang dans styles de la commune de ce rang.
  // Quand des structures sont en route, les couleurs partent dans la même image qu'elles : une image coûte plus que l'attente.
  function peindre(etats, styles) {
    teintes.peindre(etats, styles);
    if (enRoute) setTimeout(() => teintes.aEnvoyer && carte.triggerRepaint(), ENSEMBLE);
    else carte.triggerRepaint();
  }

  // Le numéro de la commune sous la souris, ou null.
  function survoler(numero) {
    const rang = numero !== null && numero >= premier && numero <= dernier ? numero - premier : -1;
    if (rang === teintes.survole) return;
    teintes.survoler(rang);
    carte.triggerRepaint();
  }

  // `dedans` : l'expression de ce qui reste au premier plan, ou rien.
  function choisir({ departement = "", commune = -1, dedans = null }) {
    const neuf = JSON.stringify([departement, commune, dedans]);
    if (choix === neuf) return;
    choix = neuf;
    carte.setPaintProperty("structures", "icon-opacity", dedans ? ["case", dedans, 1, 0.35] : 1);
    for (const id of ["choisi-fond", "choisi"]) carte.setFilter(id, ["==", ["get", "code"], departement]);
    for (const id of ["choisie-fond", "choisie"]) carte.setFilter(id, ["==", ["id"], commune]);
  }

  function points(source, entites) {
    enRoute ||= source === "structures";
    carte.getSource(source).setData({ type: "FeatureCollection", features: entites });
  }

  // Montre ce rectangle, d'aussi près que possible.
  function cadrer(bbox, { aussitot = false } = {}) {
    const { clientWidth: largeur, clientHeight: hauteur } = carte.getCanvas();
    // Sous un volet ouvert, il peut ne rester qu'une bande : le vide autour se réduit avec elle, et rien ne se cadre dans rien.
    const vide = Math.min(bord(), Math.floor(Math.min(largeur, hauteur) / 4));
    if (bbox && vide > 0) carte.fitBounds(bbox, { padding: vide, maxZoom: PRES, duration: aussitot ? 0 : DUREE });
  }

  // Ce qui est sous un point de l'écran : des structures, ou une commune.
  function dessous(point) {
    const boite = [[point.x - PRISE, point.y - PRISE], [point.x + PRISE, point.y + PRISE]];
    const structures = carte.queryRenderedFeatures(boite, { layers: ["structures"] });
    if (structures.length) return { structures: structures.map((s) => s.properties) };
    const commune = carte.queryRenderedFeatures(point, { layers: ["communes"] })[0];
    return commune ? { commune: commune.id } : {};
  }

  const inactif = () => new Promise((fini) => {
    if (carte.loaded() && !carte.isMoving()) {
      if (!attendue() && !teintes.aEnvoyer) return fini(); // tout est dessiné : redessiner pour le savoir coûterait une image
      carte.triggerRepaint();
    }
    carte.once("idle", () => fini()); // l'événement porte toute la carte : qui attend n'en a que faire
  });

  return { carte, teintes, peindre, survoler, choisir, points, cadrer, dessous, inactif };
}

// Un petit encart sur la carte, pour dire ce qui est là ; `contenu` est un élément, jamais du texte HTML.
export function encart(commandesCarte, lngLat, contenu) {
  return new maplibre.Popup({ closeButton: true, maxWidth: "320px", locale: {} }).setLngLat(lngLat).setDOMContent(contenu).addTo(commandesCarte.carte);
}
