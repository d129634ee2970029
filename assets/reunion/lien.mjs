// Deux cartes qui bougent ensemble. Même territoire : même centre et même échelle. Territoires différents : même échelle, et
// chaque déplacement se répète à l'autre, chacune gardant son centre.
import maplibre from "../carte/maplibre.mjs";
import { arrondir } from "./adresse.mjs";

const BORD = 28;
const lire = ({ carte: { carte } }) => ({ center: carte.getCenter(), zoom: carte.getZoom() });
const egales = (a, b) => a && a.zoom === b.zoom && a.center.lng === b.center.lng && a.center.lat === b.center.lat;

// Où va la carte qui est en `la` quand l'autre passe d'`avant` à `apres` : le même pas, compté sur le plan de Mercator.
export function suivre(la, avant, apres, memeTerritoire) {
  if (memeTerritoire) return { ...apres };
  const { MercatorCoordinate } = maplibre;
  const [ici, depuis, vers] = [la.center, avant.center, apres.center].map((centre) => MercatorCoordinate.fromLngLat(centre));
  const arrivee = new MercatorCoordinate(ici.x + vers.x - depuis.x, ici.y + vers.y - depuis.y, 0);
  return { center: arrivee.toLngLat(), zoom: apres.zoom };
}

export const memeTerritoire = ([a, b]) => a.region === b.region && a.vue.territoire === b.vue.territoire;

// `actifs()` : les côtés montrés. `deplace()` : quelqu'un a bougé une carte.
export function creerLien(actifs, deplace) {
  let suspendu = false;

  function tenir(cote) {
    const carte = cote.carte.carte;
    carte.on("move", () => { if (!suspendu && cote.position) accompagner(cote); });
    carte.on("moveend", () => {
      if (suspendu || !cote.position || egales(cote.cadree, lire(cote))) return;
      for (const un of actifs()) noter(un);
      deplace();
    });
  }

  function noter(cote) {
    if (!cote.carte) return;
    cote.cadree = lire(cote);
    const bornes = cote.carte.carte.getBounds();
    cote.deplacer(arrondir([bornes.getWest(), bornes.getSouth(), bornes.getEast(), bornes.getNorth()]));
  }

  function accompagner(cote) {
    const apres = lire(cote), avant = cote.position;
    if (egales(avant, apres)) return;
    cote.position = apres;
    for (const autre of actifs()) {
      if (autre === cote || !autre.carte || !autre.position) continue;
      sansSuite(() => autre.carte.carte.jumpTo(suivre(autre.position, avant, apres, memeTerritoire(actifs()))));
      autre.position = lire(autre);
    }
  }

  function sansSuite(geste) {
    suspendu = true;
    try {
      geste();
    } finally {
      suspendu = false;
    }
  }

  // Le cadre de chacun, ou celui de son territoire ; à deux, la plus petite des deux échelles, pour que tout se voie.
  function cadrer() {
    const cotes = actifs().filter((cote) => cote.carte);
    sansSuite(() => {
      for (const { carte } of cotes) carte.carte.resize();
      const cadres = cotes.map((cote) => {
        const [ouest, sud, est, nord] = cote.cadre ?? cote.cadreDuTerritoire();
        return cote.carte.carte.cameraForBounds([[ouest, sud], [est, nord]], { padding: cote.cadre ? 0 : BORD, maxZoom: 12.5 });
      });
      const zoom = Math.min(...cadres.map((cadre) => cadre.zoom));
      cotes.forEach((cote, i) => {
        cote.carte.carte.stop();
        cote.carte.carte.jumpTo({ center: cadres[i].center, zoom });
        cote.cadree = cote.position = lire(cote);
        cote.deplacer(cote.cadre);
      });
    });
  }

  return { tenir, cadrer };
}
