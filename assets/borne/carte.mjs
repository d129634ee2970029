// La carte de la borne : la même pièce que la carte du site (assets/carte), avec de grandes lettres et de grands boutons.

const config = JSON.parse(document.getElementById("configuration").textContent);
const mots = config.phrases;
const [{ creerCarte }, V, { phrase, pourcent }, { nommer }] = await Promise.all(["carte", "vue", "phrases", "noms"].map((nom) => import(`${config.statique}/carte/${nom}.mjs`)));
// Un nom de ville se lit à un mètre : 24 px au moins.
const LETTRES = { "noms-villes": 21, "noms-departements": 22 };
const BORD = 28, DUREE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250, PRES = 9.5;
const MARQUES = [[V.ABSENT, "inconnu", "#B9B7B0", "absent", "diagonale-inverse"], [V.MASQUE, "masque", "#9A9A9A", "masque", "horizontal"], [V.PARTAGE, "partage", "#9C86B8", "partage", "points-epars"]];
const element = (id) => document.getElementById(id);
const vue = { ...config.ouverture, theme: config.themes[0][0], masquer: [], structures: [], annee: Infinity };
// Le département touché d'abord : à l'échelle de la région, une commune est plus petite qu'un doigt.
let donnees = null, sites = null, carte = null, departement = "";

async function ouvrir() {
  const lire = async (adresse) => {
    const reponse = await fetch(adresse);
    if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
    return reponse.json();
  };
  const [communes, lieux, fond] = await Promise.all([lire(config.communes), lire(config.sites), lire(config.fond.adresse)]);
  const rangs = Object.fromEntries(Object.entries(communes.couches).map(([id, colonne]) => [id, V.decoder(colonne)]));
  donnees = { ...communes, rangs, rangDuCode: new Map(communes.codes.map((code, i) => [code, i])) };
  sites = lieux;
  raconter();
  carte = await creerCarte(element("carte"), {
    plage: [donnees.premier, donnees.premier + donnees.codes.length - 1], tuiles: new URL(config.tuiles, location.href).href,
    bbox: config.region.bbox, locale: config.locale, formes: config.structures, ancre: false, fond: config.fond,
    // Personne n'est là pour recharger une borne.
    perdre: () => location.reload(),
  });
  for (const [calque, taille] of Object.entries(LETTRES)) carte.carte.setLayoutProperty(calque, "text-size", taille);
  nommer(carte, fond, donnees);
  carte.carte.on("click", toucher);
  carte.carte.fitBounds(config.region.bbox, { padding: BORD, duration: 0 });
  peindre();
  const venue = donnees.rangDuCode.get(new URLSearchParams(location.search).get("commune"));
  if (venue !== undefined) { cadrer(venue); choisir(venue); }
  element("carte-attente").hidden = true;
  await carte.inactif();
  document.body.dataset.prete = "oui";
}

// ------------------------------------------------------------ peindre, dire
const etat = () => V.etats(donnees, config, vue, new Uint8Array(donnees.codes.length).fill(1));

function peindre() {
  const classes = config.couches[vue.theme].classes.map(([, , couleur, motif]) => [couleur, motif]);
  const styles = [...classes, ...MARQUES.map(([, , couleur, , motif]) => [couleur, motif])];
  const rang = Object.fromEntries(MARQUES.map(([marque], k) => [marque, classes.length + k]));
  carte.peindre(Array.from(etat(), (e) => (e >= 0 ? e : rang[e])), styles);
}

function raconter() {
  const compte = new Map();
  for (const rang of donnees.rangs[vue.theme]) compte.set(rang, (compte.get(rang) ?? 0) + 1);
  const classes = config.couches[vue.theme].classes.map(([, nom, couleur, motif], rang) => [rang, nom, couleur, `motif-${motif}`]);
  const marques = MARQUES.map(([marque, mot, , motif]) => [marque, mots[mot], "", `motif-${motif}`]);
  const rangees = [...classes, ...marques].filter(([rang]) => compte.has(rang));
  element("legende").replaceChildren(...rangees.map(([rang, nom, couleur, motif]) => {
    const li = creer("li"), pastille = creer("span", "", `pastille ${motif}`), texte = creer("span", nom);
    if (couleur) pastille.style.backgroundColor = couleur;
    texte.append(creer("small", phrase(mots.nombre, { n: compte.get(rang) })));
    li.append(pastille, texte);
    return li;
  }));
  element("source").textContent = config.sources[vue.theme] + (config.simule && config.couches[vue.theme].niveau === "commune" ? ` ${mots.simule}` : "");
}

function creer(balise, texte = "", classe = "") {
  const cree = document.createElement(balise);
  cree.textContent = texte;
  if (classe) cree.className = classe;
  return cree;
}

