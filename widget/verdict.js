// The verdict, as a card: its words are the server's.

import { avecLiens, bouton, el } from "./dom.js";
import { avis, garder } from "./gestes.js";
import { MOTS } from "./textes.js";

/** @type {Record<string, string>} */
const MARQUES = { rempli: "✓", ouverte: "✓", non_rempli: "✗", fermee: "✗" };
const ORDRE = ["non_rempli", "rempli", "a_confirmer", "inconnu"];
const MONTANT = /([\d\u00a0\u202f]+\u00a0€)/;
const DEUX_POINTS = "\u00a0: ";

const textes = (dits = [""]) => dits.filter(Boolean).map((texte) => ({ texte }));

/** @param {Verdict} verdict @param {Fait[]} faits @returns {Partie[]} */
function parties(verdict, faits) {
	const { statut, criteres, beneficiaires = [], suite, voisines, sources } = verdict;
	const fermees = (/** @type {Jugement} */ aide) => aide.statut === "fermee";
	const conditions = criteres
		.toSorted((a, b) => ORDRE.indexOf(a.statut) - ORDRE.indexOf(b.statut))
		.map(jugement);
	const remplies = statut === "eligible";
	const lesFermees = beneficiaires.flatMap(({ aides }) => aides.filter(fermees));
	/** @param {string} titre @param {Ligne[]} lignes */
	const pli = (titre, lignes) => ({ titre, lignes, plie: true });
	return [
		{ titre: MOTS.conditions, lignes: remplies ? [] : conditions },
		...beneficiaires.map(({ titre, aides }) => ({
			titre,
			lignes: aides.filter((aide) => !fermees(aide)).map(jugement),
		})),
		{ titre: MOTS.suite, lignes: textes(suite) },
		pli(MOTS.conditions, remplies ? conditions : []),
		pli(MOTS.fermees, lesFermees.map(jugement)),
		pli(MOTS.voisines, (voisines ?? []).map(jugement)),
		pli(
			MOTS.connu,
			faits.map(({ label, value }) => ({ nom: label, texte: value })),
		),
		pli(MOTS.nonVerifies, textes(verdict.non_verifies)),
		pli(MOTS.sources, textes(sources?.map(reference))),
	].filter(({ lignes }) => lignes.length);
}

/** @param {Source} source */
const reference = ({ titre, date, lien, texte }) =>
	[titre, date && ` (${date})`, ...[texte, lien].map((dit) => dit && `, ${dit}`)].join("");

/** @param {Jugement} jugement @returns {Ligne} */
const jugement = ({ statut = "", statut_dit, libelle, dit, explication }) => ({
	marque: MARQUES[statut] ?? "?",
	nom: [libelle, statut_dit ?? MOTS.etats[statut]].filter(Boolean).join(", "),
	texte: dit || explication || "",
});

/**
 * @param {Etat & { verdict: Verdict }} etat @param {Actions} actions
 * @param {boolean} sonde asks whether it was useful
 */
export function carte({ verdict, facts = [] }, actions, sonde) {
	const { statut, total_dit, date, bareme_dit, boutons = [] } = verdict;
	const choisir = (/** @type {Choix} */ { title, payload }) =>
		bouton(title, () => actions.choisir({ payload }, title));
	const lang = MOTS.langue;
	return el(
		"section",
		{ className: `carte ${statut}`, "aria-label": MOTS.verdict },
		el("h3", { lang }, MOTS.statuts[statut]),
		total_dit && el("p", {}, ...montants(total_dit)),
		el("p", { className: "indicative", lang }, MOTS.indicative),
		...parties(verdict, facts).flatMap(partie),
		date && el("p", { className: "date", lang }, MOTS.date(date), ` (${bareme_dit})`),
		boutons.length > 0 && el("div", { className: "choix" }, ...boutons.map(choisir)),
		garder(actions),
		sonde && avis("verdict", actions.noter),
	);
}

/** A card that another one replaces keeps what it said. @param {Node[]} contenu */
export const ancienne = (contenu) =>
	el(
		"details",
		{ className: "carte" },
		el("summary", { lang: MOTS.langue }, MOTS.remplacee),
		...contenu,
	);

const montants = (dits = "") =>
	dits.split(MONTANT).map((dit, i) => (i % 2 ? el("strong", { className: "montant" }, dit) : dit));

/** @param {Partie} partie @returns {Node[]} */
function partie({ titre, lignes, plie }) {
	const tete = el(plie ? "summary" : "h4", { lang: MOTS.langue }, titre);
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
