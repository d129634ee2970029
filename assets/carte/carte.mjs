// La carte : une pièce à part, qui connaît des tuiles, des couleurs et des points, et rien des soins.
import maplibre, { archive } from "./maplibre.mjs";
import { meilleurCadre } from "./cadrage.mjs";
import { suivreEtat } from "./etat.mjs";
import { forme, rond } from "./motifs.mjs";
import { VOISIN, style } from "./style.mjs";
import { Teintes } from "./teintes.mjs";

// Place laissée à ce qui flotte sur la carte : la phrase en haut, la glissière et la légende en bas. Sur un téléphone, le bas
// est ce que couvre le volet ouvert.
const MARGES = [
  [900, { top: 12, bottom: 90, left: 8, right: 8 }],
  [1500, { top: 64, bottom: 210, left: 16, right: 16 }],
  [Infinity, { top: 84, bottom: 92, left: 24, right: 24 }],
];
const A_VOIR = 200; // ce qui reste au moins de la carte, en pixels
const PRES = 12; // d'aussi près qu'on cadre un territoire
const ENSEMBLE = 80; // ce que des couleurs attendent au plus les structures qui vont avec, en millisecondes
const DUREE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;

// Crée la carte dans `conteneur` ; rend une promesse de ses commandes, tenue quand le style est prêt.
export async function creerCarte(conteneur, { tuiles, plage, bbox, locale, formes, ancre, couvert = () => 0, perdre }) {
  const marge = () => {
    const place = MARGES.find(([largeur]) => innerWidth <= largeur)[1];
    return { ...place, bottom: Math.max(place.bottom, Math.min(couvert(), conteneur.clientHeight - A_VOIR)) };
  };
  const carte = new maplibre.Map({
    container: conteneur, style: style(archive(tuiles), plage), bounds: bbox, fitBoundsOptions: { padding: marge() }, hash: ancre, locale,
    minZoom: 4.5, maxZoom: 14, dragRotate: false, pitchWithRotate: false, touchPitch: false, attributionControl: false,
    fadeDuration: 0, maplibreLogo: false, renderWorldCopies: false,
  });
  suivreEtat(carte, locale, perdre);
  carte.touchZoomRotate.disableRotation();
  carte.keyboard.disableRotation();
  carte.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  carte.addControl(new maplibre.ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
  const ratio = Math.max(2, Math.ceil(devicePixelRatio));
  const [ouest, sud, est, nord] = bbox;
  const teintes = new Teintes({ nombre: plage[1] - plage[0] + 1, fond: VOISIN, repere: [(ouest + est) / 2, (sud + nord) / 2] });
  // Aussi quand le contexte WebGL, perdu, revient : MapLibre remet alors ses couches, pas celle-ci.
  carte.on("style.load", () => carte.addLayer(teintes, "trait-communes"));
  await new Promise((pret) => carte.once("style.load", pret));
  carte.addImage("groupe", rond(ratio), { pixelRatio: ratio });
  for (const [id, [, dessin, couleur]] of Object.entries(formes)) {
    carte.addImage(`${id}-0`, forme(dessin, couleur, ratio, false), { pixelRatio: ratio });
    carte.addImage(`${id}-1`, forme(dessin, couleur, ratio, true), { pixelRatio: ratio });
  }
  return commandes(carte, marge, teintes, plage);
}

function commandes(carte, marge, teintes, [premier, dernier]) {
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

  function choisir({ departement = "", commune = -1 }) {
    if (choix === `${departement} ${commune}`) return;
    choix = `${departement} ${commune}`;
    for (const id of ["choisi-fond", "choisi"]) carte.setFilter(id, ["==", ["get", "code"], departement]);
    for (const id of ["choisie-fond", "choisie"]) carte.setFilter(id, ["==", ["id"], commune]);
  }

  function points(source, entites) {
    enRoute ||= source === "structures";
    carte.getSource(source).setData({ type: "FeatureCollection", features: entites });
  }

  // Montre ce rectangle, d'aussi près que possible sans qu'un obstacle couvre l'un des points.
  function cadrer(bbox, { points: places = [], obstacles = [], aussitot = false } = {}) {
    if (!bbox) return;
    const { clientWidth, clientHeight } = carte.getContainer(), padding = marge();
    const cadre = meilleurCadre({
      bbox, points: places, obstacles, taille: [clientWidth, clientHeight], bord: padding.left, bas: padding.bottom, zoomMaximal: PRES,
    }) ?? carte.cameraForBounds(bbox, { padding, maxZoom: PRES });
    carte.easeTo({ ...cadre, duration: aussitot ? 0 : DUREE });
  }

  // Ce qui est sous un point de l'écran : un groupe, des structures, ou une commune.
  function dessous(point) {
    const groupe = carte.queryRenderedFeatures(point, { layers: ["groupes"] })[0];
    if (groupe) return { groupe };
    const boite = [[point.x - 6, point.y - 6], [point.x + 6, point.y + 6]];
    const structures = carte.queryRenderedFeatures(boite, { layers: ["structures"] });
    if (structures.length) return { structures: structures.map((s) => s.properties) };
    const commune = carte.queryRenderedFeatures(point, { layers: ["communes"] })[0];
    return commune ? { commune: commune.id } : {};
  }

  async function ouvrirGroupe(groupe) {
    const source = carte.getSource("structures"), id = groupe.properties.cluster_id;
    const zoom = await source.getClusterExpansionZoom(id);
    // Au dernier zoom les points restent l'un sur l'autre : on rend la liste de ce qui est là.
    if (zoom > carte.getMaxZoom() || zoom <= carte.getZoom()) return (await source.getClusterLeaves(id, 50, 0)).map((f) => f.properties);
    carte.easeTo({ center: groupe.geometry.coordinates, zoom: zoom + 0.2, duration: DUREE });
    return null;
  }

  const inactif = () => new Promise((fini) => {
    if (carte.loaded() && !carte.isMoving()) carte.triggerRepaint();
    carte.once("idle", fini);
  });

  return { carte, teintes, peindre, survoler, choisir, points, cadrer, dessous, ouvrirGroupe, inactif };
}

// Un petit encart sur la carte, pour dire ce qui est là ; `contenu` est un élément, jamais du texte HTML.
export function encart(commandesCarte, lngLat, contenu) {
  return new maplibre.Popup({ closeButton: true, maxWidth: "320px", locale: {} }).setLngLat(lngLat).setDOMContent(contenu).addTo(commandesCarte.carte);
}
