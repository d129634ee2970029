// Le style de la carte : la mer, les terres voisines, les communes (que teintes.mjs colore), des traits, des marques, des noms.
import { LIMITES_TRACEES, rangEnCouleur } from "./teintes.mjs";

const POLICE = ["Maillage Hyperlegible", "Arial", "sans-serif"], GRASSE = ["Maillage Hyperlegible Bold", "Arial Bold", "sans-serif"];
const ENCRE = "#1B1B1F", ENCRE_DEPARTEMENT = "#211A16", HALO = "rgba(251,250,247,.85)";
const MER = "#DCE8EC", LIMITE = "#6A5D52", LIMITE_VOISINE = "#CFCBC1", NOM_VOISIN = "#66645D", NOM_MER = "#3F6470";
export const VOISIN = "#ECEAE4";

const TUILES = "france";

function trait(id, source, couleur, largeur, options = {}) {
  return {
    id, type: "line", source: source === "terres" ? "terres" : TUILES, ...(source !== "terres" && { "source-layer": source }), ...options,
    // Des angles vifs : arrondir les traits des communes doublerait leurs sommets.
    layout: { "line-join": "bevel" }, paint: { "line-color": couleur, "line-width": largeur, ...options.paint },
  };
}

function noms(id, source, { taille, police = POLICE, encre = ENCRE, layout = {}, ...calque }) {
  return {
    id, type: "symbol", source, ...calque,
    layout: { "text-field": ["get", "nom"], "text-font": police, "text-size": taille, "text-padding": 1, "text-line-height": 1.1, "symbol-sort-key": ["get", "rang"], ...layout },
    paint: { "text-color": encre, "text-halo-color": HALO, "text-halo-width": 1.6 },
  };
}

const parZoom = (...paires) => ["interpolate", ["linear"], ["zoom"], ...paires];
const RIEN = { type: "FeatureCollection", features: [] };
const est = (champ, valeur) => ["==", ["get", champ], valeur];

// L'écart d'un nom à son point, en corps, d'après son ancre : une tuile ne porte que des textes et des nombres, jamais un tableau.
const ECARTS = {
  left: [0.5, 0], right: [-0.5, 0], bottom: [0, -0.35], top: [0, 0.35],
  "bottom-left": [0.3, -0.1], "top-left": [0.3, 0.1], "bottom-right": [-0.3, -0.1], "top-right": [-0.3, 0.1],
};
const ecart = ["match", ["get", "ancre"], ...Object.entries(ECARTS).flatMap(([ancre, un]) => [ancre, ["literal", un]]), ["literal", [0, 0]]];
const VILLE = parZoom(7.2, 14, 10, 16), ANCREE = { "text-anchor": ["get", "ancre"], "text-offset": ecart, "text-max-width": 30 };
// Plus loin que l'échelle du calcul (scripts/build_fond.py), l'ancre retenue peut ne plus tenir : une préfecture garde son nom, d'un
// autre côté du même point.
const LIBRE = { "text-variable-anchor-offset": ["literal", Object.entries(ECARTS).flat()], "text-justify": "auto", "text-max-width": 30 };

const point = (id, filter) => ({
  id, type: "circle", source: "villes", filter,
  paint: { "circle-radius": ["case", ["get", "prefecture"], 3.4, 2.2], "circle-color": ENCRE, "circle-stroke-color": "#FFFFFF", "circle-stroke-width": ["case", ["get", "prefecture"], 1.6, 1] },
});

