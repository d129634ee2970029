// L'état de la carte, un seul : complète, incomplète, perdue. Dit en mots, avec de quoi reprendre ; il se répare de lui-même
// dès que ce qui manquait arrive (assets/carte/maplibre.mjs redemande).
import { ecouter } from "./plages.mjs";

const PERDUE_MS = 4000;
const feuille = document.createElement("link");
feuille.rel = "stylesheet";
feuille.href = new URL("./etat.css", import.meta.url).href;
document.head.append(feuille);

// `carte` : celle de MapLibre ; `mots` : ses phrases (views/ecriture/phrases.py, LOCALE_CARTE) ; `perdre()` : ce qu'on fait
// d'une carte que le navigateur ne sait plus dessiner, « recharger » étant proposé à défaut.
export function suivreEtat(carte, mots, perdre) {
  const boite = document.createElement("div"), texte = document.createElement("p"), bouton = document.createElement("button");
  boite.className = "etat-carte";
  boite.setAttribute("role", "status");
  Object.assign(bouton, { type: "button", className: "bouton", textContent: mots["Maillage.Recharger"] });
  bouton.addEventListener("click", () => location.reload());
  carte.getContainer().append(boite);
  let manquent = false, muet = false, perdue = false, minuteur = null;

  function dire() {
    const etat = perdue ? "perdue" : manquent ? "incomplete" : "complete";
    carte.getContainer().dataset.etat = document.body.dataset.carte = etat;
    if (etat === "complete") return boite.replaceChildren();
    texte.textContent = mots[perdue ? "Maillage.Perdue" : muet ? "Maillage.Muette" : "Maillage.Incomplete"];
    boite.replaceChildren(texte, bouton);
  }

  const oublier = ecouter(({ echecs, sansReponse }) => {
    muet = sansReponse;
    if (manquent === echecs > 0) return manquent && dire();
    manquent = echecs > 0;
    return dire();
  });
  carte.on("webglcontextlost", () => {
    minuteur ??= setTimeout(() => {
      perdue = true;
      dire();
      perdre?.();
    }, PERDUE_MS);
  });
  carte.on("webglcontextrestored", () => {
    clearTimeout(minuteur);
    minuteur = null;
    perdue = false;
    dire();
  });
  carte.on("remove", oublier);
  dire();
}
