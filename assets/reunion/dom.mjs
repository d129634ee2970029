// Le peu qu'il faut pour écrire dans la page : jamais de HTML en texte, un nom hostile reste un nom.

export const element = (id) => document.getElementById(id);

// creer("button", { texte, classe, data: {vue: 2}, "aria-label": …, surClic }, ...enfants)
export function creer(balise, { texte = "", classe = "", data = {}, surClic, ...attributs } = {}, ...enfants) {
  const cree = document.createElement(balise);
  if (texte) cree.textContent = texte;
  if (classe) cree.className = classe;
  Object.assign(cree.dataset, data);
  for (const [nom, valeur] of Object.entries(attributs)) if (valeur !== false) cree.setAttribute(nom, valeur === true ? "" : valeur);
  if (surClic) cree.addEventListener("click", surClic);
  cree.append(...enfants.filter(Boolean));
  return cree;
}

// Un texte inchangé n'est pas réécrit : une synthèse vocale ne le redit pas.
export function ecrire(cible, texte) {
  if (cible.textContent !== texte) cible.textContent = texte;
}

// Ce qui vient de changer, dit une fois : dans le volet ouvert s'il y en a un (le reste de la page est alors muet), sinon dans
// la barre. `discret` : ce qui se voit déjà sur la carte se dit seulement.
export function dire(texte, { discret = false } = {}) {
  const volet = [...document.querySelectorAll("dialog[open]")].at(-1);
  const zone = volet?.querySelector(".dit") ?? element("annonce");
  zone.classList.toggle("site-cache", discret && zone.id === "annonce");
  ecrire(zone, texte);
}
