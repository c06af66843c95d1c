// Where the visitor writes. What is typed stays until it is on its way.

import { ChampCommune } from "./communes.js";
import { el } from "./dom.js";
import { TEXTES } from "./textes.js";

const MAX = 1000; // characters (CONTRACT, section 5)
const BIENTOT = 800; // from here the count is shown

/** `envoyer(texte)`, `choisir(corps, titre)`, `chercher(debut)`, `dire(texte)`, `refuser(texte)` for what cannot be sent. */
export class Saisie {
  #actions;

  constructor(actions) {
    this.#actions = actions;
    this.texte = el("textarea", {
      id: "texte", rows: 2, autocomplete: "off", placeholder: TEXTES.invite, "aria-describedby": "touches compte",
      oninput: () => this.#compter(), onkeydown: (e) => this.#touche(e),
    });
    this.commune = new ChampCommune(actions);
    this.commune.champ.hidden = true;
    this.etiquette = el("label", { htmlFor: "texte" }, TEXTES.message);
    this.touches = el("span", { id: "touches", className: "cache" }, TEXTES.touches);
    this.compte = el("span", { id: "compte", className: "compte" });
    this.element = el("form", { className: "saisie", onsubmit: (e) => this.#soumettre(e) },
      this.etiquette, this.compte, this.touches, this.commune.liste,
      el("div", { className: "ligne" }, this.texte, this.commune.champ, el("button", { type: "submit", className: "plein" }, TEXTES.envoyer)));
  }

  get champ() {
    return this.texte.hidden ? this.commune.champ : this.texte;
  }

  /** The field for the question that is open; what was typed and the focus follow. */
  pour(question) {
    const commune = question === "commune";
    if (commune === this.texte.hidden) return;
    const avant = this.champ;
    const ici = avant === avant.getRootNode().activeElement;
    [this.texte.hidden, this.commune.champ.hidden] = [commune, !commune];
    this.commune.fermer();
    [this.champ.value, avant.value] = [avant.value, ""];
    this.etiquette.htmlFor = this.champ.id;
    this.touches.textContent = commune ? TEXTES.touchesCommune : TEXTES.touches;
    if (ici) this.champ.focus();
    this.#compter();
  }

  /** Gives back what was refused, unless something else is being written. */
  rendre(texte) {
    this.champ.value ||= texte;
    this.#compter();
  }

  #soumettre(evenement) {
    evenement.preventDefault();
    const texte = this.champ.value.trim();
    if (texte.length > MAX) return this.#actions.refuser(TEXTES.tropLong(texte.length, MAX));
    if (texte) {
      this.champ.value = "";
      this.commune.fermer();
      this.#compter();
      this.#actions.envoyer(texte);
    }
    this.champ.focus();
  }

  #touche(evenement) {
    if (evenement.key !== "Enter" || evenement.shiftKey || evenement.isComposing) return;
    evenement.preventDefault();
    this.element.requestSubmit();
  }

  #compter() {
    const nombre = this.champ.value.length;
    this.compte.textContent = nombre > BIENTOT ? TEXTES.compte(nombre, MAX) : "";
    this.champ.setAttribute("aria-invalid", String(nombre > MAX));
  }
}
