// Ce que disent la carte de survol et les encarts. Le texte passe par textContent : un nom hostile reste un nom.
import { phrase } from "./phrases.mjs";
import { ABSENT, AVENIR, HORS, MASQUE, PARTAGE } from "./vue.mjs";

function ligne(balise, texte, classe = "") {
  const element = document.createElement(balise);
  element.textContent = texte;
  if (classe) element.className = classe;
  return element;
}

function bloc(...lignes) {
  const element = document.createElement("div");
  element.append(...lignes.filter(Boolean));
  return element;
}

export function libelleEtat({ config, vue, donnees }, i, etat) {
  const mots = config.phrases, rang = donnees.rangs[vue.theme][i];
  const classe = rang >= 0 ? config.couches[vue.theme].classes[rang][1] : { [ABSENT]: mots.inconnu, [MASQUE]: mots.masque, [PARTAGE]: mots.partage }[rang];
  if (etat === HORS) return `${classe} · ${mots.horsFiltre.toLowerCase()}`;
  return etat === AVENIR ? `${classe} · ${mots.aVenir.toLowerCase()}` : classe;
}

// La carte de survol d'une commune ou de structures ; null quand il n'y a rien à dire.
export function carteDeSurvol(page, { structures }, i) {
  const { config, donnees, etat } = page, mots = config.phrases;
  if (structures) return structures.length === 1 ? structure(page, structures[0]) : ligne("p", phrase(mots.memeLieu, { n: structures.length }));
  if (i < 0) return null;
  const couche = config.couches[page.vue.theme];
  const departement = config.departements.find((d) => d.code === donnees.departements[i]);
  const habitants = donnees.populations[i] === null ? mots.populationInconnue : phrase(mots.habitants, { n: donnees.populations[i] });
  return bloc(
    ligne("strong", `${donnees.noms[i]}`),
    ligne("p", `${departement.nom} · ${habitants}`, "discret"),
    ligne("p", libelleEtat(page, i, etat[i])),
    couche.niveau === "departement" && ligne("p", phrase(mots.departemental, { nom: departement.nom }), "discret"),
    config.simule && couche.niveau === "commune" && ligne("p", mots.simule, "discret"),
  );
}

function structure({ config, donnees }, { categorie, nom, code, type, approximative, dits }) {
  const mots = config.phrases, i = donnees.rangDuCode.get(code);
  return bloc(
    ligne("strong", nom),
    ligne("p", config.structures[categorie][0] + (type ? ` · ${phrase(mots.deduit, { type: config.sousTypes[type] ?? type })}` : "")),
    i !== undefined && ligne("p", `${donnees.noms[i]} (${donnees.departements[i]})`, "discret"),
    ...(dits ? dits.split("\n").map((dit) => ligne("p", dit)) : []),
    approximative ? ligne("p", mots.approximative, "discret") : null,
    config.simule && ligne("p", mots.simule, "discret"),
  );
}

export function encartStructures(page, structures) {
  const liste = document.createElement("ul");
  liste.className = "encart-structures";
  for (const proprietes of structures) {
    const entree = document.createElement("li");
    entree.append(structure(page, proprietes), versLaFiche(page, proprietes));
    liste.append(entree);
  }
  return liste;
}

// Le chemin vers la fiche de la commune, sur la carte.
function versLaFiche({ config, donnees }, { code }) {
  const lien = ligne("a", phrase(config.phrases.versLaFiche, { nom: donnees.noms[donnees.rangDuCode.get(code)] }));
  lien.href = `?territoire=com-${code}`;
  lien.dataset.territoire = `com-${code}`;
  return lien;
}
