// What was said, and the choices under it.

import { avecLiens, bouton, cache, el } from "./dom.js";
import { MOTS } from "./textes.js";
import { carte } from "./verdict.js";

const PATIENCE = 400; // ms
const LONGTEMPS = 6_000;

export class Fil {
	#bulles = new WeakMap();
	#minuteries = [0].slice(1);
	#silence = 0;
	#actions;

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.journal = el("div", {
			role: "log",
			lang: "fr",
			"aria-live": "polite",
			"aria-label": MOTS.messages,
			className: "journal",
		});
		this.choix = el("div", {
			role: "group",
			"aria-label": MOTS.propositions,
			className: "choix",
			hidden: true,
		});
		this.ecrit = el("p", { role: "status", className: "ecrit" });
		this.element = el(
			"div",
			{ className: "fil", role: "group", "aria-label": MOTS.conversation, tabIndex: 0 },
			this.journal,
			this.choix,
			this.ecrit,
		);
	}

	vider() {
		this.#bulles = new WeakMap();
		this.journal.replaceChildren();
		this.proposer([]);
		this.#attendre(false);
	}

	/** `relus`: no news. @param {Message[]} messages @param {Etat} [etat] */
	montrer(messages, etat, relus = false) {
		this.#annoncer(!relus);
		const ajouts = regrouper(messages, etat).map((message) => this.#rendre(message, etat));
		this.journal.append(...ajouts);
		const reponse = messages.slice(derniersMots(messages));
		if (reponse.some(({ from }) => from !== "note"))
			this.proposer(reponse.flatMap(({ buttons = [] }) => buttons));
		this.#defiler(relus ? this.journal.lastElementChild : ajouts[0]);
	}

	/** @param {Choix[]} boutons */
	proposer(boutons) {
		const choisir = (/** @type {Choix} */ { title, payload, text }) =>
			this.#actions.choisir(payload ? { payload } : { text }, title);
		this.choix.replaceChildren(...boutons.map((b) => bouton(b.title, () => choisir(b))));
		this.choix.hidden = boutons.length === 0;
	}

	/** @param {Envoi} envoi */
	suivre(envoi) {
		if (!this.#bulles.has(envoi)) this.#ajouterEnvoi(envoi);
		this.#bulles.get(envoi).replaceChildren(...this.#sort(envoi.statut));
		this.#attendre(envoi.statut === "envoi");
	}

	/** @param {Envoi} envoi */
	#ajouterEnvoi(envoi) {
		const sort = el("span", { className: "sort", "aria-live": "off" }); // the alert says it
		this.#bulles.set(envoi, sort);
		const bulle = this.#bulle("user", envoi.titre);
		bulle.append(sort);
		this.proposer([]);
		this.journal.append(bulle);
		this.#defiler(bulle);
	}

	#sort(statut = "") {
		if (statut === "echec")
			return [MOTS.nonEnvoye, bouton(MOTS.reessayer, () => this.#actions.reessayer())];
		return statut === "refuse" ? [MOTS.refuse] : [];
	}

	/** @param {Message} message @param {Etat} [etat] */
	#rendre(message, etat) {
		if (message.carte && etat?.verdict)
			return carte(etat.verdict, etat.facts ?? [], this.#actions.dire);
		const bulle = this.#bulle(message.from, message.text);
		if (message.buttons?.length)
			bulle.append(cache(MOTS.dire(message.buttons.map(({ title }) => title))));
		return bulle;
	}

	/** @param {string} [qui] @param {string} [texte] */
	#bulle(qui, texte = "") {
		const auteur = qui === "note" ? null : cache(qui === "user" ? MOTS.vous : MOTS.assistant);
		return el(
			"div",
			{ className: `bulle ${qui}` },
			auteur,
			...(qui === "user" ? [texte] : avecLiens(texte)),
		);
	}

	#attendre(oui = false) {
		this.#minuteries.forEach(clearTimeout);
		this.ecrit.textContent = "";
		const dire =
			(texte = "") =>
			() => {
				this.ecrit.textContent = texte;
				this.#defiler(this.ecrit);
			};
		this.#minuteries = oui
			? [setTimeout(dire(MOTS.ecrit), PATIENCE), setTimeout(dire(MOTS.tarde), LONGTEMPS)]
			: [];
	}

	#annoncer(oui = false) {
		clearTimeout(this.#silence);
		this.journal.setAttribute("aria-live", oui ? "polite" : "off");
		if (!oui) this.#silence = setTimeout(() => this.#annoncer(true), 500);
	}

	/** Never the host page. @param {Element | null} element */
	#defiler(element) {
		for (const cadre of [this.element, this.element.parentElement]) {
			if (element && cadre)
				cadre.scrollTop +=
					element.getBoundingClientRect().top - cadre.getBoundingClientRect().top - 8;
		}
	}
}

/** @param {Message[]} messages */
const derniersMots = (messages) => messages.findLastIndex(({ from }) => from === "user") + 1;

/**
 * Those that a card says better become one.
 * @param {Message[]} messages @param {Etat} [etat] @returns {Message[]}
 */
function regrouper(messages, etat) {
	const remplacee = (/** @type {Message} */ message, i = 0) =>
		i >= derniersMots(messages) && etat?.verdict && message.custom?.card === "verdict";
	const premiere = messages.findIndex(remplacee);
	return messages.flatMap((message, i) => {
		if (remplacee(message, i)) return i === premiere ? [{ carte: true }] : [];
		return message.text ? [message] : [];
	});
}
