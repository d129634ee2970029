// La réunion : relie la salle (ce qui est montré), la réunion en cours (vues, décisions), les volets et les touches.
// Un thème, une année, un filtre : tout se passe ici. Seuls un fichier ouvert et le relevé vont au serveur, et n'y restent pas.
import { phrase } from "../carte/phrases.mjs";
import { creerDecision } from "./decision.mjs";
import { confirmer, ouvrir } from "./dialogues.mjs";
import { dire, ecrire, element } from "./dom.mjs";
import { enregistrerReunion, lireFichier, relire, telechargerReleve } from "./fichiers.mjs";
import { creerListes } from "./listes.mjs";
import * as R from "./registre.mjs";
import { creerReglages } from "./reglages.mjs";
import { creerSalle } from "./salle.mjs";
import { ecouterLesTouches } from "./touches.mjs";

const lire = (id) => JSON.parse(element(id).textContent);
const config = lire("configuration"), mots = config.phrases.reunion;
let reunion = R.reprendre(config.empreinte), rang = -1, changements = new Map(), ouverte = false;

const salle = creerSalle(config, [...document.querySelectorAll("[data-cote]")], change);
const reglages = creerReglages(config, salle);
const decision = creerDecision(config, salle, enregistrer);
const listes = creerListes(config, () => ({ reunion, rang, changements }), {
  montrerVue, renommer, deplacer, retirerVue, revoir, retirerDecision,
  modifier: (numero) => decision.modifier(trouver(numero)),
});

// ------------------------------------------------------------ la vue montrée
function change({ deplacement }) {
  const deux = salle.cotes().length > 1;
  element("comparer").setAttribute("aria-pressed", String(deux));
  element("quitter").href = salle.adresseDeLaCarte();
  reglages.remplir();
  if (ouverte && !deplacement) dire(salle.phrases().join(" "), { discret: true });
}

async function montrer(vues) {
  await salle.montrer(vues);
  barre();
}

function barre() {
  const n = reunion.vues.length;
  const position = rang >= 0 ? phrase(mots.position, { rang: rang + 1, n }) : n ? phrase(mots.horsListe, { n }) : mots.sansVue;
  ecrire(element("position"), position);
  ecrire(element("position-titre"), rang >= 0 ? reunion.vues[rang].titre : "");
  for (const id of ["precedente", "suivante"]) element(id).disabled = !n;
}

function aller(sens) {
  const n = reunion.vues.length;
  if (!n) return dire(mots.sansVue);
  const vers = rang < 0 ? (sens > 0 ? 0 : n - 1) : Math.min(Math.max(rang + sens, 0), n - 1);
  return montrerVue(vers);
}

function montrerVue(i) {
  rang = i;
  listes.remplir();
  return montrer(reunion.vues[i].cote);
}

// ------------------------------------------------------------ la réunion en cours
// `aRefaire` faux : un champ qu'on quitte ne refait pas la liste, où l'on est peut-être en train de cliquer.
function garder(suite, { aRefaire = true } = {}) {
  reunion = { ...suite, empreinte: config.empreinte };
  if (!R.garder(reunion)) dire(mots.sansMemoire);
  if (aRefaire) listes.remplir();
  barre();
}

const vueMontree = () => ({ titre: salle.titreCourt(), cote: salle.enFichier() });

function ajouter() {
  if (reunion.vues.length >= R.LE_PLUS) return dire(phrase(mots.trop, { n: R.LE_PLUS }));
  rang = reunion.vues.length;
  garder(R.ajouterVue(reunion, vueMontree()));
  return dire(phrase(mots.ajoutee, { titre: reunion.vues[rang].titre }));
}

function remplacer() {
  garder(R.remplacerVue(reunion, rang, vueMontree()));
  dire(phrase(mots.remplacee, { titre: reunion.vues[rang].titre }));
}

function renommer(i, titre) {
  garder(R.renommerVue(reunion, i, titre), { aRefaire: false });
  dire(phrase(mots.renommee, { titre: reunion.vues[i].titre }));
}

function deplacer(i, sens) {
  const { titre } = reunion.vues[i], vers = i + sens;
  if (rang === i) rang = vers;
  else if (rang === vers) rang = i;
  garder(R.deplacerVue(reunion, i, sens));
  dire(phrase(mots.deplacee, { titre, rang: vers + 1, n: reunion.vues.length }));
}

function retirerVue(i) {
  const { titre } = reunion.vues[i];
  if (rang === i) rang = -1;
  else if (rang > i) rang -= 1;
  garder(R.retirerVue(reunion, i));
  dire(phrase(mots.retiree, { titre }));
}

// ------------------------------------------------------------ les décisions
const trouver = (numero) => reunion.decisions.find((d) => d.numero === numero);

