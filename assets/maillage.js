// Le fil entre Dash et la carte : les fonctions que les callbacks du navigateur appellent, et les champs que Dash ne monte pas.
// La carte part de la page (assets/carte/depart.mjs) ; ce qui arrive avant qu'elle soit prête attend.
(function () {
  "use strict";
  const poser = (id, proprietes) => window.dash_clientside.set_props(id, proprietes);
  const depart = import(document.querySelector("script[type=module]").src);
  const configuration = JSON.parse(document.getElementById("configuration-de-la-carte").textContent);
  const etroit = matchMedia("(max-width: 999px)"), telephone = matchMedia("(max-width: 600px)");
  let module = null, lectures = 0, attendue = null, minuteur = null, courante = null;

  // Le dernier appel l'emporte : une vue intermédiaire ne se peint pas.
  async function montrer(vue, recadrer) {
    attendue = { vue, recadrer: recadrer || attendue?.recadrer };
    module = await depart;
    const page = await module.peinte;
    if (!attendue) return;
    const { vue: derniere, recadrer: cadrer } = attendue;
    attendue = null;
    page.montee = true;
    module.montrer(page, derniere, cadrer);
    annoncer(page);
  }

  // « prêt » : la carte est peinte, et la page dit la vue que Dash tient.
  let annoncer = null;
  const pret = new Promise((tenir) => { annoncer = tenir; });

  // Les valeurs dans l'ordre des entrées du callback (callbacks/carte.py), nommées ; l'ordre des clés est celui de l'adresse.
  function lireVue(valeurs, entrees) {
    const noms = entrees.map((entree) => (Array.isArray(entree) ? "classes" : entree.id));
    const lues = Object.fromEntries(noms.map((nom, k) => [nom, valeurs[k]]));
    const rang = entrees[noms.indexOf("classes")].findIndex((entree) => entree.id.couche === lues.theme);
    lues.masquer = codes(configuration, lues.theme).filter((code) => !lues.classes[rang].includes(code));
    return Object.fromEntries(Object.entries(configuration.ouverture).map(([cle, defaut]) => [cle, lues[cle] ?? (Array.isArray(defaut) ? [] : "")]));
  }

  // Les morceaux que Dash n'a pas à suivre (views/carte/inerte.py) : un texte, ou [nom, attributs, ...enfants]. Aucun HTML n'est lu.
  function noeud(dit) {
    if (typeof dit === "string") return dit;
    const [nom, attributs, ...enfants] = dit, element = document.createElement(nom);
    for (const [cle, valeur] of Object.entries(attributs)) element.setAttribute(cle, valeur);
    element.append(...enfants.map(noeud));
    return element;
  }

  function poserFiges() {
    for (const element of document.querySelectorAll("[data-fige]")) {
      element.append(...JSON.parse(element.dataset.fige).map(noeud));
      element.removeAttribute("data-fige");
    }
  }

  const codes = (configuration, couche) => configuration.couches[couche].classes.map((classe) => classe[0]);

  // Les listes dans l'ordre du registre, pour qu'une même vue ait une seule adresse.
  function ranger(vue, configuration) {
    const dansLOrdre = (ordre, choisis) => ordre.filter((x) => choisis.includes(x));
    vue.structures = dansLOrdre(Object.keys(configuration.structures), vue.structures);
    vue.departements = dansLOrdre(configuration.departements.map((d) => d.code), vue.departements);
    return vue;
  }

  async function ecrireAdresse(vue, configuration, remplacer) {
    const { adresse } = await depart;
    const recherche = adresse(vue, configuration.ouverture);
    suivreEnMots(recherche);
    if (recherche !== location.search) {
      connue = recherche;
      history[remplacer ? "replaceState" : "pushState"](null, "", `${location.pathname}${recherche}${location.hash}`);
    }
  }

  // La carte en mots s'ouvre sur la vue qu'on regarde.
  function suivreEnMots(recherche) {
    for (const lien of document.querySelectorAll("[data-en-mots]")) {
      const base = lien.dataset.enMots;
      lien.href = base.includes("?") ? base + recherche.replace("?", "&") : base + recherche;
    }
  }

  function ouvrirTerritoire(territoire) {
    // Le même territoire de nouveau : on recadre, puisque rien d'autre ne changera.
    depart.then(async ({ peinte, recadrer }) => recadrer(await peinte, territoire));
    poser("territoire", { value: territoire });
  }

  // La recherche ne dépend pas de la carte : elle marche aussi quand celle-ci ne peut pas se dessiner.
  async function demarrerRecherche({ statique, recherche }) {
    const { demarrer } = await import(`${statique}/carte/recherche.mjs`);
    demarrer(document.getElementById("recherche-boite"), recherche, ({ code_commune }) => ouvrirTerritoire(`com-${code_commune}`));
  }

  // Un saut dans la page (#…) est aussi un « popstate » : seule une autre recherche change la vue.
  let connue = location.search;
  window.addEventListener("popstate", () => {
    if (location.search === connue) return;
    connue = location.search;
    poser("adresse", { value: { recherche: connue, n: ++lectures } });
  });
  document.addEventListener("click", (e) => {
    const lien = e.target.closest("[data-territoire]");
    if (lien && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      document.getElementById("dialogue-liste")?.close?.();
      ouvrirTerritoire(lien.dataset.territoire);
      // Le lien va disparaître avec l'ancienne fiche : le focus passe à la nouvelle, pas au début de la page.
      if (lien.closest("#panneau, dialog")) document.getElementById("panneau").focus();
      return;
    }
    const saut = e.target.closest(".evitement[href^='#']")?.hash.slice(1);
    if (saut) {
      e.preventDefault(); // sans passer par l'ancre : elle porte le cadre de la carte
      if (saut === "panneau") ouvrirFiche();
      document.getElementById(saut).focus();
      return;
    }
    const volet = e.target.closest("[data-volet]");
    if (volet) basculerVolet(volet.dataset.volet);
    if (e.target.closest("[data-lister], #lister")) lister();
    if (e.target.closest("#effacer")) effacer();
    if (e.target.closest("#lecture")) lire();
    if (e.target.closest("#partager")) partager();
    if (e.target.closest("#motifs")) basculerMotifs();
    if (e.target.closest("#plier")) plier();
    if (e.target.closest("[data-sources]")) poser("sources-demandees", { value: ++lectures });
    const exporte = e.target.closest("[data-exporter]");
    if (exporte) {
      document.getElementById("dialogue-export").showModal();
    }
    const format = e.target.closest("[data-export]");
    if (format) exporter(format.dataset.export);
    // La réunion s'ouvre sur la vue du moment ; l'ancre suit, et avec elle le cadre.
    const reunion = e.target.closest("[data-reunion]");
    if (reunion) reunion.href = `${location.pathname}${location.search ? `${location.search}&` : "?"}mode=reunion${location.hash}`;
    const ferme = e.target.closest("[data-ferme]");
    if (ferme) ferme.closest("dialog").close();
  });

  // Un champ du navigateur porte une valeur de la vue ; une plage en a deux.
  document.addEventListener("input", ({ target: champ }) => {
    const controle = champ.dataset?.controle;
    if (!controle) return;
    const bornes = [...document.querySelectorAll(`[data-controle="${controle}"][data-borne]`)].map((un) => un.value);
    poser(controle, { value: controle === "annee" ? Number(champ.value) : bornes.length ? plage(bornes, champ) : champ.value });
  });

  // Une plage à l'envers suit la borne qu'on vient de choisir.
  function plage([bas, haut], champ) {
    if (bas && haut && Number(bas) >= Number(haut)) return champ.dataset.borne === "0" ? `${bas}-` : `-${haut}`;
    return bas || haut ? `${bas}-${haut}` : "";
  }

  function effacer() {
    for (const couche of Object.keys(configuration.couches)) poser({ type: "classes", couche }, { value: codes(configuration, couche) });
    for (const nom of module.FILTRES) if (nom !== "masquer") poser(nom, { value: structuredClone(configuration.ouverture[nom]) });
    // Le bouton va disparaître : le focus passe à son voisin.
    document.getElementById("lister").focus();
  }

  // « Rejouer les vagues » : une année toutes les 1,4 seconde, de la première à la dernière.
  function lire() {
    const bouton = document.getElementById("lecture"), { annees, phrases } = configuration;
    if (minuteur) return arreterLecture(bouton);
    let rang = 0;
    const avancer = () => {
      poser("annee", { value: annees[rang++] });
      if (rang >= annees.length) arreterLecture(bouton);
    };
    minuteur = setInterval(avancer, 1400);
    bouton.textContent = phrases.pause;
    avancer();
  }

  function arreterLecture(bouton) {
    clearInterval(minuteur);
    minuteur = null;
    bouton.textContent = configuration.phrases.lecture;
  }

  async function lister() {
    const page = await (await depart).peinte;
    (await depart).ouvrirListe(page);
    document.getElementById("dialogue-liste").showModal();
  }

  async function partager() {
    const dit = document.getElementById("partage"), { lienCopie, lienEchec } = configuration.phrases;
    try {
      await navigator.clipboard.writeText(location.href);
      dit.textContent = lienCopie;
    } catch {
      dit.textContent = lienEchec;
    }
  }

  async function basculerMotifs() {
    const { peinte, basculerMotifs: basculer } = await depart;
    const page = await peinte;
    basculer(page);
    direMotifs(page);
  }

  function direMotifs({ motifs }) {
    document.body.toggleAttribute("data-motifs", motifs);
    document.getElementById("motifs")?.setAttribute("aria-checked", String(motifs));
  }

  // La fiche se plie ; la carte prend sa place.
  function plier(pliee = !document.body.hasAttribute("data-plie")) {
    const bouton = document.getElementById("plier");
    document.body.toggleAttribute("data-plie", pliee);
    bouton.setAttribute("aria-expanded", String(!pliee));
    bouton.textContent = pliee ? bouton.dataset.plie : bouton.dataset.deplie;
  }

  function ouvrirFiche() {
    if (etroit.matches && document.body.dataset.ouvert !== "fiche") basculerVolet("fiche");
    if (!etroit.matches) plier(false);
  }

  async function exporter(format) {
    const { peinte, exporter: envoyer, arreterExport } = await depart, dit = document.getElementById("export-dit");
    if (format === "arreter") arreterExport();
    else envoyer(await peinte, format, dit);
  }

  function basculerVolet(nom) {
    const ouvert = document.body.dataset.ouvert === nom ? "" : nom;
    document.body.dataset.ouvert = ouvert;
    for (const bouton of document.querySelectorAll("[data-volet]")) bouton.setAttribute("aria-expanded", String(bouton.dataset.volet === ouvert));
  }

  // Le papier montre la dernière image de la carte : une toile WebGL ne s'imprime pas d'elle-même.
  window.addEventListener("beforeprint", () => {
    const image = document.getElementById("carte-imprimee"), carte = courante?.carte?.carte;
    if (!carte) return;
    carte.redraw();
    image.src = carte.getCanvas().toDataURL();
    image.alt = document.getElementById("resume").textContent;
  });

  const peinte = depart.then(async ({ peinte }) => (courante = await peinte));
  window.maillage = { pret, peinte, inactif: async () => (await peinte).carte.inactif(), page: () => peinte };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    maillage: {
      demarrer() {
        poserFiges();
        demarrerRecherche(configuration);
        peinte.then(direMotifs);
        // Sur un téléphone, la légende s'ouvre d'elle-même : des couleurs sans légende ne disent rien.
        if (telephone.matches) basculerVolet("controles");
        return { recherche: location.search, n: 0 };
      },

      // Tous les contrôles -> la vue montrée. Rend la vue ; n'appelle jamais le serveur. Avant que l'adresse soit lue, la carte
      // montre déjà ce qu'elle demande (depart.mjs) : il n'y a rien à changer.
      appliquer(...args) {
        const lue = args.at(-1);
        if (!lue) return window.dash_clientside.no_update;
        const { inputs_list: entrees, triggered_id: declencheur } = window.dash_clientside.callback_context;
        const vue = ranger(lireVue(args, entrees), configuration);
        if (declencheur === "annee" && vue.theme !== "pastel") {
          poser("theme", { value: "pastel" });
          return window.dash_clientside.no_update;
        }
        montrer(vue, true);
        ecrireAdresse(vue, configuration, declencheur === "lue" || declencheur === "annee");
        if (declencheur === "territoire") ouvrirFiche();
        return vue;
      },

      ouvrirSources(contenu) {
        if (contenu) document.getElementById("dialogue-sources").showModal();
        return window.dash_clientside.no_update;
      },
    },
  });
})();
