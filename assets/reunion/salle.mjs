// Ce que la salle regarde : un côté ou deux. Tout changement passe par `montrer`, et l'adresse le dit.
import { adresse } from "../carte/vue.mjs";
import { adresseDe } from "./adresse.mjs";
import { creerCote } from "./cote.mjs";
import { comptes, phraseDesNombres, titre, titreCourt } from "./dits.mjs";
import { creerLien } from "./lien.mjs";
import { TITRE_LE_PLUS } from "./registre.mjs";

// `change({ deplacement })` : la vue n'est plus la même, ou seulement son cadre.
export function creerSalle(config, boites, change) {
  const cotes = boites.map((boite, i) => creerCote(boite, config, { basculer: (code) => basculer(i, code), surCarte: (cote) => lien.tenir(cote) }));
  const lien = creerLien(() => actifs, () => { cadree = cleDuCadre(); noter(true); });
  let actifs = [], dernier = 0, cadree = "", figee = false;

  const voulus = () => actifs.map((cote) => cote.lire());
  const cleDuCadre = () => JSON.stringify(actifs.map(({ region, vue, cadre }) => [region, vue.territoire, cadre]));

  function noter(deplacement) {
    history.replaceState(null, "", adresseDe(actifs, config));
    change({ deplacement });
  }

  // `vues` : un ou deux {region, vue ou recherche, cadre}. Tenue quand les cartes sont peintes.
  async function montrer(vues) {
    if (figee) return;
    const tour = ++dernier, deux = vues.length > 1;
    boites[1].hidden = !deux;
    boites[0].parentElement.dataset.nombre = String(vues.length);
    const suivants = cotes.slice(0, vues.length);
    await Promise.all(suivants.map((cote, i) => cote.montrer(vues[i])));
    if (tour !== dernier) return;
    const autant = actifs.length === suivants.length;
    actifs = suivants;
    // Une couleur qui change ne bouge pas la carte.
    if (!autant || cleDuCadre() !== cadree) {
      lien.cadrer();
      cadree = cleDuCadre();
    }
    noter(false);
  }

  // Un autre territoire recadre les deux côtés : leur échelle est la même.
  function regler(rang, { region, ...choix }) {
    const vues = voulus(), une = vues[rang];
    const ailleurs = (region ?? une.region) !== une.region;
    const vue = { ...une.vue, ...choix };
    if ("theme" in choix && choix.theme !== une.vue.theme) vue.masquer = [];
    if (ailleurs) vue.departements = [];
    vues[rang] = { ...une, region: region ?? une.region, vue };
    if ("territoire" in choix) for (const autre of vues) autre.cadre = null;
    return montrer(vues);
  }

  function basculer(rang, code) {
    const { config: sienne, vue } = cotes[rang];
    const masquees = new Set(vue.masquer);
    if (!masquees.delete(code)) masquees.add(code);
    return regler(rang, { masquer: sienne.couches[vue.theme].classes.map(([un]) => un).filter((un) => masquees.has(un)) });
  }

  // Le cadre de la carte d'où l'on vient (#carte=échelle/latitude/longitude), que seul le navigateur connaît.
  function cadrerSelonAncre(ancre) {
    if (ancre && actifs[0].carte) actifs[0].carte.carte.jumpTo({ zoom: Number(ancre[1]), center: [Number(ancre[3]), Number(ancre[2])] });
  }

  return {
    montrer, regler, basculer,
    cotes: () => actifs,
    comparer: () => montrer(actifs.length > 1 ? voulus().slice(0, 1) : [voulus()[0], structuredClone(voulus()[0])]),
    recadrer: () => montrer(voulus().map((une) => ({ ...une, cadre: null }))),
    // Le nom d'une vue préparée ou figée : ce qui se lit en haut des cartes, sans la date.
    titreCourt: () => [...new Set(actifs.map(titreCourt))].join(" | ").slice(0, TITRE_LE_PLUS),
    adresseDeLaCarte: () => { const [{ region, vue, config: { ouverture } }] = actifs; return config.cartes[region].retour + adresse(vue, ouverture); },
    cadrerSelonAncre,
    phrases: () => actifs.map((cote) => `${titre(cote)}. ${phraseDesNombres(cote)}`),
    enFichier: () => actifs.map((cote) => cote.enFichier()),
    comptes: () => actifs.map(comptes),
    // Pendant qu'une décision s'écrit, rien ne bouge, pas même un élan déjà pris.
    figer: (oui) => { figee = oui; if (oui) for (const { carte } of actifs) carte?.carte.stop(); },
    inactive: () => Promise.all(actifs.map(({ carte }) => carte?.inactif())),
  };
}
