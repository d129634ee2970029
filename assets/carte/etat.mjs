// L'état de la carte, un seul : complète, incomplète, perdue. Dit en mots, avec de quoi reprendre ; il se répare de lui-même
// dès que ce qui manquait arrive (assets/carte/maplibre.mjs redemande). Ici aussi : la fiche dont le serveur ne répond pas.
import { ecouter } from "./plages.mjs";

const PERDUE_MS = 4000, SILENCE_MS = 1500, FICHE_MS = 5000, BATTEMENT_MS = 3000;
const racine = document.documentElement.dataset.racine ?? "";
const feuille = document.createElement("link");
feuille.rel = "stylesheet";
feuille.href = new URL("./etat.css", import.meta.url).href;
document.head.append(feuille);

// `carte` : celle de MapLibre ; `mots` : ses phrases (views/ecriture/phrases.py, LOCALE_CARTE) ; `perdre()` : ce qu'on fait
// d'une carte que le navigateur ne sait plus dessiner, « recharger » étant proposé à défaut.
export function suivreEtat(carte, mots, perdre) {
  const boite = document.createElement("div"), texte = document.createElement("p"), bouton = document.createElement("button");
  boite.className = "etat-carte";
  boite.setAttribute("role", "status");
  Object.assign(bouton, { type: "button", className: "bouton", textContent: mots["Maillage.Recharger"] });
  bouton.addEventListener("click", () => location.reload());
  carte.getContainer().append(boite);
  let manquent = false, muet = false, perdue = false, minuteur = null;

  function dire() {
    const etat = perdue ? "perdue" : manquent ? "incomplete" : "complete";
    carte.getContainer().dataset.etat = document.body.dataset.carte = etat;
    if (etat === "complete") return boite.replaceChildren();
    texte.textContent = mots[perdue ? "Maillage.Perdue" : muet ? "Maillage.Muette" : "Maillage.Incomplete"];
    boite.replaceChildren(texte, bouton);
  }

  const oublier = ecouter(({ echecs, sansReponse }) => {
    muet = sansReponse;
    if (manquent === echecs > 0) return manquent && dire();
    manquent = echecs > 0;
    return dire();
  });
  carte.on("webglcontextlost", () => {
    minuteur ??= setTimeout(() => {
      perdue = true;
      dire();
      perdre?.();
    }, PERDUE_MS);
  });
  carte.on("webglcontextrestored", () => {
    clearTimeout(minuteur);
    minuteur = null;
    perdue = false;
    dire();
  });
  carte.on("remove", oublier);
  dire();
}

// La fiche à côté de la carte vient du serveur, ses nombres du navigateur : elles changent ensemble, ou la fiche dit qu'elle attend.
// `demander(territoire)` redemande la fiche. Rend { attendre(territoire), recevoir() }.
export function suivreFiche(panneau, mots, demander) {
  const avis = document.createElement("p");
  avis.className = "fiche-muette";
  avis.setAttribute("role", "status");
  panneau.prepend(avis);
  let attendu = null, minuteur = null;

  function muette() {
    panneau.dataset.muette = "";
    delete panneau.dataset.attend;
    avis.textContent = mots["Maillage.FicheMuette"];
    minuteur = setTimeout(guetter, BATTEMENT_MS);
  }

  // Le serveur est revenu : la fiche est redemandée, et l'on attend de nouveau.
  async function guetter() {
    const la = await fetch(`${racine}/healthz`, { cache: "no-store", signal: AbortSignal.timeout(BATTEMENT_MS) }).then(({ ok }) => ok, () => false);
    if (attendu === null) return;
    minuteur = setTimeout(la ? muette : guetter, la ? FICHE_MS : BATTEMENT_MS);
    if (la) demander(attendu);
  }

  return {
    attendre(territoire) {
      attendu = territoire;
      clearTimeout(minuteur);
      // Une réponse ordinaire arrive avant : rien ne clignote.
      minuteur = setTimeout(() => {
        panneau.dataset.attend = "";
        minuteur = setTimeout(muette, navigator.onLine ? FICHE_MS - SILENCE_MS : 0);
      }, SILENCE_MS);
    },
    recevoir() {
      attendu = null;
      clearTimeout(minuteur);
      avis.textContent = "";
      delete panneau.dataset.attend;
      delete panneau.dataset.muette;
    },
  };
}
