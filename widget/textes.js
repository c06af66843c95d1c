// The launcher's words, by language; the panel's own are in mots.js, those of others in langues/.

const LANCEUR = {
	fr: {
		langue: "fr",
		titre: "Assistant VTE",
		lanceur: "Une question sur le VTE\u00a0?",
		pasOuvert: "La connexion est coupée\u00a0: réessayez",
		lanceurNouveau: "Une réponse vous attend",
	},
	en: {
		langue: "en",
		titre: "VTE assistant",
		lanceur: "A question about the VTE?",
		pasOuvert: "The connection is down: try again",
		lanceurNouveau: "You have an answer",
	},
};

/** Those of the panel come with it. */
export const MOTS = /** @type {typeof LANCEUR.fr & typeof import("./mots.js").fr} */ ({
	...LANCEUR.fr,
});

const page = document.querySelector("script[data-lang], assistant-vte[lang]");
const demandee = page?.getAttribute("data-lang") ?? page?.getAttribute("lang") ?? "fr";
const lang = demandee.toLowerCase().split("-")[0];
/** @type {{ MOTS?: object }} */
const autre = lang in LANCEUR ? {} : await import(`./langues/${lang}.js`).catch(() => ({}));

Object.assign(MOTS, LANCEUR[/** @type {"fr"} */ (lang)], autre.MOTS);

/** What a language leaves out stays in French. Error: that of the import. */
export async function parler() {
	const { fr, en } = await import("./mots.js");
	Object.assign(MOTS, fr, lang === "en" && en, autre.MOTS);
}
