// Les feuilles d'un département : demander, suivre, arrêter, emporter. Rechargée, la page reprend la préparation qu'elle suivait.
(function () {
  "use strict";
  const CHAQUE_MS = 700, MEMOIRE = "maillage-feuilles", PERDUES = 8;
  const un = (id) => document.getElementById(id);
  const form = un("feuilles"), preparer = un("preparer"), arreter = un("arreter");
  let travail = "", perdues = 0;

  const garder = (valeur) => { try { sessionStorage.setItem(MEMOIRE, valeur); } catch { /* rien à reprendre après un rechargement */ } };
  const garde = () => { try { return sessionStorage.getItem(MEMOIRE) || ""; } catch { return ""; } };

  async function demander(adresse, corps) {
    const options = corps && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(corps) };
    const lue = await fetch(`${document.documentElement.dataset.racine ?? ""}${adresse}`, options || undefined);
    if (!lue.ok) throw new Error(String(lue.status));
    return lue.json();
  }

  function dire(texte) {
    if (un("annonce").textContent !== texte) un("annonce").textContent = texte;
  }

  // Le bouton qu'on vient d'actionner s'éteint : le clavier passe à celui qui le remplace, jamais nulle part.
  function occuper(oui) {
    const etait = document.activeElement;
    preparer.disabled = oui;
    arreter.disabled = !oui;
    un("progression").hidden = !oui;
    if (oui && etait === preparer) arreter.focus();
    if (!oui && etait === arreter) (un("telecharger") || preparer).focus();
  }

  function paragraphe(contenu, classe) {
    const p = document.createElement("p");
    if (classe) p.className = classe;
    p.append(contenu);
    return p;
  }

  function finir(dit) {
    travail = "";
    garder("");
    const dessous = dit.phrases.map((phrase) => paragraphe(phrase));
    if (dit.manque) dessous.push(paragraphe(dit.manque, "manque"));
    if (dit.lien) {
      const a = document.createElement("a");
      Object.assign(a, { id: "telecharger", className: "bouton plein", href: dit.lien.adresse, download: dit.lien.nom, textContent: dit.lien.texte });
      dessous.push(paragraphe(a));
    }
    un("issue").replaceChildren(...dessous);
    dire(dit.annonce);
    occuper(false);
  }

  const injoignable = () => finir({ phrases: [], manque: form.dataset.injoignable, annonce: form.dataset.injoignable });

  async function suivre(suivi) {
    if (suivi !== travail) return;
    try {
      const dit = await demander(`/feuilles/etat/${suivi}`);
      if (suivi !== travail) return;
      perdues = 0;
      if (dit.etat !== "encours") return finir(dit);
      Object.assign(un("barre"), { max: dit.total || 1, value: dit.fait });
      un("avance").textContent = dit.avance;
      dire(dit.annonce);
    } catch {
      perdues += 1;
      if (perdues >= PERDUES) return injoignable();
    }
    setTimeout(suivre, CHAQUE_MS, suivi);
  }

  function reprendre(identifiant) {
    travail = identifiant;
    garder(identifiant);
    occuper(true);
    suivre(identifiant);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    un("issue").replaceChildren();
    Object.assign(un("barre"), { max: 1, value: 0 });
    un("avance").textContent = "";
    preparer.disabled = true;
    try {
      const dit = await demander("/feuilles/preparer", { departement: new FormData(form).get("departement") });
      preparer.disabled = false;
      preparer.focus();
      if (dit.travail) reprendre(dit.travail); else finir(dit);
    } catch {
      injoignable();
    }
  });
  arreter.addEventListener("click", async () => {
    const arrete = travail;
    travail = "";
    try { finir(await demander("/feuilles/arreter", { travail: arrete })); } catch { injoignable(); }
  });
  if (garde()) reprendre(garde());
})();
