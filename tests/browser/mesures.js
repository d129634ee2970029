// Ce qui se mesure dans n'importe quelle page ouverte : chaque fonction rend la liste de ce qui ne va pas.
(() => {
// Ce que toutes partagent : ce qui se voit, les morceaux de texte, ce qui les coupe. Un texte réservé aux synthèses vocales
// (1 pixel, clip-path) et les noms d'une carte ne se lisent pas comme le reste de la page.
const dialogue = document.querySelector('dialog[open]:modal');
const vu = (e) => (!dialogue || dialogue.contains(e)) && e.checkVisibility({visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true});
const cache = (e) => { for (let p = e; p; p = p.parentElement) { const s = getComputedStyle(p);
  if (s.clipPath === 'inset(50%)' || s.clip === 'rect(0px, 0px, 0px, 0px)') return true;
  if (p.matches('.evitement, .maplibregl-map, .js-plotly-plot') && !p.contains(document.activeElement)) return true; } return false; };
const dire = (e) => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\s+/).join('.') : ''}`;
const textes = () => { const trouves = []; const marche = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = marche.nextNode(); n; n = marche.nextNode()) { const e = n.parentElement;
    if (!n.textContent.trim() || e.closest('script, style, noscript, option, title') || !vu(e) || cache(e)) continue;
    const r = document.createRange(); r.selectNodeContents(n);
    for (const b of r.getClientRects()) if (b.width > 1 && b.height > 1) trouves.push({e, texte: n.textContent.trim().slice(0, 40), b}); }
  return trouves; };
const defile = (s, axe) => ['auto', 'scroll'].includes(axe === 'x' ? s.overflowX : s.overflowY);

// Un texte coupé : il sort d'un ancêtre qui cache ce qui dépasse, ou de la fenêtre, sans que rien ne défile jusqu'à lui.
const coupes = () => {
  const mauvais = new Set(), largeur = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > largeur) mauvais.add(`la page défile de côté : ${document.documentElement.scrollWidth} > ${largeur}`);
  for (const {e, texte, b} of textes()) {
    let sort = b.right > largeur + 1 || b.left < -1;
    for (let p = e; p && p !== document.body; p = p.parentElement) {
      const s = getComputedStyle(p), r = p.getBoundingClientRect();
      if (p.matches('button:not(.sigle), a.bouton') && (b.right > r.right + 1 || b.left < r.left - 1 || b.bottom > r.bottom + 1 || b.top < r.top - 1))
        mauvais.add(`sort de son bouton ${dire(p)} : ${texte}`);
      if (s.overflowX !== 'visible' && s.display !== 'inline') {
        if (defile(s, 'x') && p.scrollWidth > p.clientWidth + 1) { sort = false; break; }
        if (b.right > r.right + 1.5 || b.left < r.left - 1.5) mauvais.add(`coupé en largeur par ${dire(p)} : ${texte}`);
      }
      if (s.overflowY !== 'visible' && s.display !== 'inline') {
        if (defile(s, 'y')) break;
        if (b.bottom > r.bottom + 3 || b.top < r.top - 3) mauvais.add(`coupé en hauteur par ${dire(p)} : ${texte}`);
      }
      if (s.position === 'fixed') break;
    }
    if (sort) mauvais.add(`hors de la fenêtre (${Math.round(b.left)} à ${Math.round(b.right)}) : ${dire(e)} ${texte}`);
  }
  return [...mauvais];
};

// Deux textes l'un sur l'autre, tous deux au-dessus dans leur moitié : aucun n'est caché par un volet.
const superposes = () => {
  const mauvais = new Set(), y0 = scrollY, tout = textes().map((un) => ({...un, y0}));
  const dessus = ({e, b, y0}) => { scrollTo(0, y0 + b.top - innerHeight / 2);
    const x = b.left + b.width / 2, y = b.top + y0 - scrollY + b.height / 2;
    const haut = document.elementFromPoint(x, y); return haut && (haut.contains(e) || e.contains(haut)); };
  tout.sort((un, autre) => un.b.top - autre.b.top);
  for (let i = 0; i < tout.length; i++) for (let j = i + 1; j < tout.length && tout[j].b.top < tout[i].b.bottom; j++) {
    const a = tout[i].b, b = tout[j].b;
    const l = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (l > 3 && h > Math.min(a.height, b.height) * .45 && tout[i].e !== tout[j].e && dessus(tout[i]) && dessus(tout[j]))
      mauvais.add(`l'un sur l'autre : « ${tout[i].texte} » ${dire(tout[i].e)} et « ${tout[j].texte} » ${dire(tout[j].e)}`);
  }
  return [...mauvais];
};

// Ce qui se touche a 44 pixels de côté, la case d'un choix sur toute sa rangée. Un lien dans une phrase suit sa ligne.
const petites = (least) => {
  const surface = (e) => { const s = getComputedStyle(e, '::after');
    return s.content !== 'none' && s.position === 'absolute' ? {l: parseFloat(s.width), h: parseFloat(s.height)} : {l: 0, h: 0}; };
  const phrase = (e) => { if (!e.matches('a, button.sigle, summary.sigle') || getComputedStyle(e).display !== 'inline') return false;
    const p = e.closest('p, li, dd, td, th, figcaption, caption, h2, h3, summary, blockquote') ?? e.parentElement;
    return p.textContent.trim().length > e.textContent.trim().length + 3; };
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=slider], [role=tab], [role=option], [tabindex="0"][role=button]')]
    .filter((e) => vu(e) && !cache(e) && !e.closest('.mantine-SegmentedControl-root, svg, [inert]') && !phrase(e) && !e.disabled)
    .map((e) => [e, surface(e), (e.closest('.mantine-Checkbox-body, .mantine-Radio-body, label, .ag-header-cell, .ag-cell') ?? e).getBoundingClientRect()])
    .filter(([, s, r]) => r.width > 0 && (Math.max(r.width, s.l) < least - .5 || Math.max(r.height, s.h) < least - .5))
    .map(([e, , r]) => `${Math.round(r.width)} x ${Math.round(r.height)} ${dire(e)} ${e.textContent.trim().slice(0, 40)}`);
};

// Un tableau se nomme, une image se nomme ou se tait, un titre et un paragraphe ne contiennent que du texte (RGAA 5.4, 1.2, 8.2).
// Les bibliothèques (grille, fond de carte, graphiques) dessinent les leurs : leur cadre se nomme.
const mauvaiseForme = () => {
  const mauvais = [], des = (s) => [...document.querySelectorAll(s)].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.ag-root-wrapper, .maplibregl-map, [role=img] *'));
  const nomme = (e) => e.caption?.textContent.trim() || e.ariaLabel
    || (e.getAttribute('aria-labelledby') ?? '').split(' ').every((id) => document.getElementById(id)?.textContent.trim());
  for (const e of des('table')) if (!nomme(e)) mauvais.push(`tableau sans nom ${dire(e)} : ${e.textContent.trim().slice(0, 40)}`);
  for (const e of des('svg')) if (!e.closest('[aria-hidden=true]') && !(e.getAttribute('role') && e.ariaLabel)) mauvais.push(`image ni nommée ni cachée, dans ${dire(e.parentElement)}`);
  for (const e of des(':is(h1, h2, h3, h4, h5, h6, p) > :is(details, div, dl, ol, p, section, table, ul)')) mauvais.push(`${dire(e)} dans ${dire(e.parentElement)}`);
  return mauvais;
};

// Un h1, des niveaux qui se suivent, des repères nommés quand ils se répètent, une langue, un titre.
const structure = () => {
  const mauvais = mauvaiseForme(), titres = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')].filter((e) => e.checkVisibility());
  if (titres.filter((e) => e.tagName === 'H1').length !== 1) mauvais.push(`${titres.filter((e) => e.tagName === 'H1').length} h1`);
  let avant = 0;
  for (const e of titres) { const niveau = Number(e.getAttribute('aria-level') ?? e.tagName[1]);
    if (niveau > avant + 1) mauvais.push(`de h${avant} à h${niveau} : ${e.textContent.trim().slice(0, 50)}`);
    if (!e.textContent.trim()) mauvais.push(`titre vide ${dire(e)}`);
    avant = niveau; }
  if (document.querySelectorAll('main').length !== 1) mauvais.push('pas un seul main');
  if (document.documentElement.lang !== 'fr') mauvais.push('langue');
  if (!document.title.trim()) mauvais.push('sans titre');
  const noms = [...document.querySelectorAll('nav, aside, form[role=search], [role=search]')].filter((e) => e.checkVisibility())
    .map((e) => `${e.tagName} ${e.getAttribute('aria-label') ?? document.getElementById(e.getAttribute('aria-labelledby'))?.textContent ?? ''}`);
  for (const nom of new Set(noms)) if (noms.filter((n) => n === nom).length > 1) mauvais.push(`deux repères du même nom : ${nom}`);
  // Les essais demandent des mouvements réduits : rien ne bouge, rien ne glisse.
  for (const e of document.querySelectorAll('body, body *')) { const s = getComputedStyle(e);
    if (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0) mauvais.push(`animé malgré tout : ${dire(e)}`);
    if (s.transitionProperty !== 'none' && s.transitionDuration.split(',').some((d) => parseFloat(d) > 0)) mauvais.push(`transition malgré tout : ${dire(e)}`);
    if (s.scrollBehavior === 'smooth') mauvais.push(`défilement lissé malgré tout : ${dire(e)}`); }
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of new Set(ids)) if (ids.filter((n) => n === id).length > 1) mauvais.push(`deux fois l'identifiant ${id}`);
  return mauvais;
};

