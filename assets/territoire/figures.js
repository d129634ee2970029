// Un graphique en PNG : le SVG du serveur, dans la police de la page, peint deux fois plus grand.
(function () {
  "use strict";
  const boutons = document.querySelectorAll("[data-png]");

  const enTexte = (octets) => new Promise((resolve) => {
    const lecteur = new FileReader();
    lecteur.onload = () => resolve(lecteur.result);
    lecteur.readAsDataURL(octets);
  });

  // Une image ne charge pas les polices de la page : celle-ci part avec elle.
  async function police() {
    const feuille = [...document.styleSheets].find((une) => une.href?.includes("1-base.css"));
    const regle = [...(feuille?.cssRules ?? [])].find((une) => une instanceof CSSFontFaceRule);
    const adresse = regle?.style.getPropertyValue("src").match(/url\("([^"]+)"\)/)?.[1];
    if (!adresse) return "";
    const octets = await (await fetch(new URL(adresse, feuille.href))).blob();
    return `<style>@font-face{font-family:"Maillage Hyperlegible";font-weight:200 800;src:url(${await enTexte(octets)})}</style>`;
  }

  async function peindre(bouton) {
    const [svg, style] = await Promise.all([fetch(bouton.dataset.png).then((r) => r.text()), police()]);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace(/(<svg[^>]*>)/, `$1${style}`))}`;
    await image.decode();
    const toile = document.createElement("canvas");
    [toile.width, toile.height] = [image.width * 2, image.height * 2];
    toile.getContext("2d").drawImage(image, 0, 0, toile.width, toile.height);
    const lien = document.createElement("a");
    lien.href = toile.toDataURL("image/png");
    lien.download = `${bouton.closest("[data-figure]").dataset.figure}.png`;
    lien.click();
  }

  for (const bouton of boutons) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => peindre(bouton));
  }
})();
