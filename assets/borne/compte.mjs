// Le compte du jour de « Devinez » : une date et deux nombres, dans ce navigateur seul. La date passée, il s'efface.
// Écrit « 2026-12-01 12 5 » ; inactif.mjs, qui vide tout entre deux visiteurs, ne laisse que ceci.
const CLE = "borne-devinez", FORME = /^(\d{4}-\d\d-\d\d) (\d{1,6}) (\d{1,6})$/;

function aujourdhui() {
  const jour = new Date();
  return [jour.getFullYear(), jour.getMonth() + 1, jour.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

// Un navigateur peut défendre de rien garder : le compte vaut alors pour cette page.
function garder(faire) {
  try {
    return faire(localStorage);
  } catch (erreur) {
    console.warn("localStorage", erreur.name);
    return null;
  }
}

// {reponses, justes} d'aujourd'hui ; ce qui n'est pas d'aujourd'hui, ou pas un compte, est effacé.
export function lire() {
  const [, jour, reponses, justes] = FORME.exec(garder((reserve) => reserve.getItem(CLE)) ?? "") ?? [];
  if (jour === aujourdhui()) return { reponses: Number(reponses), justes: Number(justes) };
  garder((reserve) => reserve.removeItem(CLE));
  return { reponses: 0, justes: 0 };
}

export function ajouter(juste) {
  const { reponses, justes } = lire();
  const compte = { reponses: reponses + 1, justes: justes + (juste ? 1 : 0) };
  garder((reserve) => reserve.setItem(CLE, `${aujourdhui()} ${compte.reponses} ${compte.justes}`));
  return compte;
}
