// <assistant-vte>, put in a page that has none (docs/integration.md).

import { bouton, el, MOTS, parler, poser, SCRIPT } from "./base.js";

const CANAL = "/webhooks/web";

class AssistantVTE extends HTMLElement {
	/** @type {Promise<import("./panneau.js").Panneau> | null} */
	#panneau = null;
	/** @type {HTMLElement | null} */
	#avant = null;
	cadre = el("div", { className: "cadre", lang: MOTS.langue });
	lanceur = bouton("", () => this.show(), {
		className: "lanceur",
		"aria-haspopup": "dialog",
		"aria-live": "polite",
		"aria-expanded": "false",
		onpointerenter: precharger,
		onfocus: precharger,
	});

	connectedCallback() {
		if (!this.shadowRoot) this.#composer();
		if (this.inline || this.#ouvertAuDepart) this.#ouvrir(false);
	}

	disconnectedCallback() {
		this.#panneau?.then((panneau) => panneau.fermer());
		this.#panneau = null;
		this.#signaler(false);
	}

	#composer() {
		const racine = this.attachShadow({ mode: "open" });
		this.#nommer();
		if (!this.inline) this.cadre.append(this.lanceur);
		racine.append(this.cadre);
		poser(this, racine);
	}

	get inline() {
		return this.hasAttribute("inline");
	}

	show() {
		return this.#ouvrir(true);
	}

	async close() {
		if (this.inline || !this.#panneau) return;
		(await this.#panneau).cacher();
		this.#signaler(false);
		(this.#avant?.isConnected ? this.#avant : this.lanceur).focus();
		this.#avant = null;
		this.#emettre("close");
	}

	async ask(texte = "") {
		await this.show();
		(await this.#panneau)?.demander(texte);
	}

	get #ouvertAuDepart() {
		return this.hasAttribute("open") && matchMedia("(min-width: 48em)").matches;
	}

	async #ouvrir(focus = false) {
		const actif = /** @type {HTMLElement | null} */ (document.activeElement);
		this.#panneau ??= this.#creer();
		const panneau = await this.#panneau.catch(() => this.#manquer());
		if (!panneau) return;
		const repris = panneau.ouvrir(focus);
		if (focus && actif !== this && actif !== document.body) this.#avant = actif;
		if (!this.lanceur.hidden) {
			this.#signaler(true);
			this.#emettre("open");
		}
		await repris;
	}

	#manquer() {
		this.#panneau = null;
		this.cadre.append(this.lanceur);
		this.lanceur.textContent = MOTS.pasOuvert;
	}

	async #creer() {
		const [{ Panneau, apparence }] = await charger();
		const { shadowRoot } = this;
		if (shadowRoot) shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, apparence];
		const panneau = new Panneau(
			this.#options(),
			(nom, detail) => this.#entendre(nom, detail),
			() => this.close(),
		);
		this.cadre.append(panneau.element);
		return panneau;
	}

	#options() {
		const lire = (nom = "", defaut = "") => this.getAttribute(nom) ?? defaut;
		return {
			server: adresse(lire("server", SCRIPT?.dataset.server ?? "")),
			heading: lire("heading", MOTS.titre),
			opening: lire("opening", MOTS.accueil),
			suggestions: lire("suggestions", MOTS.suggestions)
				.split("|")
				.map((s) => s.trim())
				.filter(Boolean),
			storage: lire("storage", "") !== "none",
			privacy: lire("privacy", ""),
			inline: this.inline,
			lire,
		};
	}

	#nommer() {
		this.lanceur.textContent = this.getAttribute("launcher") ?? MOTS.lanceur;
	}

	/** @param {string} nom @param {object} [detail] */
	#entendre(nom, detail) {
		if (nom === "message" && !this.lanceur.hidden) this.lanceur.textContent = MOTS.lanceurNouveau;
		this.#emettre(nom, detail);
	}

	#signaler(ouvert = false) {
		this.lanceur.hidden = ouvert;
		if (ouvert) this.#nommer();
		this.lanceur.setAttribute("aria-expanded", String(ouvert));
	}

	#emettre(nom = "", detail = {}) {
		this.dispatchEvent(
			new CustomEvent(`assistant:${nom}`, { detail, bubbles: true, composed: true }),
		);
	}
}

const charger = () => Promise.all([import("./panneau.js"), parler()]);
const precharger = () => charger().catch(() => {});

function adresse(donnee = "") {
	const ici = import.meta.url.replace(/\/widget(\/\w+)?\/[^/]+$/, "");
	const url = new URL(donnee || ici, document.baseURI);
	const chemin = url.pathname.replace(/\/+$/, "");
	return url.origin + (chemin || CANAL);
}

function completer() {
	if (!document.querySelector("assistant-vte")) ajouter();
	entendre();
}

function ajouter() {
	const element = document.createElement("assistant-vte");
	for (const [nom, valeur] of Object.entries(SCRIPT?.dataset ?? {}))
		element.setAttribute(nom, valeur ?? "");
	document.body.append(element);
}

/** What a page asked for before, and asks from now on. */
function entendre() {
	const file = /** @type {Demande[]} */ (window.assistantVTE ?? []);
	const un = () => /** @type {AssistantVTE} */ (document.querySelector("assistant-vte"));
	/** @type {Record<string, (dit: any, faire: any) => unknown>} */
	const gestes = {
		open: () => un().show(),
		close: () => un().close(),
		say: (texte) => un().ask(texte),
		on: (nom, faire) => document.addEventListener(`assistant:${nom}`, (e) => faire(e.detail)),
	};
	/** One that fails is the page's error, and stops no other. @param {Demande[]} demandes */
	const push = (...demandes) =>
		demandes.forEach(async (demande) => {
			if (typeof demande === "function") demande(un());
			else gestes[demande[0]](demande[1], demande[2]);
		});
	window.assistantVTE = { push };
	push(...file);
}

if (!customElements.get("assistant-vte")) {
	customElements.define("assistant-vte", AssistantVTE);
	if (document.readyState === "loading")
		document.addEventListener("DOMContentLoaded", completer); // `async`
	else completer();
}
