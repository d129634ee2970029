// Le fil entre la page et le serveur. Une demande de Dash qui reste sans réponse est refaite jusqu'à ce qu'il réponde : pour Dash,
// elle n'aura été que lente. Pendant ce temps la fiche se tait et le dit : ni l'ancienne tête sur les nouveaux nombres, ni l'inverse.
(function () {
  "use strict";
  const CALLBACK = "/_dash-update-component", SILENCE_MS = 1500, ENCORE_MS = 3000, PEINDRE_MS = 100;
  const PASSAGERS = [429, 502, 503, 504]; // trop de demandes, ou un serveur frontal sans personne derrière lui
  const demander = window.fetch.bind(window), enCours = new Map();

  function dire() {
    const panneau = document.getElementById("panneau");
    if (!panneau) return;
    const etats = [...enCours.values()].map(({ etat }) => etat), muet = etats.includes("muet");
    const avis = panneau.querySelector(".fil-muet") ?? panneau.insertBefore(document.createElement("p"), panneau.firstChild);
    avis.className = "fil-muet";
    avis.setAttribute("role", "status");
    const texte = muet ? panneau.dataset.muet : "";
    if (avis.textContent !== texte) avis.textContent = texte;
    panneau.classList.toggle("en-attente", muet || etats.includes("lent"));
  }

  async function tenir(adresse, options) {
    const { output } = JSON.parse(options.body), demande = { etat: "" };
    const noter = (etat) => { demande.etat = etat; dire(); };
    enCours.set(output, demande);
    const lent = setTimeout(() => noter(demande.etat || "lent"), SILENCE_MS);
    try {
      for (;;) {
        const reponse = await demander(adresse, options).catch(() => null);
        if (reponse && !PASSAGERS.includes(reponse.status)) return reponse;
        // Une demande plus récente pour la même place l'emporte : celle-ci n'attend plus.
        if (options.signal?.aborted || enCours.get(output) !== demande) return reponse ?? Response.error();
        noter("muet");
        await new Promise((suite) => setTimeout(suite, ENCORE_MS));
      }
    } finally {
      clearTimeout(lent);
      // Dash peint d'abord la réponse.
      if (enCours.get(output) === demande) setTimeout(() => { if (enCours.get(output) === demande) enCours.delete(output); dire(); }, PEINDRE_MS);
    }
  }

  window.fetch = (adresse, options) => {
    const sien = typeof adresse === "string" && adresse.includes(CALLBACK) && typeof options?.body === "string";
    return sien ? tenir(adresse, options) : demander(adresse, options);
  };

  // ---------------------------------------------------------- dans le cadre d'un autre site (embed=1)
  // La carte s'y montre sans en-tête, et son adresse le garde, quoi qu'on y regarde.
  if (new URLSearchParams(location.search).get("embed") !== "1") return;
  document.documentElement.dataset.embarque = "";
  for (const nom of ["pushState", "replaceState"]) {
    const ecrire = history[nom].bind(history);
    history[nom] = (etat, titre, adresse) => {
      const entiere = new URL(adresse ?? location.href, location.href);
      if (entiere.pathname === location.pathname) entiere.searchParams.set("embed", "1");
      const ecrite = entiere.href.replaceAll("%2C", ",");
      if (ecrite !== location.href) ecrire(etat, titre, ecrite);
    };
  }
})();
