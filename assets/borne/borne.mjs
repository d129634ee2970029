// Toute page de la borne : rester dedans, un doigt suffit. L'effacement entre deux visiteurs est ailleurs (inactif.mjs), et avant.
import { aller, surveiller } from "./serveur.mjs";

const TAILLE = "borne-taille";
const racine = document.documentElement;

// ------------------------------------------------------------ rester dedans
const refuser = (e) => e.preventDefault();
for (const geste of ["contextmenu", "dragstart", "auxclick", "gesturestart", "copy", "cut", "paste"]) addEventListener(geste, refuser);
addEventListener("wheel", (e) => { if (e.ctrlKey) refuser(e); }, { passive: false });
// Un clavier branché par mégarde : ni impression, ni enregistrement, ni outils, ni autre fenêtre.
addEventListener("keydown", (e) => { if (e.ctrlKey || e.metaKey || e.altKey || /^F\d+$/.test(e.key) || e.key === "ContextMenu") refuser(e); });
addEventListener("click", (e) => {
  const lien = e.target.closest("a[href]");
  if (!lien) return;
  refuser(e);
  aller(lien.href);
});
addEventListener("submit", refuser);

// ------------------------------------------------------------ la taille du texte
const bouton = document.getElementById("taille");
// Un navigateur peut défendre de rien garder : la taille vaut alors pour cette page.
function gardee(faire) {
  try {
    return faire(sessionStorage);
  } catch (erreur) {
    console.warn("sessionStorage", erreur.name);
    return null;
  }
}
function agrandir(grand) {
  if (grand) racine.dataset.taille = "grand";
  else delete racine.dataset.taille;
  bouton?.setAttribute("aria-pressed", String(grand));
}
agrandir(gardee((reserve) => reserve.getItem(TAILLE)) === "grand");
bouton?.addEventListener("click", () => {
  const grand = racine.dataset.taille !== "grand";
  gardee((reserve) => reserve.setItem(TAILLE, grand ? "grand" : "normal"));
  agrandir(grand);
});

surveiller();
