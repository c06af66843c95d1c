// It links the parts to the conversation.

import { Conversation } from "./conversation.js";
import { bouton, el, lien, racine } from "./dom.js";
import { Faits } from "./faits.js";
import { Fil } from "./fil.js";
import { Saisie } from "./saisie.js";
import { MOTS } from "./textes.js";

const PETIT = "(max-width: 30em), (max-height: 30em)"; // modal

export class Panneau {
	#options;
	#annonce;
	#petit = matchMedia(PETIT);
	#ecoutes = new AbortController();
	#recu = false;
	#verdict = "";
	/** @type {Actions} */
	#actions = {
		choisir: (corps, titre) => this.#choisir(corps, titre),
		envoyer: (texte) => this.demander(texte),
		reessayer: () => this.conversation.reessayer(),
		chercher: (debut) => this.conversation.communes(debut),
		refuser: (texte) => this.#alerter(texte),
		dire: (texte) => this.#dire(texte),
	};
	fil = new Fil(this.#actions);
	saisie = new Saisie(this.#actions);
	faits = new Faits(this.#actions);
	alerte = el("p", { role: "alert", className: "alerte" });
	remarque = el("p", { role: "status", className: "cache" });
	effacer = bouton(MOTS.effacer, () => this.#confirmer(true));
	confirmation = el(
		"div",
		{ className: "confirmation", role: "group", "aria-label": MOTS.effacerTout, hidden: true },
		el("p", {}, MOTS.effacerTout),
		bouton(MOTS.oui, () => this.#effacer()),
		bouton(MOTS.non, () => this.#confirmer(false)),
	);

	/**
	 * @param {Options} options
	 * @param {(nom: string, detail?: object) => void} annoncer @param {() => void} quitter
	 */
	constructor(options, annoncer, quitter) {
		this.#options = options;
		this.#annonce = annoncer;
		this.conversation = new Conversation(options.server, options.storage);
		this.element = this.#composer(quitter);
		this.#brancher();
		this.#accueillir();
	}

	async ouvrir(focus = true) {
		this.#montrer(focus);
		if (focus) this.#aller();
		await this.conversation.reprendre();
	}

	cacher() {
		if (!this.#options.inline) this.element.close();
	}

	demander(texte = "") {
		this.conversation.envoyer({ text: texte });
	}

	fermer() {
		this.#ecoutes.abort();
		this.conversation.fermer();
		this.element.remove();
	}

	/** @param {() => void} quitter */
	#composer(quitter) {
		const { heading, inline, privacy } = this.#options;
		const element = el(
			inline ? "section" : "dialog",
			{
				className: "panneau",
				"aria-labelledby": "titre",
				onkeydown: (e) => this.#echap(e, quitter),
			},
			el(
				"header",
				{},
				el("div", {}, el("h2", { id: "titre" }, heading), el("p", {}, MOTS.nature)),
				!inline && bouton("×", quitter, { "aria-label": MOTS.fermer, className: "fermer" }),
			),
			this.faits.element,
			this.fil.element,
			this.alerte,
			this.remarque,
			this.confirmation,
			this.saisie.element,
			el(
				"footer",
				{},
				bouton(MOTS.recommencer, () => this.#choisir({ text: "Recommencer" }, MOTS.recommencer)),
				this.effacer,
				privacy && lien(privacy, MOTS.donnees),
			),
		);
		element.addEventListener("cancel", (evenement) => {
			evenement.preventDefault();
			quitter();
		});
		return /** @type {HTMLDialogElement} */ (element);
	}

	#brancher() {
		/** @param {string} nom @param {(detail: any) => void} faire */
		const sur = (nom, faire) =>
			this.conversation.addEventListener(nom, (e) => faire(/** @type {CustomEvent} */ (e).detail));
		sur("messages", (recus) => this.#recevoir(recus));
		sur("vide", () => this.fil.vider());
		sur("envoi", ({ envoi }) => this.#suivre(envoi));
		sur("etat", ({ etat }) => this.#situer(etat));
		sur("alerte", ({ texte, echec }) => this.#alerter(texte, echec));
		this.#petit.addEventListener("change", () => this.element.open && this.#rouvrir(), {
			signal: this.#ecoutes.signal,
		});
	}

	/** The server is asked nothing before the visitor speaks. */
	#accueillir() {
		const { opening, suggestions } = this.#options;
		this.fil.montrer([
			{ text: opening, buttons: suggestions.map((text) => ({ title: text, text })) },
		]);
	}

	/** @param {any} recus */
	#recevoir({ messages, etat, relus }) {
		if (relus && !this.#recu) this.fil.vider();
		this.#recu = true;
		this.fil.montrer(messages, etat, relus);
		if (!relus) this.#annonce("message", { messages: messages.length });
	}

	/** @param {Envoi} envoi */
	#suivre(envoi) {
		this.fil.suivre(envoi);
		if (envoi.statut === "refuse" && envoi.corps.text) this.saisie.rendre(envoi.corps.text);
	}

	/** @param {Etat} [etat] */
	#situer(etat) {
		this.faits.montrer(etat);
		this.saisie.pour(etat?.question);
		const verdict = JSON.stringify(etat?.verdict ?? null);
		if (etat?.verdict && verdict !== this.#verdict)
			this.#annonce("verdict", { verdict: etat.verdict });
		this.#verdict = verdict;
	}

	/** @param {Corps} corps @param {string} [titre] */
	#choisir(corps, titre) {
		this.conversation.envoyer(corps, titre);
		this.#aller();
	}

	#confirmer(oui = false) {
		this.confirmation.hidden = !oui;
		(oui ? this.confirmation.querySelector("button") : this.effacer)?.focus();
	}

	async #effacer() {
		this.#confirmer(false);
		try {
			await this.conversation.effacer();
			this.#recu = false;
			this.#accueillir();
			this.#dire(MOTS.efface);
			this.#annonce("erased");
		} catch (echec) {
			this.#alerter(MOTS.pasEfface, /** @type {Faute} */ (echec));
		}
	}

	/** @param {string} texte @param {Faute} [echec] */
	#alerter(texte, echec) {
		this.alerte.textContent = texte;
		if (echec) this.#annonce("error", { status: echec.statut, message: texte });
	}

	/** Said twice, it is heard twice. */
	#dire(texte = "") {
		this.remarque.textContent = "";
		requestAnimationFrame(() => {
			this.remarque.textContent = texte;
		});
	}

	/** Not to the field where its keyboard would hide the log. */
	#aller() {
		(matchMedia("(pointer: coarse)").matches ? this.fil.element : this.saisie.champ).focus();
	}

	#montrer(focus = false) {
		if (this.#options.inline || this.element.open) return;
		if (this.#petit.matches) this.element.showModal();
		else if (focus) this.element.show();
		else this.element.setAttribute("open", ""); // show() would take the focus
	}

	#rouvrir() {
		const champ = /** @type {HTMLElement | null} */ (racine(this.element).activeElement);
		this.element.close();
		this.#montrer(true);
		champ?.focus();
	}

	/** @param {KeyboardEvent} evenement @param {() => void} quitter */
	#echap(evenement, quitter) {
		if (evenement.key !== "Escape" || this.#options.inline) return;
		evenement.preventDefault();
		evenement.stopPropagation();
		if (this.confirmation.hidden) quitter();
		else this.#confirmer(false);
	}
}
