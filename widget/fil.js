// What was said, and the choices under it.

import { avecLiens, bouton, cache, el, jour, MOTS } from "./base.js";
import { ancienne, avis, carte, cle, suites, volet } from "./cartes.js";

const PATIENCE = 400; // ms
const LONGTEMPS = 6_000;
const AIR = 8; // px
const RETOUR = "/reprendre_avec_l_assistant"; // from staff

export class Fil {
	#bulles = new WeakMap();
	#minuteries = [0].slice(1);
	#silence = 0;
	#actions;
	/** @type {{ titres: string[], dits: HTMLElement }[]} */
	#proposes = [];
	/** @type {HTMLElement | null} */
	#carte = null;
	#verdict = "";
	sonde = true;
	#jour = lejour();

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
			el("p", { className: "nature" }, MOTS.nature),
			this.journal,
			this.choix,
			this.ecrit,
		);
	}

	vider() {
		this.#bulles = new WeakMap();
		this.#proposes = [];
		this.#carte = null;
		this.#verdict = "";
		this.#jour = lejour();
		this.sonde = true;
		this.journal.replaceChildren();
		this.proposer([]);
		this.#attendre(false);
	}

	/** `relus`: no news. @param {Message[]} messages @param {Etat} [etat] */
	montrer(messages, etat, relus = false) {
		this.#annoncer(!relus);
		const groupes = grouper(messages);
		const vif = groupes.findLastIndex(({ textes }) => textes);
		const debut = relus ? groupes.findLastIndex(({ message }) => message.from === "user") : 0;
		const rendus = groupes.map((groupe, i) => {
			const { message } = groupe;
			const at = message.at ?? (relus || !etat ? "" : maintenant());
			this.#dater(at);
			const element = this.#rendre(groupe, i === vif, etat);
			const suivant = groupes[i + 1];
			if (suivant?.message.from !== message.from || !suivant) this.#conclure(element, message, at);
			this.journal.append(element);
			return element;
		});
		const reponse = messages.slice(derniersMots(messages));
		if (reponse.some(({ from }) => from !== "note"))
			this.proposer([
				...new Map(
					reponse.flatMap(({ buttons = [] }) => buttons.map((b) => [b.title, b])),
				).values(),
			]);
		this.#voir(rendus[Math.max(debut, 0)]);
	}

	/** Its card, announced or not. @param {Etat} [etat] */
	tenir(etat) {
		const { verdict } = etat ?? {};
		if (cle(verdict) === this.#verdict) {
			const avant = this.#carte?.querySelector(".choix");
			const neuves = verdict && suites(verdict, this.#actions);
			if (neuves && !avant?.isEqualNode(neuves)) avant?.replaceWith(neuves);
			return;
		}
		const derniere = this.#rendreCarte(etat);
		if (derniere) this.journal.append(derniere);
	}

	/** @param {Choix[]} boutons */
	proposer(boutons) {
		const choisir = (/** @type {Choix} */ { title, payload, text }) =>
			this.#actions.choisir(payload ? { payload } : { text }, title);
		this.choix.replaceChildren(
			...boutons.map((b) => bouton(b.title, () => choisir(b), { lang: "fr" })),
		);
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
		const sort = el("span", { className: "sort", "aria-live": "off", lang: MOTS.langue });
		this.#bulles.set(envoi, sort);
		const at = maintenant();
		this.#dater(at);
		const bulle = this.#bulle({ from: "user", text: envoi.titre });
		bulle.append(heure(at), sort);
		this.proposer([]);
		this.journal.append(bulle);
		this.#defiler(bulle);
	}

	#sort(statut = "") {
		if (statut === "echec")
			return [MOTS.nonEnvoye, bouton(MOTS.reessayer, () => this.#actions.reessayer())];
		return statut === "refuse" ? [MOTS.refuse] : [];
	}

	/** @param {Groupe} groupe @param {boolean} vif @param {Etat} [etat] */
	#rendre({ message, textes }, vif, etat) {
		if (!textes) return this.#bulle(message);
		const remplacee = !vif || message.custom?.remplacee;
		const neuve = !remplacee && this.#rendreCarte(etat);
		if (neuve) return neuve;
		const dites = textes.map((text) => el("p", { className: "bulle" }, ...avecLiens(text)));
		return remplacee ? ancienne(dites, etat?.verdict) : el("div", {}, ...dites);
	}

	/** @param {Etat} [etat] */
	#rendreCarte(etat) {
		const avant = this.#carte;
		const { verdict } = etat ?? {};
		avant?.replaceWith(ancienne([...avant.childNodes].filter(reste), verdict));
		this.#verdict = cle(verdict);
		this.#carte =
			etat && verdict
				? carte({ ...etat, verdict }, this.#actions, this.sonde && this.#noter)
				: null;
		return this.#carte;
	}

	/** @type {Noter} */
	#noter = (avis) => {
		if (avis.about === "verdict") this.sonde = false;
		return this.#actions.poster("/feedback", avis);
	};

	/** @param {Message} message */
	#bulle({ from, text = "", langue = "fr", buttons = [] }) {
		const auteur =
			from === "staff"
				? el("b", {}, MOTS.conseiller)
				: from === "note"
					? null
					: cache(from === "user" ? MOTS.vous : MOTS.assistant);
		if (auteur) auteur.lang = MOTS.langue;
		const bulle = el(
			"div",
			{ className: `bulle ${from ?? ""}`, lang: langue },
			auteur,
			...(from === "user" ? [text] : avecLiens(text)),
		);
		if (from === "user") this.#remplacer(text);
		if (buttons.length) bulle.append(this.#proposer(buttons));
		return bulle;
	}

	/** @param {Choix[]} boutons */
	#proposer(boutons) {
		const titres = boutons.map(({ title }) => title);
		const dits = bilingue("span", "cache", MOTS.dire, titres);
		if (boutons[0].payload && boutons[0].payload !== RETOUR) this.#proposes.push({ titres, dits });
		return dits;
	}

	#remplacer(text = "") {
		for (const { titres, dits } of this.#proposes.splice(0))
			if (!titres.some((titre) => mot(titre) === mot(text)))
				dits.replaceWith(bilingue("small", "remplaces", MOTS.remplaces, titres));
	}

	/** @param {Element} element @param {Message} message */
	#conclure(element, { from, id }, at = "") {
		if (at) element.append(heure(at));
		if (from === "user" || !id || id.includes("~") || !element.matches(".bulle")) return;
		const nom = { "aria-label": MOTS.avis, title: MOTS.avis, lang: MOTS.langue };
		const menu = bouton("⋯", () => {}, nom);
		element.append(volet(menu, avis(id, this.#noter)));
	}

	#dater(at = "") {
		const ce = at ? lejour(at) : this.#jour;
		if (ce !== this.#jour)
			this.journal.append(el("p", { className: "jour", lang: MOTS.langue }, ce));
		this.#jour = ce;
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

	/** Its first line, or its verdict. @param {Element} [debut] */
	#voir(debut) {
		const ici = this.#carte;
		if (!debut) return;
		const apres = ici && debut.compareDocumentPosition(ici) & Node.DOCUMENT_POSITION_FOLLOWING;
		const haut = debut.getBoundingClientRect().top;
		const tient = ici && ici.getBoundingClientRect().bottom - haut < this.element.clientHeight;
		this.#defiler(apres && !tient ? ici : debut);
	}

	/** Never the host page. @param {Element | null} element */
	#defiler(element) {
		const ici = this.element.getBoundingClientRect().top;
		if (element) this.element.scrollTop += element.getBoundingClientRect().top - ici - AIR;
	}
}

