// MapLibre GL JS et le lecteur de PMTiles, embarqués : rien ne vient d'ailleurs.
import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";
import pmtiles from "../vendor/pmtiles/pmtiles.mjs";

// Lit l'archive par plages d'octets, chacune sous une adresse à elle : quand deux plages voisines d'une même adresse se
// croisent, le cache de Chromium rend les octets de l'une pour l'autre, et la tuile est perdue.
class Plages {
  constructor(adresse) {
    this.adresse = adresse;
  }

  getKey() {
    return this.adresse;
  }

  async getBytes(debut, longueur, signal) {
    const fin = debut + longueur - 1;
    const reponse = await fetch(`${this.adresse}?${debut}-${fin}`, { signal, headers: { Range: `bytes=${debut}-${fin}` } });
    if (reponse.status !== 206) throw new Error(`${this.adresse} : ${reponse.status}`);
    return { data: await reponse.arrayBuffer() };
  }
}

const protocole = new pmtiles.Protocol();
maplibre.addProtocol("pmtiles", protocole.tile);

// L'adresse que le style donne à une archive : « pmtiles://… ».
export function archive(adresse) {
  protocole.add(new pmtiles.PMTiles(new Plages(adresse)));
  return `pmtiles://${adresse}`;
}

const feuille = document.createElement("link");
feuille.rel = "stylesheet";
feuille.href = new URL("../vendor/maplibre-gl/maplibre-gl.css", import.meta.url).href;
document.head.prepend(feuille);

export default maplibre;
