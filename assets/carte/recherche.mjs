// Chercher une commune : le motif « combobox » de WAI-ARIA (liste proposée, choix fait par la personne).
// Rien n'est envoyé tant qu'un mot est à moitié tapé : on attend une pause, et une réponse dépassée est abandonnée.
import { phrase } from "./phrases.mjs";

const PAUSE_MS = 250;
const LE_PLUS_LONG = 80;
const LE_PLUS = 20;
const GARDEES = 100;
// Le chemin sous lequel le site est servi (web/prefixe.py).
const racine = document.documentElement.dataset.racine ?? "";

// `boite` : où naît la liste. `config` : les phrases et les cartes. `choisir(commune)` ouvre une commune de la région.
// `deja` : le champ d'un formulaire de la page, qui marche sans script : Entrée l'envoie si rien n'est visé, et une commune
// d'ailleurs se choisit comme une autre. Sans lui, le champ est créé.
export function demarrer(boite, config, choisir, deja = null) {
  const { champ, effacer, panneau, dit, liste, annonce } = batir(boite, config.phrases, deja);
  const reponses = new Map();
  let communes = [], actif = -1, minuteur = null, demande = null;
  // La question attendue, celle dont la liste est montrée, et si Entrée attend la réponse.
  let attendue = "", montree = "", entree = false;

  // ------------------------------------------------------------ demander
  const question = () => champ.value.trim().replace(/\s+/g, " ");

  function attendre(delai) {
    clearTimeout(minuteur);
    demande?.abort();
    attendue = question();
    entree = false;
    if (effacer) effacer.hidden = !champ.value;
    if (!attendue) return fermer();
    minuteur = setTimeout(() => chercher(attendue), delai);
  }

  async function chercher(q) {
    minuteur = null;
    try {
      const trouvees = reponses.get(q.toLowerCase()) ?? (await demander(q));
      if (q === attendue) montrer(q, trouvees);
    } catch (erreur) {
      if (erreur.name !== "AbortError" && q === attendue) dire(config.phrases.panne, []);
    }
  }

  async function demander(q) {
    demande = new AbortController();
    const reponse = await fetch(`${racine}/api/v1/communes?region_d_abord=oui&q=${encodeURIComponent(q)}`, { signal: demande.signal });
    if (!reponse.ok) throw new Error(`${reponse.status}`);
    const trouvees = await reponse.json();
    if (reponses.size >= GARDEES) reponses.delete(reponses.keys().next().value);
    reponses.set(q.toLowerCase(), trouvees);
    return trouvees;
  }

  // ------------------------------------------------------------ montrer
  function montrer(q, trouvees) {
    const mots = config.phrases;
    const exactes = trouvees.some((une) => une.correspondance === "exacte");
    const texte = !trouvees.length ? mots.aucune
      : trouvees.length >= LE_PLUS ? phrase(mots.tropDeCommunes, { n: trouvees.length })
      : exactes ? phrase(mots.nombre, { n: trouvees.length }) : mots.proches;
    dire(texte, trouvees.map((une, rang) => option(une, `${liste.id}-${rang}`, q, config.phrases, dehors(une))));
    communes = trouvees;
    montree = q;
    if (entree) valider();
  }

  function dire(texte, options) {
    communes = [];
    montree = "";
    liste.replaceChildren(...options);
    liste.hidden = !options.length;
    dit.textContent = annonce.textContent = texte;
    viser(-1);
    ouvrir();
  }

  function ouvrir() {
    panneau.hidden = false;
    champ.setAttribute("aria-expanded", String(!liste.hidden));
  }

  function fermer() {
    panneau.hidden = true;
    champ.setAttribute("aria-expanded", "false");
    viser(-1);
  }

  function viser(rang) {
    liste.children[actif]?.setAttribute("aria-selected", "false");
    actif = rang;
    const vise = liste.children[actif];
    if (!vise) return champ.removeAttribute("aria-activedescendant");
    vise.setAttribute("aria-selected", "true");
    vise.scrollIntoView({ block: "nearest" });
    champ.setAttribute("aria-activedescendant", vise.id);
  }

  // ------------------------------------------------------------ choisir
  const dehors = (commune) => (deja ? !commune.dans_la_region : ailleurs(commune, config.cartes));

  function prendre(rang) {
    const commune = communes[rang];
    if (!commune) return;
    if (deja) return choisir(commune, fermer);
    if (dehors(commune)) return partir(commune);
    vider();
    annonce.textContent = phrase(config.phrases.ouverte, commune);
    if (matchMedia("(pointer: coarse)").matches) champ.blur();
    choisir(commune);
  }

  // Hors de la région : la carte de la sienne ; à défaut sa page, que toute commune proposée a.
  function partir(commune) {
    const carte = commune.dessinee && config.cartes[commune.departement], code = encodeURIComponent(commune.code_commune);
    location.assign(carte ? `${carte}?territoire=com-${code}` : `${racine}/commune/${code}`);
  }

  // Une seule réponse, que des villes de CEDEX (celles qui portent une mention) peuvent suivre.
  const seule = () => communes.length === 1 || communes.length > 1 && !communes[0].mention && communes.slice(1).every((une) => une.mention);

  function vider() {
    champ.value = "";
    attendre(0);
  }

  // ------------------------------------------------------------ entendre
  champ.addEventListener("input", (e) => { if (!e.isComposing) attendre(PAUSE_MS); });
  champ.addEventListener("compositionend", () => attendre(PAUSE_MS));
  champ.addEventListener("focus", () => { if (question() && communes.length) ouvrir(); });
  champ.addEventListener("blur", fermer);
  champ.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (deja && e.key === "Enter" && actif < 0 && !(montree === attendue && seule())) return;
    const geste = { ArrowDown: () => avancer(1), ArrowUp: () => avancer(-1), Enter: valider, Escape: () => (panneau.hidden ? vider() : fermer()) }[e.key];
    if (!geste || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    geste();
  });
  effacer?.addEventListener("click", () => { vider(); champ.focus(); });
  // Garder le focus dans le champ : c'est lui qui porte la liste.
  panneau.addEventListener("mousedown", (e) => e.preventDefault());
  liste.addEventListener("click", (e) => prendre([...liste.children].indexOf(e.target.closest("[role=option]"))));

  function avancer(pas) {
    if (panneau.hidden && communes.length) ouvrir();
    if (!communes.length) return;
    // Du champ à la première, de la dernière au champ : le texte tapé reste à portée.
    const suivant = actif + pas;
    viser(suivant < -1 ? communes.length - 1 : suivant >= communes.length ? -1 : suivant);
  }

  function valider() {
    if (!attendue) return;
    if (montree !== attendue) {
      attendre(0);
      entree = true;
      return;
    }
    entree = false;
    if (actif >= 0) prendre(actif);
    else if (seule()) prendre(0);
    else avancer(1);
  }
}

