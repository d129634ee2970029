// Les données de cette page sont-elles encore celles du service ? Demandé à l'ouverture, au retour sur la page, puis toutes les cinq minutes.
(function () {
  "use strict";
  const CINQ_MINUTES = 300000;

  async function veiller() {
    const avis = document.getElementById("avis-donnees");
    if (!avis || document.hidden) return;
    let etat;
    try {
      etat = await (await fetch(`${document.documentElement.dataset.racine ?? ""}/healthz`)).json();
    } catch {
      return; // le service redémarre, ou le réseau manque : on redemandera
    }
    const changees = etat.data.hash !== avis.dataset.empreinte;
    avis.firstChild.textContent = changees ? avis.dataset.changees : etat.en_attente?.message ?? "";
    avis.lastChild.hidden = !changees;
    avis.hidden = !changees && !etat.en_attente;
  }

  document.addEventListener("click", (e) => { if (e.target.closest("#recharger")) location.reload(); });
  document.addEventListener("visibilitychange", veiller);
  setInterval(veiller, CINQ_MINUTES);
  (function ouvrir() { if (document.getElementById("avis-donnees")) veiller(); else setTimeout(ouvrir, 250); })();
})();
