// A field, or an ARIA combobox; and what the host page knows, said for the visitor.

import { bouton, el, jour, MOTS, racine } from "./base.js";
import { demande } from "./cartes.js";

const MAX = 1000; // of the contract
const BIENTOT = 800;
const PAUSE = 150; // ms
const MIN = 2;

export class Saisie {
	#actions;

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.texte = el("textarea", {
			id: "texte",
			rows: 1,
			autocomplete: "off",
			placeholder: MOTS.invite,
			title: MOTS.message,
			"aria-describedby": "touches compte",
			oninput: () => this.#compter(),
			onkeydown: (e) => this.#touche(e),
		});
		this.commune = new ChampCommune(actions);
		this.commune.champ.hidden = true;
		this.etiquette = el("label", { htmlFor: "texte", className: "cache" }, MOTS.message);
		this.touches = el("span", { id: "touches", className: "cache" }, MOTS.touches);
		this.compte = el("span", { id: "compte", className: "compte" });
		this.element = el(
			"form",
			{ className: "saisie", onsubmit: (e) => this.#soumettre(e) },
			this.etiquette,
			this.compte,
			this.touches,
			this.commune.liste,
			el(
				"div",
				{ className: "ligne" },
				this.texte,
				this.commune.champ,
				el("button", { type: "submit", className: "plein" }, MOTS.envoyer),
			),
		);
	}

	get champ() {
		return this.texte.hidden ? this.commune.champ : this.texte;
	}

	/** @param {string | null} [question] */
	pour(question) {
		const commune = question === "commune";
		if (commune === this.texte.hidden) return;
		const avant = this.champ;
		const ici = avant === racine(avant).activeElement;
		[this.texte.hidden, this.commune.champ.hidden] = [commune, !commune];
		this.commune.fermer();
		[this.champ.value, avant.value] = [avant.value, ""];
		this.etiquette.htmlFor = this.champ.id;
		this.touches.textContent = commune ? MOTS.touchesCommune : MOTS.touches;
		if (ici) this.champ.focus();
		if (commune) this.commune.suggerer();
		this.#compter();
	}

	rendre(texte = "") {
		this.champ.value ||= texte;
		this.#compter();
	}

	/** @param {SubmitEvent} evenement */
	#soumettre(evenement) {
		evenement.preventDefault();
		const texte = this.champ.value.trim();
		if (texte.length > MAX) return this.#actions.refuser(MOTS.tropLong(texte.length, MAX));
		if (texte) {
			this.champ.value = "";
			this.commune.fermer();
			this.#compter();
			this.#actions.envoyer(texte);
		}
		this.champ.focus();
	}

	/** @param {KeyboardEvent} evenement */
	#touche(evenement) {
		if (evenement.key !== "Enter" || evenement.shiftKey || evenement.isComposing) return;
		evenement.preventDefault();
		this.element.requestSubmit();
	}

	#compter() {
		const nombre = this.champ.value.length;
		this.compte.textContent = nombre > BIENTOT ? MOTS.compte(nombre, MAX) : "";
		this.champ.setAttribute("aria-invalid", String(nombre > MAX));
		if (CSS.supports("field-sizing", "content")) return;
		this.texte.style.height = "";
		this.texte.style.height = `${this.texte.scrollHeight + 2}px`;
	}
}

