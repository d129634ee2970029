// La réunion en fichiers : le JSON qui la rejoue, relu et vérifié par le serveur, et le relevé de décisions qu'il écrit.
import { enregistrer, recevoir } from "../carte/export.mjs";
import { nombre, phrase } from "../carte/phrases.mjs";

const racine = document.documentElement.dataset.racine ?? "";
const LE_PLUS_GROS = 256 * 1024, JSON_UTF8 = "application/json";

async function demander(adresse, corps, mots) {
  let reponse;
  try {
    reponse = await fetch(adresse, { method: "POST", headers: { "Content-Type": JSON_UTF8 }, body: corps });
  } catch {
    throw new Error(mots.serveurMuet);
  }
  if (reponse.ok) return reponse;
  const { erreur } = await reponse.json().catch(() => ({}));
  throw new Error(erreur ?? mots.serveurMuet);
}

// Ce que le serveur lit d'une réunion : {reunion, avis, decisions}. Lève Error, une phrase, si ce n'en est pas une.
export const relire = async (reunion, mots) => (await demander(`${racine}/reunion/lire`, JSON.stringify(reunion), mots)).json();

export async function lireFichier(fichier, mots) {
  if (fichier.size > LE_PLUS_GROS) throw new Error(mots.tropGros);
  let contenu;
  try {
    contenu = JSON.parse(await fichier.text());
  } catch {
    throw new Error(mots.pasJson);
  }
  return relire(contenu, mots);
}

export function enregistrerReunion(reunion, mots) {
  const nom = `${mots.nomFichier}-${new Date().toISOString().slice(0, 10)}.json`;
  enregistrer(new Blob([JSON.stringify(reunion, null, 1)], { type: JSON_UTF8 }), nom);
}

// Le relevé, `dire` disant où il en est.
export async function telechargerReleve(reunion, mots, dire) {
  dire(mots.preparation);
  const reponse = await demander(`${racine}/reunion/releve.docx`, JSON.stringify(reunion), mots);
  const fichier = await recevoir(reponse, (octets) => dire(phrase(mots.reception, { ko: nombre(Math.round(octets / 1000)) })));
  const nom = /filename="([^"]+)"/.exec(reponse.headers.get("Content-Disposition") ?? "")?.[1] ?? `${mots.nomFichier}.docx`;
  enregistrer(fichier, nom);
  dire(mots.releveFini);
}
