// The looks. A constructed style sheet, which a strict Content-Security-Policy lets through; `!important` on :host alone:
// of two important rules the shadow tree's wins, so the host page's CSS does not reach inside.
//
// A page changes the custom properties --vte-* (docs/integration.md). Sizes are in em of the visitor's own font size.

const FEUILLE = `
:host { all: initial !important; display: block !important; font: medium/1.5 var(--vte-font, system-ui, sans-serif) !important; }
:host([hidden]) { display: none !important; }
:host([inline]) { block-size: var(--vte-height, 38em) !important; }
*, ::before, ::after { box-sizing: border-box; }

.cadre {
  --accent: var(--vte-accent, #0b5394);
  --encre: var(--vte-text, #1d2733);
  --fond: var(--vte-background, #fff);
  --doux: #eef2f6;
  --trait: #6b7885;
  --alerte: #fde8e6;
  --oui: #1a6b35;
  --non: #a3271b;
  --rayon: var(--vte-radius, .8em);
  block-size: 100%;
  color: var(--encre);
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) .cadre { SOMBRE }
}
:host([theme="dark"]) .cadre { SOMBRE }

button, input, textarea { font: inherit; color: inherit; }
button {
  min-block-size: 2.75em; padding: .4em .9em; border: 1px solid var(--trait); border-radius: var(--rayon);
  background: var(--fond); cursor: pointer; text-align: start;
}
button:hover { text-decoration: underline; }
.plein, .lanceur, header, .bulle.vous { color: var(--sur-accent, #fff); background: var(--accent); border-color: var(--sur-accent, #fff); }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--encre); outline-offset: 2px; box-shadow: 0 0 0 2px var(--fond); }
header :focus-visible { outline-color: var(--sur-accent, #fff); box-shadow: none; }
[hidden] { display: none !important; }
.cache { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h2, h3, h4, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }

.lanceur, dialog {
  position: fixed; inset-block-end: var(--vte-offset-y, 1rem); inset-inline-end: var(--vte-offset-x, 1rem); z-index: var(--vte-z-index, 2147483000);
}
:host([position="left"]) :is(.lanceur, dialog) { inset-inline: var(--vte-offset-x, 1rem) auto; }
.lanceur { border-radius: 2em; padding: .6em 1.2em; max-inline-size: calc(100vw - 2rem); box-shadow: 0 2px 10px #0006; }

.panneau { display: flex; flex-direction: column; min-block-size: 0; color: inherit; background: var(--fond); border: 1px solid var(--trait); border-radius: var(--rayon); overflow: clip; }
section.panneau { block-size: 100%; }
dialog:not([open]) { display: none; }
dialog {
  inset-block-start: auto; inset-inline-start: auto; margin: 0; padding: 0; box-shadow: 0 4px 24px #0006;
  inline-size: min(var(--vte-width, 26em), 100vw - 2rem); block-size: min(var(--vte-height, 40em), 100dvh - 2rem); max-inline-size: none; max-block-size: none;
}
dialog::backdrop { background: #0008; }

header { display: flex; gap: .5em; align-items: start; justify-content: space-between; padding: .6em .5em .6em 1em; }
h2 { font-size: 1.1em; }
header p { font-size: .85em; }
.fermer { min-inline-size: 2.2em; min-block-size: 2.2em; padding: 0; text-align: center; font-size: 1.25em; line-height: 1; color: inherit; background: none; border-color: transparent; }

.faits { padding: .4em 1em; border-block-end: 1px solid var(--trait); font-size: .9em; }
progress { inline-size: 8em; max-inline-size: 40%; margin-inline-start: .6em; accent-color: var(--accent); vertical-align: middle; }
.faits ul { display: flex; flex-wrap: wrap; gap: .3em .4em; max-block-size: 5.2em; overflow-y: auto; padding: .4em 3px 3px; }
.faits button { white-space: nowrap; min-block-size: 2em; padding: .1em .7em; border-radius: 2em; }

.fil { flex: 1 1 auto; min-block-size: 6em; overflow-y: auto; padding: 1em; }
.fil:focus-visible { outline-offset: -3px; box-shadow: none; }
.journal { display: flex; flex-direction: column; gap: .6em; align-items: start; }
.bulle { max-inline-size: 92%; padding: .5em .8em; border-radius: var(--rayon); background: var(--doux); white-space: pre-wrap; overflow-wrap: anywhere; }
.vous { align-self: end; border: 1px solid transparent; }
.note { background: none; font-size: .9em; font-style: italic; }
.sort:not(:empty) { display: block; font-size: .85em; }
.sort button { margin-inline-start: .6em; min-block-size: 2em; color: var(--encre); }
.choix { display: flex; flex-wrap: wrap; gap: .4em; margin-block-start: .7em; }
.ecrit { min-block-size: 1.5em; font-style: italic; }

.carte { inline-size: 100%; padding: .8em 1em; border: 1px solid var(--trait); border-inline-start: .4em solid var(--trait); border-radius: var(--rayon); overflow-wrap: anywhere; }
.carte.eligible { border-inline-start-color: var(--oui); }
.carte:is(.non_eligible, .hors_periode) { border-inline-start-color: var(--non); }
h3 { font-size: 1.1em; }
h4 { margin-block: .8em .2em; font-size: 1em; }
.indicative { font-size: .9em; font-style: italic; }
li + li { margin-block-start: .35em; }
.faits li + li, [role="listbox"] li { margin: 0; }
.montant { font-size: 1.6em; line-height: 1.2; }
.nom, .montant { display: block; font-weight: 600; }

.alerte:not(:empty) { padding: .6em 1em; background: var(--alerte); border-block-start: 2px solid var(--non); }
.confirmation { padding: .6em 1em; border-block-start: 1px solid var(--trait); }
.confirmation button { margin: .4em .4em 0 0; }
.saisie { position: relative; padding: .5em 1em; border-block-start: 1px solid var(--trait); }
.compte { float: inline-end; font-size: .85em; }
.ligne { display: flex; gap: .5em; align-items: stretch; }
textarea, input { flex: 1; min-inline-size: 0; padding: .5em; border: 1px solid var(--trait); border-radius: calc(var(--rayon) / 2); background: var(--fond); resize: none; }
textarea { field-sizing: content; max-block-size: 8em; }
[aria-invalid="true"] { border: 2px solid var(--non); }
[role="listbox"] {
  position: absolute; inset-inline: 1em; inset-block-end: 100%; max-block-size: 16em; overflow-y: auto; z-index: 1;
  background: var(--fond); border: 1px solid var(--trait); border-radius: calc(var(--rayon) / 2); box-shadow: 0 -2px 10px #0004;
}
[role="option"] { padding: .5em .8em; cursor: pointer; }
[role="option"]:is([aria-selected="true"], :hover) { background: var(--doux); outline: 2px solid var(--encre); outline-offset: -2px; }
footer { display: flex; flex-wrap: wrap; gap: .2em 1em; align-items: center; padding: 0 1em .4em; font-size: .9em; }
footer button { min-block-size: 2em; padding: .1em 0; border: 0; background: none; text-decoration: underline; }

@media (max-width: 30em), (max-height: 30em) {
  dialog { inset: 0 !important; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; }
}
@media (max-height: 30em) {
  .panneau { overflow-y: auto; }
  .fil { flex: none; overflow: visible; }
  [role="listbox"] { max-block-size: 8em; }
}
@media (forced-colors: active) {
  .bulle, .lanceur { border: 1px solid; }
  .vous { border-width: 3px; }
  [role="option"][aria-selected="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .ecrit:not(:empty) { animation: respirer 1.6s ease-in-out infinite; }
  @keyframes respirer { 50% { opacity: .55; } }
}
`;

