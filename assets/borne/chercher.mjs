// Chercher sa commune avec le clavier de la borne. Ce qui est tapé part dans le corps de la demande : ni adresse, ni journal.
const PAUSE_MS = 200;
const racine = document.documentElement.dataset.racine ?? "";
const boite = document.getElementById("chercher"), champ = document.getElementById("champ");
const dit = document.getElementById("dit"), liste = document.getElementById("trouvees");
const mots = JSON.parse(boite.dataset.phrases);
let minuteur = null, demande = null;

// ------------------------------------------------------------ le clavier
const COMMANDES = {
  espace: () => inserer(" "),
  effacer: () => remplacer(champ.selectionStart === champ.selectionEnd ? Math.max(0, champ.selectionStart - 1) : champ.selectionStart, ""),
  "tout-effacer": () => { champ.value = ""; changer(0); },
};

function inserer(texte) {
  if (champ.value.length < champ.maxLength) remplacer(champ.selectionStart, texte);
}

function remplacer(debut, texte) {
  champ.setRangeText(texte, debut, champ.selectionEnd, "end");
  changer(PAUSE_MS);
}

const clavier = boite.querySelector(".clavier");
// Le champ garde le focus : le curseur ne bouge pas d'une touche à l'autre.
clavier.addEventListener("pointerdown", (e) => { if (e.target.closest("button")) e.preventDefault(); });
clavier.addEventListener("mousedown", (e) => e.preventDefault());
clavier.addEventListener("click", (e) => {
  const touche = e.target.closest("[data-touche]");
  if (!touche) return;
  const nom = touche.dataset.touche;
  (COMMANDES[nom] ?? (() => inserer(nom)))();
});
champ.addEventListener("input", () => changer(PAUSE_MS));

// ------------------------------------------------------------ chercher
function changer(delai) {
  clearTimeout(minuteur);
  demande?.abort();
  const q = champ.value.trim();
  if (!q) return montrer(mots.invite, []);
  minuteur = setTimeout(() => chercher(q), delai);
}

async function chercher(q) {
  demande = new AbortController();
  try {
    const reponse = await fetch(`${racine}/borne/communes`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ q }), signal: demande.signal, cache: "no-store",
    });
    if (!reponse.ok) throw new Error(`${reponse.status}`);
    const { communes, beaucoup } = await reponse.json();
    montrer(phrase(communes, beaucoup), communes);
  } catch (erreur) {
    if (erreur.name !== "AbortError") montrer(mots.panne, []);
  }
}

function phrase(communes, beaucoup) {
  const n = communes.length;
  if (!n) return mots.aucune;
  if (!communes.some((une) => une.exacte)) return mots.proches;
  return (beaucoup ? mots.beaucoup : mots.nombre[n > 1 ? 1 : 0]).replace("{n}", n);
}

function montrer(texte, communes) {
  dit.textContent = texte;
  liste.scrollTop = 0;
  liste.replaceChildren(...communes.map(rangee));
}

function rangee(une) {
  const li = document.createElement("li"), lien = document.createElement("a"), nom = document.createElement("strong"), lieu = document.createElement("span");
  lien.href = `${racine}/borne/commune/${encodeURIComponent(une.code)}`;
  nom.textContent = une.nom;
  lieu.textContent = une.lieu;
  lien.append(nom, lieu);
  li.append(lien);
  return li;
}

champ.focus();