const maintenant = () => new Date().toISOString();

const lejour = (at = maintenant()) => jour(at, MOTS.langue, { dateStyle: "full" });

const heure = (at = "") =>
	el(
		"time",
		{ dateTime: at, lang: MOTS.langue },
		new Date(at).toLocaleTimeString(MOTS.langue, { timeStyle: "short" }),
	);

/** @param {"span" | "small"} nom @param {string[]} titres */
const bilingue = (nom, className = "", texte = "", titres) =>
	el(
		nom,
		{ className, lang: MOTS.langue },
		texte,
		el("span", { lang: "fr" }, `${titres.join(", ")}.`),
	);

/** As it may be typed. */
const mot = (texte = "") => texte.toLowerCase().replace(/[\s.!]+$/, "");

/** @param {Node} noeud */
const reste = (noeud) => !(noeud instanceof Element && noeud.matches(".choix, .avis"));

/** @param {Message[]} messages */
const derniersMots = (messages) => messages.findLastIndex(({ from }) => from === "user") + 1;

/** A turn's card is one. @param {Message[]} messages */
function grouper(messages) {
	/** @type {Groupe[]} */
	const groupes = [];
	for (const message of messages) {
		const dernier = groupes.findLast(({ textes, message: m }) => textes || m.from === "user");
		if (message.custom?.card !== "verdict") {
			if (message.text) groupes.push({ message });
		} else if (dernier?.textes) dernier.textes.push(message.text ?? "");
		else groupes.push({ message, textes: [message.text ?? ""] });
	}
	return groupes;
}