function figer() {
  if (reunion.decisions.length >= R.LE_PLUS) return dire(phrase(mots.tropDecisions, { n: R.LE_PLUS }));
  return salle.cotes().length ? decision.figer(R.numeroSuivant(reunion)) : undefined;
}

function enregistrer(une, neuve) {
  garder(neuve ? R.figer(reunion, une) : R.corriger(reunion, une.numero, une));
  // Après la fermeture du dialogue : dit dans la page, ou dans le volet d'où l'on venait.
  setTimeout(() => dire(phrase(mots.decisionFigee, { numero: String(une.numero) })));
}

function revoir(numero) {
  rang = -1;
  element("liste").close();
  return montrer(trouver(numero).vue.cote);
}

async function retirerDecision(numero) {
  const { titre } = trouver(numero);
  if (!(await confirmer(phrase(mots.confirmerDecision, { numero: String(numero), titre })))) return;
  garder(R.retirerDecision(reunion, numero));
  dire(phrase(mots.decisionRetiree, { numero: String(numero) }));
}

// ------------------------------------------------------------ les fichiers
// Un fichier a toujours un titre ; à défaut, le jour de la réunion.
const avecTitre = () => ({ ...reunion, titre: reunion.titre || phrase(mots.titreParDefaut, { jour: new Date().toLocaleDateString("fr-FR", { dateStyle: "long" }) }) });

async function ouvrirFichier({ target }) {
  const fichier = target.files[0];
  target.value = "";
  if (!fichier || (!R.estVide(reunion) && !(await confirmer(mots.confirmerOuvrir)))) return;
  dire(mots.lecture);
  try {
    const lue = await lireFichier(fichier, mots);
    rang = -1;
    accueillir(lue);
    const compte = { vues: phrase(mots.vues, { n: reunion.vues.length }), decisions: phrase(mots.decisions, { n: reunion.decisions.length }) };
    dire(phrase(mots.ouverte, compte));
  } catch (erreur) {
    dire(erreur.message);
  }
}

// La réunion relue par le serveur : ce qu'il en dit, et ce que chaque décision est devenue.
function accueillir({ reunion: relue, avis, decisions }) {
  changements = new Map(decisions.map((une) => [une.numero, une]));
  element("avis-fichier").replaceChildren(...avis.map((une) => Object.assign(document.createElement("li"), { textContent: une })));
  garder(relue);
}

async function releve() {
  if (!reunion.decisions.length) return dire(mots.sansDecision);
  element("releve").disabled = true;
  try {
    await telechargerReleve(avecTitre(), mots, dire);
  } catch (erreur) {
    dire(erreur.message);
  } finally {
    element("releve").disabled = false;
  }
}

async function toutEffacer() {
  if (!(await confirmer(mots.confirmerEffacer))) return;
  rang = -1;
  changements = new Map();
  element("avis-fichier").replaceChildren();
  garder(R.vide(config.empreinte));
  dire(mots.effacee);
}

// ------------------------------------------------------------ les boutons, les touches
const gestes = {
  suivante: () => aller(1), precedente: () => aller(-1), c: () => salle.comparer(), f: figer,
  l: () => ouvrir("liste"), r: () => ouvrir("reglages"), "?": () => ouvrir("aide"),
};
const boutons = {
  suivante: gestes.suivante, precedente: gestes.precedente, comparer: gestes.c, figer, "ouvrir-liste": gestes.l, regler: gestes.r, aider: gestes["?"],
  ajouter, remplacer, releve, "tout-effacer": toutEffacer, "choisir-fichier": () => element("fichier").click(),
  "fichier-json": () => { enregistrerReunion(avecTitre(), mots); dire(mots.fichierFini); },
};
for (const [id, geste] of Object.entries(boutons)) element(id).addEventListener("click", geste);
for (const bouton of document.querySelectorAll("[data-role=recadrer]")) bouton.addEventListener("click", () => { bouton.closest("[data-cote]").querySelector("canvas")?.focus(); salle.recadrer(); });
element("fichier").addEventListener("change", ouvrirFichier);
element("titre-reunion").addEventListener("change", ({ target }) => garder({ ...reunion, titre: target.value.trim() }, { aRefaire: false }));
ecouterLesTouches(gestes, element("une-touche"));

// Une décision gardée ici a été prise devant d'autres données : le serveur dit ce qu'elle est devenue.
async function relireSiChange() {
  if (reunion.decisions.every(({ empreinte }) => empreinte === config.empreinte)) return;
  try {
    accueillir(await relire(avecTitre(), mots));
  } catch (erreur) {
    dire(erreur.message);
  }
}

listes.remplir();
await montrer(lire("depart"));
salle.cadrerSelonAncre(/^#carte=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(location.hash));
await salle.inactive();
ouverte = true;
window.reunion = { salle, lire: () => ({ reunion, rang }) };
document.body.dataset.prete = "oui";
await relireSiChange();
