// Les sigles de la carte : un bouton ouvre ce qu'ils veulent dire, lu dans le glossaire à la première ouverture seulement.
(function () {
  "use strict";
  const racine = document.documentElement.dataset.racine ?? "";
  let lu = null;

  async function glossaire() {
    lu ??= fetch(`${racine}/glossaire`).then((reponse) => (reponse.ok ? reponse.text() : Promise.reject(new Error(reponse.status))));
    const page = new DOMParser().parseFromString(await lu, "text/html");
    return [...page.querySelectorAll(".glossaire > div")];
  }

  // La fenêtre est dans la page (views/carte/page.py), vide ; ce qu'elle dit vient du glossaire.
  function montrer(termes, titre, ancre) {
    const fenetre = document.getElementById("dialogue-sigles");
    fenetre.querySelector("h2").textContent = titre;
    fenetre.querySelector("dl").replaceChildren(...termes.map((un) => { const copie = document.importNode(un, true); copie.removeAttribute("id"); return copie; }));
    fenetre.querySelector("a").href = `${racine}/glossaire${ancre ? `#${ancre}` : ""}`;
    fenetre.showModal();
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
      else montrer(termes.filter(dans(document.querySelector(tous.dataset.sigles).textContent)), tous.textContent, "");
    } catch {
      lu = null;
      location.assign(`${racine}/glossaire${un ? `#${un.dataset.sigle}` : ""}`);
    }
  });
})();
