// La répartition du thème dans le territoire regardé, à côté de la région : mêmes comptes que layers/territoire/indicateurs.py.
import { nombre, pourcent } from "./phrases.mjs";
import { PARTAGE, decompte } from "./vue.mjs";

// Une commune n'a qu'une classe, et un territoire d'une autre région n'est pas compté ici : rien n'est montré.
export function repartir({ config, donnees, vue }, theme) {
  const boite = document.getElementById("repartitions");
  const compter = (territoire) => lignes(config, donnees, { ...vue, theme, masquer: [], territoire });
  const ici = vue.territoire.startsWith("com-") ? [] : compter(vue.territoire);
  boite.hidden = !ici.some((ligne) => ligne.n && ligne.rang >= 0);
  if (boite.hidden) return;
  const region = new Map(compter(config.region.id).map((ligne) => [ligne.code, ligne]));
  const section = boite.querySelector(`[data-repartition="${CSS.escape(theme)}"]`);
  const part = (ligne) => (ligne.part === null ? config.phrases.nonPublie : pourcent(ligne.part));
  const seule = vue.territoire === config.region.id;
  section.querySelector("thead tr").lastElementChild.hidden = seule;
  for (const ligne of ici) {
    const rangee = section.querySelector(`[data-classe="${CSS.escape(ligne.code)}"]`);
    if (!rangee) continue;
    if (ligne.rang < 0) rangee.hidden = !ligne.n && !region.get(ligne.code).n;
    const [, communes, population, deLaRegion] = rangee.cells;
    communes.textContent = nombre(ligne.n);
    population.firstElementChild.textContent = part(ligne);
    deLaRegion.textContent = part(region.get(ligne.code));
    deLaRegion.hidden = seule;
    section.querySelector(`[data-part="${CSS.escape(ligne.code)}"]`).style.width = `${ligne.part ?? 0}%`;
  }
}

// Sans aucun filtre : la fiche d'un territoire est celle de tout le territoire.
function lignes(config, donnees, vue) {
  const tout = new Uint8Array(donnees.codes.length).fill(1);
  return decompte(donnees, config, vue, tout, donnees.rangs[vue.theme]).lignes.filter((ligne) => ligne.rang >= PARTAGE);
}
