// Ce que la page dit de la vue : décomptes de la légende, phrase annoncée, nombre de filtres.
import { piedDeLaVue } from "./dates.mjs";
import { nombre, phrase, pourcent } from "./phrases.mjs";
import { repartir } from "./repartition.mjs";
import { PARTAGE, compteStructures, nombreDeFiltres, structuresMontrees } from "./vue.mjs";

export const poser = (id, proprietes) => window.dash_clientside.set_props(id, proprietes);

// La légende et la répartition du thème : une règle de style d'une ligne, plutôt qu'un rendu de chaque légende.
const regle = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, regle];

// La fiche d'un thème départemental garde le premier zonage : elle dit déjà, plus bas, ce que la carte montre.
const communale = ({ couches }, theme) => (couches[theme].niveau === "commune" ? theme : Object.keys(couches)[0]);

function montrerTheme(config, theme) {
  regle.replaceSync(`[data-legende="${CSS.escape(theme)}"], [data-repartition="${CSS.escape(communale(config, theme))}"] { display: block }`);
}

// Ces éléments n'ont rien que ce script n'y mette : Dash les a posés vides et n'y revient pas.
function ecrire(element, texte) {
  if (element.textContent !== texte) element.textContent = texte;
}

const element = (id) => document.getElementById(id);

export function raconter(page) {
  const { config, vue, decompte } = page, mots = config.phrases, filtres = nombreDeFiltres(vue);
  const effacer = element("effacer"), datee = config.couches[vue.theme].nature === "date";
  effacer.hidden = !filtres;
  ecrire(effacer, phrase(mots.effacer, { n: filtres }));
  element("toute-la-region").hidden = vue.territoire === config.region.id;
  const dit = resume(page, decompte);
  ecrire(element("resume"), dit);
  // Une seule région annoncée : un autre thème qui garde la même phrase se dit aussi.
  ecrire(element("annonce"), `${config.couches[vue.theme].titre}\u00a0: ${dit}`);
  element("resume").classList.toggle("aucune", decompte.affichees === 0);
  ecrire(element("dates"), piedDeLaVue(config, vue));
  document.querySelector(".annees").hidden = !datee;
  ecrire(element("annee-dite"), String(vue.annee));
  titrer(page);
  if (page.montee) raconterAuxControles(page);
}

// Ce que Dash a monté : la légende, la répartition, les structures, et les champs qui portent la vue.
function raconterAuxControles(page) {
  const { config, vue, decompte, racontee: avant } = page;
  if (avant?.theme !== vue.theme) montrerTheme(config, vue.theme);
  if (avant?.theme !== vue.theme || avant.territoire !== vue.territoire) repartir(page, communale(config, vue.theme));
  legende(page, decompte.lignes);
  const comptes = compteStructures(page.donnees, page.montrees, vue.territoire);
  for (const compte of document.querySelectorAll("[data-compte-structure]")) {
    const { compteStructure: categorie } = compte.dataset;
    ecrire(compte, vue.structures.includes(categorie) ? nombre(comptes[categorie] ?? 0) : nombre(compteDeTout(page, categorie)));
  }
  element("fiche-sans-filtre").hidden = !nombreDeFiltres(vue);
  for (const champ of document.querySelectorAll("[data-controle]")) accorder(champ, vue);
  page.racontee = vue;
}

// Une catégorie décochée dit ce que la sélection en aurait.
function compteDeTout({ donnees, sites, vue, etat }, categorie) {
  const montrees = structuresMontrees(donnees, sites, { structures: [categorie] }, etat);
  return compteStructures(donnees, montrees, vue.territoire)[categorie] ?? 0;
}

function accorder(champ, vue) {
  const { controle, borne } = champ.dataset;
  const valeur = borne === undefined ? String(vue[controle]) : (vue[controle].split("-")[Number(borne)] ?? "");
  if (champ.value !== valeur) champ.value = valeur;
}

// Le lieu regardé se lit aussi dans l'onglet et dans l'historique ; une intercommunalité n'a pas de nom ici.
const OUVERTURE = document.title;
function titrer({ config, donnees, vue }) {
  const [niveau, code] = vue.territoire.split("-");
  const lieu = niveau === "com" ? donnees.noms[donnees.rangDuCode.get(code)] : config.departements.find((d) => d.code === code)?.nom;
  document.title = lieu ? `${lieu} · ${OUVERTURE}` : OUVERTURE;
}

