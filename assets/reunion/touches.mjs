// Les touches de celui qui présente. Une télécommande envoie Page suivante et Page précédente : elles marchent aussi dans une
// carte, qui ne s'en sert pas ; les flèches et l'espace y restent à la carte.

const CLE = "maillage-reunion-touches";
const SUIVANTE = new Set(["ArrowRight", "PageDown", " "]), PRECEDENTE = new Set(["ArrowLeft", "PageUp"]);
const CHAMPS = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]";

// `gestes` : {suivante, precedente, c, f, l, r, "?"} ; `interrupteur` : la case qui permet les touches d'un seul caractère.
export function ecouterLesTouches(gestes, interrupteur) {
  interrupteur.checked = lire();
  montrerLesTouches(interrupteur.checked);
  interrupteur.addEventListener("change", () => {
    ecrire(interrupteur.checked);
    montrerLesTouches(interrupteur.checked);
  });
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const geste = gesteDe(e.key, e.target, interrupteur.checked);
    if (!geste || (e.repeat && geste.length === 1)) return;
    e.preventDefault();
    gestes[geste]();
  });
}

// Le geste d'une touche là où est le focus, ou null.
export function gesteDe(touche, cible, permises) {
  // Un volet qui vient de se fermer tient encore le focus, le temps d'une image : il ne compte plus.
  if (!cible.closest || cible.closest("dialog:not([open])")) cible = document.body;
  if (cible.closest(`dialog, ${CHAMPS}`)) return null;
  const dansLaCarte = Boolean(cible.closest("[data-role=plan]"));
  const seule = [...touche].length === 1;
  if (seule && !permises) return null;
  if (dansLaCarte && !touche.startsWith("Page") && (SUIVANTE.has(touche) || PRECEDENTE.has(touche))) return null;
  // L'espace appuie sur le bouton qui a le focus.
  if (touche === " " && cible.closest("button, a, summary, input")) return null;
  if (SUIVANTE.has(touche)) return "suivante";
  if (PRECEDENTE.has(touche)) return "precedente";
  const lettre = touche.toLowerCase();
  return ["c", "f", "l", "r", "?"].includes(lettre) ? lettre : null;
}

function montrerLesTouches(permises) {
  document.body.dataset.touches = permises ? "oui" : "non";
}

function lire() {
  try {
    return localStorage.getItem(CLE) !== "non";
  } catch {
    return true;
  }
}

function ecrire(permises) {
  try {
    if (permises) localStorage.removeItem(CLE);
    else localStorage.setItem(CLE, "non");
  } catch {
    // Rien n'est gardé : le choix vaut pour cette page.
  }
}
