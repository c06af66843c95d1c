// What is known: one line that opens; and a sentence of what the host page knows. It is French in
// every language, for the assistant reads it.

import { bouton, cache, el } from "./dom.js";
import { volet } from "./gestes.js";
import { MOTS } from "./textes.js";

export class Faits {
	#actions;
	#montres = "";

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.barre = el("progress");
		this.compte = el("span", { className: "compte-faits" });
		this.apercu = el("span", { className: "apercu", lang: "fr", "aria-hidden": "true" });
		this.liste = el("ul", { className: "choix", lang: "fr", "aria-label": MOTS.connu });
		const ligne = el("button", { type: "button", className: "resume" }, this.compte, this.apercu);
		this.element = volet(ligne, el("div", {}, this.liste));
		this.element.classList.add("faits");
		this.element.hidden = true;
		this.element.append(this.barre);
	}

	/** @param {Etat} [etat] */
	montrer(etat) {
		const faits = etat?.facts ?? [];
		this.element.hidden = !etat || (etat.progress.answered === 0 && faits.length === 0);
		if (!etat || this.element.hidden) return;
		const { answered, total } = etat.progress;
		this.compte.textContent = MOTS.progression(answered, total);
		Object.assign(this.barre, { value: answered, max: total, ariaLabel: this.compte.textContent });
		if (this.#montres === JSON.stringify(faits)) return; // the focus stays
		this.#montres = JSON.stringify(faits);
		this.liste.replaceChildren(...faits.map((fait) => el("li", {}, this.#bouton(fait))));
		this.apercu.replaceChildren(...faits.map(({ text }) => el("span", {}, text)));
	}

	/** @param {Fait} fait */
	#bouton({ label, text, payload }) {
		const titre = MOTS.modifier(label);
		const element = bouton("", () => this.#actions.choisir({ payload }, titre), { title: titre });
		element.append(cache(`${titre}\u00a0: `), text);
		return element;
	}
}

/** @type {Record<string, (valeur: string) => string>} */
const DITS = {
	commune: (nom) => `à ${nom}`,
	effectif: (nombre) => `dans une entreprise de ${nombre} salariés`,
	contrat: (nom) => `en ${nom}`,
	duree: (mois) => `pendant ${mois} mois`,
	debut: (jour) => `à partir du ${jour}`,
	diplome: (nom) => `diplôme obtenu\u00a0: ${nom}`,
};
const MAX = 60; // characters of one fact

/** @param {(nom: string) => string} lire an attribute, "" where there is none */
export function indique(lire) {
	const faits = Object.entries(DITS).flatMap(([nom, dire]) => {
		const valeur = lire(nom).trim().slice(0, MAX);
		return valeur ? [dire(valeur)] : [];
	});
	return faits.length ? `Recrutement ${faits.join(", ")}.` : "";
}
