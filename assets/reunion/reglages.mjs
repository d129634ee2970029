// Le volet « Régler la vue » : territoire, thème, année, filtres, structures d'un côté. Rien n'en part vers le serveur.
import { creer, element } from "./dom.mjs";

export function creerReglages(config, salle) {
  const formulaire = element("reglages-corps");
  const champ = (nom) => formulaire.elements[nom];
  const cocher = (nom, valeur) => { for (const un of formulaire.querySelectorAll(`[name=${nom}]`)) un.checked = un.value === valeur; };
  let rang = 0;

  element("territoire").replaceChildren(...Object.entries(config.cartes).flatMap(([region, carte]) => groupes(region, carte)));

  function groupes(region, { region: { id, nom }, departements, epci }) {
    const option = (territoire, texte) => creer("option", { texte, value: `${region}|${territoire}` });
    const lieux = [option(id, nom), ...departements.map((d) => option(`dep-${d.code}`, `${d.nom} (${d.code})`))];
    const ensembles = epci.map(([code, texte]) => option(`epci-${code}`, texte));
    const groupe = (label, dedans) => creer("optgroup", { label }, ...dedans);
    return [groupe(nom, lieux), ...(ensembles.length ? [groupe(`${element("territoire").dataset.ensembles}, ${nom}`, ensembles)] : [])];
  }

  formulaire.addEventListener("change", ({ target }) => {
    if (target.name === "cote") {
      rang = Number(target.value);
      remplir();
    } else salle.regler(rang, choix(target));
  });
  element("sans-filtre").addEventListener("click", () => salle.regler(rang, { masquer: [], departements: [], montagne: "", frr: "" }));

  function choix({ name, value }) {
    if (name === "territoire") {
      const [region, territoire] = value.split("|");
      return { region, territoire };
    }
    if (name === "annee") return { annee: Number(value) };
    if (name === "structures") {
      const cochees = [...formulaire.querySelectorAll("[name=structures]:checked")].map((case_) => case_.value);
      return { structures: Object.keys(config.cartes[config.ouverte].structures).filter((id) => cochees.includes(id)) };
    }
    return { [name]: value };
  }

  // Met le volet à l'image du côté qu'il règle.
  function remplir() {
    const cotes = salle.cotes();
    rang = Math.min(rang, cotes.length - 1);
    const { region, vue, donnees } = cotes[rang], carte = config.cartes[region];
    element("reglages-cote").hidden = cotes.length < 2;
    cocher("cote", String(rang));
    // Le volet laisse voir la carte qu'il règle.
    element("reglages").classList.toggle("a-gauche", rang === 1);
    champ("theme").value = vue.theme;
    cocher("annee", String(vue.annee));
    cocher("montagne", vue.montagne);
    cocher("frr", vue.frr);
    for (const case_ of formulaire.querySelectorAll("[name=structures]")) case_.checked = vue.structures.includes(case_.value);
    for (const option of champ("theme").options) {
      option.disabled = !carte.publiees.includes(option.value);
      option.textContent = option.disabled ? `${option.dataset.nom} (${champ("theme").dataset.absent})` : option.dataset.nom;
    }
    element("reglages-annee").hidden = config.couches[vue.theme].nature !== "date";
    const filtree = vue.masquer.length || vue.departements.length || vue.montagne || vue.frr;
    element("sans-filtre").hidden = !filtree;
    territoire(region, vue.territoire, donnees);
  }

  // Une commune vient d'une adresse, pas de la liste : elle y est ajoutée le temps qu'on la regarde.
  function territoire(region, id, donnees) {
    const valeur = `${region}|${id}`, liste = champ("territoire");
    liste.querySelector("[data-commune]")?.remove();
    if (id.startsWith("com-")) {
      const texte = donnees.noms[donnees.rangDuCode.get(id.slice(4))];
      liste.prepend(creer("option", { texte, value: valeur, data: { commune: "oui" } }));
    }
    liste.value = valeur;
  }

  return { remplir };
}
