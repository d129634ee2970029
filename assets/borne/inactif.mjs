// D'abord ceci : personne ne touche plus l'écran, un décompte se voit et se lit, puis tout s'efface.
// Ne dépend de rien d'autre : ni d'un autre module, ni du stockage, ni de l'heure de la machine, ni du serveur. Et la page qui a
// perdu un de ses morceaux se recharge d'elle-même.
const GESTES = ["pointerdown", "pointermove", "keydown", "wheel", "input"];
const ANNONCES = [10, 5];
const PAS_MS = 200, MEME_GESTE_MS = 600, RETOUR_MS = 2000, DELAI_MS = 2500;
const VEILLE = `${document.documentElement.dataset.racine ?? ""}/borne/veille`;
// L'heure de la machine peut sauter (réglage, veille) ; celle-ci ne fait qu'avancer.
const maintenant = () => performance.now();
const element = (id) => document.getElementById(id);

// ------------------------------------------------------------ tout effacer
// Seul reste le compte du jour de « Devinez » (compte.mjs), s'il n'est bien qu'une date et deux nombres : rien n'y est d'un visiteur.
const COMPTE = "borne-devinez", NOMBRES = /^\d{4}-\d\d-\d\d \d{1,6} \d{1,6}$/;
// Ce que la page a gardé ; un navigateur qui le défend n'a rien gardé.
function vider(nom) {
  try {
    const reserve = window[nom], compte = reserve.getItem(COMPTE) ?? "";
    reserve.clear();
    if (nom === "localStorage" && NOMBRES.test(compte)) reserve.setItem(COMPTE, compte);
  } catch (erreur) {
    console.warn(nom, erreur.name);
  }
}

// La page est vidée avant de partir : même si le serveur ne répond pas, rien ne reste à l'écran.
function effacer() {
  document.querySelector(".borne-page")?.replaceChildren();
  element("decompte")?.close();
  document.title = "Maillage";
  history.replaceState(null, "", VEILLE);
  vider("sessionStorage");
  vider("localStorage");
  partir();
}

// Jamais une page d'erreur du navigateur : on part quand le serveur répond.
async function partir() {
  try {
    const reponse = await fetch(VEILLE, { cache: "no-store", signal: AbortSignal.timeout(DELAI_MS) });
    if (reponse.ok) return location.replace(VEILLE);
  } catch (erreur) {
    console.warn(VEILLE, erreur.name);
  }
  if (element("panne")) element("panne").hidden = false;
  return setTimeout(partir, RETOUR_MS);
}

// ------------------------------------------------------------ le décompte
function veiller(attente, decompte) {
  const boite = element("decompte"), nombre = element("decompte-nombre"), arc = element("decompte-arc"), annonce = element("decompte-annonce");
  const [une, plusieurs] = JSON.parse(annonce.dataset.phrases);
  let minuteur = null, pas = null, efface = -Infinity;

  function attendre() {
    clearTimeout(minuteur);
    clearInterval(pas);
    if (boite.open) boite.close();
    minuteur = setTimeout(compter, attente * 1000);
  }

  function compter() {
    const fin = maintenant() + decompte * 1000;
    boite.showModal();
    element("encore").focus();
    montrer(decompte);
    annoncer(decompte);
    let dit = decompte;
    pas = setInterval(() => {
      const reste = Math.max(0, Math.ceil((fin - maintenant()) / 1000));
      montrer(reste, (fin - maintenant()) / (decompte * 1000));
      if (reste !== dit && ANNONCES.includes(reste)) annoncer(reste);
      dit = reste;
      if (reste > 0) return;
      clearInterval(pas);
      effacer();
    }, PAS_MS);
  }

  function montrer(reste, part = 1) {
    nombre.textContent = reste;
    arc.style.strokeDashoffset = String(1 - Math.max(0, part));
  }

  function annoncer(reste) {
    annonce.textContent = (reste > 1 ? plusieurs : une).replace("{n}", reste);
  }

  // Pendant le décompte, il faut un vrai geste : toucher, ou une touche.
  for (const geste of GESTES) {
    addEventListener(geste, (e) => {
      if (boite.open && geste !== "pointerdown" && geste !== "keydown") return;
      if (boite.open) efface = e.timeStamp;
      attendre();
    }, { capture: true, passive: true });
  }
  // Le doigt qui efface le décompte n'appuie pas sur ce qui était dessous.
  addEventListener("click", (e) => {
    if (e.timeStamp - efface > MEME_GESTE_MS) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, { capture: true });
  boite.addEventListener("cancel", attendre);
  element("encore").addEventListener("click", attendre);
  attendre();
}

// ------------------------------------------------------------ se réparer
// Un morceau manque ou s'est arrêté (fichier perdu, script en faute) : la page se recharge quand plus personne n'y touche,
// et de moins en moins vite si cela ne suffit pas.
const CALME_MS = 10000, CALME_ENSUITE_MS = 60000;
const dejaRechargee = performance.getEntriesByType("navigation")[0]?.type === "reload";
let reparation = null;

function reparer() {
  clearTimeout(reparation);
  reparation = setTimeout(() => location.reload(), dejaRechargee ? CALME_ENSUITE_MS : CALME_MS);
}
// Une image ou une demande abandonnée n'est pas une panne de la page.
addEventListener("error", ({ target, error }) => { if (error || ["SCRIPT", "LINK"].includes(target?.tagName)) reparer(); }, { capture: true });
addEventListener("unhandledrejection", ({ reason }) => { if (reason?.name !== "AbortError") reparer(); });
for (const geste of GESTES) addEventListener(geste, () => { if (reparation !== null) reparer(); }, { capture: true, passive: true });

if (!document.body.classList.contains("vue-veille")) veiller(Number(document.body.dataset.attente), Number(document.body.dataset.decompte));