// Le bord d'un champ, d'une case, d'une poignée, contre ce qui l'entoure : 3 pour 1, par sa bordure ou par son fond.
const pales = () => {
  const lire = (c) => { const n = (c.match(/[\d.]+/g) ?? []).map(Number); return {rvb: n.slice(0, 3), a: n.length > 3 ? n[3] : 1}; };
  const fond = (e) => { for (let p = e; p; p = p.parentElement) { const c = lire(getComputedStyle(p).backgroundColor); if (c.a > .9) return c.rvb; } return [255, 255, 255]; };
  const lumiere = (rvb) => { const [r, v, b] = rvb.map((x) => (x /= 255) <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * v + .0722 * b; };
  const contraste = (a, b) => { const [x, y] = [lumiere(a), lumiere(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
  return [...document.querySelectorAll('input:not([type=hidden]), select, textarea, [role=slider]')]
    .filter((e) => vu(e) && !cache(e) && !e.disabled && !e.closest('.mantine-SegmentedControl-root, .mantine-MultiSelect-inputField, .ag-root-wrapper'))
    .filter((e) => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); return r.width > 1 && s.opacity !== '0' && s.appearance !== 'auto'; })
    .map((e) => { const s = getComputedStyle(e), dehors = fond(e.parentElement), bord = lire(s.borderTopColor);
      const mieux = Math.max(parseFloat(s.borderTopWidth) && bord.a > .9 ? contraste(bord.rvb, dehors) : 0, contraste(fond(e), dehors));
      return [e, s.backgroundImage === 'none' ? mieux : 21]; })
    .filter(([, c]) => c < 3).map(([e, c]) => `bord pâle (${c.toFixed(2)}) : ${dire(e)}`);
};

return { coupes, superposes, petites, structure, pales };
})()
