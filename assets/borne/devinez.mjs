// « Devinez » : la page montre une question, juge le choix et compte. Rien n'en part.
import { ajouter, lire } from "./compte.mjs";

const boite = document.getElementById("devinez"), questions = [...boite.querySelectorAll(".devinette")];
const portes = document.querySelector(".devinez-portes"), [premiere, une, plusieurs] = JSON.parse(boite.dataset.phrases);

function repondre(question, bouton) {
  const choix = [...question.querySelectorAll("button")], juste = "juste" in bouton.dataset;
  for (const un of choix) {
    const mot = un.querySelector("small");
    un.setAttribute("aria-disabled", "true");
    un.setAttribute("aria-pressed", String(un === bouton));
    mot.textContent = "juste" in un.dataset ? boite.dataset.vrai : un === bouton ? boite.dataset.vous : "";
    mot.hidden = !mot.textContent;
  }
  const { reponses, justes } = ajouter(juste);
  const reponse = question.querySelector("template").content.cloneNode(true);
  reponse.querySelector(".devinez-verdict").textContent = bouton.dataset.verdict;
  reponse.querySelector(".devinez-compte").textContent = reponses > 1 ? (justes > 1 ? plusieurs : une).replace("{n}", reponses).replace("{justes}", justes) : premiere;
  question.querySelector(".devinez-reponse").replaceChildren(reponse);
  portes.hidden = false;
}

function poser(question) {
  for (const autre of questions) autre.hidden = autre !== question;
  for (const un of question.querySelectorAll("button")) {
    un.removeAttribute("aria-disabled");
    un.removeAttribute("aria-pressed");
    un.querySelector("small").hidden = true;
  }
  question.querySelector(".devinez-reponse").replaceChildren();
  portes.hidden = true;
}

// La première ville change avec le compte du jour : le visiteur suivant ne retrouve pas celle du précédent.
let rang = lire().reponses % questions.length;
poser(questions[rang]);
boite.addEventListener("click", (e) => {
  const bouton = e.target.closest("button");
  if (bouton && !bouton.hasAttribute("aria-disabled")) repondre(questions[rang], bouton);
});
document.getElementById("autre").addEventListener("click", () => {
  rang = (rang + 1) % questions.length;
  poser(questions[rang]);
  questions[rang].querySelector("h2").focus();
});
