// Le bouton qu'on vient d'actionner s'éteint : le clavier passe à celui qui le remplace, jamais nulle part.
(function () {
  const autre = { preparer: ["arreter"], arreter: ["telecharger", "preparer"] };
  let dernier = "";
  document.addEventListener("focusin", (e) => { dernier = e.target.id in autre ? e.target.id : ""; });
  new MutationObserver(() => {
    const quitte = dernier && document.getElementById(dernier);
    if (!quitte || !quitte.disabled) return;
    const suivant = autre[dernier].map((id) => document.getElementById(id)).find((e) => e && !e.disabled);
    if (suivant) suivant.focus();
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
})();
// Dash donne à ses boutons radio le rôle d'une liste, qui contient alors des boutons : ce sont des boutons radio, et rien d'autre.
(function () {
  function redire() {
    const groupe = document.getElementById("departement");
    if (!groupe) return;
    if (groupe.getAttribute("role") !== "radiogroup") groupe.setAttribute("role", "radiogroup");
    groupe.setAttribute("aria-labelledby", "departement-nom");
    for (const un of groupe.querySelectorAll("[role=option], [aria-selected]")) {
      un.removeAttribute("role");
      un.removeAttribute("aria-selected");
    }
  }
  new MutationObserver(redire).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["role", "aria-selected"],
  });
})();
