// The server, other tabs, and the tokens that the browser keeps (of what ended, to erase it).

import { MOTS } from "./base.js";

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
	return async (methode, chemin, { jeton, corps, presse, delai = DELAI } = {}) => {
		/** @type {Record<string, string>} */
		const headers = {};
		if (jeton) headers.Authorization = `Bearer ${jeton}`;
		// No preflight of a session: a refused page can read why.
		if (corps) headers["Content-Type"] = "application/json";
		const signal = AbortSignal.timeout(delai);
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

const CLE = "assistant-vte";
const FINIES = `${CLE}-finies`;
const GARDEES = 20;

export class Memoire {
	/** @type {string | null} */
	#jeton = null;
	/** @type {string[]} */
	#finies = [];
	#permise;

	constructor(permise = false) {
		this.#permise = permise;
	}

	lire() {
		return this.#avecStockage((stockage) => stockage.getItem(CLE)) ?? this.#jeton;
	}

	garder(jeton = "") {
		this.#jeton = jeton;
		this.#avecStockage((stockage) => stockage.setItem(CLE, jeton));
	}

	tous() {
		const jeton = this.lire();
		return jeton ? [jeton, ...this.#lireFinies()] : this.#lireFinies();
	}

	finir() {
		const finies = this.tous().slice(0, GARDEES);
		this.#finies = finies;
		this.#avecStockage((stockage) => stockage.setItem(FINIES, finies.join(" ")));
		this.#oublierLeJeton();
	}

	oublier() {
		this.#finies = [];
		this.#avecStockage((stockage) => stockage.removeItem(FINIES));
		this.#oublierLeJeton();
	}

	#lireFinies() {
		const gardees = this.#avecStockage((stockage) => stockage.getItem(FINIES));
		return gardees?.split(" ").filter(Boolean) ?? this.#finies;
	}

	#oublierLeJeton() {
		this.#jeton = null;
		this.#avecStockage((stockage) => stockage.removeItem(CLE));
	}

	/** @template T @param {(stockage: Storage) => T} faire */
	#avecStockage(faire) {
		if (!this.#permise) return null;
		try {
			return faire(localStorage); // may throw
		} catch {
			return null;
		}
	}
}

export class Onglets {
	#canal = "BroadcastChannel" in globalThis ? new BroadcastChannel(CLE) : null;

	/** @param {(quoi: string) => void} entendre */
	constructor(entendre) {
		this.#canal?.addEventListener("message", ({ data }) => entendre(data));
	}

	dire(quoi = "") {
		this.#canal?.postMessage(quoi);
	}

	fermer() {
		this.#canal?.close();
	}

	/**
	 * In one tab at a time.
	 * @template T @param {() => Promise<T>} faire @returns {Promise<T>}
	 */
	static async unSeul(faire) {
		if (!navigator.locks) return faire();
		const fait = await navigator.locks.request(
			CLE,
			{ ifAvailable: true },
			async (libre) => libre && [await faire()],
		);
		return fait
			? fait[0]
			: navigator.locks.request(CLE, () =>
					new Promise((suite) => setTimeout(suite, 100)).then(faire),
				);
	}
}
