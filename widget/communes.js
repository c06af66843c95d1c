// The field when the commune is asked: an ARIA combobox (APG, « editable combobox with list autocomplete »).
// Nothing is chosen by itself: what is typed is sent as it is, unless one of the list is chosen.

import { el } from "./dom.js";
import { TEXTES } from "./textes.js";

const PAUSE = 150; // ms without a key before asking the server
const MIN = 2; // characters

/** `chercher(debut)` -> communes `{title, payload, codes_postaux}`; `choisir(corps, titre)`; `dire(texte)` for the screen reader. */
export class ChampCommune {
  #chercher;
  #choisir;
  #dire;
  #actif = -1;
  #minuterie;
  #tour = 0; // only the answer to the last request is shown

  constructor({ chercher, choisir, dire }) {
    [this.#chercher, this.#choisir, this.#dire] = [chercher, choisir, dire];
    this.liste = el("ul", { id: "communes", role: "listbox", "aria-label": TEXTES.communes, hidden: true });
    this.champ = el("input", {
      id: "commune", type: "text", role: "combobox", autocomplete: "off", placeholder: TEXTES.inviteCommune,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "communes", "aria-describedby": "touches",
      oninput: () => this.#attendre(), onkeydown: (e) => this.#touche(e), onblur: () => this.fermer(),
    });
  }

  get ouvert() {
    return !this.liste.hidden;
  }

  fermer() {
    clearTimeout(this.#minuterie);
    this.#tour += 1;
    this.#montrer([]);
  }

  #attendre() {
    clearTimeout(this.#minuterie);
    this.#minuterie = setTimeout(() => this.#proposer(this.champ.value.trim()), PAUSE);
  }

  async #proposer(debut) {
    const tour = ++this.#tour;
    const trouvees = debut.length < MIN ? [] : await this.#chercher(debut).catch(() => []);
    if (tour !== this.#tour) return;
    this.#montrer(trouvees);
    if (debut.length >= MIN) this.#dire(TEXTES.trouvees(trouvees.length));
  }

  #montrer(communes) {
    this.liste.replaceChildren(...communes.map((commune, i) => this.#option(commune, i)));
    this.liste.hidden = communes.length === 0;
    this.champ.setAttribute("aria-expanded", String(this.ouvert));
    this.#activer(-1);
  }

  #option({ title, payload, codes_postaux: codes }, i) {
    const choisir = () => {
      this.fermer();
      this.champ.value = "";
      this.#choisir({ payload }, title);
    };
    return el("li", { id: `commune-${i}`, role: "option", "aria-selected": "false", onmousedown: (e) => e.preventDefault(), onclick: choisir },
      title, el("small", {}, ` ${codes[0] ?? ""}${codes.length > 1 ? "…" : ""}`));
  }

  #activer(i) {
    const options = [...this.liste.children];
    options.forEach((option, j) => option.setAttribute("aria-selected", String(i === j)));
    this.#actif = i;
    if (options[i]) this.champ.setAttribute("aria-activedescendant", options[i].id);
    else this.champ.removeAttribute("aria-activedescendant");
    options[i]?.scrollIntoView({ block: "nearest" });
  }

  #touche(evenement) {
    const nombre = this.liste.children.length;
    const gestes = {
      ArrowDown: () => this.#activer((this.#actif + 1) % nombre),
      ArrowUp: () => this.#activer((this.#actif <= 0 ? nombre : this.#actif) - 1),
      Enter: () => this.liste.children[this.#actif].click(),
      Escape: () => this.fermer(),
    };
    const geste = gestes[evenement.key];
    if (!geste || !this.ouvert || evenement.isComposing || (evenement.key === "Enter" && this.#actif < 0)) return;
    evenement.preventDefault();
    evenement.stopPropagation(); // Escape closes the list, not the panel
    geste();
  }
}
