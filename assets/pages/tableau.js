// Le tableau : les filtres sont dans l'adresse ; ce qui est montré se compte et s'emporte.
(function () {
  "use strict";
  const rien = () => window.dash_clientside.no_update;
  const nombre = (n) => new Intl.NumberFormat("fr-FR").format(n);

  // Telle qu'elle est à l'ouverture : la grille, encore vide, l'efface avant que ses lignes n'arrivent.
  let demande = new URLSearchParams(location.search);

  // Une adresse abîmée, ou qui n'est pas un filtre, laisse le tableau entier. Elle ne se lit qu'une fois.
  function lireAdresse() {
    const lue = demande;
    demande = new URLSearchParams();
    return filtresDe(lue);
  }

  function filtresDe(demande) {
    if (demande.get("territoire")) return { territoire: { filterType: "text", type: "equals", filter: demande.get("territoire") } };
    if (!demande.get("filtres")) return rien();
    try {
      const lus = JSON.parse(demande.get("filtres"));
      return lus && typeof lus === "object" && !Array.isArray(lus) ? lus : rien();
    } catch { return rien(); }
  }

  function ecrireAdresse(filtres) {
    const vide = !filtres || !Object.keys(filtres).length;
    history.replaceState(null, "", vide ? location.pathname : `?filtres=${encodeURIComponent(JSON.stringify(filtres))}`);
    return rien();
  }

  function compter(montrees, toutes) {
    if (!montrees || !toutes) return [rien(), null];
    const total = toutes.length;
    const dit = montrees.length === total ? `${nombre(total)} lignes.` : `${nombre(montrees.length)} lignes sur ${nombre(total)}.`;
    return [dit, montrees.map((une) => Number(une.id))];
  }

  // Un nombre de la grille répond : un lien, que chiffre.js ouvre sur place ; Entrée le suit quand sa case a le foyer.
  function Reponse({ value, valueFormatted, data }) {
    return value == null ? null : window.React.createElement("a", { className: "chiffre", href: data.adresse, tabIndex: -1 }, valueFormatted ?? value);
  }
  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, { Reponse });
  // Neuf boutons « Ouvrir le filtre » ne disent pas lequel : chacun prend le nom de sa colonne, aussi quand elle revient à l'écran.
  function nommer() {
    for (const champ of document.querySelectorAll(".ag-floating-filter input[aria-label]")) {
      const bouton = champ.closest(".ag-floating-filter").querySelector("button"), colonne = champ.ariaLabel.split(" : ")[0];
      if (bouton && !bouton.ariaLabel.endsWith(colonne)) bouton.ariaLabel = `${bouton.ariaLabel} : ${colonne}`;
    }
  }
  new MutationObserver(nommer).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && e.target.classList?.contains("ag-cell")) e.target.querySelector("a.chiffre")?.click();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { tableau: { lireAdresse, ecrireAdresse, compter, effacer: () => ({}) } });
})();