class ChampCommune {
	#actions;
	#actif = -1;
	#minuterie = 0;
	#tour = 0;

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.liste = el("ul", {
			id: "communes",
			role: "listbox",
			"aria-label": MOTS.communes,
			hidden: true,
		});
		this.champ = el("input", {
			id: "commune",
			type: "text",
			role: "combobox",
			autocomplete: "off",
			placeholder: MOTS.inviteCommune,
			title: MOTS.message,
			"aria-autocomplete": "list",
			"aria-expanded": "false",
			"aria-controls": "communes",
			"aria-describedby": "touches",
			oninput: () => this.suggerer(),
			onkeydown: (e) => this.#touche(e),
			onblur: () => this.fermer(),
		});
	}

	get ouvert() {
		return !this.liste.hidden;
	}

	fermer() {
		clearTimeout(this.#minuterie);
		this.#tour += 1;
		this.#montrer([]);
	}

	suggerer() {
		clearTimeout(this.#minuterie);
		this.#activer(-1);
		this.#minuterie = setTimeout(() => this.#proposer(this.champ.value.trim()), PAUSE);
	}

	async #proposer(debut = "") {
		const tour = ++this.#tour;
		/** @type {Commune[]} */
		const trouvees = debut.length < MIN ? [] : await this.#actions.chercher(debut).catch(() => []);
		if (tour !== this.#tour) return;
		this.#montrer(trouvees);
		if (debut.length >= MIN) this.#actions.dire(MOTS.trouvees(trouvees.length));
	}

	/** @param {Commune[]} communes */
	#montrer(communes) {
		this.liste.replaceChildren(...communes.map((commune, i) => this.#option(commune, i)));
		this.liste.hidden = communes.length === 0;
		this.champ.setAttribute("aria-expanded", String(this.ouvert));
		this.#activer(-1);
	}

	/** @param {Commune} commune @param {number} i */
	#option({ title, payload, pourquoi, codes_postaux: codes }, i) {
		const choisir = () => {
			this.fermer();
			this.champ.value = "";
			this.#actions.choisir({ payload }, title);
		};
		return el(
			"li",
			{
				id: `commune-${i}`,
				role: "option",
				"aria-selected": "false",
				onmousedown: (e) => e.preventDefault(),
				onclick: choisir,
			},
			title,
			el("small", {}, [codes.slice(0, 2).join(", "), pourquoi].filter(Boolean).join("\u00a0; ")),
		);
	}

	#activer(i = 0) {
		const options = [...this.liste.children];
		for (const [j, option] of options.entries())
			option.setAttribute("aria-selected", String(i === j));
		this.#actif = i;
		if (options[i]) this.champ.setAttribute("aria-activedescendant", options[i].id);
		else this.champ.removeAttribute("aria-activedescendant");
		options[i]?.scrollIntoView({ block: "nearest" });
	}

	/** @param {KeyboardEvent} evenement */
	#touche(evenement) {
		const nombre = this.liste.children.length;
		/** @type {Record<string, () => void>} */
		const gestes = {
			ArrowDown: () => this.#activer((this.#actif + 1) % nombre),
			ArrowUp: () => this.#activer((this.#actif <= 0 ? nombre : this.#actif) - 1),
			Enter: () => /** @type {HTMLElement} */ (this.liste.children[this.#actif]).click(),
			Escape: () => this.fermer(),
		};
		const geste = gestes[evenement.key];
		if (
			!geste ||
			!this.ouvert ||
			evenement.isComposing ||
			(evenement.key === "Enter" && this.#actif < 0)
		)
			return;
		evenement.preventDefault();
		evenement.stopPropagation();
		geste();
	}
}

/** As the reader takes them, whatever the page gives. @type {Record<string, string>} */
const ETIQUETTES = {
	commune: "Commune du poste",
	effectif: "Effectif de l'entreprise",
	contrat: "Contrat",
	duree: "Durée en mois",
	debut: "Premier jour",
	diplome: "Diplôme obtenu",
};

const datee = (valeur = "") => (/^\d{4}-\d\d-\d\d$/.test(valeur) ? jour(valeur, "fr") : valeur);

/**
 * @param {(nom: string) => string} lire an attribute, "" where there is none
 * @param {(text: string) => void} utiliser @param {() => void} ignorer
 */
export function indication(lire, utiliser, ignorer) {
	const dits = Object.entries(ETIQUETTES).flatMap(([nom, etiquette]) => {
		const valeur = lire(nom).trim().slice(0, 60);
		return valeur ? `${etiquette}\u00a0: ${datee(valeur)}.` : [];
	});
	const connu = dits.join(" ");
	return demande(
		MOTS.pageIndique,
		el("q", { lang: "fr" }, connu),
		bouton(MOTS.utiliser, () => utiliser(connu)),
		bouton(MOTS.ignorer, ignorer),
	);
}

/** Over the keyboard of a phone. @param {HTMLElement} panneau */
export function cadrer({ style }) {
	const { scale = 1, height = 0, offsetTop = 0 } = window.visualViewport ?? {};
	const cache = innerHeight - height;
	const px = { haut: height, decalage: offsetTop, clavier: cache - offsetTop };
	for (const [nom, n] of Object.entries(px))
		style.setProperty(`--${nom}`, scale < 1.1 && cache > 80 ? `${n}px` : null);
}
