// La veille : une étape à la fois, qui se fond dans la suivante ; le moindre contact, où que ce soit, ouvre l'accueil.
import { lire } from "./compte.mjs";
import { aller } from "./serveur.mjs";

const ETAPE_MS = 6000, COMPTE_MS = 60000;
const etapes = [...document.querySelectorAll(".etape")];

// Au relâchement : un doigt posé par mégarde peut encore glisser ailleurs. Tab mène au bouton.
for (const geste of ["pointerup", "keydown"]) addEventListener(geste, (e) => { if (e.key !== "Tab") aller(`${document.documentElement.dataset.racine ?? ""}/borne`); });

let rang = 0;
function suivante() {
  rang = (rang + 1) % etapes.length;
  etapes.forEach((une, i) => une.classList.toggle("montre", i === rang));
}
// Sans mouvement : la première étape reste.
if (etapes.length > 1 && !matchMedia("(prefers-reduced-motion: reduce)").matches) setInterval(suivante, ETAPE_MS);
// La nuit, personne ne touche la borne : le compte du jour s'efface d'ici.
lire();
setInterval(lire, COMPTE_MS);
