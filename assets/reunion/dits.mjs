// Ce qu'une carte dit d'elle-même : titre, phrase des nombres, comptes, source.
import { phraseDesDates } from "../carte/dates.mjs";
import { phrase } from "../carte/phrases.mjs";
import { resume } from "../carte/recit.mjs";
import { ABSENT, PARTAGE } from "../carte/vue.mjs";

export function nomDuTerritoire({ config, donnees, vue }) {
  const [niveau, code] = vue.territoire.split("-");
  if (niveau === "dep") return config.departements.find((d) => d.code === code).nom;
  if (niveau === "epci") return config.epci.find(([un]) => un === code)[1];
  if (niveau === "reg") return config.region.nom;
  const i = donnees.rangDuCode.get(code);
  const departement = config.departements.find((d) => d.code === donnees.departements[i]).nom;
  return phrase(config.phrases.reunion.avecDepartement, { nom: donnees.noms[i], departement });
}

// {theme, territoire, date} : la date est l'année de PÂSTEL, ou celle de la couche ; « » si elle n'est pas annoncée.
export function parties(cote) {
  const { config, vue } = cote, couche = config.couches[vue.theme];
  const date = couche.nature === "date" ? String(vue.annee) : config.anneesDesCouches[vue.theme];
  return { theme: couche.titre, territoire: nomDuTerritoire(cote), date };
}

export function titre(cote) {
  const mots = parties(cote), { titre: avec, titreSansDate: sans } = cote.config.phrases.reunion;
  return phrase(mots.date ? avec : sans, mots);
}

export function titreCourt(cote) {
  return phrase(cote.config.phrases.reunion.titreSansDate, parties(cote));
}

// « 312 communes affichées, 115 en ZIP. » : la classe montrée où le besoin est le plus fort, même à zéro (deux cartes se
// comparent sur la même) ; la légende dit les autres.
export function phraseDesNombres(cote) {
  const { config, donnees, vue, decompte } = cote, mots = config.phrases.reunion, couche = config.couches[vue.theme];
  if (!decompte.affichees) return config.phrases.aucune;
  if (couche.niveau === "departement" && vue.territoire === config.region.id) return resume(cote, decompte);
  const compte = phrase(mots.compte, { n: decompte.affichees });
  const premiere = decompte.lignes.find((l) => donnees.presents[vue.theme].has(l.rang) && l.rang >= 0 && !l.masquee);
  const sans = decompte.lignes.find((l) => l.rang === ABSENT).n;
  if (!premiere || sans === decompte.affichees) return phrase(sans === decompte.affichees ? mots.compteSansDonnee : mots.compteFin, { compte });
  const [code, , , , court] = couche.classes[premiere.rang];
  return phrase(court === code ? mots.compteClasse : mots.compteLibelle, { compte, code: court, n: premiere.n });
}

// Les nombres qu'une décision garde : les classes que la région a, puis les marques rencontrées, dans l'ordre de la légende.
export function comptes({ donnees, vue, decompte: { total, affichees, lignes } }) {
  const dites = lignes.filter((l) => (l.rang >= 0 ? donnees.presents[vue.theme].has(l.rang) : l.rang >= PARTAGE && l.n));
  return { total, affichees, classes: dites.map((l) => [l.code, l.n]) };
}

export const sources = ({ config, vue }) => `${config.sources[vue.theme]} ${phraseDesDates(config, vue)}`;
