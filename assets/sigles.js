// Les sigles de la carte : un bouton ouvre ce qu'ils veulent dire, lu dans le glossaire à la première ouverture seulement.
(function () {
  "use strict";
  let lu = null, fenetre = null;

  async function glossaire() {
    lu ??= fetch("/glossaire").then((reponse) => (reponse.ok ? reponse.text() : Promise.reject(new Error(reponse.status))));
    const page = new DOMParser().parseFromString(await lu, "text/html");
    return [...page.querySelectorAll(".glossaire > div")];
  }

  function element(nom, attributs, ...enfants) {
    const un = Object.assign(document.createElement(nom), attributs);
    un.append(...enfants);
    return un;
  }

  function dialogue() {
    if (fenetre) return fenetre;
    const fermer = element("button", { className: "bouton", type: "button", textContent: "Fermer" });
    fermer.dataset.ferme = "oui";
    fenetre = element("dialog", { className: "dialogue sigles-dits" },
      element("div", { className: "dialogue-entete" }, element("h2", { id: "sigles-titre" }), fermer),
      element("div", { className: "defile", tabIndex: 0 }, element("dl"), element("p", {}, element("a"))));
    fenetre.setAttribute("aria-labelledby", "sigles-titre");
    fenetre.addEventListener("click", (event) => { if (event.target === fenetre) fenetre.close(); });
    document.body.append(fenetre);
    return fenetre;
  }

  function montrer(termes, titre, ancre) {
    const ouverte = dialogue(), lien = ouverte.querySelector("a");
    ouverte.querySelector("h2").textContent = titre;
    ouverte.querySelector("dl").replaceChildren(...termes.map((un) => { const copie = document.importNode(un, true); copie.removeAttribute("id"); return copie; }));
    lien.href = `/glossaire${ancre ? `#${ancre}` : ""}`;
    lien.textContent = "Tout le glossaire";
    ouverte.showModal();
  }

  // Les écritures d'un sigle : « MSS / MSSanté » se lit MSS ou MSSanté. Deux lettres sont trop souvent un autre mot.
  const formes = (un) => un.querySelector("dt").textContent.replace(/ \(.*\)/, "").split(" / ").filter((forme) => forme.length > 2);
  const dans = (texte) => (un) => formes(un).some((forme) => texte.split(/[^\p{L}\p{N}']+/u).includes(forme));

  document.addEventListener("click", async (event) => {
    const un = event.target.closest?.("[data-sigle]"), tous = event.target.closest?.("[data-sigles]");
    if (!un && !tous) return;
    try {
      const termes = await glossaire();
      if (un) montrer(termes.filter((terme) => terme.id === un.dataset.sigle), un.textContent, un.dataset.sigle);
      else montrer(termes.filter(dans(document.querySelector(tous.dataset.sigles).textContent)), "Les sigles", "");
    } catch {
      lu = null;
      location.assign(`/glossaire${un ? `#${un.dataset.sigle}` : ""}`);
    }
  });
})();
