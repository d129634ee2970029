// Toute page de la borne : rester dedans, un doigt suffit, rien ne se garde.
import { veiller } from "./inactif.mjs";
import { aller, surveiller } from "./serveur.mjs";

const TAILLE = "borne-taille", VEILLE = "/borne/veille";
const racine = document.documentElement, reglages = document.body.dataset;

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
function agrandir(grand) {
  if (grand) racine.dataset.taille = "grand";
  else delete racine.dataset.taille;
  bouton?.setAttribute("aria-pressed", String(grand));
}
agrandir(sessionStorage.getItem(TAILLE) === "grand");
bouton?.addEventListener("click", () => {
  const grand = racine.dataset.taille !== "grand";
  sessionStorage.setItem(TAILLE, grand ? "grand" : "normal");
  agrandir(grand);
});

// ------------------------------------------------------------ tout effacer
// La page est vidée avant de partir : même si le serveur ne répond pas, rien ne reste à l'écran.
function effacer() {
  sessionStorage.clear();
  localStorage.clear();
  agrandir(false);
  document.querySelector(".borne-page").replaceChildren();
  document.getElementById("decompte").close();
  document.title = "Maillage";
  history.replaceState(null, "", VEILLE);
  aller(VEILLE);
}

if (!document.body.classList.contains("vue-veille")) {
  veiller({ attente: Number(reglages.attente), decompte: Number(reglages.decompte), partir: effacer });
}
surveiller();
