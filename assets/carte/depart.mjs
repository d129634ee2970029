// Le départ : la page porte sa configuration, et la carte se dessine d'après l'adresse sans attendre que Dash monte les contrôles.
// assets/maillage.js importe ensuite ce même module, et lui passe les vues que Dash compose.
import { vueDe } from "./vue.mjs";
import * as P from "./page.mjs";

export * from "./page.mjs";
export const config = JSON.parse(document.getElementById("configuration-de-la-carte").textContent);
document.documentElement.toggleAttribute("data-embarque", new URLSearchParams(location.search).get("embed") === "1");

export const page = P.demarrer(config);
export const peinte = page.then(async (page) => {
  P.montrer(page, vueDe(location.search, page), !page.deplacee);
  if (page.carte) await page.carte.inactif();
  performance.mark("carte-entiere");
  document.getElementById("attente").hidden = Boolean(page.carte);
  return page;
});
