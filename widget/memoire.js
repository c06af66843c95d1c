// One token, for a reload or a second tab; in the page alone where storage is refused. Those of
// conversations that ended stay, to erase what these left (they read nothing any more).

const CLE = "assistant-vte";
const FINIES = `${CLE}-finies`;
const GARDEES = 20; // ended conversations

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

	/** Every token that erases something, the current one first. */
	tous() {
		const jeton = this.lire();
		return jeton ? [jeton, ...this.#lireFinies()] : this.#lireFinies();
	}

	/** The current one reads nothing any more. */
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
