// La liste des communes affichées : la même chose que la carte, en tableau, par tranches de cent.
import { libelleEtat } from "./encarts.mjs";
import { phrase, nombre } from "./phrases.mjs";

const TRANCHE = 100;

export function remplirListe(page, indices) {
  const { config, donnees } = page;
  const corps = document.createElement("tbody");
  const tries = indices.toSorted((a, b) => donnees.noms[a].localeCompare(donnees.noms[b], "fr"));
  // Deux communes du même nom : leurs liens disent aussi le département.
  const vus = new Set(), homonymes = new Set();
  for (const i of tries) (vus.has(donnees.noms[i]) ? homonymes : vus).add(donnees.noms[i]);
  const suite = document.createElement("button");
  suite.type = "button";
  suite.className = "bouton";
  let rang = 0;
  const avancer = () => {
    const tranche = tries.slice(rang, (rang += TRANCHE));
    corps.append(...tranche.map((i) => rangee(page, i, homonymes)));
    const reste = Math.min(TRANCHE, tries.length - rang);
    suite.hidden = reste <= 0;
    suite.textContent = phrase(config.phrases.plus, { n: reste });
  };
  suite.addEventListener("click", avancer);
  avancer();
  const tableau = document.createElement("table");
  tableau.createCaption().textContent = `${phrase(config.phrases.titreListe, { n: tries.length })} · ${config.couches[page.vue.theme].titre}`;
  const entetes = tableau.createTHead().insertRow();
  for (const titre of config.colonnes) {
    const cellule = document.createElement("th");
    cellule.scope = "col";
    cellule.textContent = titre;
    entetes.append(cellule);
  }
  tableau.append(corps);
  document.getElementById("liste-corps").replaceChildren(tableau, suite);
}

function rangee(page, i, homonymes) {
  const { config, donnees, etat } = page;
  const tr = document.createElement("tr");
  const nom = document.createElement("th");
  nom.scope = "row";
  const lien = document.createElement("a");
  lien.href = `?territoire=com-${donnees.codes[i]}`;
  lien.dataset.territoire = `com-${donnees.codes[i]}`;
  lien.textContent = donnees.noms[i];
  nom.append(lien);
  tr.append(nom);
  const departement = config.departements.find((d) => d.code === donnees.departements[i]).nom;
  if (homonymes.has(donnees.noms[i])) lien.setAttribute("aria-label", `${donnees.noms[i]}, ${departement}`);
  const population = donnees.populations[i] === null ? config.phrases.populationInconnue : nombre(donnees.populations[i]);
  for (const texte of [donnees.codes[i], departement, libelleEtat(page, i, etat[i]), population]) tr.insertCell().textContent = texte;
  return tr;
}
