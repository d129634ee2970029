// Le dossier : dessine les graphiques quand ils approchent de l'écran, les exporte, et envoie les formulaires qui changent.
(function () {
  "use strict";
  const LOCALE = {
    moduleType: "locale", name: "fr", dictionary: {},
    format: {
      days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
      shortDays: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
      months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
      shortMonths: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
      date: "%d/%m/%Y", decimal: ",", thousands: "\u202f",
    },
  };
  // Rien ne sort de la machine : ni barre d'outils, ni lien de partage, ni logo.
  const REGLAGES = { locale: "fr", displayModeBar: false, displaylogo: false, showLink: false, showSendToCloud: false, showEditInChartStudio: false, responsive: true, doubleClick: false };
  const LARGEUR = 1200, MARGE = 90, ETROIT = 560;

  const lire = (article) => JSON.parse(article.querySelector("script[type='application/json']").textContent);

  // Sur un téléphone, les noms de lignes mangeraient le graphique : chacun passe au-dessus de sa barre, qui prend toute la largeur.
  function etroit(figure, largeur) {
    if (largeur >= ETROIT) return figure;
    const { layout, data } = figure, enBarres = data[0].type === "bar";
    layout.font = { ...layout.font, size: 14 };
    layout.xaxis = { ...layout.xaxis, tickangle: 0 };
    if (layout.yaxis.title?.text?.length > 20) delete layout.yaxis.title; // le titre du graphique le dit déjà
    if (layout.yaxis.type === "category") nomsAuDessus(layout, data, enBarres);
    // Sinon Plotly réduit chaque nombre à la largeur de sa barre.
    if (enBarres) for (const trace of data) Object.assign(trace, { constraintext: "none", textfont: { ...trace.textfont, size: trace.orientation === "h" ? 14 : 12 } });
    return figure;
  }

  function nomsAuDessus(layout, data, enBarres) {
    const noms = [...new Set(data.flatMap((trace) => trace.y))], cote = enBarres && layout.barmode !== "stack" ? data.length : 1;
    const ligne = 36 + 24 * cote, barre = 24 * cote;
    layout.height = ligne * noms.length + 70 + (layout.showlegend ? 28 * data.length : 0);
    layout.bargap = 1 - barre / ligne;
    layout.margin = { ...layout.margin, r: enBarres ? 60 : 24 };
    layout.xaxis.nticks = 5;
    delete layout.xaxis.dtick;
    layout.yaxis.showticklabels = false;
    const dessus = enBarres ? barre / 2 : 10;
    const nom = (y) => ({ x: 0, xref: "paper", xanchor: "left", y, yref: "y", yanchor: "bottom", yshift: dessus, text: y, showarrow: false, font: { size: 14 } });
    layout.annotations = [...(layout.annotations || []), ...noms.map(nom)];
  }

  async function dessiner(article) {
    const cadre = article.querySelector(".figure");
    const figure = etroit(lire(article), cadre.clientWidth);
    cadre.style.height = `${figure.layout.height}px`;
    await window.Plotly.newPlot(cadre, figure.data, figure.layout, REGLAGES);
    // Ce dessin, hors de vue, ne sert qu'à mesurer des textes.
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
    // Un point touché répond, comme son nombre dans le tableau ; un calcul n'est que dans le tableau.
    cadre.on("plotly_click", ({ points }) => {
      if (points[0].id?.startsWith("/")) document.dispatchEvent(new CustomEvent("repondre", { detail: points[0].id }));
      else article.querySelector("details").open = true;
    });
    for (const bouton of article.querySelectorAll("[data-image]")) bouton.hidden = false;
    article.dataset.dessine = "oui";
  }

  // L'image emporte ce que la page écrit autour : le constat en titre, la source en pied.
  async function exporter(article, format) {
    const figure = lire(article);
    const coupe = (texte, n) => texte.replace(new RegExp(`(.{${n},}?) `, "g"), "$1<br>");
    const titre = coupe(article.dataset.titre, 90), source = coupe(article.querySelector(".source-graphique").textContent, 140);
    const hauteur = figure.layout.height + 2 * MARGE + 20, dehors = { xref: "paper", yref: "container", x: 0, xanchor: "left", showarrow: false, align: "left" };
    const layout = {
      ...figure.layout, autosize: false, width: LARGEUR, height: hauteur,
      margin: { ...figure.layout.margin, t: (figure.layout.margin.t || 0) + MARGE, b: MARGE, l: 30, r: 60 },
      title: { text: `<b>${titre}</b>`, x: 0.02, xanchor: "left", y: 1 - 26 / hauteur, yanchor: "top", font: { size: 22 } },
      annotations: [...(figure.layout.annotations || []), { ...dehors, yref: "paper", y: 0, yanchor: "top", yshift: -48, text: source, font: { size: 13, color: "#55565E" } }],
    };
    const url = await window.Plotly.toImage({ data: figure.data, layout, config: REGLAGES }, { format, width: LARGEUR, height: hauteur, scale: format === "png" ? 2 : 1 });
    const lien = document.createElement("a");
    lien.href = url;
    lien.download = `maillage-${article.dataset.graphique}.${format}`;
    lien.click();
  }

  function suivre(articles) {
    window.Plotly.register(LOCALE);
    const guetteur = new IntersectionObserver((entrees) => {
      for (const une of entrees.filter((e) => e.isIntersecting)) {
        guetteur.unobserve(une.target);
        dessiner(une.target);
      }
    }, { rootMargin: "400px" });
    articles.forEach((article) => guetteur.observe(article));
  }

  const articles = [...document.querySelectorAll("[data-graphique]")];
  if (articles.length && window.Plotly) suivre(articles);
  document.addEventListener("click", (e) => {
    const bouton = e.target.closest?.("[data-image]");
    if (bouton) exporter(bouton.closest("[data-graphique]"), bouton.dataset.image);
  });
  // Une liste changée à la souris ou au doigt envoie le formulaire ; au clavier, on parcourt les choix et on valide par le bouton.
  for (const formulaire of document.querySelectorAll("form[data-envoi]")) {
    let auClavier = false;
    formulaire.addEventListener("keydown", () => { auClavier = true; });
    formulaire.addEventListener("pointerdown", () => { auClavier = false; });
    formulaire.addEventListener("change", () => { if (!auClavier) formulaire.requestSubmit(); });
  }
})();
