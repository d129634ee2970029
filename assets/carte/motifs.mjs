// Les dessins : motifs des classes et formes des structures, tracés une fois sur un petit canevas.
// Un motif double toujours la couleur : la carte se lit aussi en gris.

const PAS = 8; // côté du carreau, en unités du tracé
const COTE = 10; // et en pixels de la page : lisible du fond d'une salle
const CLAIR = "rgba(138,58,30,.4)", SOMBRE = "rgba(138,90,34,.45)";

function canevas(taille, ratio) {
  const toile = document.createElement("canvas");
  toile.width = toile.height = taille * ratio;
  const c = toile.getContext("2d", { willReadFrequently: true });
  c.scale(ratio, ratio);
  return c;
}

// Une oblique qui se raccorde d'un carreau à l'autre.
function oblique(c, sens) {
  for (const d of [-PAS, 0, PAS]) {
    c.moveTo(d, sens > 0 ? PAS : 0);
    c.lineTo(d + PAS, sens > 0 ? 0 : PAS);
  }
}

function pastille(c, x, y, rayon) {
  c.moveTo(x + rayon, y);
  c.arc(x, y, rayon, 0, 2 * Math.PI);
}

// Cinq encres superposables suffisent à tous les motifs.
const TRACES = {
  montante: { encre: CLAIR, trace: (c) => oblique(c, 1) },
  descendante: { encre: CLAIR, trace: (c) => oblique(c, -1) },
  horizontale: { encre: SOMBRE, trace: (c) => { c.moveTo(0, PAS / 2); c.lineTo(PAS, PAS / 2); } },
  pointsPairs: { encre: SOMBRE, plein: true, trace: (c) => pastille(c, 2, 2, 0.9) },
  pointsImpairs: { encre: SOMBRE, plein: true, trace: (c) => pastille(c, 6, 6, 0.9) },
};

// Les encres de chaque motif du registre. Le premier n'en a pas : c'est le rang 0 de la table des teintes.
export const MOTIFS = {
  plein: [],
  croix: ["montante", "descendante"],
  diagonale: ["montante"],
  "diagonale-inverse": ["descendante"],
  horizontal: ["horizontale"],
  points: ["pointsPairs", "pointsImpairs"],
  "points-epars": ["pointsPairs"],
};

// Le carreau d'un motif, en pixels de l'écran ; la première rangée de l'image est celle du haut.
export function motif(nom, cote) {
  const c = canevas(cote, 1);
  c.scale(cote / PAS, cote / PAS);
  for (const encre of MOTIFS[nom]) {
    const { encre: couleur, plein, trace } = TRACES[encre];
    c.strokeStyle = c.fillStyle = couleur;
    c.lineWidth = 1.1;
    c.beginPath();
    trace(c);
    if (plein) c.fill(); else c.stroke();
  }
  return c.getImageData(0, 0, cote, cote);
}

// Le côté du carreau : un nombre entier de pixels, pour que le motif reste net.
export const coteDuMotif = (parPixel) => Math.round(COTE * Math.max(1, parPixel));

function polygone(c, cotes, rayon, creux = rayon) {
  for (let k = 0; k < cotes; k++) {
    const r = k % 2 ? creux : rayon, angle = (2 * Math.PI * k) / cotes - Math.PI / 2;
    c.lineTo(r * Math.cos(angle), r * Math.sin(angle));
  }
  c.closePath();
}

function trace(c, points) {
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.closePath();
}

function barres(c, rayon, largeur) {
  c.rect(-largeur, -rayon, 2 * largeur, 2 * rayon);
  c.rect(-rayon, -largeur, 2 * rayon, 2 * largeur);
}

const FORMES = {
  rond: (c) => c.arc(0, 0, 6.2, 0, 2 * Math.PI),
  carre: (c) => c.rect(-5.6, -5.6, 11.2, 11.2),
  losange: (c) => polygone(c, 4, 7.6),
  triangle: (c) => polygone(c, 3, 7.6),
  hexagone: (c) => polygone(c, 6, 7),
  etoile: (c) => polygone(c, 10, 8.2, 3.8),
  croix: (c) => { c.rotate(Math.PI / 4); barres(c, 7.4, 2.4); },
  plus: (c) => barres(c, 7, 2.4),
  pentagone: (c) => polygone(c, 5, 7.2),
  pointe: (c) => { c.rotate(Math.PI); polygone(c, 3, 7.6); },
  sablier: (c) => trace(c, [[-6, -6.6], [6, -6.6], [1.8, 0], [6, 6.6], [-6, 6.6], [-1.8, 0]]),
  chevron: (c) => trace(c, [[0, -7.2], [7.2, 1.2], [7.2, 7.2], [0, 0.6], [-7.2, 7.2], [-7.2, 1.2]]),
};

// L'image d'une structure : sa forme, sa couleur, un liseré blanc. Approximative : forme évidée.
export function forme(nom, couleur, ratio, approximative) {
  const cote = 22, c = canevas(cote, ratio);
  c.translate(cote / 2, cote / 2);
  c.beginPath();
  FORMES[nom](c);
  c.lineJoin = "round";
  c.strokeStyle = "#fff";
  c.lineWidth = 4;
  c.stroke();
  c.fillStyle = approximative ? "#fff" : couleur;
  c.fill();
  c.strokeStyle = couleur;
  c.lineWidth = approximative ? 2 : 1;
  c.stroke();
  return c.getImageData(0, 0, cote * ratio, cote * ratio);
}
