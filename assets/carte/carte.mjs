// La carte : une pièce à part, qui connaît des tuiles, des couleurs et des points, et rien des soins.
import maplibre, { archive } from "./maplibre.mjs";
import { ENCRES, MOTIFS, encre, forme, rond } from "./motifs.mjs";
import { style } from "./style.mjs";

const COMMUNES = { source: "france", sourceLayer: "communes" };
// Place laissée à ce qui flotte sur la carte : la phrase en haut, la glissière et la légende en bas. Sur un téléphone, le bas
// est ce que couvre le volet ouvert.
const MARGES = [
  [900, { top: 12, bottom: 90, left: 8, right: 8 }],
  [1500, { top: 64, bottom: 210, left: 16, right: 16 }],
  [Infinity, { top: 84, bottom: 92, left: 24, right: 24 }],
];
const A_VOIR = 200; // ce qui reste au moins de la carte, en pixels
const DUREE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;

// Crée la carte dans `conteneur` ; rend une promesse de ses commandes, tenue quand le style est prêt.
export async function creerCarte(conteneur, { tuiles, plage, bbox, locale, formes, ancre, couvert = () => 0 }) {
  const marge = () => {
    const place = MARGES.find(([largeur]) => innerWidth <= largeur)[1];
    return { ...place, bottom: Math.max(place.bottom, Math.min(couvert(), conteneur.clientHeight - A_VOIR)) };
  };
  const carte = new maplibre.Map({
    container: conteneur, style: style(archive(tuiles), plage), bounds: bbox, fitBoundsOptions: { padding: marge() }, hash: ancre, locale,
    minZoom: 4.5, maxZoom: 14, dragRotate: false, pitchWithRotate: false, touchPitch: false, attributionControl: false,
    fadeDuration: 0, maplibreLogo: false, renderWorldCopies: false,
  });
  carte.touchZoomRotate.disableRotation();
  carte.keyboard.disableRotation();
  carte.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  carte.addControl(new maplibre.ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
  const ratio = Math.max(2, Math.ceil(devicePixelRatio));
  await new Promise((pret) => carte.once("style.load", pret));
  for (const nom of ENCRES) carte.addImage(`encre-${nom}`, encre(nom, ratio), { pixelRatio: ratio });
  carte.addImage("groupe", rond(ratio), { pixelRatio: ratio });
  for (const [id, [, dessin, couleur]] of Object.entries(formes)) {
    carte.addImage(`${id}-0`, forme(dessin, couleur, ratio, false), { pixelRatio: ratio });
    carte.addImage(`${id}-1`, forme(dessin, couleur, ratio, true), { pixelRatio: ratio });
  }
  return commandes(carte, marge);
}

function commandes(carte, marge) {
  let peints = new Int16Array(0), survole = null;

  // styles[k] = [couleur, motif] ; etats[i] = rang dans styles de la commune de numéro premier + i.
  // Seules les communes qui changent sont repeintes ; rien ne part vers le serveur.
  function peindre(premier, etats, styles) {
    const cles = styles.map(([couleur, nom]) => ({ couleur, ...encres(MOTIFS[nom]) }));
    const marques = cles.map(empreinte);
    const nouveaux = Int16Array.from(etats, (k) => marques[k]);
    for (let i = 0; i < nouveaux.length; i++) {
      if (nouveaux[i] !== peints[i]) carte.setFeatureState({ ...COMMUNES, id: premier + i }, cles[etats[i]]);
    }
    peints = nouveaux;
  }

  const connus = new Map();
  const encres = (bits) => Object.fromEntries(ENCRES.map((nom, rang) => [nom, Boolean(bits & (1 << rang))]));
  function empreinte(etat) {
    const cle = Object.values(etat).join();
    if (!connus.has(cle)) connus.set(cle, connus.size);
    return connus.get(cle);
  }

  function survoler(id) {
    if (id === survole) return;
    if (survole !== null) carte.setFeatureState({ ...COMMUNES, id: survole }, { survol: false });
    if (id !== null) carte.setFeatureState({ ...COMMUNES, id }, { survol: true });
    survole = id;
  }

  function choisir({ departement = "", commune = -1 }) {
    for (const id of ["choisi-fond", "choisi"]) carte.setFilter(id, ["==", ["get", "code"], departement]);
    for (const id of ["choisie-fond", "choisie"]) carte.setFilter(id, ["==", ["id"], commune]);
  }

  const points = (source, entites) => carte.getSource(source).setData({ type: "FeatureCollection", features: entites });
  const cadrer = (bbox, zoomMaximal = 12) => bbox && carte.fitBounds(bbox, { padding: marge(), maxZoom: zoomMaximal, duration: DUREE });

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

  return { carte, peindre, survoler, choisir, points, cadrer, dessous, ouvrirGroupe, inactif };
}

// Un petit encart sur la carte, pour dire ce qui est là ; `contenu` est un élément, jamais du texte HTML.
export function encart(commandesCarte, lngLat, contenu) {
  return new maplibre.Popup({ closeButton: true, maxWidth: "320px", locale: {} }).setLngLat(lngLat).setDOMContent(contenu).addTo(commandesCarte.carte);
}
