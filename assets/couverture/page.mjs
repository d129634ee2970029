// « Qui est loin » : le curseur se joue dans le navigateur. Une distance par commune est venue avec la page ; la carte, les comptes,
// la liste, la phrase et l'adresse suivent le curseur, et rien n'est envoyé.

const config = JSON.parse(document.getElementById("configuration").textContent);
const mots = config.mots, vue = { ...config.vue };
const [{ creerCarte }, { nombre, pourcent, phrase }, { nommer }] = await Promise.all(["carte", "phrases", "noms"].map((nom) => import(`${config.statique}/carte/${nom}.mjs`)));
const element = (id) => document.getElementById(id);
const VERIFIER = "diagonale", INSECABLE = "\u00a0", ATTENTE = 400, PETITE_LISTE = config.montrees;
const DECIMALE = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const BORNE = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
let communes = null, distances = null, carte = null, annonce = 0;

async function ouvrir() {
  const lire = async (adresse) => { const r = await fetch(adresse); if (!r.ok) throw new Error(`${adresse} : ${r.status}`); return r.json(); };
  let fond;
  [communes, distances, fond] = await Promise.all([config.communes, config.distances, config.fond.adresse].map(lire));
  communes.rangDuCode = new Map(communes.codes.map((code, i) => [code, i]));
  element("couverture").classList.add("vive");
  const choix = element("choix");
  choix.addEventListener("input", ({ target }) => { if (target.name === "usage" || target.name === "region") return; lireChoix(); compter(); });
  choix.addEventListener("change", ({ target }) => { if (target.name === "usage" || target.name === "region") choix.submit(); });
  carte = await creerCarte(element("carte"), {
    plage: config.plage, tuiles: new URL(config.tuiles, location.href).href,
    bbox: config.region.bbox, locale: config.locale, formes: { site: config.structure }, ancre: false, fond: config.fond,
  });
  carte.carte.fitBounds(config.bbox, { padding: 14, duration: 0 });
  // Chaque site se voit : ils sont quelques centaines, et leur semis est la réponse.
  carte.carte.setLayoutProperty("structures", "icon-size", ["interpolate", ["linear"], ["zoom"], 6, 0.35, 9, 0.6, 11, 1]);
  const point = (coordonnees, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: coordonnees }, properties });
  nommer(carte, fond, communes);
  carte.points("structures", distances.sites.map(([lon, lat, nom, code]) => point([lon, lat], { image: "site-0", categorie: "site", nom, code })));
  carte.carte.on("click", toucher);
  compter();
  await carte.inactif();
  document.body.dataset.prete = "oui";
}

function lireChoix() {
  const donnees = new FormData(element("choix"));
  vue.mesure = donnees.get("mesure");
  vue.population = donnees.get("population");
  vue.seuil = Number(donnees.get("seuil"));
}

// ------------------------------------------------------------ compter, peindre, dire
const unite = () => INSECABLE + mots.unites[vue.mesure];
const seuilDit = () => `${vue.seuil}${unite()}`;
const valeurs = () => distances[vue.mesure];
const basses = () => (vue.mesure === "km" ? distances.km : distances.basse);
const hautes = () => (vue.mesure === "km" ? distances.km : distances.haute);
const comptee = (i) => distances.populations[vue.population][i] === "1";

function compter() {
  const total = { loin: 0, connus: 0, communes: 0, surs: 0, verifier: 0 }, parDepartement = new Map(), loin = [];
  const value = valeurs(), bas = basses(), haut = hautes();
  const classes = config.teintes.map(() => ({ communes: 0, habitants: 0 }));
  for (let i = 0; i < value.length; i++) {
    if (!comptee(i) || value[i] === null) continue;
    const habitants = communes.populations[i] ?? 0, dep = communes.departements[i], audela = value[i] > vue.seuil;
    const ici = parDepartement.get(dep) ?? { connus: 0, loin: 0 };
    parDepartement.set(dep, ici);
    total.connus += habitants; ici.connus += habitants;
    if (bas[i] > vue.seuil) total.surs += habitants;
    else if (haut[i] > vue.seuil) total.verifier += habitants;
    const c = classes[classe(value[i])];
    c.communes++; c.habitants += habitants;
    if (!audela) continue;
    total.loin += habitants; ici.loin += habitants; total.communes++;
    loin.push(i);
  }
  dire(total, parDepartement, classes, loin);
  peindre();
  ecrireAdresse();
}

