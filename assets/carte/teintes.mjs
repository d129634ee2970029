// Les teintes des communes : MapLibre pose sur l'image le rang de chaque commune, un pixel après l'autre, et cette couche le
// remplace par la couleur et le motif de ce rang. Changer de vue, c'est changer une table de quelques kilo-octets : aucune tuile
// n'est relue, aucun sommet n'est réécrit.
import { MOTIFS, coteDuMotif, motif } from "./motifs.mjs";

const NOMS = Object.keys(MOTIFS);
const LARGEUR = 256; // de la table, en cases : le rang d'une commune est 256 × rouge + vert
const REPERE = 1; // le bleu d'un pixel de commune ; les fonds (style.mjs) en ont un autre
const SURVOL = 0.28; // part du fond dans la couleur de la commune sous la souris
// Jusqu'à ce zoom, le blanc entre deux communes se lit dans l'image des rangs : un pixel dont le voisin est d'une autre commune. Tracer
// en lignes les limites de 4 500 communes coûtait le tiers d'une image.
export const LIMITES_TRACEES = 9;
const LIMITE = { zoom: 6.8, force: 0.16, pente: 0.2 };

// La couleur qui écrit le rang d'une commune, en expression de style : elle ne dépend que de son numéro.
export function rangEnCouleur(premier) {
  const rang = ["-", ["id"], premier];
  return ["rgb", ["floor", ["/", rang, LARGEUR]], ["%", rang, LARGEUR], REPERE];
}

const SOMMETS = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }`;

const PIXELS = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision mediump sampler2DArray;
uniform sampler2D rangs, table;
uniform sampler2DArray motifs;
uniform ivec2 ancre;
uniform int cote;
uniform float limite;
out vec4 pixel;
ivec3 lire(ivec2 ou) { return ivec3(texelFetch(rangs, ou, 0).rgb * 255.0 + 0.5); }
bool autre(ivec3 lu, ivec3 voisin) { return voisin.b == ${REPERE} && voisin.rg != lu.rg; }
void main() {
  ivec2 ici = ivec2(gl_FragCoord.xy);
  ivec3 lu = lire(ici);
  if (lu.b != ${REPERE}) discard;
  vec4 teinte = texelFetch(table, lu.gr, 0);
  int motif = int(teinte.a * 255.0 + 0.5);
  pixel = vec4(teinte.rgb, 1.0);
  if (motif != 0) {
    ivec2 place = (ici + ancre) % cote;
    vec4 encre = texelFetch(motifs, ivec3(place.x, cote - 1 - place.y, motif), 0);
    pixel.rgb = mix(pixel.rgb, encre.rgb, encre.a);
  }
  if (limite > 0.0 && (autre(lu, lire(ici + ivec2(1, 0))) || autre(lu, lire(ici + ivec2(0, 1))))) pixel.rgb = mix(pixel.rgb, vec3(1.0), limite);
}`;

// La part de blanc entre deux communes : discrète à l'échelle de la région, franche de près, puis laissée aux lignes du style.
export function forceDesLimites(zoom) {
  return zoom >= LIMITES_TRACEES ? 0 : LIMITE.force + LIMITE.pente * Math.max(0, zoom - LIMITE.zoom);
}

const octets = (couleur) => [1, 3, 5].map((debut) => parseInt(couleur.slice(debut, debut + 2), 16));

// `nombre` communes ; `fond` : la couleur de ce qui n'est pas encore peint ; `repere` : un point de la carte où tenir les motifs.
export class Teintes {
  id = "teintes";
  type = "custom";

  constructor({ nombre, fond, repere }) {
    this.fond = octets(fond);
    this.repere = repere;
    this.hauteur = Math.ceil(nombre / LARGEUR);
    this.cases = new Uint8Array(4 * LARGEUR * this.hauteur);
    for (let rang = 0; rang < LARGEUR * this.hauteur; rang++) this.cases.set([...this.fond, 0], 4 * rang);
    this.survole = -1;
  }

  // Donne à chaque commune son style : etats[rang] est un rang dans styles, et styles[k] = [couleur, motif].
  peindre(etats, styles) {
    const teintes = styles.map(([couleur, nom]) => [...octets(couleur), NOMS.indexOf(nom)]);
    etats.forEach((k, rang) => this.cases.set(teintes[k], 4 * rang));
    this.aEnvoyer = true;
  }

  // La commune sous la souris, ou -1 : elle s'éclaircit.
  survoler(rang) {
    this.survole = rang;
    this.aEnvoyer = true;
  }

  // Ce que la table tient pour une commune : sa couleur et son motif.
  de(rang) {
    const [rouge, vert, bleu, nom] = this.cases.subarray(4 * rang, 4 * rang + 4);
    return { couleur: `#${[rouge, vert, bleu].map((n) => n.toString(16).padStart(2, "0")).join("")}`.toUpperCase(), motif: NOMS[nom] };
  }

