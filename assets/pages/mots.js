// La carte en mots sans quitter la page : un lien ou une flèche change le contenu, le titre et l'adresse ; le focus reste où il est.
// Sans script, les mêmes liens ouvrent les mêmes pages.
(function () {
  "use strict";
  const FLECHES = { ArrowUp: "N", ArrowRight: "E", ArrowDown: "S", ArrowLeft: "O" };
  const annonce = document.getElementById("annonce");
  let file = Promise.resolve(), attendue = 0;

  // Vidée d'abord : la même phrase, deux fois de suite, est dite deux fois.
  function dire(texte) {
    clearTimeout(attendue);
    annonce.textContent = "";
    attendue = setTimeout(() => { annonce.textContent = texte; }, 80);
  }

  const region = (adresse) => new URL(adresse, location.href).searchParams.get("region") ?? "";

  async function lire(adresse) {
    const reponse = await fetch(adresse);
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
    if (!reponse.ok || !page.getElementById("mots")) throw new Error(String(reponse.status));
    return page;
  }

  // Va à `adresse` ; une autre région a un autre en-tête : c'est une autre page.
  async function aller(adresse, garderAdresse = false) {
    if (region(adresse) !== region(location.href) && !garderAdresse) return location.assign(adresse);
    let page;
    try {
      page = await lire(adresse);
    } catch {
      return location.assign(adresse); // hors ligne, ou page refusée : le lien reste un lien
    }
    if (!garderAdresse) history.pushState(null, "", adresse);
    document.title = page.title;
    montrer(page);
  }

  function montrer(page) {
    const ancien = document.getElementById("mots"), neuf = page.getElementById("mots");
    const boussole = ancien.querySelector("#boussole"), nouvelle = neuf.querySelector("#boussole");
    const marchait = boussole?.contains(document.activeElement);
    const axe = document.activeElement?.dataset?.axe;
    for (const sigle of document.querySelectorAll("main > .sigle-dit")) sigle.remove();
    document.querySelector("main").append(...page.querySelectorAll("main > .sigle-dit"));
    const dit = neuf.dataset.annonce;
    if (marchait && nouvelle) {
      fondre(ancien, neuf, boussole, nouvelle);
      // Le côté suivi n'a plus de lien : la boussole, elle, est toujours là.
      if (!boussole.contains(document.activeElement)) (boussole.querySelector(`a[data-axe="${axe}"]`) ?? boussole).focus({ preventScroll: true });
      dire(dit);
    } else {
      ancien.replaceWith(neuf);
      // Le focus va au titre, que la synthèse vocale lit : rien n'est annoncé en plus.
      neuf.querySelector("h1").focus();
    }
  }

  // Remplace tout dans `ancien`, sauf le chemin qui mène à la boussole : ce qui a le focus ne quitte pas la page.
  function fondre(ancien, neuf, boussole, nouvelle) {
    if (ancien === boussole) return tourner(boussole, nouvelle);
    const tenu = [...ancien.children].find((e) => e.contains(boussole)), autre = [...neuf.children].find((e) => e.contains(nouvelle));
    for (const noeud of [...ancien.childNodes]) if (noeud !== tenu) noeud.remove();
    let avant = true;
    for (const noeud of [...neuf.childNodes]) {
      if (noeud === autre) avant = false;
      else if (avant) tenu.before(noeud);
      else ancien.append(noeud);
    }
    fondre(tenu, autre, boussole, nouvelle);
  }

  // Les quatre côtés, dans le même ordre : un lien qui reste un lien garde le focus.
  function tourner(boussole, nouvelle) {
    const cotes = [...nouvelle.children];
    [...boussole.children].forEach((ancien, rang) => {
      const neuf = cotes[rang];
      if (ancien.tagName !== neuf.tagName) return ancien.replaceWith(neuf);
      for (const { name, value } of neuf.attributes) ancien.setAttribute(name, value);
      ancien.replaceChildren(...neuf.childNodes);
    });
  }

  document.addEventListener("click", (event) => {
    const lien = event.target.closest?.("#mots a[data-aller]");
    if (!lien || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    if (lien.dataset.axe) lien.focus({ preventScroll: true }); // au doigt, Safari ne le donne pas
    file = file.then(() => aller(lien.href));
  });

  // Les flèches n'agissent que dans la boussole ; ailleurs, elles lisent et font défiler.
  document.addEventListener("keydown", (event) => {
    const axe = FLECHES[event.key];
    if (!axe || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !event.target.closest?.("#boussole")) return;
    event.preventDefault();
    if (event.repeat) return;
    file = file.then(() => {
      const cote = document.querySelector(`#boussole [data-axe="${axe}"]`);
      if (!cote) return null;
      if (cote.href) return aller(cote.href);
      return dire(cote.dataset.dit);
    });
  });

  let connue = location.search;
  window.addEventListener("popstate", () => {
    if (location.search === connue && location.hash) return; // un saut dans la page
    connue = location.search;
    file = file.then(() => aller(location.href, true));
  });
})();
