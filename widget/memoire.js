// One opaque token, for a reload or a second tab; in the page alone where storage is refused.

const CLE = "assistant-vte";

export class Memoire {
  #jeton = null;
  #permise;

  constructor(permise) {
    this.#permise = permise;
  }

  lire() {
    return this.#avecStockage((stockage) => stockage.getItem(CLE)) ?? this.#jeton;
  }

  garder(jeton) {
    this.#jeton = jeton;
    this.#avecStockage((stockage) => stockage.setItem(CLE, jeton));
  }

  oublier() {
    this.#jeton = null;
    this.#avecStockage((stockage) => stockage.removeItem(CLE));
  }

  #avecStockage(faire) {
    if (!this.#permise) return null;
    try {
      return faire(localStorage); // throws where storage is blocked
    } catch {
      return null;
    }
  }
}

/** The other tabs of this site; `entendre` gets "change" or "efface". */
export class Onglets {
  #canal = "BroadcastChannel" in globalThis ? new BroadcastChannel(CLE) : null;

  constructor(entendre) {
    this.#canal?.addEventListener("message", ({ data }) => entendre(data));
  }

  dire(quoi) {
    this.#canal?.postMessage(quoi);
  }

  fermer() {
    this.#canal?.close();
  }

  /** In one tab at a time, where the browser can: two that write first share one session, whose token takes a moment to come. */
  static async unSeul(faire) {
    if (!navigator.locks) return faire();
    const fait = await navigator.locks.request(CLE, { ifAvailable: true }, async (libre) => libre && [await faire()]);
    return fait ? fait[0] : navigator.locks.request(CLE, () => new Promise((suite) => setTimeout(suite, 100)).then(faire));
  }
}
