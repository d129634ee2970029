// Les champs à liste de Mantine disent « combobox » à une synthèse vocale, et si leur liste est ouverte : Mantine ne le dit que par aria-controls.
(function () {
  "use strict";
  const dire = (champ) => {
    const ouverte = String(champ.hasAttribute("aria-controls"));
    if (champ.getAttribute("aria-expanded") !== ouverte) champ.setAttribute("aria-expanded", ouverte);
  };
  new MutationObserver((changements) => {
    for (const { target, type } of changements) {
      if (type === "attributes" && target.getAttribute("role") === "combobox") dire(target);
      if (type === "childList") for (const champ of target.querySelectorAll("[role=combobox]:not([aria-expanded])")) dire(champ);
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-controls"] });
})();