// ------------------------------------------------------------ toucher
function toucher({ point }) {
  const dessous = carte.dessous(point);
  if (dessous.structures?.length > 1) dire(phrase(mots.memeLieu, { n: dessous.structures.length }), dessous.structures.slice(0, 3).map((un) => un.nom).join(", "));
  else if (dessous.structures) {
    const { nom, categorie, code } = dessous.structures[0];
    dire(nom, `${config.structures[categorie][0]} · ${donnees.noms[donnees.rangDuCode.get(code)]}`, code);
  } else if (dessous.commune !== undefined) {
    const i = dessous.commune - donnees.premier;
    if (!(i >= 0 && i < donnees.codes.length)) return;
    if (donnees.departements[i] !== departement && carte.carte.getZoom() < PRES) return entrer(donnees.departements[i]);
    choisir(i);
  }
}

// Premier doigt : le département remplit la carte, et dit sa part. Un département d'une autre région n'a rien à dire.
function entrer(code) {
  const la = config.departements.find((un) => un.code === code);
  if (!la) return;
  departement = code;
  carte.choisir({});
  carte.carte.fitBounds(la.bbox, { padding: BORD, duration: DUREE });
  dire(la.nom, `${part(code)}${mots.puis}`);
}

// La part des habitants du département dans la classe du plus grand manque ; « » si une classe ou une population manque.
function part(code) {
  let dedans = 0, total = 0;
  const rangs = donnees.rangs[vue.theme], classes = config.couches[vue.theme].classes;
  for (const [i, autre] of donnees.departements.entries()) {
    if (autre !== code) continue;
    if (rangs[i] < 0 || donnees.populations[i] === null) return "";
    total += donnees.populations[i];
    if (rangs[i] === 0) dedans += donnees.populations[i];
  }
  return config.couches[vue.theme].niveau !== "commune" || !total ? "" : `${phrase(mots.part, { part: pourcent((100 * dedans) / total), classe: classes[0][1].toLowerCase() })} `;
}

function choisir(i) {
  departement = donnees.departements[i];
  carte.choisir({ commune: donnees.premier + i });
  const rang = donnees.rangs[vue.theme][i];
  const classe = rang >= 0 ? config.couches[vue.theme].classes[rang][1] : mots[MARQUES.find(([marque]) => marque === rang)[1]];
  const habitants = donnees.populations[i] === null ? "" : ` · ${phrase(mots.habitants, { n: donnees.populations[i] })}`;
  dire(donnees.noms[i], `${classe}${habitants}`, donnees.codes[i]);
}

function dire(titre, texte, code = "") {
  const boite = creer("div");
  boite.append(creer("strong", titre), creer("span", texte));
  const parts = [boite];
  if (code) {
    const lien = creer("a", mots.voirLaFiche, "borne-touche plein");
    lien.href = `${document.documentElement.dataset.racine ?? ""}/borne/commune/${code}?de=carte`;
    parts.push(lien);
  }
  element("touchee").replaceChildren(...parts);
}

function cadrer(i) {
  const [lon, lat] = donnees.points[i] ?? [];
  if (lon !== undefined) carte.carte.jumpTo({ center: [lon, lat], zoom: PRES + 0.8 });
}

// ------------------------------------------------------------ les boutons
for (const bouton of document.querySelectorAll("[data-theme]")) {
  bouton.addEventListener("click", () => {
    vue.theme = bouton.dataset.theme;
    for (const un of document.querySelectorAll("[data-theme]")) un.setAttribute("aria-pressed", String(un === bouton));
    element("touchee").replaceChildren(creer("p", mots.touchez));
    carte?.choisir({});
    raconter();
    if (carte) peindre();
  });
}
element("structures").addEventListener("click", (e) => {
  const montrees = e.currentTarget.getAttribute("aria-pressed") !== "true";
  e.currentTarget.setAttribute("aria-pressed", String(montrees));
  const toutes = montrees ? config.montrees.flatMap((categorie) => (sites[categorie] ?? []).map((site) => ({ categorie, site }))) : [];
  carte?.points("structures", toutes.map(({ categorie, site: [lon, lat, nom, code, type, approximative] }) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { image: `${categorie}-${approximative}`, categorie, nom, code, type, approximative },
  })));
});
element("agrandir").addEventListener("click", () => carte?.carte.zoomIn({ duration: DUREE }));
element("reduire").addEventListener("click", () => carte?.carte.zoomOut({ duration: DUREE }));
element("region").addEventListener("click", () => {
  departement = "";
  element("touchee").replaceChildren(creer("p", mots.touchez));
  carte?.choisir({});
  carte?.carte.fitBounds(config.region.bbox, { padding: BORD, duration: DUREE });
});

ouvrir().catch((erreur) => {
  element("carte-attente").textContent = mots.erreur;
  throw erreur; // la page se rechargera d'elle-même (inactif.mjs)
});
