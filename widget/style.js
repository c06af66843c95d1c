// A constructed sheet: a strict policy lets it through. Of two important rules the shadow tree's wins.

const FEUILLE = `
:host { all: initial !important; display: block !important; font: medium/1.5 var(--vte-font, system-ui, sans-serif) !important; }
:host([hidden]) { display: none !important; }
:host([inline]) { height: var(--vte-height, 38em) !important; }
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
  height: 100%;
  color: var(--encre);
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) .cadre { SOMBRE }
}
:host([theme="dark"]) .cadre { SOMBRE }

[hidden], dialog:not([open]) { display: none !important; }
h2, h3, h4, p, ul { margin: 0; padding: 0; font-size: 1em; }
h2, h3 { font-size: 1.1em; }
ul { list-style: none; }
a, button, input, textarea { font: inherit; color: inherit; }
button, input, textarea, .panneau, .carte, [role="listbox"] { border: 1px solid var(--trait); border-radius: var(--rayon); background: var(--fond); }
button { min-height: 2.75em; padding: .4em .9em; text-align: left; cursor: pointer; }
::placeholder { color: inherit; opacity: .8; }
button:hover { text-decoration: underline; }
.plein, .lanceur, header, .bulle.user { color: var(--sur-accent); background: var(--accent); border-color: var(--sur-accent); }
:focus-visible { outline: 3px solid var(--encre); outline-offset: 2px; box-shadow: 0 0 0 2px var(--fond); }
header :focus-visible { outline-color: var(--sur-accent); box-shadow: none; }
.cache { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header, footer, .ligne, .choix, .faits ul { display: flex; gap: .4em; }
footer, .choix, .faits ul { flex-wrap: wrap; }
.panneau, .journal { display: flex; flex-direction: column; }

.lanceur, dialog {
  position: fixed; inset: auto var(--vte-offset-x, 1em) var(--vte-offset-y, 1em) auto; z-index: var(--vte-z-index, 2147483000); box-shadow: 0 2px 16px #0006;
}
:host([position="left"]) :is(.lanceur, dialog) { left: var(--vte-offset-x, 1em); right: auto; }
.lanceur { border-radius: 2em; max-width: calc(100vw - 2em); }
.panneau { color: inherit; overflow: clip; }
section.panneau { height: 100%; }
dialog {
  margin: 0; padding: 0; max-width: none; max-height: none;
  width: min(var(--vte-width, 26em), 100vw - 2em); height: min(var(--vte-height, 40em), 100dvh - 2em);
}
dialog::backdrop { background: #0008; }

header { justify-content: space-between; padding: .6em .5em .6em 1em; }
small, footer, .faits, .compte, .sort, header p { font-size: .9em; }
.fermer { min-height: 2.2em; align-self: start; padding: 0 .7em; color: inherit; background: none; border: 0; font-size: 1.25em; }
.faits, .alerte:not(:empty), .confirmation, .saisie { padding: .5em 1em; }
progress { width: 8em; max-width: 40%; margin-left: .6em; accent-color: var(--accent); vertical-align: middle; }
.faits ul { max-height: 5.7em; overflow-y: auto; padding: .4em 3px 3px; }
.faits button { min-height: 2em; padding: .1em .7em; border-radius: 2em; }

.fil { flex: 1 1 auto; min-height: 6em; overflow-y: auto; padding: 1em; border: solid var(--trait); border-width: 1px 0; }
.fil:focus-visible { outline-offset: -3px; box-shadow: none; }
.journal { gap: .6em; align-items: start; }
.bulle { max-width: 92%; padding: .5em .8em; border-radius: var(--rayon); background: var(--doux); white-space: pre-wrap; }
.bulle, .carte { overflow-wrap: anywhere; }
.user { align-self: end; border: 1px solid transparent; }
.note { background: none; }
.note, .ecrit, .indicative { font-style: italic; }
.sort button { margin-left: .6em; min-height: 2em; color: var(--encre); }
.choix { margin-top: .7em; }
.ecrit { min-height: 1.5em; }

.carte { width: 100%; padding: .8em 1em; border-left-width: .4em; }
.carte.eligible { border-left-color: var(--oui); }
.carte:is(.non_eligible, .hors_periode) { border-left-color: var(--non); }
h4 { margin-top: .8em; }
.carte li { margin-top: .35em; }
.nom, .montant, .sort:not(:empty) { display: block; }
.montant { font-size: 1.6em; }

.alerte:not(:empty) { background: var(--alerte); border-bottom: 2px solid var(--non); }
.confirmation button { margin: .4em .4em 0 0; }
.saisie { position: relative; }
.compte { float: right; }
input, textarea { flex: 1; min-width: 0; padding: .5em; resize: none; }
textarea { field-sizing: content; max-height: 8em; }
[aria-invalid="true"] { border: 2px solid var(--non); }
[role="listbox"] { position: absolute; inset: auto 1em 100%; max-height: 16em; overflow-y: auto; z-index: 1; box-shadow: 0 -2px 10px #0004; }
[role="option"] { padding: .5em .8em; cursor: pointer; }
[role="option"]:is([aria-selected="true"], :hover) { background: var(--doux); outline: 2px solid var(--encre); outline-offset: -2px; }
footer { gap: 0 1em; align-items: center; padding: 0 1em .4em; }
footer button { min-height: 2em; padding: 0; border: 0; background: none; text-decoration: underline; }

@media (max-width: 30em), (max-height: 30em) {
  dialog { inset: 0 !important; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
}
@media (max-height: 30em) {
  .panneau { overflow-y: auto; }
  .fil { flex: none; overflow: visible; }
  [role="listbox"] { max-height: 8em; }
}
@media (forced-colors: active) {
  .bulle, .lanceur { border: 1px solid; }
  .user { border-width: 3px; }
  [role="option"][aria-selected="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; }
}
`;

const SOMBRE = `
  --encre: var(--vte-text-dark, #e8edf2); --fond: var(--vte-background-dark, #16202b); --doux: #253341; --trait: #8b99a7;
  --alerte: #4a1f1b; --oui: #63c987; --non: #ff9d8f; color-scheme: dark;
`;

const feuille = new CSSStyleSheet();
feuille.replaceSync(FEUILLE.replaceAll("SOMBRE", SOMBRE));

/**
 * @param {AssistantVTE} element @param {ShadowRoot} racine
 */
export function poser(element, racine) {
	racine.adoptedStyleSheets = [feuille];
	const couleur = element.getAttribute("color");
	if (couleur && CSS.supports("color", couleur))
		element.cadre.style.setProperty("--vte-accent", couleur);
	element.cadre.style.setProperty(
		"--sur-accent",
		luminance(element.cadre) > 0.179 ? "#000" : "#fff",
	);
}

/** Above 0.179 black contrasts more. @param {HTMLElement} cadre */
function luminance(cadre) {
	const sonde = cadre.appendChild(document.createElement("span"));
	sonde.style.color = "var(--accent)";
	const composantes = getComputedStyle(sonde).color.match(/[\d.]+/g) ?? [0, 0, 0];
	sonde.remove();
	const [r, v, b] = composantes
		.map(Number)
		.map((x) => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * v + 0.0722 * b;
}
