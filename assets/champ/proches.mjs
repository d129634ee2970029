// Les mairies les plus proches d'un point, parmi [[code, nom, latitude, longitude], …]. Aucune si l'on est loin de toutes.
const TERRE_KM = 6371, COMBIEN = 4, LOIN_KM = 30;
const radians = (degres) => (degres * Math.PI) / 180;

export function kilometres(lat1, lon1, lat2, lon2) {
  const a = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * TERRE_KM * Math.asin(Math.sqrt(a));
}

// [{code, nom, km}], la plus proche d'abord.
export function plusProches(points, latitude, longitude) {
  return points
    .map(([code, nom, lat, lon]) => ({ code, nom, km: kilometres(latitude, longitude, lat, lon) }))
    .filter(({ km }) => km <= LOIN_KM)
    .sort((une, autre) => une.km - autre.km)
    .slice(0, COMBIEN);
}
