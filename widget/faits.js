// What is known, and how far we are.

import { bouton, cache, el } from "./dom.js";
import { MOTS } from "./textes.js";

export class Faits {
	#actions;
	#montres = "";

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.barre = el("progress", { id: "progression" });
		this.compte = el("label", { htmlFor: "progression" });
		this.liste = el("ul", { lang: "fr", "aria-label": MOTS.connu });
		this.element = el(
			"div",
			{ className: "faits", hidden: true },
			this.compte,
			this.barre,
			this.liste,
		);
	}

	/** @param {Etat} [etat] */
	montrer(etat) {
		const faits = etat?.facts ?? [];
		this.element.hidden = !etat || (etat.progress.answered === 0 && faits.length === 0);
		if (!etat || this.element.hidden) return;
		Object.assign(this.barre, { value: etat.progress.answered, max: etat.progress.total });
		this.compte.textContent = MOTS.progression(etat.progress);
		this.liste.hidden = faits.length === 0;
		if (this.#montres === JSON.stringify(faits)) return; // the focus stays
		this.#montres = JSON.stringify(faits);
		this.liste.replaceChildren(...faits.map((fait) => el("li", {}, this.#bouton(fait))));
	}

	/** @param {Fait} fait */
	#bouton({ label, text, payload }) {
		const titre = MOTS.modifier(label);
		const element = bouton("", () => this.#actions.choisir({ payload }, titre), { title: titre });
		element.append(cache(`${titre}\u00a0: `), text);
		return element;
	}
}
