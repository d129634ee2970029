// Où poser un territoire pour que rien de ce qui flotte sur la carte (légende, boutons, glissière) n'en couvre une commune.

const TUILE = 512, AIR = 16; // côté de la tuile du zoom 0 ; ce qu'on laisse entre une mairie et ce qui flotte, en pixels
// Les marges essayées de chaque côté, en parts de la carte : un territoire n'est pas un rectangle, la légende peut tenir
// dans un creux.
const PARTS = {
  haut: [0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24], bas: [0, 0.1, 0.13, 0.16, 0.2, 0.24, 0.28, 0.34, 0.42],
  gauche: [0, 0.1, 0.2, 0.4], droite: [0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3, 0.4, 0.5],
};
const A_VOIR = 120; // largeur et hauteur que le territoire garde au moins, en pixels

const mercator = ([lon, lat]) => [(lon + 180) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2];
const degres = ([x, y]) => [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];

function* marges([largeur, hauteur], bord, bas) {
  for (const haut of PARTS.haut) for (const bottom of [...PARTS.bas.map((part) => bord + part * hauteur), bas]) {
    for (const gauche of PARTS.gauche) for (const droite of PARTS.droite) {
      const [top, left, right] = [bord + haut * hauteur, bord + gauche * largeur, bord + droite * largeur];
      if (largeur - left - right >= A_VOIR && hauteur - top - bottom >= A_VOIR) yield { top, bottom, left, right };
    }
  }
}

// Le cadre, au plus près, qui met le rectangle entre ces marges ; `x` et `y` sont son centre, en Mercator.
function poser([ouest, sud, est, nord], [largeur, hauteur], { top, bottom, left, right }, zoomMaximal) {
  const [[x0, y1], [x1, y0]] = [mercator([ouest, sud]), mercator([est, nord])];
  const echelle = Math.min((largeur - left - right) / (x1 - x0), (hauteur - top - bottom) / (y1 - y0), TUILE * 2 ** zoomMaximal);
  return { echelle, x: (x0 + x1) / 2 + (right - left) / 2 / echelle, y: (y0 + y1) / 2 + (bottom - top) / 2 / echelle };
}

function decouvre(cadre, points, [largeur, hauteur], obstacles) {
  return points.every(([mx, my]) => {
    const x = (mx - cadre.x) * cadre.echelle + largeur / 2, y = (my - cadre.y) * cadre.echelle + hauteur / 2;
    return !obstacles.some((o) => x > o.left - AIR && x < o.right + AIR && y > o.top - AIR && y < o.bottom + AIR);
  });
}

// {center, zoom} du cadre le plus proche où tous les points [lon, lat] sont à découvert ; undefined s'il n'y en a pas.
// `obstacles` : des rectangles en pixels, dans la carte ; `bord`, `bas` : la marge de tout côté, et une marge du bas de plus.
export function meilleurCadre({ bbox, points, obstacles, taille, bord, bas, zoomMaximal }) {
  const places = points.map(mercator);
  const cadres = [...marges(taille, bord, bas)].map((marge) => poser(bbox, taille, marge, zoomMaximal)).sort((a, b) => b.echelle - a.echelle);
  const cadre = cadres.find((un) => decouvre(un, places, taille, obstacles));
  return cadre && { center: degres([cadre.x, cadre.y]), zoom: Math.log2(cadre.echelle / TUILE) };
}
