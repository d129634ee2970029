// De quand sont les données de la vue : la même phrase que views/sources/millesimes.py, écrite ici pour qu'un filtre n'envoie rien.

const FILTRES = ["montagne", "frr"];

const ensemble = (noms, et) => (noms.length > 1 ? noms.slice(0, -1).join(", ") + et + noms.at(-1) : noms[0]);

export function phraseDesDates({ couches, structures, population, phrases, simule }, vue) {
  const cles = [vue.theme, ...FILTRES.filter((nom) => vue[nom] && nom !== vue.theme)];
  const points = vue.structures.map((id) => structures[id].slice(3)).filter(([, date]) => date);
  const uneDate = new Set(points.map(([, date]) => date)).size === 1;
  const donnees = [
    ...cles.map((id) => [couches[id].nom, couches[id].date]),
    ...(uneDate ? [[phrases.structures, points[0][1]]] : points),
    population,
  ];
  const parDate = new Map();
  for (const [nom, date] of donnees) parDate.set(date, [...(parDate.get(date) ?? []), nom]);
  const [plusieurs, une] = phrases.dates;
  const liste = [...parDate].map(([date, noms]) => `${ensemble(noms, phrases.et)}, ${date}`).join(" ; ");
  const dite = parDate.size > 1 ? plusieurs.replace("{liste}", () => liste) : une.replace("{date}", () => population[1]);
  const simulee = simule && (points.length > 0 || cles.some((id) => couches[id].niveau === "commune"));
  return simulee ? `${dite} ${phrases.simule}` : dite;
}
