// Figer une décision : la vue, ses nombres et la date sont pris à l'ouverture ; pendant qu'on écrit, rien ne bouge.
import { phrase } from "../carte/phrases.mjs";
import { ouvrir } from "./dialogues.mjs";
import { ecrire, element } from "./dom.mjs";
import { jour } from "./listes.mjs";
import { maintenant } from "./registre.mjs";

// `enregistrer(decision, neuve)` : la garde dans la réunion.
export function creerDecision(config, salle, enregistrer) {
  const mots = config.phrases.reunion, formulaire = element("decision-corps"), { titre, note } = formulaire.elements;
  let ecrite = null, neuve = true;

  function montrer(decision, dite) {
    ecrite = decision;
    ecrire(element("decision-titre"), phrase(mots.decision, { n: String(decision.numero) }));
    element("decision-figee").replaceChildren(...dite.map((ligne) => Object.assign(document.createElement("li"), { textContent: ligne })));
    salle.figer(true);
    ouvrir("decision");
    titre.focus();
  }

  function figer(numero) {
    neuve = true;
    const le = maintenant();
    const decision = {
      numero, titre: "", note: "", le, empreinte: config.empreinte, donnees: config.donnees, simule: config.simule,
      vue: { titre: salle.titreCourt(), cote: salle.enFichier() }, comptes: salle.comptes(),
    };
    montrer(decision, [...salle.phrases(), gardeLe(decision)]);
  }

  function modifier(decision) {
    neuve = false;
    titre.value = decision.titre;
    note.value = decision.note;
    montrer(decision, [decision.vue.titre, gardeLe(decision)]);
  }

  const gardeLe = ({ empreinte, le }) => phrase(mots.gardeAvec, { empreinte: empreinte.slice(0, 12), le: jour(le, mots) });
  const vider = () => { titre.value = note.value = ""; };

  formulaire.addEventListener("submit", (e) => {
    e.preventDefault();
    enregistrer({ ...ecrite, titre: titre.value, note: note.value }, neuve);
    vider();
    element("decision").close();
  });
  element("decision-annuler").addEventListener("click", () => { vider(); element("decision").close(); });
  element("decision").addEventListener("close", () => {
    salle.figer(false);
    // Échap garde le brouillon d'une décision neuve : rien d'écrit ne se perd ; celui d'une correction n'a pas à y rester.
    if (!neuve) vider();
  });

  return { figer, modifier };
}
