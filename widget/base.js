// What the launcher needs. A strict policy lets constructed sheets through.

const LANCEUR = {
	langue: "fr",
	titre: "Assistant VTE",
	lanceur: "Une question sur le VTE\u00a0?",
	pasOuvert: "La connexion est coupée\u00a0: réessayez",
	lanceurNouveau: "Une réponse vous attend",
};

export const MOTS = /** @type {typeof LANCEUR & typeof import("./langues/fr.js").MOTS} */ ({
	...LANCEUR,
});

const WIDGET = new URL("widget.js", import.meta.url).href;
export const SCRIPT = [...document.scripts].find(({ src }) => src.split(/[?#]/)[0] === WIDGET);
const element = document.querySelector("assistant-vte[lang]");
const demandee = SCRIPT?.dataset.lang ?? element?.getAttribute("lang") ?? "fr";
const lang = demandee.toLowerCase().split("-")[0];
/** @type {{ MOTS?: object, entiere?: boolean }} */
const autre = lang === "fr" ? {} : await import(`./langues/${lang}.js`).catch(() => ({}));
Object.assign(MOTS, autre.MOTS);

/** Those of the panel; French where a language has none. */
export async function parler() {
	const fr = autre.entiere ? {} : (await import("./langues/fr.js")).MOTS;
	Object.assign(MOTS, fr, autre.MOTS);
}

export const jour = (
	iso = "",
	langue = MOTS.langue,
	forme = /** @type {object} */ ({ dateStyle: "long", timeZone: "Europe/Paris" }),
) =>
	new Date(iso).toLocaleDateString(langue, forme).replace(/\b1 /, langue === "fr" ? "1er " : "$&");

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} nom @param {Traits} traits @param {Enfant[]} enfants
 */
export function el(nom, traits = {}, ...enfants) {
	const element = document.createElement(nom);
	for (const [trait, valeur] of Object.entries(traits)) {
		if (trait.startsWith("on"))
			element.addEventListener(trait.slice(2), /** @type {any} */ (valeur));
		else if (trait in element) Object.assign(element, { [trait]: valeur });
		else element.setAttribute(trait, String(valeur));
	}
	element.append(.../** @type {Node[]} */ (enfants.filter(Boolean)));
	return element;
}

export const cache = (texte = "") => el("span", { className: "cache" }, texte);

/** @param {string} texte @param {Traits["onclick"]} onclick @param {Traits} traits */
export const bouton = (texte, onclick, traits = {}) =>
	el("button", { type: "button", onclick, ...traits }, texte);

const ADRESSE = /https:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]]/g;

export function avecLiens(texte = "") {
	const suite = [];
	let ici = 0;
	for (const trouvee of texte.matchAll(ADRESSE)) {
		suite.push(texte.slice(ici, trouvee.index), lien(trouvee[0]));
		ici = trouvee.index + trouvee[0].length;
	}
	return [...suite, texte.slice(ici)];
}

/** To be scrolled with the keyboard. @param {HTMLElement} p */
export const ecrire = (p, texte = "") =>
	Object.assign(p, { textContent: texte, tabIndex: texte ? 0 : -1 });

/** @param {Node} noeud */
export const racine = (noeud) => /** @type {ShadowRoot} */ (noeud.getRootNode());

export function lien(adresse = "", texte = adresse) {
	const a = el("a", { href: adresse, target: "_blank", rel: "noopener noreferrer" }, texte);
	return a.protocol === "https:" ? a : texte;
}

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
a, button, input, textarea { font: inherit; color: inherit; }
button, input, textarea, .panneau, .carte, [role="listbox"] { border: 1px solid var(--trait); border-radius: var(--rayon); background: var(--fond); }
button { min-height: 2.5em; padding: .3em .8em; text-align: left; cursor: pointer; }
button:hover { text-decoration: underline; }
.plein, .lanceur, header, .bulle.user { color: var(--sur-accent); background: var(--accent); border-color: var(--sur-accent); }
:focus-visible { outline: 3px solid var(--encre); outline-offset: 2px; box-shadow: 0 0 0 2px var(--fond); }
.lanceur, dialog {
  position: fixed; inset: auto var(--vte-offset-x, 1em) var(--vte-offset-y, 1em) auto; z-index: var(--vte-z-index, 2147483000); box-shadow: 0 2px 16px #0006;
}
:host([position="left"]) :is(.lanceur, dialog) { left: var(--vte-offset-x, 1em); right: auto; }
.lanceur { border-radius: 2em; max-width: calc(100vw - 2em); }
@media (forced-colors: active) { .lanceur { border: 1px solid; } }
`;

const SOMBRE = `
  --encre: var(--vte-text-dark, #e8edf2); --fond: var(--vte-background-dark, #16202b); --doux: #253341; --trait: #8b99a7;
  --alerte: #4a1f1b; --oui: #63c987; --non: #ff9d8f; color-scheme: dark;
`;

export function feuille(regles = "") {
	const neuve = new CSSStyleSheet();
	neuve.replaceSync(regles);
	return neuve;
}

const base = feuille(FEUILLE.replaceAll("SOMBRE", SOMBRE));

/**
 * @param {AssistantVTE} element @param {ShadowRoot} racine
 */
export function poser(element, racine) {
	racine.adoptedStyleSheets = [base];
	const couleur = element.getAttribute("color");
	if (couleur && CSS.supports("color", couleur))
		element.cadre.style.setProperty("--vte-accent", couleur);
	element.cadre.style.setProperty(
		"--sur-accent",
		luminance(element.cadre) > 0.179 ? "#000" : "#fff",
	);
}

/** @param {HTMLElement} cadre */
function luminance(cadre) {
	const sonde = cadre.appendChild(document.createElement("span"));
	// Any colour, said in sRGB from 0 to 1.
	sonde.style.color = "color-mix(in srgb, var(--accent), var(--accent))";
	const dite = getComputedStyle(sonde).color.split(" ");
	sonde.remove();
	const [, r, v, b] = dite.map((x) => Math.max(Number.parseFloat(x) || 0, 0) ** 2.2);
	return 0.2126 * r + 0.7152 * v + 0.0722 * b;
}
