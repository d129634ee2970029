// Le tableau des taux : quand toutes ses lignes sont là, il se trie sans redemander la page ; l'adresse suit.
(function () {
  "use strict";
  const table = document.querySelector(".classement table[data-entier]");
  if (!table) return;
  const corps = table.querySelector(".rangees");
  const tetes = [...table.querySelectorAll("thead th")];
  const alphabet = new Intl.Collator("fr", { sensitivity: "base" });

  // Ce qui n'est pas publié reste en dernier, dans les deux sens.
  function comparer(rang, sens) {
    const valeur = (ligne) => ligne.cells[rang].dataset.v;
    if (rang === 0) return (a, b) => sens * alphabet.compare(valeur(a), valeur(b));
    return (a, b) => {
      const [x, y] = [valeur(a), valeur(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      return sens * (Number(x) - Number(y)) || alphabet.compare(a.cells[0].dataset.v, b.cells[0].dataset.v);
    };
  }

  function trier(tete) {
    const lien = tete.querySelector("a");
    const demande = new URL(lien.href);
    const ordre = ordreDe(tete);
    const sens = ordre === "ascending" ? 1 : -1;
    corps.append(...[...corps.rows].sort(comparer(tetes.indexOf(tete), sens)));
    for (const une of tetes) une.setAttribute("aria-sort", une === tete ? ordre : "none");
    demande.searchParams.set("tri", tete.dataset.cle);
    demande.searchParams.set("ordre", sens === 1 ? "croissant" : "decroissant");
    history.replaceState(null, "", demande.search);
  }

  // Déjà triée : l'autre sens ; sinon, celui que dit le lien, à défaut le premier de la colonne.
  function ordreDe(tete) {
    const deja = tete.getAttribute("aria-sort");
    if (deja !== "none") return deja === "ascending" ? "descending" : "ascending";
    return tete.dataset.sens;
  }

  table.tHead.addEventListener("click", (event) => {
    const lien = event.target.closest("a");
    if (!lien || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    trier(lien.closest("th"));
  });
})();