// `plage` : les numéros [premier, dernier] des communes montrées ; les autres ne sont pas dessinées. `ici` : le code de la région et
// ceux de ses départements, dont les limites se voient.
export function style(tuiles, [premier, dernier], { region, departements }) {
  const dedans = ["all", [">=", ["id"], premier], ["<=", ["id"], dernier]];
  const nosDepartements = ["in", ["get", "code"], ["literal", departements]];
  return {
    version: 8,
    sources: {
      [TUILES]: { type: "vector", url: tuiles },
      ...Object.fromEntries(["terres", "voisins", "departements", "villes", "structures"].map((nom) => [nom, { type: "geojson", data: RIEN }])),
    },
    layers: [
      { id: "mer", type: "background", paint: { "background-color": MER } },
      { id: "terres", type: "fill", source: "terres", paint: { "fill-color": VOISIN } },
      trait("trait-terres", "terres", LIMITE_VOISINE, 0.8),
      { id: "voisins", type: "fill", source: TUILES, "source-layer": "regions", paint: { "fill-color": VOISIN } },
      {
        id: "communes", type: "fill", source: TUILES, "source-layer": "communes", filter: dedans,
        // Sans lissage : un pixel mêlé de deux communes aurait le rang d'une troisième.
        paint: { "fill-color": rangEnCouleur(premier), "fill-antialias": false },
      },
      // De loin, teintes.mjs les dit.
      trait("trait-communes", "communes", "#FFFFFF", parZoom(9, 0.7, 11, 1.2), { minzoom: LIMITES_TRACEES, filter: dedans, paint: { "line-opacity": 0.8 } }),
      trait("trait-voisins", "departements", LIMITE_VOISINE, parZoom(5, 0.5, 8, 0.9), { filter: ["!", nosDepartements] }),
      trait("trait-departements", "departements", LIMITE, parZoom(5, 0.6, 7, 0.9, 11, 2), { filter: nosDepartements }),
      trait("trait-regions", "regions", LIMITE, parZoom(5, 1, 7, 1.4, 11, 2.6), { filter: est("code", region) }),
      trait("choisi-fond", "departements", "#FFFFFF", 5, { filter: est("code", "") }),
      trait("choisi", "departements", ENCRE, 2.2, { filter: est("code", "") }),
      trait("choisie-fond", "communes", "#FFFFFF", 6, { filter: ["==", ["id"], -1] }),
      trait("choisie", "communes", ENCRE, 3, { filter: ["==", ["id"], -1] }),
      {
        id: "structures", type: "symbol", source: "structures",
        layout: { "icon-image": ["get", "image"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-size": parZoom(6, 0.34, 7.4, 0.42, 9, 0.75, 11, 1.05) },
      },
      // Le point d'une ville est à sa place, quoi qu'il advienne de son nom.
      point("points-villes-suite", est("sorte", "suite")),
      point("points-villes", ["in", ["get", "sorte"], ["literal", ["prefecture", "ville"]]]),
      noms("noms-voisins", "voisins", { taille: 14, encre: ["case", ["get", "mer"], NOM_MER, NOM_VOISIN], layout: { "text-max-width": 9 } }),
      noms("noms-autres-villes", "villes", {
        taille: parZoom(8, 14, 11, 15), minzoom: 8, filter: ["all", est("sorte", "autre"), ["<=", ["get", "rang"], ["step", ["zoom"], 160, 9, 700, 10, 9999]]],
        layout: { "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.5, "text-max-width": 9 },
      }),
      // Une même ancre dans tous les états : la carte ne bouge pas quand on filtre (scripts/build_fond.py).
      noms("noms-villes-suite", "villes", { taille: VILLE, filter: est("sorte", "suite"), layout: ANCREE }),
      noms("noms-villes-de-loin", "villes", { taille: VILLE, filter: est("sorte", "ville"), layout: ANCREE }),
      noms("noms-prefectures-de-loin", "villes", { taille: VILLE, police: GRASSE, filter: est("sorte", "prefecture"), layout: LIBRE }),
      noms("noms-villes", "villes", {
        taille: VILLE, police: ["case", ["get", "prefecture"], ["literal", GRASSE], ["literal", POLICE]],
        filter: ["in", ["get", "sorte"], ["literal", ["prefecture", "ville"]]], layout: ANCREE,
      }),
      noms("noms-departements", "departements", {
        taille: parZoom(7, 15, 7.6, 17, 9, 20), police: GRASSE, encre: ENCRE_DEPARTEMENT, maxzoom: 9.2,
        layout: { "text-letter-spacing": 0.02, "text-max-width": 30 },
      }),
    ],
  };
}
