// Les volets et les questions : des <dialog> du navigateur, qui tiennent le focus et se ferment par Échap.
import { element, ecrire } from "./dom.mjs";

export function ouvrir(id) {
  const volet = element(id);
  const zone = volet.querySelector(".dit");
  if (zone) ecrire(zone, "");
  if (!volet.open) volet.showModal();
  return volet;
}

for (const bouton of document.querySelectorAll("[data-ferme]")) bouton.addEventListener("click", () => bouton.closest("dialog").close());

// Une question, et la réponse ; Échap répond non.
export function confirmer(question) {
  const volet = element("confirmer");
  ecrire(element("confirmer-texte"), question);
  volet.returnValue = "";
  volet.showModal();
  return new Promise((fini) => volet.addEventListener("close", () => fini(volet.returnValue === "oui"), { once: true }));
}