function classe(x) {
  const rang = config.bornes.findIndex((borne) => x <= borne * vue.seuil);
  return rang < 0 ? config.bornes.length : rang;
}

function peindre() {
  if (!carte) return;
  const value = valeurs(), bas = basses(), haut = hautes(), n = config.teintes.length;
  const styles = [...config.teintes.map((c) => [c, "plein"]), ...config.teintes.map((c) => [c, VERIFIER]), ["#E4E2DC", "horizontal"], ["#F4F1EB", "plein"]];
  carte.peindre(value.map((x, i) => {
    if (!comptee(i)) return 2 * n + 1;
    if (x === null) return 2 * n;
    return classe(x) + (bas[i] <= vue.seuil && haut[i] > vue.seuil || (distances.bord[i] === "1" && x > vue.seuil) ? n : 0);
  }), styles);
}

function dire(total, parDepartement, classes, loin) {
  const part = total.connus ? (100 * total.loin) / total.connus : null, seuil = seuilDit();
  const deps = [...parDepartement].map(([code, d]) => ({ code, loin: d.loin, part: d.connus ? (100 * d.loin) / d.connus : null }));
  deps.sort((a, b) => (b.part ?? 0) - (a.part ?? 0) || (a.code < b.code ? -1 : 1));
  const nom = (code) => config.departements.find((d) => d.code === code).nom;
  clearTimeout(annonce);
  annonce = setTimeout(() => { element("titre").textContent = constat(part, deps, nom); document.title = document.title.replace(/^.*? · /, `${element("titre").textContent} · `); }, ATTENTE);
  element("grand").textContent = nombre(total.loin);
  element("grand-dit").textContent = phrase(mots.au_dela, { n: total.loin, seuil });
  element("seuil-dit").textContent = seuil;
  element("etats").textContent = vue.mesure === "km" ? "" : phrase(mots.etats, { surs: total.surs, verifier: total.verifier });
  element("repere")?.setAttribute("d", `M${vue.seuil * 4} 6V106`);
  element("courbe")?.setAttribute("d", courbe(total.connus));
  element("dep-titre").textContent = phrase(mots.par_departement, { seuil });
  element("liste-titre").textContent = phrase(mots.communes_au_dela, { n: total.communes, seuil });
  element("departements").replaceChildren(...deps.map((d) => rang(lien(`/territoire/dep-${d.code}`, nom(d.code)), barre(d.part), nombre(d.loin))));
  [...element("classes").rows].forEach((row, k) => {
    row.cells[0].lastElementChild.textContent = bornes(k);
    row.cells[1].textContent = nombre(classes[k].communes);
    row.cells[2].textContent = total.connus ? pourcent((100 * classes[k].habitants) / total.connus) : "–";
  });
  lister(loin);
}

function constat(part, deps, nom) {
  const de = mots.populations[vue.population], un = mots.usage.un, seuil = seuilDit();
  if (part === null) return element("titre").textContent;
  const n = part ? Math.round(100 / part) : 0;
  const fidele = mots.nombres[n] && Math.abs(100 / n - part) <= mots.fidele * part;
  const modele = part === 0 ? mots.personne : fidele ? mots.un_sur : mots.part;
  const pire = deps.find((d) => d.part !== null);
  const dit = modele.replace("{de}", de).replace("{n}", mots.nombres[n] ?? "").replace("{seuil}", seuil).replace("{un}", un).replace("{part}", pourcent(part));
  return dit + (pire && pire.part > part ? phrase(mots.plus_loin, { nom: nom(pire.code), part: pourcent(pire.part) }) : "");
}

