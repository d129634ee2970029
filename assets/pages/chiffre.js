// Un chiffre répond sur place : son lien s'ouvre dans une fenêtre de la page, sans la quitter. Sans script, le lien mène à sa page.
const pages = new Map();
let fenetre = null;

function fenetreDeReponse() {
  if (fenetre) return fenetre;
  fenetre = document.createElement("dialog");
  fenetre.className = "fenetre";
  fenetre.setAttribute("aria-label", "D'où vient ce chiffre ?");
  const fermer = document.createElement("button");
  fermer.type = "button";
  fermer.className = "bouton fenetre-fermer";
  fermer.textContent = "Fermer";
  fermer.addEventListener("click", () => fenetre.close());
  const corps = document.createElement("div");
  fenetre.append(fermer, corps);
  // Un clic sur le fond, hors de la fenêtre, la ferme.
  fenetre.addEventListener("click", (event) => { if (event.target === fenetre) fenetre.close(); });
  document.body.append(fenetre);
  return fenetre;
}

async function reponse(adresse) {
  const [page, ancre] = adresse.split("#");
  if (!pages.has(page)) {
    const lue = await fetch(page);
    if (!lue.ok) throw new Error(String(lue.status));
    pages.set(page, new DOMParser().parseFromString(await lue.text(), "text/html"));
  }
  const trouvee = pages.get(page).getElementById(decodeURIComponent(ancre));
  if (!trouvee) throw new Error("absente");
  const copie = document.importNode(trouvee, true);
  copie.removeAttribute("id");
  // Les définitions des sigles sont restées dans leur page : ici, un sigle redevient un mot.
  for (const sigle of copie.querySelectorAll("[popovertarget]")) sigle.replaceWith(sigle.textContent);
  return copie;
}

async function repondre(adresse) {
  try {
    const copie = await reponse(adresse);
    const ouverte = fenetreDeReponse();
    ouverte.lastElementChild.replaceChildren(copie);
    if (!ouverte.open) ouverte.showModal();
  } catch {
    location.assign(adresse); // hors ligne, ou page changée : le lien reste un lien
  }
}

document.addEventListener("click", (event) => {
  const lien = event.target.closest?.("a.chiffre");
  if (!lien || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  repondre(lien.getAttribute("href")); // un lien d'une carte SVG n'a pas de href en texte
});
// Un point d'un graphique, une case de la grille : ce qui n'est pas un lien demande par là.
document.addEventListener("repondre", (event) => repondre(event.detail));
