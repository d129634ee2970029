// La veille : les vagues se jouent, les constats se suivent ; le moindre contact ouvre l'accueil, sauf celui du bouton qui arrête tout.
import { aller } from "./serveur.mjs";

// Arrêtée, elle reprend d'elle-même : qui l'a arrêtée n'est plus là.
const ANNEE_MS = 1600, PAUSE = 2, CONSTAT_MS = 7000, REPRISE_MS = 300000;
const boite = document.getElementById("veille"), arret = document.getElementById("arret");
const annees = [...boite.querySelectorAll(".veille-annees [data-annee]")];
const vagues = [...boite.querySelectorAll(".vague[data-annee]")];
const constats = [...boite.querySelectorAll(".veille-constat")];
let minuteurs = [];

// Au relâchement : un doigt posé par mégarde peut encore glisser ailleurs. Tab mène au bouton.
for (const geste of ["pointerup", "keydown"]) addEventListener(geste, (e) => { if (e.key !== "Tab" && !arret.contains(e.target)) aller(`${document.documentElement.dataset.racine ?? ""}/borne`); });

function jusqua(annee) {
  for (const un of [...annees, ...vagues]) un.classList.toggle("atteinte", Number(un.dataset.annee) <= annee);
}

function montrer(rang) {
  constats.forEach((un, i) => un.classList.toggle("montre", i === rang));
}

// Sans mouvement : tout est là, d'un coup.
function arreter() {
  minuteurs.forEach(clearInterval);
  delete boite.dataset.joue;
  jusqua(Infinity);
  minuteurs = [setTimeout(jouer, REPRISE_MS)];
}

function jouer() {
  minuteurs.forEach(clearInterval);
  boite.dataset.joue = "";
  arret.setAttribute("aria-pressed", "false");
  let rang = 0, constat = 0;
  const suite = annees.map((une) => Number(une.dataset.annee));
  jusqua(suite[0]);
  montrer(0);
  minuteurs = [
    setInterval(() => {
      rang = (rang + 1) % (suite.length + PAUSE);
      if (rang < suite.length) jusqua(suite[rang]);
    }, ANNEE_MS),
    setInterval(() => { constat = (constat + 1) % constats.length; montrer(constat); }, CONSTAT_MS),
  ];
}

arret.addEventListener("click", () => {
  const arretee = arret.getAttribute("aria-pressed") === "true";
  if (arretee) return jouer();
  arreter();
  arret.setAttribute("aria-pressed", "true");
});

if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  arret.hidden = true;
  jusqua(Infinity);
} else jouer();
