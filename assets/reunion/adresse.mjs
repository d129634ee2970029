// Une carte de la réunion <-> son texte : la même écriture que views/reunion/page.py, et {region, recherche, cadre} des fichiers.
import { adresse } from "../carte/vue.mjs";

export { vueDe } from "../carte/vue.mjs";

const DECIMALES = 4;

export const arrondir = (cadre) => cadre.map((degres) => Number(degres.toFixed(DECIMALES)));
export const enFichier = ({ region, vue, cadre }, config) => ({ region, recherche: adresse(vue, config.cartes[region].ouverture), cadre });

// « /reunion?… » d'un ou deux côtés. La région du second est toujours écrite : « contre » n'est jamais vide.
export function adresseDe(cotes, config) {
  const [premier, second] = cotes.map((cote, i) => texte(enFichier(cote, config), i > 0 || cote.region !== config.ouverte));
  const contre = second && `contre=${encodeURIComponent(second).replaceAll("%2C", ",")}`;
  const recherche = [premier, contre].filter(Boolean).join("&");
  return `/reunion${recherche ? `?${recherche}` : ""}`;
}

function texte({ region, recherche, cadre }, dite) {
  return [dite && `region=${region}`, recherche.replace("?", ""), cadre && `cadre=${cadre.join(",")}`].filter(Boolean).join("&");
}
