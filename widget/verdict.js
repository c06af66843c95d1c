// The verdict, a card and a text.

import { avecLiens, bouton, el } from "./dom.js";
import { MOTS } from "./textes.js";

/** @type {Record<string, string>} */
const MARQUES = { rempli: "✓", ouverte: "✓", non_rempli: "✗", fermee: "✗" };
const ORDRE = ["non_rempli", "rempli", "a_confirmer", "inconnu"];
const SEPARATEUR = /\u00a0; /;

const euros = (montant = 0) => `${montant.toLocaleString("fr-FR").replace(/\s/g, "\u00a0")}\u00a0€`;

/** @param {Verdict} verdict @param {Fait[]} faits @returns {Partie[]} */
function parties(verdict, faits) {
	const { statut, aides, criteres, dispositifs = [], voisines = [], total_dit = "" } = verdict;
	const propres = statut === "non_eligible" ? [] : aides.slice(0, 2);
	const autres = dispositifs.filter(({ concerne }) => concerne);
	const sources = [...criteres, ...propres, ...autres, ...voisines].flatMap(({ source }) =>
		source.split(SEPARATEUR),
	);
	return [
		{ titre: MOTS.lesAides, lignes: propres.map(jugement) },
		{
			titre: MOTS.lesConditions,
			lignes: criteres
				.toSorted((a, b) => ORDRE.indexOf(a.statut) - ORDRE.indexOf(b.statut))
				.map(jugement),
		},
		{
			titre: MOTS.aCote,
			lignes: [...[...autres, ...voisines].map(jugement), ...textes([total_dit])],
		},
		{
			titre: MOTS.connu,
			lignes: faits.map(({ label, value }) => ({
				texte: `${label[0].toUpperCase()}${label.slice(1)}\u00a0: ${value}`,
			})),
		},
		{ titre: MOTS.nonVerifies, lignes: textes(verdict.non_verifies) },
		{ titre: MOTS.sources, lignes: textes([...new Set(sources)]) },
	].filter(({ lignes }) => lignes.length);
}

const textes = (dits = [""]) => dits.filter(Boolean).map((texte) => ({ texte }));

/** @param {Jugement} jugement @returns {Ligne} */
function jugement({ statut, explication, divergence, libelle: nom, montant, dit }) {
	return {
		etat: MOTS.etats[statut || ""],
		marque: MARQUES[statut || ""],
		nom,
		montant: statut === "ouverte" && montant && euros(montant),
		texte: dit || [explication, divergence].filter(Boolean).join(" "),
	};
}

/** @param {string} titre @param {Partie[]} suite */
function enTexte(titre, suite) {
	const ligne = (/** @type {Ligne} */ { etat, nom, montant, texte }) =>
		`- ${[nom, montant, etat].filter(Boolean).join(", ")}${etat ? "\u00a0: " : ""}${texte}`;
	const partie = (/** @type {Partie} */ p) => `${p.titre}\n${p.lignes.map(ligne).join("\n")}`;
	const debut = `${MOTS.titre}\n${titre}. ${MOTS.indicative}`;
	return `${[debut, ...suite.map(partie)].join("\n\n")}\n`;
}

/**
 * @param {Verdict} verdict @param {Fait[]} faits @param {Actions["dire"]} dire
 */
export function carte(verdict, faits, dire) {
	const titre = MOTS.statuts[verdict.statut];
	const suite = parties(verdict, faits);
	const texte = enTexte(titre, suite);
	return el(
		"section",
		{ className: `carte ${verdict.statut}`, "aria-label": MOTS.verdict },
		el("h3", {}, titre),
		el("p", { className: "indicative" }, MOTS.indicative),
		...suite.flatMap(partie),
		el(
			"div",
			{ className: "choix" },
			bouton(MOTS.copier, () =>
				copier(texte).then(
					() => dire(MOTS.copie),
					() => dire(MOTS.pasCopie),
				),
			),
			bouton(MOTS.telecharger, () => telecharger(texte)),
			bouton(MOTS.imprimer, () => imprimer(texte)),
		),
	);
}

/** @param {Partie} partie */
const partie = ({ titre, lignes }) => [el("h4", {}, titre), el("ul", {}, ...lignes.map(ligne))];

/** @param {Ligne} ligne */
function ligne({ marque = "?", etat, nom, montant, texte }) {
	return el(
		"li",
		{},
		nom && el("strong", { className: "nom" }, nom),
		montant && el("span", { className: "montant" }, montant),
		etat &&
			el("strong", {}, el("span", { "aria-hidden": "true" }, `${marque} `), `${etat}\u00a0: `),
		...avecLiens(texte),
	);
}

// Async: without https, no clipboard is a refusal too.
const copier = async (texte = "") => navigator.clipboard.writeText(texte);

function telecharger(texte = "") {
	const adresse = URL.createObjectURL(new Blob([texte], { type: "text/plain;charset=utf-8" }));
	el("a", { href: adresse, download: MOTS.fichier }).click();
	setTimeout(() => URL.revokeObjectURL(adresse), 1000);
}

function imprimer(texte = "") {
	const page = open("", "_blank");
	if (!page) return;
	page.opener = null;
	page.document.documentElement.lang = "fr";
	page.document.title = MOTS.titre;
	const corps = page.document.createElement("pre");
	corps.textContent = texte;
	corps.style.cssText = "font: 12pt/1.5 sans-serif; white-space: pre-wrap";
	page.document.body.append(corps);
	page.print();
}
