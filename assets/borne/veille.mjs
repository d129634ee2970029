// La veille : les vagues se jouent, les constats se suivent ; le moindre contact ouvre l'accueil.
import { aller } from "./serveur.mjs";

const ANNEE_MS = 1600, PAUSE = 2, CONSTAT_MS = 7000;
const boite = document.getElementById("veille");
const annees = [...boite.querySelectorAll(".veille-annees [data-annee]")];
const vagues = [...boite.querySelectorAll(".vague[data-annee]")];
const constats = [...boite.querySelectorAll(".veille-constat")];

for (const geste of ["pointerdown", "keydown"]) addEventListener(geste, () => aller("/borne"), { once: true });

function jusqua(annee) {
  for (const un of [...annees, ...vagues]) un.classList.toggle("atteinte", Number(un.dataset.annee) <= annee);
}

function montrer(rang) {
  constats.forEach((un, i) => un.classList.toggle("montre", i === rang));
}

if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  // Sans mouvement : tout est là, d'un coup.
  jusqua(Infinity);
} else {
  boite.dataset.joue = "";
  let rang = 0, constat = 0;
  const suite = annees.map((une) => Number(une.dataset.annee));
  jusqua(suite[0]);
  montrer(0);
  setInterval(() => {
    rang = (rang + 1) % (suite.length + PAUSE);
    if (rang < suite.length) jusqua(suite[rang]);
  }, ANNEE_MS);
  setInterval(() => { constat = (constat + 1) % constats.length; montrer(constat); }, CONSTAT_MS);
}
