// De quand sont les données de la vue : la même phrase que views/sources/millesimes.py, écrite ici pour qu'un filtre n'envoie rien.

const FILTRES = ["montagne", "frr"];

const ensemble = (noms, et) => (noms.length > 1 ? noms.slice(0, -1).join(", ") + et + noms.at(-1) : noms[0]);

const couchesDe = (vue) => [vue.theme, ...FILTRES.filter((nom) => vue[nom] && nom !== vue.theme)];

// La ligne sous la carte ; la phrase entière est dans « Sources » (pied_de_la_vue).
export function piedDeLaVue({ couches, structures, population }, vue) {
  const parSource = new Map();
  for (const [id, [court, , , , date, pied]] of Object.entries(structures)) {
    if (date && vue.structures.includes(id)) parSource.set(pied, [...(parSource.get(pied) ?? []), court]);
  }
  const sites = [...parSource].map(([pied, noms]) => `${noms.join(", ")}\u00a0: ${pied}`);
  return [...couchesDe(vue).map((id) => couches[id].pied), ...sites, population[2]].join(" · ");
}

export function phraseDesDates({ couches, structures, population, phrases, simule }, vue) {
  const cles = couchesDe(vue);
  const points = vue.structures.map((id) => structures[id].slice(3, 5)).filter(([, date]) => date);
  const uneDate = new Set(points.map(([, date]) => date)).size === 1;
  const donnees = [
    ...cles.map((id) => [couches[id].nom, couches[id].date]),
    ...(uneDate ? [[phrases.structures, points[0][1]]] : points),
    population.slice(0, 2),
  ];
  const parDate = new Map();
  for (const [nom, date] of donnees) parDate.set(date, [...(parDate.get(date) ?? []), nom]);
  const [plusieurs, une] = phrases.dates;
  const liste = [...parDate].map(([date, noms]) => `${ensemble(noms, phrases.et)}, ${date}`).join(" ; ");
  const dite = parDate.size > 1 ? plusieurs.replace("{liste}", () => liste) : une.replace("{date}", () => population[1]);
  const simulee = simule && (points.length > 0 || cles.some((id) => couches[id].niveau === "commune"));
  return simulee ? `${dite} ${phrases.simule}` : dite;
}
