// The facts, the verdict (a part of the conversation: French), and what is done with it.

import { avecLiens, bouton, cache, el, jour, MOTS } from "./base.js";

export class Faits {
	#actions;
	#montres = "";

	/** @param {Actions} actions */
	constructor(actions) {
		this.#actions = actions;
		this.barre = el("progress");
		this.compte = el("span", { className: "compte-faits" });
		this.apercu = el("span", { className: "apercu", lang: "fr", "aria-hidden": "true" });
		this.liste = el("ul", { className: "choix", "aria-label": MOTS.connu });
		const ligne = el("button", { type: "button", className: "resume" }, this.compte, this.apercu);
		this.element = volet(ligne, el("div", {}, this.liste));
		this.element.classList.add("faits");
		this.element.hidden = true;
		this.element.append(this.barre);
	}

	/** @param {Etat} [etat] */
	montrer(etat) {
		const faits = etat?.facts ?? [];
		const sus = !!etat && etat.progress.answered + faits.length > 0;
		this.element.hidden = !sus;
		this.element.parentElement?.classList.toggle("sus", sus);
		if (!sus) return;
		const { answered, total } = etat.progress;
		this.compte.textContent = MOTS.progression(answered, total);
		Object.assign(this.barre, { value: answered, max: total });
		this.barre.setAttribute("aria-label", this.compte.textContent);
		if (this.#montres === JSON.stringify(faits)) return;
		this.#montres = JSON.stringify(faits);
		this.liste.replaceChildren(...faits.map((fait) => el("li", {}, this.#bouton(fait))));
		this.apercu.replaceChildren(...faits.map(({ text }) => el("span", {}, text)));
	}

	/** @param {Fait} fait */
	#bouton({ label, text, payload }) {
		const choisir = () => this.#actions.choisir({ payload }, `Modifier ${label}`);
		const element = bouton("", choisir, { title: MOTS.modifier + label });
		const dit = el("span", { lang: "fr" }, cache(`${label}\u00a0: `), text);
		element.append(cache(MOTS.modifier), dit);
		return element;
	}
}

/** @type {Record<string, string>} */
const MARQUES = { rempli: "✓", ouverte: "✓", non_rempli: "✗", fermee: "✗" };
const MONTANT = /([\d\u00a0\u202f]+\u00a0€)/;
const DEUX_POINTS = "\u00a0: ";

const textes = (dits = [""]) => dits.filter(Boolean).map((texte) => ({ texte }));

/** @param {Verdict} verdict @param {Fait[]} faits @returns {Partie[]} */
function parties(verdict, faits) {
	const { statut, conditions, beneficiaires = [], suite, voisines, sources } = verdict;
	const fermees = (/** @type {Jugement} */ aide) => aide.statut === "fermee";
	const lesFermees = beneficiaires.flatMap(({ aides }) => aides.filter(fermees));
	/** @param {string} titre @param {Ligne[]} lignes */
	const pli = (titre, lignes) => ({ titre, lignes, plie: true });
	return [
		{
			titre: "Les conditions",
			plie: statut === "eligible",
			lignes: conditions.map(jugement),
		},
		...beneficiaires.map(({ titre, aides }) => ({
			titre,
			lignes: aides.filter((aide) => !fermees(aide)).map(jugement),
		})),
		{ titre: "Ce qu'il vous reste à faire", lignes: textes(suite) },
		pli("Les aides fermées", lesFermees.map(jugement)),
		pli("Autres aides, à voir ailleurs", (voisines ?? []).map(jugement)),
		pli(
			"Ce que vous m'avez dit",
			faits.map(({ label, value }) => ({ nom: label, texte: value })),
		),
		pli("Ce que je n'ai pas vérifié", textes(verdict.non_verifies)),
		pli("Sources", textes(sources?.map(({ dit }) => dit))),
	].filter(({ lignes }) => lignes.length);
}

/** What makes it another one. @param {Verdict | null} [verdict] */
export const cle = (verdict) =>
	verdict ? JSON.stringify({ ...verdict, boutons: 0, date: 0, date_dite: 0 }) : "";

/** @param {Jugement} jugement @returns {Ligne} */
const jugement = ({ statut = "", statut_dit, libelle, dit, explication }) => ({
	marque: MARQUES[statut] ?? "?",
	nom: [libelle, statut_dit].filter(Boolean).join(", "),
	texte: dit || explication || "",
});

/**
 * @param {Etat & { verdict: Verdict }} etat @param {Actions} actions
 * @param {Noter | false} noter asks whether it was useful
 */
export function carte({ verdict, facts = [] }, actions, noter) {
	const { statut, titre, total_dit, date_dite } = verdict;
	return el(
		"section",
		{ className: `carte ${statut}`, "aria-label": "Ce que j'en conclus" },
		el("h3", {}, titre),
		total_dit && el("p", {}, ...montants(total_dit)),
		el("p", { className: "indicative" }, "Réponse indicative, à faire confirmer."),
		...parties(verdict, facts).flatMap(partie),
		date_dite && el("p", { className: "date" }, date_dite),
		suites(verdict, actions),
		garder(actions),
		noter && avis("verdict", noter),
	);
}

/** @param {Verdict} verdict @param {Actions} actions */
export const suites = ({ boutons = [] }, actions) =>
	el(
		"div",
		{ className: "choix" },
		...boutons.map(({ title, payload }) =>
			bouton(title, () => actions.choisir({ payload }, title)),
		),
	);

/** @param {Node[]} contenu @param {object | null} [par] another */
export const ancienne = (contenu, par) =>
	el(
		"details",
		{ className: "carte" },
		el("summary", {}, `Réponse précédente${par ? ", remplacée depuis" : ""}`),
		...contenu,
	);

const montants = (dits = "") =>
	dits.split(MONTANT).map((dit, i) => (i % 2 ? el("strong", { className: "montant" }, dit) : dit));

/** @param {Partie} partie @returns {Node[]} */
function partie({ titre, lignes, plie }) {
	const tete = el(plie ? "summary" : "h4", {}, titre);
	const liste = el("ul", {}, ...lignes.map(ligne));
	return plie ? [el("details", {}, tete, liste)] : [tete, liste];
}

/** @param {Ligne} ligne */
const ligne = ({ marque, nom, texte }) =>
	el(
		"li",
		{},
		marque && el("span", { "aria-hidden": "true" }, `${marque} `),
		nom && el("strong", {}, nom, texte && DEUX_POINTS),
		...avecLiens(texte),
	);

/** @param {HTMLElement} bouton @param {HTMLElement} contenu that it opens */
export function volet(bouton, contenu) {
	/** @param {boolean} [oui] */
	const montrer = (oui = false) => {
		contenu.hidden = !oui;
		bouton.setAttribute("aria-expanded", String(oui));
	};
	montrer();
	bouton.addEventListener("click", () => montrer(!!contenu.hidden));
	const element = el(
		"div",
		{
			className: "volet",
			onkeydown: (e) => {
				if (e.key !== "Escape" || contenu.hidden) return;
				e.preventDefault(); // of a dialog
				e.stopPropagation();
				montrer();
				bouton.focus();
			},
		},
		bouton,
		contenu,
	);
	element.addEventListener("focusout", ({ relatedTarget: vers }) => {
		if (vers && !element.contains(/** @type {Node} */ (vers))) montrer();
	});
	return element;
}

/** @param {HTMLElement[]} reponses */
export const demande = (texte = "", ...reponses) =>
	el(
		"div",
		{ className: "confirmation", role: "group", "aria-label": texte, hidden: true },
		el("p", {}, texte),
		...reponses,
	);

/** @param {string} about @param {Noter} noter */
export function avis(about, noter) {
	const traits = { className: "avis", lang: MOTS.langue, role: "group", "aria-label": MOTS.utile };
	const boite = el("div", traits);
	/** @param {HTMLElement} element */
	const montrer = (element) => {
		boite.replaceChildren(element);
		/** @type {HTMLElement} */ (boite.querySelector("input, p"))?.focus();
	};
	const remercier = () => montrer(el("p", { tabIndex: -1 }, MOTS.merci));
	/** @param {boolean} useful @param {() => void} suite */
	const repondre = (useful, suite) => () => noter({ about, useful }).then((ok) => ok && suite());
	boite.append(
		el("p", {}, MOTS.utile),
		bouton(MOTS.ouiUtile, repondre(true, remercier)),
		bouton(
			MOTS.nonUtile,
			repondre(false, () => montrer(raisons(about, noter, remercier))),
		),
	);
	return boite;
}

/** @param {string} about @param {Noter} noter @param {() => void} remercier */
function raisons(about, noter, remercier) {
	const texte = el("textarea", { rows: 1, maxLength: 300, name: "text" });
	return el(
		"form",
		{
			onsubmit: (e) => {
				e.preventDefault();
				const dites = new FormData(/** @type {HTMLFormElement} */ (e.target));
				if (!texte.value.trim()) dites.delete("text");
				noter({ about, useful: false, ...Object.fromEntries(dites) }).then(
					(ok) => ok && remercier(),
				);
			},
		},
		el(
			"fieldset",
			{},
			el("legend", {}, MOTS.pourquoi),
			...Object.entries(MOTS.raisons).map(([value, nom]) =>
				el("label", {}, el("input", { type: "radio", name: "reason", value }), nom),
			),
		),
		el("label", {}, MOTS.precisez, texte),
		el("button", { type: "submit" }, MOTS.envoyerAvis),
	);
}

/** @param {Actions} actions */
export function garder({ poster, dire }) {
	const boite = el("div", { className: "avis", lang: MOTS.langue });
	const demander = async () => {
		const resultat = await poster("/results");
		if (!/^https?:/.test(resultat?.url)) return;
		boite.replaceChildren(...garde(resultat, dire));
		boite.className = "garde";
		/** @type {HTMLElement} */ (boite.firstChild).focus();
	};
	boite.append(bouton(MOTS.garder, demander));
	return boite;
}

/** @param {Resultat} resultat @param {Actions["dire"]} dire */
function garde({ url, reference, expires_at }, dire) {
	const lien = (href = "", texte = "") =>
		el("a", { href, target: "_blank", rel: "noopener noreferrer" }, texte);
	const gestes = [
		bouton(MOTS.copier, () =>
			copier(url)
				.then(
					() => MOTS.copie,
					() => MOTS.pasCopie,
				)
				.then(dire),
		),
		envoyer(url, `${MOTS.objet} (${reference})`),
		lien(url, MOTS.imprimer),
		lien(`${url}?telecharger`, MOTS.telecharger),
	];
	return [
		el("p", { tabIndex: -1 }, MOTS.garde(jour(expires_at)), el("strong", {}, reference)),
		el("div", { className: "choix" }, ...gestes),
	];
}

// Async: no clipboard is a refusal too.
const copier = async (url = "") => navigator.clipboard.writeText(url);

function envoyer(url = "", title = "") {
	if (matchMedia("(pointer: coarse)").matches && "share" in navigator)
		return bouton(MOTS.partager, () => navigator.share({ title, url }).catch(() => {}));
	const href = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
	return el("a", { href }, MOTS.partager);
}
