// Remplit les phrases que la page fournit (views/ecriture/phrases.py) et écrit les nombres à la française.

const ENTIER = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const DIXIEME = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const nombre = (n) => ENTIER.format(n);
export const pourcent = (part) => (part > 0 && part < 0.05 ? "<\u00a00,1\u00a0%" : `${DIXIEME.format(part)}\u00a0%`);
// Un modèle à deux formes s'accorde avec `n` : singulier sous deux, comme en français.
const forme = (modele, n) => (Array.isArray(modele) ? modele[n < 2 ? 0 : 1] : modele);
export const phrase = (modele, mots) => forme(modele, mots.n).replace(/\{(\w+)\}/g, (_, cle) => (typeof mots[cle] === "number" && cle !== "annee" ? nombre(mots[cle]) : mots[cle] ?? ""));