function courbe(connus) {
  const value = valeurs(), seuils = Array(62).fill(0);
  for (let i = 0; i < value.length; i++) if (comptee(i) && value[i] !== null) seuils[Math.min(61, Math.ceil(value[i]))] += communes.populations[i] ?? 0;
  let loin = connus, trace = "";
  for (let pas = 0; pas <= config.seuils[1]; pas++) {
    loin -= seuils[pas];
    trace += `${pas ? "L" : "M"}${pas * 4} ${(106 - (connus ? (100 * loin) / connus : 0)).toFixed(1)}`;
  }
  return trace;
}

function bornes(k) {
  const dits = config.bornes.map((part) => BORNE.format(part * vue.seuil));
  if (k === 0) return `jusqu'à ${dits[0]}${unite()}`;
  return k === dits.length ? `plus de ${dits[k - 1]}${unite()}` : `${dits[k - 1]} à ${dits[k]}${unite()}`;
}

function distanceDite(i, modele = mots.environ) {
  const x = valeurs()[i];
  if (x === null) return mots.sans;
  if (vue.mesure === "km") return `${DECIMALE.format(x)}${INSECABLE}km`;
  return x === 0 ? mots.dedans : phrase(modele, { minutes: String(Math.round(x)), basse: String(Math.round(distances.basse[i])), haute: String(Math.round(distances.haute[i])) });
}

function lister(loin) {
  const p = communes.populations;
  loin.sort((a, b) => (p[b] ?? -1) - (p[a] ?? -1) || communes.noms[a].localeCompare(communes.noms[b], "fr"));
  const lettres = communes.couches["zonage-medecins"];
  element("communes").replaceChildren(...loin.slice(0, PETITE_LISTE).map((i) => rang(
    lien(`/commune/${communes.codes[i]}`, communes.noms[i]), communes.departements[i], config.zones[parseInt(lettres[i], 36)]?.code ?? "–",
    p[i] === null ? mots.non_publie : nombre(p[i]), distanceDite(i, mots.court) + (distances.bord[i] === "1" ? ` · ${mots.bord}` : ""),
  )));
  const reste = loin.length - PETITE_LISTE;
  element("reste").textContent = reste > 0 ? phrase(mots.et_autres, { n: reste }) : "";
}

// ------------------------------------------------------------ petites pièces
function creer(balise, contenu = "", classe = "") {
  const cree = document.createElement(balise);
  cree.append(contenu);
  if (classe) cree.className = classe;
  return cree;
}
function lien(adresse, nom) { const a = creer("a", nom); a.href = adresse; return a; }
function barre(part) {
  const boite = document.createDocumentFragment(), trait = creer("span", "", "barre");
  trait.style.width = `${((part ?? 0) * 0.5).toFixed(1)}px`;
  boite.append(trait, creer("strong", part === null ? "–" : pourcent(part)));
  return boite;
}
function rang(tete, ...cases) {
  const tr = creer("tr"), th = creer("th", tete);
  th.scope = "row";
  tr.append(th, ...cases.map((un) => creer("td", un)));
  return tr;
}

function toucher({ point }) {
  const dessous = carte.dessous(point);
  if (dessous.structures) return void (element("touchee").textContent = `${dessous.structures[0].nom}, ${communes.noms[communes.rangDuCode.get(dessous.structures[0].code)] ?? ""}`);
  const i = (dessous.commune ?? -1) - communes.premier;
  if (!(i >= 0 && i < communes.codes.length)) return;
  carte.choisir({ commune: communes.premier + i });
  element("touchee").replaceChildren(lien(`/commune/${communes.codes[i]}`, communes.noms[i]), ` : ${distanceDite(i)}`);
}

function ecrireAdresse() {
  const adresse = new URL(location.href);
  for (const nom of ["mesure", "seuil", "population"]) adresse.searchParams.set(nom, String(vue[nom]));
  history.replaceState(null, "", adresse);
  for (const a of document.querySelectorAll(".emporte")) a.href = a.getAttribute("href").split("?")[0] + adresse.search;
}

ouvrir().catch((erreur) => {
  element("touchee").textContent = mots.erreur;
  console.warn(erreur);
});
