// What the page knows of the recruitment, said for the visitor.

import { jour } from "./base.js";

/** As the reader takes them, whatever the page gives. @type {Record<string, string>} */
const ETIQUETTES = {
	commune: "Commune du poste\u00a0: ",
	effectif: "Effectif de l'entreprise\u00a0: ",
	contrat: "Contrat\u00a0: ",
	duree: "Durée en mois\u00a0: ",
	debut: "Premier jour\u00a0: ",
	diplome: "Il a déjà son ",
};

/** @param {(nom: string) => string} lire an attribute, "" where there is none */
export const indique = (lire) =>
	Object.entries(ETIQUETTES)
		.map(([nom, etiquette]) => [etiquette, lire(nom).trim().slice(0, 60)])
		.filter(([, valeur]) => valeur)
		.map(([etiquette, valeur]) => `${etiquette}${datee(valeur)}.`)
		.join(" ");

const datee = (valeur = "") => (/^\d{4}-\d\d-\d\d$/.test(valeur) ? jour(valeur, "fr") : valeur);
