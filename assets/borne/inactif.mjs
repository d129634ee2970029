// Personne ne touche plus l'écran : un décompte qui se voit et se lit, puis tout s'efface.
const GESTES = ["pointerdown", "pointermove", "keydown", "wheel", "input"];
const ANNONCES = [10, 5];
const PAS_MS = 200, MEME_GESTE_MS = 600;

// `attente` et `decompte` en secondes ; `partir` efface tout.
export function veiller({ attente, decompte, partir }) {
  const boite = document.getElementById("decompte"), nombre = document.getElementById("decompte-nombre");
  const arc = document.getElementById("decompte-arc"), annonce = document.getElementById("decompte-annonce");
  const [une, plusieurs] = JSON.parse(annonce.dataset.phrases);
  let minuteur = null, pas = null, efface = -Infinity;

  function attendre() {
    clearTimeout(minuteur);
    clearInterval(pas);
    if (boite.open) boite.close();
    minuteur = setTimeout(compter, attente * 1000);
  }

  function compter() {
    const fin = Date.now() + decompte * 1000;
    boite.showModal();
    document.getElementById("encore").focus();
    montrer(decompte);
    annoncer(decompte);
    let dit = decompte;
    pas = setInterval(() => {
      const reste = Math.max(0, Math.ceil((fin - Date.now()) / 1000));
      montrer(reste, (fin - Date.now()) / (decompte * 1000));
      if (reste !== dit && ANNONCES.includes(reste)) annoncer(reste);
      dit = reste;
      if (reste > 0) return;
      clearInterval(pas);
      partir();
    }, PAS_MS);
  }

  function montrer(reste, part = 1) {
    nombre.textContent = reste;
    arc.style.strokeDashoffset = String(1 - Math.max(0, part));
  }

  function annoncer(reste) {
    annonce.textContent = (reste > 1 ? plusieurs : une).replace("{n}", reste);
  }

  // Pendant le décompte, il faut un vrai geste : toucher, ou une touche.
  for (const geste of GESTES) {
    addEventListener(geste, (e) => {
      if (boite.open && geste !== "pointerdown" && geste !== "keydown") return;
      if (boite.open) efface = e.timeStamp;
      attendre();
    }, { capture: true, passive: true });
  }
  // Le doigt qui efface le décompte n'appuie pas sur ce qui était dessous.
  addEventListener("click", (e) => {
    if (e.timeStamp - efface > MEME_GESTE_MS) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, { capture: true });
  boite.addEventListener("cancel", attendre);
  document.getElementById("encore").addEventListener("click", attendre);
  attendre();
}
