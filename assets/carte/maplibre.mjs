// MapLibre GL JS et le lecteur de PMTiles, embarqués : rien ne vient d'ailleurs.
import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";
import pmtiles from "../vendor/pmtiles/pmtiles.mjs";
import { Plages } from "./plages.mjs";

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
