// Le style de la carte : des fonds calmes, les communes (que teintes.mjs colore), des traits, des noms.
import { rangEnCouleur } from "./teintes.mjs";

const POLICE = ["Atkinson Hyperlegible Next", "Arial", "sans-serif"];
const ENCRE = "#1B1B1F", HALO = "rgba(255,255,255,.92)", EAU = "#E4EAEC", ACCENT = "#0B5D66";
export const VOISIN = "#F3F2EE";

const TUILES = "france";

function trait(id, couche, couleur, largeur, options = {}) {
  return {
    id, type: "line", source: TUILES, "source-layer": couche, ...options,
    // Des angles vifs : arrondir les traits des communes doublerait leurs sommets.
    layout: { "line-join": "bevel" }, paint: { "line-color": couleur, "line-width": largeur, ...options.paint },
  };
}

function noms(id, source, taille, options) {
  return {
    id, type: "symbol", source, ...options.calque,
    layout: {
      "text-field": ["get", "nom"], "text-font": POLICE, "text-size": taille, "text-padding": 2, "text-max-width": 8,
      "symbol-sort-key": ["get", "rang"], ...options.layout,
    },
    paint: { "text-color": options.encre ?? ENCRE, "text-halo-color": HALO, "text-halo-width": 1.8 },
  };
}

const parZoom = (...paires) => ["interpolate", ["linear"], ["zoom"], ...paires];
const RIEN = { type: "FeatureCollection", features: [] };

// `plage` : les numéros [premier, dernier] des communes montrées ; les autres ne sont pas dessinées.
export function style(tuiles, [premier, dernier]) {
  const dedans = ["all", [">=", ["id"], premier], ["<=", ["id"], dernier]];
  return {
    version: 8,
    sources: {
      [TUILES]: { type: "vector", url: tuiles },
      departements: { type: "geojson", data: RIEN },
      villes: { type: "geojson", data: RIEN },
      structures: { type: "geojson", data: RIEN, cluster: true, clusterRadius: 58, clusterMaxZoom: 12 },
    },
    layers: [
      { id: "eau", type: "background", paint: { "background-color": EAU } },
      { id: "voisins", type: "fill", source: TUILES, "source-layer": "regions", paint: { "fill-color": VOISIN } },
      {
        id: "communes", type: "fill", source: TUILES, "source-layer": "communes", filter: dedans,
        // Sans lissage : un pixel mêlé de deux communes aurait le rang d'une troisième.
        paint: { "fill-color": rangEnCouleur(premier), "fill-antialias": false },
      },
      // À l'échelle de la région, les limites de communes brouilleraient les classes.
      trait("trait-communes", "communes", "#FFFFFF", parZoom(7.6, 0.4, 9, 0.8, 11, 1.4), { minzoom: 7.6, filter: dedans }),
      trait("trait-departements", "departements", "#5B5F66", parZoom(5, 0.7, 8, 1.6, 11, 2.4)),
      trait("trait-regions", "regions", ENCRE, parZoom(5, 1.2, 8, 2.2, 11, 3)),
      trait("choisi-fond", "departements", "#FFFFFF", 7, { filter: ["==", ["get", "code"], ""] }),
      trait("choisi", "departements", ACCENT, 4, { filter: ["==", ["get", "code"], ""] }),
      trait("choisie-fond", "communes", "#FFFFFF", 7, { filter: ["==", ["id"], -1] }),
      trait("choisie", "communes", ACCENT, 4, { filter: ["==", ["id"], -1] }),
      noms("noms-villes", "villes", parZoom(6, 11.5, 10, 14), {
        calque: { filter: ["<=", ["get", "rang"], ["step", ["zoom"], 14, 7.5, 45, 8.5, 160, 9.5, 700, 10.5, 9999]] },
        layout: { "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": ["step", ["get", "rang"], 1.5, 25, 1] },
      }),
      noms("noms-departements", "departements", parZoom(5, 12, 8, 17), {
        calque: { maxzoom: 8.6 }, encre: "#3A3E45",
        layout: { "text-transform": "uppercase", "text-letter-spacing": 0.08, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.7 },
      }),
      ...structures(),
    ],
  };
}

function structures() {
  return [
    {
      // Un symbole plutôt qu'un cercle : les noms l'évitent.
      id: "groupes", type: "symbol", source: "structures", filter: ["has", "point_count"],
      layout: {
        "icon-image": "groupe", "icon-allow-overlap": true, "icon-size": ["step", ["get", "point_count"], 0.5, 10, 0.62, 50, 0.78, 200, 1],
        "text-field": ["get", "point_count_abbreviated"], "text-font": POLICE, "text-size": 13, "text-allow-overlap": true,
      },
      paint: { "text-color": ENCRE },
    },
    {
      id: "structures", type: "symbol", source: "structures", filter: ["!", ["has", "point_count"]],
      layout: { "icon-image": ["get", "image"], "icon-allow-overlap": true, "icon-size": parZoom(6, 0.75, 10, 1.05) },
    },
  ];
}
