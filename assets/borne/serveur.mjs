// Aller d'une page de la borne à une autre, et tenir quand le serveur redémarre.
// Chaque départ demande d'abord si le serveur répond, puis remplace la page : jamais une page d'erreur du navigateur,
// jamais une page d'avant à retrouver par « précédent ».
const BATTEMENT_MS = 3000, RETOUR_MS = 1000, DELAI_MS = 2500;
// Une réponse perdue n'est pas une panne ; deux de suite, si.
const MANQUES = 2;
const racine = document.documentElement.dataset.racine ?? "";
let but = null, enPanne = false, manques = 0;

async function etat() {
  try {
    const reponse = await fetch(`${racine}/healthz`, { cache: "no-store", signal: AbortSignal.timeout(DELAI_MS) });
    return reponse.ok ? await reponse.json() : null;
  } catch {
    return null;
  }
}

// Ouvre une page de la borne ; rien d'autre ne s'ouvre.
export async function aller(adresse) {
  const { pathname, search, origin } = new URL(adresse, location.href);
  if (origin !== location.origin || !/^\/borne(\/|$)/.test(pathname.slice(racine.length))) return;
  but = pathname + search;
  if (await etat()) location.replace(but);
  else signaler();
}

function signaler() {
  enPanne = true;
  const avis = document.getElementById("panne");
  avis.hidden = false;
  document.querySelector("dialog[open]")?.close();
}

// Demande toutes les trois secondes si le serveur est là ; quand il revient, la page est relue.
export async function surveiller() {
  const lu = await etat();
  manques = lu ? 0 : manques + 1;
  if (manques >= MANQUES) signaler();
  else if (manques) return void setTimeout(surveiller, RETOUR_MS);
  else if (enPanne) return location.replace(but ?? location.pathname + location.search);
  // Les données ont changé : la veille les relit ; un visiteur garde les siennes jusqu'à la page suivante.
  else if (lu.data.hash !== document.body.dataset.empreinte && document.body.classList.contains("vue-veille")) return aller(`${racine}/borne/veille`);
  setTimeout(surveiller, enPanne ? RETOUR_MS : BATTEMENT_MS);
}
