// Ce que la page dit de la vue : décomptes de la légende, phrase annoncée, nombre de filtres.
import { nombre, phrase, pourcent } from "./phrases.mjs";
import { nombreDeFiltres } from "./vue.mjs";

export const poser = (id, proprietes) => window.dash_clientside.set_props(id, proprietes);

export function raconter(page, decompte) {
  const { config, vue } = page, mots = config.phrases;
  legende(page, decompte.lignes);
  const filtres = nombreDeFiltres(vue);
  poser("effacer", { children: phrase(mots.effacer, { n: filtres }), style: { display: filtres ? "" : "none" } });
  poser("aucune", { hidden: decompte.affichees > 0 });
  poser("resume", { children: resume(page, decompte) });
}

function legende({ config, donnees, vue }, lignes) {
  const mots = config.phrases, couche = config.couches[vue.theme];
  for (const l of lignes) {
    // La légende n'a pas de rangée pour une classe que la région n'a pas, ni « à venir » hors des couches datées.
    if (l.rang >= 0 ? !donnees.presents[vue.theme].has(l.rang) : l.code === "z" && couche.nature !== "date") continue;
    const compte = couche.niveau === "departement" ? [mots.compteDepartements, l.departements] : [mots.compte, l.n];
    const texte = l.part === null ? phrase(mots.compteSeul, { n: l.n }) : phrase(compte[0], { n: compte[1], part: pourcent(l.part) });
    poser({ type: "compte", couche: vue.theme, classe: l.code }, { children: texte });
    poser({ type: "barre", couche: vue.theme, classe: l.code }, { style: { width: `${l.masquee ? 0 : l.part ?? 0}%` } });
    if (l.rang < 0) poser({ type: "marque", couche: vue.theme, classe: l.code }, { hidden: l.n === 0 });
  }
}

function resume(page, { lignes, total, affichees }) {
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
