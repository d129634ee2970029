// Les champs où l'on écrit une commune, sur les pages : la liste de la carte (recherche.mjs), le formulaire restant ce qu'il est.
// Puis ce que cet appareil sait seul : les dernières communes vues, et la commune d'ici. Rien n'en part.
import { demarrer } from "../carte/recherche.mjs";

const racine = document.documentElement.dataset.racine ?? "", VUES = "maillage-communes-vues", GARDEES = 5;
const mots = JSON.parse(document.querySelector("[data-mots]").dataset.mots);

// ------------------------------------------------------------ chercher
for (const champ of document.querySelectorAll("input[data-communes]")) {
  demarrer(champ.closest("[data-liste]"), { phrases: mots }, (commune, fermer) => {
    if (champ.dataset.communes === "fiche") return location.assign(`${racine}/commune/${encodeURIComponent(commune.code_commune)}`);
    champ.value = `com-${commune.code_commune}`;
    fermer();
    champ.form.requestSubmit();
  }, champ);
}

// ------------------------------------------------------------ les dernières vues
// Un navigateur peut défendre de rien garder : il n'y a alors pas de liste.
function vues() {
  try {
    const lues = JSON.parse(localStorage.getItem(VUES) ?? "[]");
    return Array.isArray(lues) ? lues.filter((une) => /^[0-9AB]{5}$/.test(une?.code) && typeof une.nom === "string").slice(0, GARDEES) : [];
  } catch (erreur) {
    console.warn(VUES, erreur.name);
    return [];
  }
}

function garder(liste) {
  try {
    if (liste.length) localStorage.setItem(VUES, JSON.stringify(liste));
    else localStorage.removeItem(VUES);
  } catch (erreur) {
    console.warn(VUES, erreur.name);
  }
}

function lien({ code, nom, precision = "" }) {
  const li = document.createElement("li"), a = document.createElement("a"), fort = document.createElement("strong"), suite = document.createElement("span");
  a.href = `${racine}/commune/${code}`;
  fort.textContent = nom;
  suite.textContent = precision;
  suite.className = "discret";
  a.append(fort, " ", suite);
  li.append(a);
  return li;
}

const fiche = document.querySelector("[data-commune]");
if (fiche) {
  const ici = JSON.parse(fiche.dataset.commune);
  garder([ici, ...vues().filter((une) => une.code !== ici.code)].slice(0, GARDEES));
}
const recentes = document.getElementById("communes-vues");
if (recentes && vues().length) {
  const [derniere] = vues(), voisines = Array.isArray(derniere.voisines) ? derniere.voisines.filter((une) => /^[0-9AB]{5}$/.test(une?.code)) : [];
  recentes.querySelector("ul").append(...vues().map(lien));
  recentes.hidden = false;
  const pres = document.getElementById("communes-voisines");
  pres.querySelector("h2").textContent = pres.dataset.titre.replace("{nom}", derniere.nom);
  pres.querySelector("ul").append(...voisines.map(lien));
  pres.hidden = !voisines.length;
  document.getElementById("oublier").addEventListener("click", () => {
    garder([]);
    recentes.hidden = pres.hidden = true;
    document.getElementById("grand-q").focus();
  });
}

// ------------------------------------------------------------ autour de moi
// La liste des mairies vient toute entière ; la position, elle, reste dans cette fonction.
const autour = document.getElementById("autour");
if (autour && "geolocation" in navigator && isSecureContext) {
  const dit = autour.querySelector("[role=status]"), liste = autour.querySelector("ul"), phrases = JSON.parse(autour.dataset.phrases);
  autour.hidden = false;
  autour.querySelector("button").addEventListener("click", () => {
    dit.textContent = phrases.attente;
    liste.replaceChildren();
    const refus = (erreur) => { dit.textContent = erreur.code === 1 ? phrases.refus : phrases.panne; };
    navigator.geolocation.getCurrentPosition((position) => proposer(position.coords, dit, liste, phrases).catch(refus), refus, { maximumAge: 60000, timeout: 15000 });
  });
}

async function proposer({ latitude, longitude }, dit, liste, phrases) {
  const { plusProches } = await import("./proches.mjs");
  const reponse = await fetch(`${racine}/commune/points.json`);
  if (!reponse.ok) throw new Error(`${reponse.status}`);
  const trouvees = plusProches(await reponse.json(), latitude, longitude);
  dit.textContent = trouvees.length ? phrases.trouvees : phrases.loin;
  liste.replaceChildren(...trouvees.map(({ code, nom, km }) => lien({ code, nom, precision: phrases.mairie.replace("{km}", km < 1 ? phrases.moins : String(Math.round(km))) })));
}

// ------------------------------------------------------------ partager
const partager = document.getElementById("partager");
if (partager) {
  partager.hidden = false;
  partager.addEventListener("click", async () => {
    const adresse = partager.dataset.adresse || location.href.split("#")[0];
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: adresse });
      else {
        await navigator.clipboard.writeText(adresse);
        document.getElementById("partage-dit").textContent = partager.dataset.copie;
      }
    } catch (erreur) {
      if (erreur.name !== "AbortError") document.getElementById("partage-dit").textContent = adresse;
    }
  });
}
