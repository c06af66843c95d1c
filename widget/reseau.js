// The calls of the contract; what goes wrong is an Echec.

import { MOTS } from "./textes.js";

const DELAI = 20_000; // ms

export class Echec extends Error {
	/** @param {string} message @param {number} [attente] */
	constructor(message, statut = 0, passager = true, attente) {
		super(message);
		this.statut = statut;
		this.passager = passager;
		this.attente = attente;
	}
}

/** @param {string} racine @returns {Appel} */
export function serveur(racine) {
	return async (methode, chemin, { jeton, corps, presse } = {}) => {
		/** @type {Record<string, string>} */
		const headers = {};
		if (jeton) headers.Authorization = `Bearer ${jeton}`;
		// A session needs no preflight: a refused page can read why.
		if (corps) headers["Content-Type"] = "application/json";
		const signal = AbortSignal.timeout(DELAI);
		try {
			const reponse = await fetch(racine + chemin, {
				method: methode,
				headers,
				body: corps && JSON.stringify(corps),
				signal,
				keepalive: presse,
				credentials: "omit",
				cache: "no-store",
			});
			return reponse.ok ? await lire(reponse) : await refuser(reponse);
		} catch (erreur) {
			if (erreur instanceof Echec) throw erreur;
			throw new Echec(signal.aborted ? MOTS.lent : MOTS.horsLigne);
		}
	};
}

/** @param {Response} reponse */
const lire = (reponse) => (reponse.status === 204 ? null : reponse.json());

/** @param {Response} reponse */
async function refuser(reponse) {
	const { status } = reponse;
	// A proxy may answer in HTML.
	const message = await reponse
		.json()
		.then((lu) => lu.error.message)
		.catch(() => null);
	const attente = Number(reponse.headers.get("Retry-After")) || undefined;
	const passager = status === 429 || status >= 500;
	throw new Echec(message ?? MOTS.indisponible, status, passager, attente);
}
