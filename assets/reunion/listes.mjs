// Le volet des vues préparées et des décisions : deux listes, refaites à chaque changement, sans perdre le focus.
import { phrase } from "../carte/phrases.mjs";
import { creer, element } from "./dom.mjs";
import { TITRE_LE_PLUS } from "./registre.mjs";

export function jour(le, mots) {
  const date = new Date(le);
  if (Number.isNaN(date.getTime())) return le;
  const heure = `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, "0")}`;
  return phrase(mots.le, { jour: date.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" }), heure });
}

// `gestes` : ce que font les boutons (page.mjs). `lire()` : {reunion, rang, changements}.
export function creerListes(config, lire, gestes) {
  const mots = config.phrases.reunion;
  let range = false;
  const bouton = (texte, nom, surClic, options = {}) => creer("button", { type: "button", classe: "bouton", texte, "aria-label": nom, surClic, ...options });

  element("ranger").addEventListener("click", ({ currentTarget }) => {
    range = !range;
    currentTarget.textContent = range ? currentTarget.dataset.fini : currentTarget.dataset.debut;
    remplir();
  });

  function remplir() {
    const { reunion, rang } = lire(), tenu = document.activeElement?.dataset?.geste;
    if (!reunion.vues.length) range = false;
    element("ranger").hidden = !reunion.vues.length;
    element("vues").classList.toggle("rangees", range);
    element("vues").replaceChildren(...reunion.vues.map((vue, i) => creer("li", {}, ...(range ? aRanger(vue, i, reunion.vues.length) : [aMontrer(vue, i, rang)]))));
    element("vues-aucune").hidden = reunion.vues.length > 0;
    element("remplacer").hidden = rang < 0;
    element("decisions").replaceChildren(...reunion.decisions.map(decision));
    element("decisions-aucune").hidden = reunion.decisions.length > 0;
    if (element("titre-reunion").value !== reunion.titre) element("titre-reunion").value = reunion.titre;
    // La ligne touchée est refaite : le focus y revient, ou va à sa voisine.
    if (tenu && !document.activeElement?.dataset?.geste) retrouver(tenu);
  }

  function retrouver(geste) {
    const [quoi, cle] = geste.split(" ");
    const memes = [...element("liste").querySelectorAll(`[data-geste^="${quoi} "]:not(:disabled)`)];
    const voisine = memes.find((un) => un.dataset.geste === geste) ?? memes.find((un) => Number(un.dataset.geste.split(" ")[1]) >= Number(cle)) ?? memes.at(-1);
    (voisine ?? element("liste-titre")).focus();
  }

  function aMontrer(vue, i, rang) {
    return creer(
      "button",
      { type: "button", classe: "vue-preparee", data: { geste: `montrer ${i}` }, "aria-current": i === rang && "true", surClic: () => gestes.montrerVue(i) },
      creer("span", { texte: String(i + 1), classe: "numero" }), creer("span", { texte: vue.titre }),
    );
  }

  function aRanger(vue, i, total) {
    const champ = creer("input", { type: "text", value: vue.titre, maxlength: String(TITRE_LE_PLUS), "aria-label": phrase(element("vues").dataset.nom, { n: i + 1 }) });
    champ.addEventListener("change", () => gestes.renommer(i, champ.value));
    const geste = (nom, texte, parle, faire, disabled = false) => bouton(texte, phrase(parle, { titre: vue.titre }), faire, { data: { geste: `${nom} ${i}` }, disabled });
    const { monter, descendre, retirer } = element("vues").dataset;
    return [
      creer("span", { texte: String(i + 1), classe: "numero" }), champ,
      creer("span", { classe: "boutons" },
        geste("monter", monter, mots.monter, () => gestes.deplacer(i, -1), i === 0),
        geste("descendre", descendre, mots.descendre, () => gestes.deplacer(i, 1), i === total - 1),
        geste("retirer", retirer, mots.retirer, () => gestes.retirerVue(i))),
    ];
  }

  function decision(d) {
    const { revoir, modifier, retirer } = element("decisions").dataset, change = lire().changements.get(d.numero);
    const geste = (nom, texte, parle, faire) => bouton(texte, phrase(parle, { numero: String(d.numero) }), () => faire(d.numero), { data: { geste: `${nom} ${d.numero}` } });
    return creer("li", {},
      creer("h4", { texte: `${d.numero}. ${d.titre}` }),
      creer("p", { texte: jour(d.le, mots), classe: "discret" }),
      change && creer("p", { texte: change.phrase, classe: change.change ? "alerte" : "discret" }),
      d.note && creer("p", { texte: d.note, classe: "note" }),
      creer("span", { classe: "boutons" },
        geste("revoir", revoir, mots.montrerDecision, gestes.revoir),
        geste("modifier", modifier, mots.modifierDecision, gestes.modifier),
        geste("oter", retirer, mots.retirerDecision, gestes.retirerDecision)));
  }

  return { remplir };
}
