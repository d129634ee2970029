// Le fil entre Dash et la carte : les fonctions que les callbacks du navigateur appellent.
// Le module de la carte est importé au démarrage ; ce qui arrive avant qu'il soit prêt attend.
(function () {
  "use strict";
  const poser = (id, proprietes) => window.dash_clientside.set_props(id, proprietes);
  let modulePromise = null, pagePromise = null, module = null, annonceur = null;
  const pret = new Promise((tenir) => { annonceur = tenir; });
  let lectures = 0, attendue = null, minuteur = null;

  async function demarrerPage(configuration) {
    modulePromise = import(`${configuration.statique}/carte/page.mjs`);
    module = await modulePromise;
    return module.demarrer(configuration);
  }

  // Le dernier appel l'emporte : une vue intermédiaire ne se peint pas.
  async function montrer(vue, recadrer) {
    attendue = { vue, recadrer: recadrer || attendue?.recadrer };
    const page = await pagePromise;
    if (!attendue) return;
    const { vue: derniere, recadrer: cadrer } = attendue;
    attendue = null;
    module.montrer(page, derniere, cadrer);
    if (page.carte) await page.carte.inactif();
    document.getElementById("attente").hidden = Boolean(page.carte);
    annonceur();
  }

  function lireVue(valeurs, entrees, configuration) {
    const [theme, classes, structures, departements, montagne, frr, annee, territoire] = valeurs;
    const rang = entrees[1].findIndex((entree) => entree.id.couche === theme);
    return {
      territoire, theme, masquer: codes(configuration, theme).filter((code) => !classes[rang].includes(code)),
      structures: structures || [], departements: departements || [], montagne: montagne || "", frr: frr || "", annee,
    };
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
    const { adresse } = await modulePromise;
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
    pagePromise?.then((page) => module.recadrer(page, territoire));
    poser("territoire", { value: territoire });
  }

  // La recherche ne dépend pas de la carte : elle marche aussi quand celle-ci ne peut pas se dessiner.
  async function demarrerRecherche({ statique, recherche }) {
    const { demarrer } = await import(`${statique}/carte/recherche.mjs`);
    demarrer(document.getElementById("recherche-boite"), recherche, ({ code_commune }) => ouvrirTerritoire(`com-${code_commune}`));
  }

  function arreterLecture() {
    clearInterval(minuteur);
    minuteur = null;
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
      if (saut === "panneau" && matchMedia("(max-width: 900px)").matches && document.body.dataset.ouvert !== "fiche") basculerVolet("fiche");
      document.getElementById(saut).focus();
      return;
    }
    const volet = e.target.closest("[data-volet]");
    if (volet) basculerVolet(volet.dataset.volet);
    if (e.target.closest("[data-lister]")) document.getElementById("lister").click();
    const exporte = e.target.closest("[data-exporter]");
    if (exporte) {
      fermerActions();
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

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !document.querySelector("dialog[open]")) fermerActions();
  });

  // Le menu du téléphone se referme, et le focus revient au bouton qui l'ouvre : un dialogue l'y rendra.
  function fermerActions() {
    if (document.body.dataset.ouvert !== "actions") return;
    basculerVolet("actions");
    document.querySelector(".plus-d-actions").focus();
  }

  async function exporter(format) {
    const page = await pagePromise, dit = document.getElementById("export-dit");
    if (format === "arreter") module.arreterExport();
    else module.exporter(page, format, dit);
  }

  function basculerVolet(nom) {
    const ouvert = document.body.dataset.ouvert === nom ? "" : nom;
    document.body.dataset.ouvert = ouvert;
    for (const bouton of document.querySelectorAll("[data-volet]")) bouton.setAttribute("aria-expanded", String(bouton.dataset.volet === ouvert));
  }

  window.maillage = { pret, inactif: async () => (await pagePromise).carte.inactif(), page: () => pagePromise };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    maillage: {
      demarrer(configuration) {
        poserFiges();
        pagePromise = demarrerPage(configuration);
        demarrerRecherche(configuration);
        // Sur un téléphone, la légende s'ouvre d'elle-même : des couleurs sans légende ne disent rien.
        if (matchMedia("(max-width: 900px)").matches) basculerVolet("legende");
        return { recherche: location.search, n: 0 };
      },

      // Tous les contrôles -> la vue montrée. Rend la vue ; n'appelle jamais le serveur.
      appliquer(...args) {
        const [lue, configuration] = args.slice(-2);
        const { inputs_list: entrees, triggered_id: declencheur } = window.dash_clientside.callback_context;
        const vue = ranger(lireVue(args.slice(0, 8), entrees, configuration), configuration);
        if (!pagePromise) return window.dash_clientside.no_update;
        if (declencheur === "annee" && vue.theme !== "pastel") {
          poser("theme", { value: "pastel" });
          return window.dash_clientside.no_update;
        }
        const dejaLue = Boolean(lue);
        // À l'ouverture, un cadre donné par l'adresse l'emporte sur celui du territoire.
        montrer(vue, !(location.hash.startsWith("#carte=") && !dejaLue));
        if (dejaLue) ecrireAdresse(vue, configuration, declencheur === "lue" || declencheur === "annee");
        if (declencheur === "territoire" && matchMedia("(max-width: 900px)").matches && document.body.dataset.ouvert !== "fiche") basculerVolet("fiche");
        return vue;
      },

      effacer(clics, configuration) {
        if (!clics) return window.dash_clientside.no_update;
        for (const couche of Object.keys(configuration.couches)) poser({ type: "classes", couche }, { value: codes(configuration, couche) });
        poser("departements", { value: [] });
        poser("montagne", { value: "" });
        poser("frr", { value: "" });
        // Le bouton va disparaître : le focus passe à son voisin.
        document.querySelector(".resume-boite [data-territoire]").focus();
        return window.dash_clientside.no_update;
      },

      // « Rejouer les vagues » : une année toutes les 1,4 seconde, de la première à la dernière.
      lire(clics, configuration) {
        if (!clics) return window.dash_clientside.no_update;
        const mots = configuration.phrases;
        if (minuteur) {
          arreterLecture();
          return mots.lecture;
        }
        const annees = configuration.annees;
        let rang = 0;
        const avancer = () => {
          poser("annee", { value: annees[rang++] });
          if (rang >= annees.length) {
            arreterLecture();
            poser("lecture", { children: mots.lecture });
          }
        };
        minuteur = setInterval(avancer, 1400);
        avancer();
        return mots.pause;
      },

      async lister(clics) {
        if (!clics) return window.dash_clientside.no_update;
        const page = await pagePromise;
        module.ouvrirListe(page);
        document.getElementById("dialogue-liste").showModal();
        return window.dash_clientside.no_update;
      },

      async partager(clics, configuration) {
        if (!clics) return window.dash_clientside.no_update;
        try {
          await navigator.clipboard.writeText(location.href);
          return configuration.phrases.lienCopie;
        } catch {
          return configuration.phrases.lienEchec;
        }
      },

      ouvrirSources(contenu) {
        if (contenu) document.getElementById("dialogue-sources").showModal();
        return window.dash_clientside.no_update;
      },
    },
  });
})();
