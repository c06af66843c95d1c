// One token, for a reload or a second tab; in the page alone where storage is refused.

const CLE = "assistant-vte";

export class Memoire {
	/** @type {string | null} */
	#jeton = null;
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

	oublier() {
		this.#jeton = null;
		this.#avecStockage((stockage) => stockage.removeItem(CLE));
	}

	/** @template T @param {(stockage: Storage) => T} faire */
	#avecStockage(faire) {
		if (!this.#permise) return null;
		try {
			return faire(localStorage); // throws where storage is blocked
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
	 * In one tab at a time: the token takes a moment.
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
