// Ce que la page dit de la vue : décomptes de la légende, phrase annoncée, nombre de filtres.
import { phraseDesDates } from "./dates.mjs";
import { nombre, phrase, pourcent } from "./phrases.mjs";
import { repartir } from "./repartition.mjs";
import { PARTAGE, nombreDeFiltres } from "./vue.mjs";

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

export function raconter(page, decompte, avant) {
  const { config, vue } = page, mots = config.phrases;
  if (avant?.theme !== vue.theme) montrerTheme(config, vue.theme);
  if (avant?.theme !== vue.theme || avant.territoire !== vue.territoire) repartir(page, communale(config, vue.theme));
  legende(page, decompte.lignes);
  const filtres = nombreDeFiltres(vue);
  const effacer = document.getElementById("effacer");
  effacer.hidden = !filtres;
  ecrire(effacer, phrase(mots.effacer, { n: filtres }));
  document.getElementById("aucune").hidden = decompte.affichees > 0;
  ecrire(document.getElementById("resume"), resume(page, decompte));
  ecrire(document.getElementById("dates"), phraseDesDates(config, vue));
  titrer(page);
}

// Le lieu regardé se lit aussi dans l'onglet et dans l'historique ; une intercommunalité n'a pas de nom ici.
const OUVERTURE = document.title;
function titrer({ config, donnees, vue }) {
  const [niveau, code] = vue.territoire.split("-");
  const lieu = niveau === "com" ? donnees.noms[donnees.rangDuCode.get(code)] : config.departements.find((d) => d.code === code)?.nom;
  document.title = lieu ? `${lieu} · ${OUVERTURE}` : OUVERTURE;
}

function legende({ config, donnees, vue }, lignes) {
  const mots = config.phrases, couche = config.couches[vue.theme];
  const boite = document.querySelector(`[data-legende="${CSS.escape(vue.theme)}"]`);
  const trouver = (quoi, code) => boite.querySelector(`[data-${quoi}="${CSS.escape(code)}"]`);
  for (const l of lignes) {
    // La légende n'a pas de rangée pour une classe que la région n'a pas, ni « à venir » hors des couches datées.
    if (l.rang >= 0 ? !donnees.presents[vue.theme].has(l.rang) : l.code === "z" && couche.nature !== "date") continue;
    const compte = couche.niveau === "departement" ? [mots.compteDepartements, l.departements] : [mots.compte, l.n];
    const texte = l.part === null ? phrase(mots.compteSeul, { n: l.n }) : phrase(compte[0], { n: compte[1], part: pourcent(l.part) });
    ecrire(trouver("compte", l.code), texte);
    trouver("barre", l.code).style.width = `${l.masquee ? 0 : l.part ?? 0}%`;
    if (l.rang < 0) trouver("marque", l.code).hidden = l.n === 0;
  }
}

export function resume(page, { lignes, total, affichees }) {
  const { config, vue } = page, mots = config.phrases, couche = config.couches[vue.theme];
  if (affichees === 0) return mots.aucune;
  if (couche.nature === "date") return phraseAnnee(page);
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
