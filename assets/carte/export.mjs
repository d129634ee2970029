// L'export de la vue : demande le fichier au serveur, dit où il en est, et s'arrête quand on le demande.
import { nombre, phrase } from "./phrases.mjs";
import { adresse } from "./vue.mjs";

const POINTS_PAR_POINT = 2; // le PNG a deux fois les points de la page : net à l'impression
let enCours = null;

// `format` : csv, xlsx, gpkg, pdf, svg, ou png (le SVG, dessiné ici). `dit` : l'élément qui annonce ; ses data-* sont les phrases.
export async function exporter({ config, vue }, format, dit) {
  arreter();
  const arret = (enCours = new AbortController());
  const mots = dit.dataset;
  dit.textContent = mots.preparation;
  try {
    const reponse = await fetch(lien(config, vue, format === "png" ? "svg" : format), { signal: arret.signal });
    if (!reponse.ok) throw new Error((await reponse.json()).erreur);
    let fichier = await recevoir(reponse, (octets) => { dit.textContent = phrase(mots.reception, { ko: nombre(Math.round(octets / 1000)) }); });
    const nom = /filename="([^"]+)"/.exec(reponse.headers.get("Content-Disposition"))[1];
    if (format === "png") fichier = await enPng(fichier);
    if (arret.signal.aborted) return;
    enregistrer(fichier, nom.replace(/\.\w+$/, `.${format}`));
    dit.textContent = mots.fini;
  } catch (erreur) {
    dit.textContent = erreur.name === "AbortError" ? mots.arrete : erreur.message || mots.echec;
  } finally {
    if (enCours === arret) enCours = null;
  }
}

export function arreter() {
  enCours?.abort();
}

function lien(config, vue, format) {
  const recherche = adresse(vue, config.ouverture).replace("?", "");
  const region = `region=${config.region.id.replace("reg-", "")}`;
  return `${document.documentElement.dataset.racine ?? ""}/export/${format}?${[region, recherche].filter(Boolean).join("&")}`;
}

export async function recevoir(reponse, avancer) {
  const lecteur = reponse.body.getReader(), morceaux = [];
  let octets = 0;
  for (;;) {
    const { done, value } = await lecteur.read();
    if (done) return new Blob(morceaux, { type: reponse.headers.get("Content-Type") });
    morceaux.push(value);
    avancer((octets += value.length));
  }
}

async function enPng(svg) {
  const image = new Image(), source = URL.createObjectURL(svg);
  image.src = source;
  await image.decode();
  const toile = document.createElement("canvas");
  [toile.width, toile.height] = [image.naturalWidth * POINTS_PAR_POINT, image.naturalHeight * POINTS_PAR_POINT];
  toile.getContext("2d").drawImage(image, 0, 0, toile.width, toile.height);
  URL.revokeObjectURL(source);
  return new Promise((fini) => toile.toBlob(fini, "image/png"));
}

export function enregistrer(fichier, nom) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(fichier);
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 10000);
}