// Vrai si la commune n'est pas sur la carte ouverte : `cartes` donne « » à ses départements.
function ailleurs(commune, cartes) {
  return !commune.dessinee || cartes[commune.departement] !== "";
}

// La liste proposée : nom, département, et par quoi la commune répond quand ce n'est pas par son nom.
function option(une, id, q, mots, dehors) {
  const li = element("li", { role: "option", id, "aria-selected": "false" });
  li.append(element("span", { class: "recherche-nom" }, une.nom), " ");
  li.append(element("span", { class: "recherche-lieu" }, une.nom_departement ? `${une.nom_departement} (${une.departement})` : une.departement));
  const code = q.replaceAll(" ", "").toUpperCase();
  const precisions = [
    une.arrondissement,
    une.ancien_nom && phrase(mots.ancienne, { nom: une.ancien_nom }),
    une.ancien_code === code && phrase(mots.ancienCode, { code }),
    une.code_commune === code && phrase(mots.code, { code }),
    une.mention,
    dehors && mots.hors,
  ].filter(Boolean);
  if (precisions.length) li.append(" ", element("span", { class: "recherche-precision" }, precisions.join(" · ")));
  return li;
}

function batir(boite, mots, deja) {
  const id = deja?.id ?? "recherche";
  const champ = deja ?? element("input", { id, type: "text", "aria-label": mots.nom, placeholder: mots.invite, maxlength: LE_PLUS_LONG });
  const proprietes = {
    role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-liste`, "aria-autocomplete": "list", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
  };
  for (const [nom, valeur] of Object.entries(proprietes)) champ.setAttribute(nom, valeur);
  const effacer = deja ? null : element("button", { type: "button", class: "recherche-effacer", "aria-label": mots.effacer, hidden: "" }, "×");
  const panneau = element("div", { class: "recherche-panneau", hidden: "" });
  const dit = element("p", { class: "recherche-dit", "aria-hidden": "true" });
  const liste = element("ul", { id: `${id}-liste`, role: "listbox", "aria-label": mots.liste, hidden: "" });
  const annonce = element("p", { class: "recherche-annonce", role: "status" });
  panneau.append(dit, liste);
  if (deja) boite.append(panneau, annonce);
  else boite.replaceChildren(champ, effacer, panneau, annonce);
  return { champ, effacer, panneau, dit, liste, annonce };
}

function element(balise, attributs, texte = "") {
  const cree = document.createElement(balise);
  for (const [nom, valeur] of Object.entries(attributs)) cree.setAttribute(nom, valeur);
  cree.textContent = texte;
  return cree;
}
