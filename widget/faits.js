// What is known, and how far we are. A fact is a button that asks for it again.

import { bouton, cache, el } from "./dom.js";
import { MOTS } from "./textes.js";

export class Faits {
  #actions;
  #montres = "";

  constructor(actions) {
    this.#actions = actions;
    this.barre = el("progress", { id: "progression" });
    this.compte = el("label", { htmlFor: "progression" });
    this.liste = el("ul", { "aria-label": MOTS.connu });
    this.element = el("div", { className: "faits", hidden: true }, this.compte, this.barre, this.liste);
  }

  /** `etat`: of the contract, or null. */
  montrer(etat) {
    const faits = etat?.facts ?? [];
    this.element.hidden = !etat || (etat.progress.answered === 0 && faits.length === 0);
    if (this.element.hidden) return;
    Object.assign(this.barre, { value: etat.progress.answered, max: etat.progress.total });
    this.compte.textContent = MOTS.progression(etat.progress);
    this.liste.hidden = faits.length === 0;
    if (this.#montres === JSON.stringify(faits)) return; // the focus stays
    this.#montres = JSON.stringify(faits);
    this.liste.replaceChildren(...faits.map((fait) => el("li", {}, this.#bouton(fait))));
  }

  #bouton({ label, text, payload }) {
    const titre = MOTS.modifier(label);
    const element = bouton("", () => this.#actions.choisir({ payload }, titre), { title: titre });
    element.append(cache(`${titre}\u00a0: `), text);
    return element;
  }
}
