// Links the parts.

export { apparence } from "./apparence.js";

import { bouton, ecrire, el, lien, MOTS, racine } from "./base.js";
import { cle, demande, Faits, volet } from "./cartes.js";
import { Conversation } from "./conversation.js";
import { Fil } from "./fil.js";
import { cadrer, indication, Saisie } from "./saisie.js";

const REGRET = 10_000; // ms to undo
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
		poster: (chemin, corps) =>
			this.conversation
				.poster(chemin, corps)
				.then((recu) => recu ?? true)
				.catch((echec) => void this.#alerter(echec.message, echec)),
	};
	fil = new Fil(this.#actions);
	saisie = new Saisie(this.#actions);
	faits = new Faits(this.#actions);
	alerte = el("p", { role: "alert", className: "alerte" });
	notice = el("p", { role: "status", className: "alerte", lang: "fr" });
	remarque = el("p", { role: "status", className: "cache" });
	options = bouton("⋯", () => {}, { "aria-label": MOTS.options });
	confirmation = demande(
		MOTS.effacerTout,
		bouton(MOTS.oui, () => this.#effacer()),
		bouton(MOTS.non, () => this.#confirmer(false)),
	);
	retour = bouton(MOTS.annuler, () => {
		this.#trancher(false);
		this.#aller();
	});
	annulation = demande(MOTS.recommence, this.retour);
	/** @type {(recommencer: boolean) => void} */
	#trancher = () => {};
	page;

	/**
	 * @param {Options} options
	 * @param {(nom: string, detail?: object) => void} annoncer @param {() => void} quitter
	 */
	constructor(options, annoncer, quitter) {
		this.#options = options;
		this.#annonce = annoncer;
		this.page = indication(
			options.lire,
			(text) => this.#choisir({ text }),
			() => this.#ranger(this.page, true),
		);
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
		this.#envoyer({ text: texte });
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
				el("h2", { id: "titre" }, heading),
				volet(
					this.options,
					el(
						"div",
						{ className: "choix" },
						bouton(MOTS.recommencer, () => this.#recommencer()),
						bouton(MOTS.effacer, () => this.#confirmer(true)),
						privacy && lien(privacy, MOTS.donnees),
					),
				),
				!inline && bouton("×", quitter, { "aria-label": MOTS.fermer }),
				this.faits.element,
			),
			this.notice,
			this.fil.element,
			this.alerte,
			this.remarque,
			this.confirmation,
			this.annulation,
			this.page,
			this.saisie.element,
		);
		element.addEventListener("cancel", (e) => {
			e.preventDefault();
			quitter();
		});
		return /** @type {HTMLDialogElement} */ (element);
	}

	#brancher() {
		/** @param {string} nom @param {(detail: any) => void} faire */
		const sur = (nom, faire) =>
			this.conversation.addEventListener(nom, (e) => faire(/** @type {CustomEvent} */ (e).detail));
		sur("messages", (recus) => this.#recevoir(recus));
		sur("annonce", (etat) => this.#prevenir(etat));
		sur("vide", () => this.#repartir());
		sur("envoi", ({ envoi }) => this.#suivre(envoi));
		sur("etat", ({ etat, relu }) => this.#situer(etat, relu));
		sur("alerte", ({ texte, echec }) => this.#alerter(texte, echec));
		const { signal } = this.#ecoutes;
		this.#petit.addEventListener("change", () => this.element.open && this.#rouvrir(), { signal });
		window.addEventListener("pagehide", () => this.#trancher(true), { signal });
		for (const nom of ["resize", "scroll"])
			window.visualViewport?.addEventListener(nom, () => cadrer(this.element), { signal });
	}

	#accueillir() {
		const { opening, suggestions } = this.#options;
		const buttons = suggestions.map((text) => ({ title: text, text }));
		this.fil.montrer([{ text: opening, langue: MOTS.langue, buttons }]);
		this.page.hidden = !this.page.children[1].textContent;
	}

	#repartir() {
		this.#trancher(false);
		this.fil.vider();
		this.#recu = false;
		this.#accueillir();
	}

	/** @param {any} recus */
	#recevoir({ messages, etat, relus, feedback }) {
		this.#ranger(this.page);
		if (etat) this.faits.montrer(etat); // takes a line
		if (relus && !this.#recu) this.fil.vider();
		if (feedback?.includes("verdict")) this.fil.sonde = false;
		this.#recu = true;
		this.fil.montrer(messages, etat, relus);
		if (!relus) this.#annonce("message", { messages: messages.length });
	}

	/** @param {Envoi} envoi */
	#suivre(envoi) {
		this.#ranger(this.page);
		this.fil.suivre(envoi);
		if (envoi.statut === "refuse" && envoi.corps.text) this.saisie.rendre(envoi.corps.text);
	}

	/** @param {Etat} [etat] */
	#situer(etat, relu = false) {
		if (etat) this.#prevenir(etat);
		this.fil.tenir(etat);
		this.faits.montrer(etat);
		this.saisie.pour(etat?.question);
		const { verdict } = etat ?? {};
		if (verdict && cle(verdict) !== this.#verdict && !relu) this.#annonce("verdict", { verdict });
		this.#verdict = cle(verdict);
	}

	/** What staff tell everybody. @param {{ notice?: string }} etat */
	#prevenir({ notice = "" }) {
		if (this.notice.textContent !== notice) ecrire(this.notice, notice);
	}

	/** @param {Corps} corps @param {string} [titre] */
	#choisir(corps, titre) {
		this.#envoyer(corps, titre);
		this.#aller();
	}

	/** @param {Corps} corps @param {string} [titre] */
	#envoyer(corps, titre) {
		this.#trancher(true);
		this.conversation.envoyer(corps, titre);
	}

	#recommencer() {
		this.#trancher(false);
		const minuterie = setTimeout(() => this.#trancher(true), REGRET);
		this.#trancher = (recommencer) => {
			clearTimeout(minuterie);
			this.#trancher = () => {};
			this.element.classList.remove("repart");
			this.#ranger(this.annulation);
			if (recommencer) this.conversation.envoyer({ text: "Recommencer" }, undefined, true);
		};
		this.element.classList.add("repart");
		this.annulation.hidden = false;
		this.retour.focus();
	}

	#confirmer(oui = false) {
		this.confirmation.hidden = !oui;
		/** @type {HTMLElement} */ (oui ? this.confirmation.lastChild : this.options).focus();
	}

	/** No focus goes with it. @param {HTMLElement} barre */
	#ranger(barre, ici = barre.contains(racine(barre).activeElement)) {
		barre.hidden = true;
		if (ici) this.#aller();
	}

	async #effacer() {
		this.#confirmer(false);
		this.#trancher(false);
		this.element.inert = true; // what is said meanwhile would go too
		try {
			await this.conversation.effacer();
			this.#dire(MOTS.efface);
			this.#annonce("erased");
		} catch (echec) {
			this.#alerter(MOTS.pasEfface, /** @type {Faute} */ (echec));
		}
		this.element.inert = false;
		this.#aller();
	}

	/** @param {string} texte @param {Faute} [echec] */
	#alerter(texte, echec) {
		ecrire(this.alerte, texte);
		if (echec) this.#annonce("error", { status: echec.statut, message: texte });
	}

	#dire(texte = "") {
		this.remarque.textContent = "";
		requestAnimationFrame(() => {
			this.remarque.textContent = texte;
		});
	}

	/** A phone's keyboard would hide the log. */
	#aller() {
		(matchMedia("(pointer: coarse)").matches ? this.fil.element : this.saisie.champ).focus();
	}

	#montrer(focus = false) {
		if (this.#options.inline || this.element.open) return;
		if (this.#petit.matches) this.element.showModal();
		else if (focus) this.element.show();
		else this.element.setAttribute("open", ""); // takes no focus
	}

	#rouvrir() {
		const champ = /** @type {HTMLElement | null} */ (racine(this.element).activeElement);
		this.element.close();
		this.#montrer(true);
		champ?.focus();
	}

	/** @param {KeyboardEvent} e @param {() => void} quitter */
	#echap(e, quitter) {
		if (e.key !== "Escape" || this.#options.inline) return;
		e.preventDefault();
		e.stopPropagation();
		if (this.confirmation.hidden) quitter();
		else this.#confirmer(false);
	}
}
