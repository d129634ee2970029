// Lire une archive de tuiles par plages d'octets, quoi que fasse ce qui est entre le serveur et nous.
// Ce qui manque est redemandé tant que la carte le veut, de plus en plus rarement ; qui écoute sait combien de lectures attendent.
const ATTENTES_MS = [500, 1500, 4000, 10000, 30000];
const enEchec = new Map(), auditeurs = new Set();

// `fonction({ echecs, sansReponse })` à chaque changement ; rend de quoi cesser d'écouter.
export function ecouter(fonction) {
  auditeurs.add(fonction);
  fonction(bilan());
  return () => auditeurs.delete(fonction);
}

const bilan = () => ({ echecs: enEchec.size, sansReponse: [...enEchec.values()].some((statut) => statut === 0) });

function noter(lecture, statut) {
  if (statut === null ? !enEchec.delete(lecture) : enEchec.get(lecture) === statut) return;
  if (statut !== null) enEchec.set(lecture, statut);
  for (const fonction of auditeurs) fonction(bilan());
}

const attendre = (ms, signal) => new Promise((tenir, rompre) => {
  const minuteur = setTimeout(tenir, ms);
  signal?.addEventListener("abort", () => { clearTimeout(minuteur); rompre(signal.reason); }, { once: true });
});

// Chaque plage a une adresse à elle : quand deux plages voisines d'une même adresse se croisent, le cache de Chromium rend les
// octets de l'une pour l'autre, et la tuile est perdue.
export class Plages {
  constructor(adresse) {
    this.adresse = adresse;
    this.entier = null;
  }

  getKey() {
    return this.adresse;
  }

  async getBytes(debut, longueur, signal) {
    const lecture = Symbol(debut);
    try {
      for (let essai = 0; ; essai++) {
        const { octets, statut } = await this.lire(debut, longueur, signal);
        if (octets) return { data: octets };
        noter(lecture, statut);
        await attendre(ATTENTES_MS[Math.min(essai, ATTENTES_MS.length - 1)], signal);
      }
    } finally {
      noter(lecture, null);
    }
  }

  // Les octets demandés, ou le code de la réponse qui ne les donne pas (0 : aucune réponse).
  async lire(debut, longueur, signal) {
    const fin = debut + longueur - 1;
    if (this.entier) return { octets: this.entier.slice(debut, fin + 1) };
    try {
      const reponse = await fetch(`${this.adresse}?${debut}-${fin}`, { signal, headers: { Range: `bytes=${debut}-${fin}` } });
      if (reponse.status === 206) return { octets: await reponse.arrayBuffer() };
      if (reponse.status !== 200) return { statut: reponse.status };
      // Un serveur frontal a rendu l'archive entière au lieu d'une plage : elle suffit à toutes les suivantes.
      this.entier ??= await reponse.arrayBuffer();
      return { octets: this.entier.slice(debut, fin + 1) };
    } catch (erreur) {
      if (signal?.aborted) throw erreur;
      return { statut: 0 };
    }
  }
}
