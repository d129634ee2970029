// La légende d'un côté : motif, couleur, nom, nombre. Une classe se masque et se montre d'un clic sur sa ligne.
import { phrase, pourcent } from "../carte/phrases.mjs";
import { perimetre, structuresMontrees } from "../carte/vue.mjs";
import { creer } from "./dom.mjs";

const NOMS = { "-": ["inconnu", "absent"], x: ["masque", "masque"], y: ["partage", "partage"], z: ["aVenir", "avenir"], h: ["horsFiltre", "hors"] };

export function remplirLegende(liste, cote, basculer) {
  const { config, donnees, vue, decompte } = cote, couche = config.couches[vue.theme];
  const tenu = liste.contains(document.activeElement) ? document.activeElement.dataset.classe : null;
  const montrees = decompte.lignes.filter((l) => (l.rang >= 0 ? donnees.presents[vue.theme].has(l.rang) : l.n && (l.code !== "z" || couche.nature === "date")));
  liste.replaceChildren(...montrees.map((ligne) => creer("li", {}, ligne.rang >= 0 ? classe(cote, ligne, basculer) : marque(cote, ligne))));
  // La ligne touchée est refaite : le focus y revient.
  if (tenu) liste.querySelector(`[data-classe="${CSS.escape(tenu)}"]`)?.focus();
}

function classe({ config, vue }, ligne, basculer) {
  const [code, libelle, couleur, motif, court] = config.couches[vue.theme].classes[ligne.rang];
  const pastille = creer("span", { classe: `pastille motif-${motif}` });
  pastille.style.backgroundColor = couleur;
  return creer(
    "button",
    { type: "button", classe: "legende-ligne", data: { classe: code }, "aria-pressed": String(!ligne.masquee), surClic: () => basculer(code) },
    pastille, texte(court === code ? `${code} · ${libelle}` : libelle, compte(config, vue, ligne)),
  );
}

function compte(config, vue, ligne) {
  const mots = config.phrases;
  if (ligne.masquee) return mots.reunion.masquee;
  if (ligne.part === null) return phrase(mots.compteSeul, { n: ligne.n });
  const parDepartement = config.couches[vue.theme].niveau === "departement";
  return phrase(parDepartement ? mots.compteDepartements : mots.compte, { n: parDepartement ? ligne.departements : ligne.n, part: pourcent(ligne.part) });
}

function marque({ config }, ligne) {
  const [mot, motif] = NOMS[ligne.code];
  return creer("span", { classe: "legende-ligne" }, creer("span", { classe: `pastille motif-${motif}` }), texte(config.phrases[mot], phrase(config.phrases.compteSeul, { n: ligne.n })));
}

const texte = (nom, nombre) => creer("span", {}, creer("span", { texte: nom, classe: "legende-nom" }), " ", creer("span", { texte: nombre, classe: "legende-compte" }));

// Les structures montrées dans le territoire regardé : leur forme, leur nombre ; et ce que veut dire une forme évidée.
export function remplirStructures(liste, { config, donnees, sites, vue, etat }) {
  const ici = perimetre(donnees, vue.territoire);
  const dedans = structuresMontrees(donnees, sites, vue, etat).filter(({ site }) => ici(donnees.rangDuCode.get(site[3])));
  const lignes = vue.structures.map((id) => {
    const [nom, forme, couleur, , date] = config.structures[id];
    const dessin = creer("span", { classe: `forme forme-${forme}` });
    dessin.style.color = couleur;
    // Sans date, la catégorie n'est pas dans le jeu de cette région : ce n'est pas zéro.
    const { structures, structuresInconnues } = config.phrases.reunion;
    return creer("li", {}, dessin, phrase(date ? structures : structuresInconnues, { nom, n: dedans.filter((un) => un.categorie === id).length }));
  });
  const evidee = dedans.some(({ site }) => site[5]) && creer("li", { texte: config.phrases.reunion.approximatives, classe: "discret" });
  liste.replaceChildren(...lignes, ...[evidee].filter(Boolean));
}
