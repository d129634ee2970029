// Un côté de la réunion : sa carte et ce qu'elle dit. La même pièce que la carte du site, avec de grandes lettres.
import { creerCarte } from "../carte/carte.mjs";
import { nommer } from "../carte/noms.mjs";
import { cadre as cadreDe, peindre, placerStructures, preparer, survoler } from "../carte/page.mjs";
import * as V from "../carte/vue.mjs";
import { enFichier, vueDe } from "./adresse.mjs";
import { parties, phraseDesNombres, sources } from "./dits.mjs";
import { creer, ecrire } from "./dom.mjs";
import { remplirLegende, remplirStructures } from "./legende.mjs";

// Un nom de ville se lit du fond de la salle.
const LETTRES = { "noms-villes": 21, "noms-departements": 23 };
const lues = new Map();

// Les données d'une région, demandées une fois pour les deux côtés.
function lireRegion(commune, region) {
  if (!lues.has(region)) {
    const lire = async (adresse) => {
      const reponse = await fetch(adresse);
      if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
      return reponse.json();
    };
    const { cartes, ...reste } = commune, config = { ...reste, ...cartes[region] };
    lues.set(region, Promise.all([config.communes, config.sites, config.fond.adresse].map(lire)).then(([communes, sites, fond]) => ({ config, donnees: preparer(communes), sites, fond })));
  }
  return lues.get(region);
}

// `boite` : la <section> du côté. `basculer(code)` masque ou montre une classe ; `surCarte(cote)` : une carte neuve est prête.
export function creerCote(boite, commune, { basculer, surCarte }) {
  const dans = (quoi) => boite.querySelector(`[data-role="${quoi}"]`);
  const cote = { boite, region: null, vue: null, cadre: null, carte: null, lire: () => ({ region: cote.region, vue: cote.vue, cadre: cote.cadre }) };
  let dernier = 0, ouverte = { region: null };

  // Une carte par région : les tuiles ne sont pas les mêmes.
  function carteDe(region, page) {
    if (ouverte.region === region) return ouverte.promesse;
    const ancienne = ouverte, lieu = creer("div", { classe: "plan" });
    ouverte = { region, promesse: ouvrir(lieu, page) };
    ancienne.promesse?.then((carte) => carte?.carte.remove());
    dans("plan").replaceChildren(lieu);
    return ouverte.promesse;
  }

  async function ouvrir(lieu, { config, donnees, fond }) {
    await Promise.resolve(); // le lieu doit être dans la page avant que la carte le mesure
    try {
      const carte = await creerCarte(lieu, {
        plage: [donnees.premier, donnees.premier + donnees.codes.length - 1], tuiles: new URL(config.tuiles, location.href).href,
        bbox: config.region.bbox, locale: { ...config.locale, "Map.Title": `${config.locale["Map.Title"]} (${boite.getAttribute("aria-label")})` }, formes: config.structures, ancre: false, fond: config.fond,
      });
      for (const [calque, taille] of Object.entries(LETTRES)) carte.carte.setLayoutProperty(calque, "text-size", taille);
      nommer(carte, fond, donnees);
      const bulle = dans("survol");
      carte.carte.on("mousemove", ({ point }) => survoler(cote, bulle, point));
      carte.carte.on("click", ({ point }) => survoler(cote, bulle, point));
      carte.carte.on("mouseout", () => survoler(cote, bulle, null));
      return carte;
    } catch (erreur) {
      ecrire(dans("attente"), config.phrases.erreurCarte);
      console.warn(erreur);
      return null;
    }
  }

  // Montre {region, vue ou recherche, cadre} ; le dernier appel l'emporte. Rend faux s'il a été dépassé.
  cote.montrer = async ({ region, vue, recherche, cadre }) => {
    const tour = ++dernier;
    let page;
    try {
      page = await lireRegion(commune, region);
    } catch (erreur) {
      ecrire(dans("attente"), commune.phrases.erreurDonnees);
      throw erreur;
    }
    if (tour !== dernier) return false;
    if (cote.region !== region) Object.assign(cote, { carte: null, position: null, montrees: undefined });
    Object.assign(cote, { region, ...page, vue: vue ?? vueDe(recherche, page), cadre });
    const dedans = V.inclus(cote.donnees, cote.config, cote.vue);
    cote.etat = V.etats(cote.donnees, cote.config, cote.vue, dedans);
    cote.decompte = V.decompte(cote.donnees, cote.config, cote.vue, dedans, cote.etat);
    raconter();
    remplirStructures(dans("structures"), cote);
    const carte = await carteDe(region, page);
    if (tour !== dernier) return false;
    if (carte && cote.carte !== carte) {
      Object.assign(cote, { carte, montrees: undefined });
      surCarte(cote);
    }
    if (carte) dessiner();
    dans("attente").hidden = Boolean(carte);
    return true;
  };

  function dessiner() {
    const [niveau, code] = cote.vue.territoire.split("-");
    placerStructures(cote);
    peindre(cote);
    cote.carte.choisir({ departement: niveau === "dep" ? code : "", commune: niveau === "com" ? cote.donnees.premier + cote.donnees.rangDuCode.get(code) : -1 });
    dans("survol").hidden = true;
  }

  function raconter() {
    const { theme, territoire, date } = parties(cote);
    ecrire(dans("theme"), theme);
    ecrire(dans("lieu"), [territoire, date].filter(Boolean).join(" ·\u00a0"));
    ecrire(dans("nombres"), phraseDesNombres(cote));
    ecrire(dans("sources"), sources(cote));
    remplirLegende(dans("legende"), cote, basculer);
  }

  // Le bouton « Recadrer » n'est là que quand la carte a été déplacée.
  cote.deplacer = (cadre) => {
    cote.cadre = cadre;
    dans("recadrer").hidden = cadre === null;
  };
  cote.cadreDuTerritoire = () => cadreDe(cote, cote.vue.territoire) ?? cote.config.region.bbox;
  cote.enFichier = () => enFichier(cote, commune);
  return cote;
}