  onAdd(carte, gl) {
    // Un contexte WebGL neuf ne connaît rien de ce que le précédent tenait.
    Object.assign(this, { carte, taille: "", cote: 0, aEnvoyer: true, rangs: null, table: null, motifs: null });
    this.programme = programme(gl);
    this.lieux = Object.fromEntries(["rangs", "table", "motifs", "ancre", "cote", "limite"].map((nom) => [nom, gl.getUniformLocation(this.programme, nom)]));
    this.sommets = gl.createVertexArray();
  }

  onRemove(_, gl) {
    for (const texture of [this.rangs, this.table, this.motifs]) gl.deleteTexture(texture);
    gl.deleteVertexArray(this.sommets);
    gl.deleteProgram(this.programme);
  }

  // Appelée par MapLibre à chaque image, après la couche des communes ; elle remet ensuite son propre état WebGL.
  render(gl) {
    if (!this.carte.getCanvas().clientWidth) return; // une carte repliée n'a pas d'échelle ; montrée, elle se redessine
    gl.useProgram(this.programme);
    gl.bindVertexArray(this.sommets);
    for (const essai of [gl.BLEND, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE]) gl.disable(essai);
    this.lireLesRangs(gl);
    this.envoyerLaTable(gl);
    this.tracerLesMotifs(gl);
    ["rangs", "table", "motifs"].forEach((nom, unite) => {
      gl.activeTexture(gl.TEXTURE0 + unite);
      gl.bindTexture(nom === "motifs" ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D, this[nom]);
      gl.uniform1i(this.lieux[nom], unite);
    });
    gl.uniform2i(this.lieux.ancre, ...this.ancre(gl));
    gl.uniform1i(this.lieux.cote, this.cote);
    gl.uniform1f(this.lieux.limite, forceDesLimites(this.carte.getZoom()));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.bindVertexArray(null);
  }

  // Ce qu'il faut ajouter à un pixel pour le ranger dans son carreau : les motifs suivent la carte quand on la déplace.
  ancre(gl) {
    const { x, y } = this.carte.project(this.repere), parPixel = this.parPixel(gl);
    return [-x * parPixel, y * parPixel - gl.drawingBufferHeight].map((decalage) => ((Math.round(decalage) % this.cote) + this.cote) % this.cote);
  }

  parPixel = (gl) => gl.drawingBufferWidth / this.carte.getCanvas().clientWidth;

  lireLesRangs(gl) {
    const { drawingBufferWidth: largeur, drawingBufferHeight: hauteur } = gl;
    gl.activeTexture(gl.TEXTURE0);
    if (this.taille !== `${largeur}×${hauteur}`) {
      gl.deleteTexture(this.rangs);
      this.rangs = texture(gl, gl.TEXTURE_2D);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, largeur, hauteur);
      this.taille = `${largeur}×${hauteur}`;
    } else gl.bindTexture(gl.TEXTURE_2D, this.rangs);
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 0, 0, largeur, hauteur);
  }

  envoyerLaTable(gl) {
    if (!this.aEnvoyer) return;
    const cases = this.cases.slice(), survole = 4 * this.survole;
    if (survole >= 0) this.fond.forEach((fond, k) => { cases[survole + k] += (fond - cases[survole + k]) * SURVOL; });
    gl.deleteTexture(this.table);
    this.table = texture(gl, gl.TEXTURE_2D);
    tellesQuelles(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, LARGEUR, this.hauteur, 0, gl.RGBA, gl.UNSIGNED_BYTE, cases);
    this.aEnvoyer = false;
  }

  // Les motifs se tracent au pixel de l'écran, et de nouveau quand la page change d'écran ou d'agrandissement.
  tracerLesMotifs(gl) {
    const cote = coteDuMotif(this.parPixel(gl));
    if (cote === this.cote) return;
    gl.deleteTexture(this.motifs);
    this.motifs = texture(gl, gl.TEXTURE_2D_ARRAY);
    tellesQuelles(gl);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, cote, cote, NOMS.length);
    NOMS.forEach((nom, rang) => gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, rang, cote, cote, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(motif(nom, cote).data.buffer)));
    this.cote = cote;
  }
}

function texture(gl, sorte) {
  const neuve = gl.createTexture();
  gl.bindTexture(sorte, neuve);
  for (const filtre of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(sorte, filtre, gl.NEAREST);
  return neuve;
}

// Les octets envoyés sont ceux qu'on a écrits : ni retournés, ni multipliés par leur opacité.
function tellesQuelles(gl) {
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
}

function programme(gl) {
  const complet = gl.createProgram();
  for (const [sorte, source] of [[gl.VERTEX_SHADER, SOMMETS], [gl.FRAGMENT_SHADER, PIXELS]]) {
    const partie = gl.createShader(sorte);
    gl.shaderSource(partie, source);
    gl.compileShader(partie);
    gl.attachShader(complet, partie);
    gl.deleteShader(partie);
  }
  gl.linkProgram(complet);
  if (!gl.getProgramParameter(complet, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(complet));
  return complet;
}
