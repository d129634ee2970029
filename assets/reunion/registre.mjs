// La réunion en cours : titre, vues préparées, décisions (le fichier JSON, ADR 22). Fonctions pures, et sa garde par le navigateur.

export const LE_PLUS = 60, TITRE_LE_PLUS = 160, NOTE_LE_PLUS = 4000;
const CLE = "maillage-reunion", VERSION = 1;

export const vide = (empreinte) => ({ maillage: "reunion", version: VERSION, titre: "", empreinte, vues: [], decisions: [] });
export const estVide = ({ titre, vues, decisions }) => !titre && !vues.length && !decisions.length;

const sans = (liste, rang) => liste.filter((_, i) => i !== rang);
const avec = (liste, rang, neuf) => liste.map((ancien, i) => (i === rang ? { ...ancien, ...neuf } : ancien));
const couper = (texte, longueur) => [...texte.trim()].slice(0, longueur).join("");

export const ajouterVue = (r, vue) => ({ ...r, vues: [...r.vues, { ...vue, titre: couper(vue.titre, TITRE_LE_PLUS) }] });
export const remplacerVue = (r, rang, vue) => ({ ...r, vues: avec(r.vues, rang, { cote: vue.cote }) });
export const renommerVue = (r, rang, titre) => ({ ...r, vues: avec(r.vues, rang, { titre: couper(titre, TITRE_LE_PLUS) || r.vues[rang].titre }) });
export const retirerVue = (r, rang) => ({ ...r, vues: sans(r.vues, rang) });

// La vue de rang `rang` change de place avec sa voisine ; au bout de la liste, elle n'en change pas.
export function deplacerVue(r, rang, sens) {
  const vers = rang + sens;
  if (vers < 0 || vers >= r.vues.length) return r;
  const vues = [...r.vues];
  [vues[rang], vues[vers]] = [vues[vers], vues[rang]];
  return { ...r, vues };
}

// Un numéro ne sert qu'une fois : retirer une décision ne renumérote pas les autres.
export const numeroSuivant = ({ decisions }) => Math.max(0, ...decisions.map(({ numero }) => numero)) + 1;
export const figer = (r, decision) => ({ ...r, decisions: [...r.decisions, mots(decision)] });
export const corriger = (r, numero, neuf) => ({ ...r, decisions: r.decisions.map((d) => (d.numero === numero ? mots({ ...d, ...neuf }) : d)) });
export const retirerDecision = (r, numero) => ({ ...r, decisions: r.decisions.filter((d) => d.numero !== numero) });
const mots = (d) => ({ ...d, titre: couper(d.titre, TITRE_LE_PLUS), note: couper(d.note, NOTE_LE_PLUS) });

// « 2026-11-25T14:03:00+01:00 » : l'heure de la salle, et son décalage.
export function maintenant(date = new Date()) {
  const decalage = -date.getTimezoneOffset(), deux = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  const ici = new Date(date.getTime() + decalage * 60000).toISOString().slice(0, 19);
  return `${ici}${decalage < 0 ? "-" : "+"}${deux(decalage / 60)}:${deux(decalage % 60)}`;
}

// ------------------------------------------------------------ la garde
// Rend faux quand le navigateur ne garde rien (navigation privée, stockage plein).
export function garder(reunion) {
  try {
    if (estVide(reunion)) localStorage.removeItem(CLE);
    else localStorage.setItem(CLE, JSON.stringify(reunion));
    return true;
  } catch {
    return false;
  }
}

// La réunion gardée, ou une vide ; ce qui n'en a pas la forme n'est pas repris.
export function reprendre(empreinte) {
  try {
    const lue = JSON.parse(localStorage.getItem(CLE));
    return bienForme(lue) ? lue : vide(empreinte);
  } catch {
    return vide(empreinte);
  }
}

const estTexte = (x) => typeof x === "string";
const estCote = (c) => estTexte(c?.region) && estTexte(c.recherche) && (c.cadre === null || (Array.isArray(c.cadre) && c.cadre.length === 4 && c.cadre.every(Number.isFinite)));
const estVue = (v) => estTexte(v?.titre) && Array.isArray(v.cote) && (v.cote.length === 1 || v.cote.length === 2) && v.cote.every(estCote);
const estCompte = (c) => Number.isInteger(c?.total) && Number.isInteger(c.affichees) && Array.isArray(c.classes);
const estDecision = (d) => Number.isInteger(d?.numero) && [d.titre, d.note, d.le, d.empreinte, d.donnees].every(estTexte) && estVue(d.vue) && Array.isArray(d.comptes) && d.comptes.every(estCompte);
export const bienForme = (r) => r?.maillage === "reunion" && r.version === VERSION && estTexte(r.titre) && [r.vues, r.decisions].every(Array.isArray) && r.vues.every(estVue) && r.decisions.every(estDecision);
