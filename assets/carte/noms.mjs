// Les noms de la carte, chacun à sa place : scripts/build_fond.py l'a calculée, sans chevauchement.

// Le côté où se lit un nom -> l'ancre de MapLibre (le coin du texte qui touche le point) ; son écart est dans le style.
const ANCRES = { E: "left", W: "right", N: "bottom", S: "top", NE: "bottom-left", SE: "top-left", NW: "bottom-right", SW: "top-right" };
// Les villes qu'un grand écran ajoute : à partir de ce qui sépare son échelle de celle d'un portable, en zooms.
const PLUS_GRAND = 0.45;
// Une carte plus petite que celle du calcul d'à peine plus que l'arrondi : ses ancres n'y tiennent plus toutes.
const PLUS_PETIT = 0.06;
const entite = (coordinates, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties });

// `fond` : assets/carte/fond/<région>.json.
export function nommer(carte, fond, donnees) {
  carte.points("terres", fond.terres.map((geometry) => ({ type: "Feature", geometry, properties: {} })));
  const autour = [...fond.voisins.map((un) => [...un, false]), ...fond.mers.map((un) => [...un, true])];
  carte.points("voisins", autour.map(([nom, lon, lat, mer], rang) => entite([lon, lat], { nom, mer, rang })));
  carte.points("departements", Object.values(fond.departements).map(([nom, lon, lat], rang) => entite([lon, lat], { nom, rang })));
  carte.points("villes", villes(fond, donnees));
  for (const calque of ["noms-villes-de-loin", "noms-prefectures-de-loin"]) carte.carte.setLayerZoomRange(calque, 0, fond.zoom - PLUS_PETIT);
  carte.carte.setLayerZoomRange("noms-villes", fond.zoom - PLUS_PETIT, 24);
  for (const calque of ["noms-villes-suite", "points-villes-suite"]) carte.carte.setLayerZoomRange(calque, fond.zoom + PLUS_GRAND, 24);
}

function villes(fond, donnees) {
  const placees = new Map(fond.villes.map(([code, cote, sorte], rang) => [code, { cote, sorte, rang }]));
  const situees = donnees.codes.map((_, i) => i).filter((i) => donnees.points[i] && donnees.populations[i] !== null);
  situees.sort((a, b) => donnees.populations[b] - donnees.populations[a]);
  return situees.map((i, rang) => {
    const placee = placees.get(donnees.codes[i]), properties = { nom: donnees.noms[i], code: donnees.codes[i], prefecture: false };
    if (!placee) return entite(donnees.points[i], { ...properties, rang, sorte: "autre" });
    return entite(donnees.points[i], { ...properties, prefecture: placee.sorte === "prefecture", sorte: placee.sorte, rang: placee.rang, ancre: ANCRES[placee.cote] });
  });
}
