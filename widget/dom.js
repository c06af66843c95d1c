// Text nodes only: nothing of the network becomes markup.

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

/** @param {Node} noeud */
export const racine = (noeud) => /** @type {ShadowRoot} */ (noeud.getRootNode());

/** Its text alone where it is not https. */
export function lien(adresse = "", texte = adresse) {
	const a = el("a", { href: adresse, target: "_blank", rel: "noopener noreferrer" }, texte);
	return a.protocol === "https:" ? a : texte;
}