const SOMBRE = `
  --encre: var(--vte-text-dark, #e8edf2); --fond: var(--vte-background-dark, #16202b); --doux: #253341; --trait: #8b99a7;
  --alerte: #4a1f1b; --oui: #63c987; --non: #ff9d8f; color-scheme: dark;
`;

const feuille = new CSSStyleSheet();
feuille.replaceSync(FEUILLE.replaceAll("SOMBRE", SOMBRE));

/** Dresses the element; the `color` attribute is the accent, and what is written on it is black or white, whichever contrasts. */
export function poser(element) {
  element.shadowRoot.adoptedStyleSheets = [feuille];
  const couleur = element.getAttribute("color");
  if (couleur && CSS.supports("color", couleur)) element.cadre.style.setProperty("--vte-accent", couleur);
  element.cadre.style.setProperty("--sur-accent", clair(accent(element.cadre)) ? "#000" : "#fff");
}

/** The accent as [red, green, blue] from 0 to 1. */
function accent(cadre) {
  const sonde = cadre.appendChild(document.createElement("span"));
  sonde.style.color = "var(--accent)";
  const [r, v, b] = getComputedStyle(sonde).color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  sonde.remove();
  return [r / 255, v / 255, b / 255];
}

/** Whether black contrasts more than white on it (WCAG 2.2, relative luminance). */
function clair(rvb) {
  const [r, v, b] = rvb.map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * v + 0.0722 * b > 0.179;
}