function legende({ config, donnees, vue }, lignes) {
  const couche = config.couches[vue.theme], parDepartement = couche.niveau === "departement";
  const boite = document.querySelector(`[data-legende="${CSS.escape(vue.theme)}"]`);
  const trouver = (quoi, code) => boite.querySelector(`[data-${quoi}="${CSS.escape(code)}"]`);
  for (const l of lignes) {
    // La légende n'a pas de rangée pour une classe que la région n'a pas, ni « à venir » hors des couches datées.
    if (l.rang >= 0 ? !donnees.presents[vue.theme].has(l.rang) : l.code === "z" && couche.nature !== "date") continue;
    ecrire(trouver("compte", l.code), nombre(parDepartement && l.part !== null ? l.departements : l.n));
    ecrire(trouver("part-de", l.code), l.part === null ? "" : pourcent(l.part));
    if (l.rang < 0) trouver("marque", l.code).hidden = l.n === 0;
    else trouver("barre", l.code).style.width = `${l.masquee ? 0 : l.part ?? 0}%`;
  }
}

// La phrase de la carte : ce que la sélection compte, et sa part de la région.
export function phraseDeLaSelection(page, { affichees, habitants }) {
  const { config, donnees, vue } = page, mots = config.phrases;
  const tous = donnees.populations.reduce((somme, n) => somme + (n ?? 0), 0);
  const comptes = compteStructures(donnees, page.montrees, vue.territoire);
  const structures = vue.structures.filter((id) => config.structures[id][4]).map((id) => ` · ${nombre(comptes[id] ?? 0)} ${config.structures[id][0]}`);
  const modele = habitants === tous ? mots.selection : mots.selectionPart;
  const lieu = /^(reg|epci)-/.test(vue.territoire) ? "" : `${nomDuTerritoire(page, vue.territoire)}\u00a0: `;
  return lieu + phrase(modele, { n: affichees, habitants: nombre(habitants), part: pourcent(tous ? (100 * habitants) / tous : 0) }) + structures.join("");
}

export function resume(page, { lignes, total, affichees, habitants }) {
  const { config, vue } = page, mots = config.phrases, couche = config.couches[vue.theme];
  if (affichees === 0) return mots.aucune;
  if (couche.nature === "date") return phraseAnnee(page);
  if (page.montrees) return phraseDeLaSelection(page, { affichees, habitants });
  const parDepartement = couche.niveau === "departement";
  const classes = lignes
    .filter((l) => l.rang >= 0 && l.n && !l.masquee)
    .map((l) => {
      const [code, , , , court] = couche.classes[l.rang];
      const modele = parDepartement ? mots.resumeClasseDepartement : court === code ? mots.resumeClasse : mots.resumeLibelle;
      return phrase(modele, { n: parDepartement ? l.departements : l.n, code: court });
    });
  // Les communes sans classe se disent aussi : les nombres de la phrase font le total.
  if (!parDepartement) for (const l of lignes) if (l.rang < 0 && l.rang >= PARTAGE && l.n) classes.push(phrase(mots.resumeMarques[l.code], { n: l.n }));
  return phrase(parDepartement ? mots.resumeDepartements : mots.resume, {
    n: affichees, total: nombre(total), territoire: nomDuTerritoire(page, vue.territoire), classes: classes.join(", ") || mots.inconnu.toLowerCase(),
  });
}

function phraseAnnee({ config, donnees, vue }) {
  const classes = config.couches[vue.theme].classes, atteints = new Set(), tous = new Set(donnees.departements);
  donnees.rangs[vue.theme].forEach((rang, i) => { if (rang >= 0 && Number(classes[rang][0]) <= vue.annee) atteints.add(donnees.departements[i]); });
  return phrase(config.phrases.annee, { annee: vue.annee, n: atteints.size, total: tous.size });
}

function nomDuTerritoire({ config, donnees }, territoire) {
  const [niveau, code] = territoire.split("-");
  const departement = niveau === "com" ? donnees.departements[donnees.rangDuCode.get(code)] : code;
  return config.departements.find((d) => d.code === departement)?.nom ?? config.region.nom;
}
