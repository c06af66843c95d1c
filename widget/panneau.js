// The panel: header, what is known, the log, what goes wrong, where one writes, and what can be done with the conversation.

import { Conversation } from "./conversation.js";
import { bouton, el, lien } from "./dom.js";
import { Faits } from "./faits.js";
import { Fil } from "./fil.js";
import { Saisie } from "./saisie.js";
import { TEXTES } from "./textes.js";

const PETIT = "(max-width: 30em), (max-height: 30em)"; // there the panel takes the window, and is modal

export class Panneau {
  #options;
  #annonce;
  #petit = matchMedia(PETIT);
  #ecoutes = new AbortController();

  /**
   * `options`: `server`, `heading`, `opening`, `suggestions`, `storage`, `inline`, `privacy` (element.js says what they are).
   * `annoncer(nom, detail)` tells the host page; `quitter()` is the visitor closing the panel.
   */
  constructor(options, annoncer, quitter) {
    this.#options = options;
    this.#annonce = annoncer;
    this.#composer(quitter);
    this.#brancher();
    this.#accueillir();
  }

  /** `focus`: false where the page opened it by itself: the visitor's focus stays where it is. */
  async ouvrir(focus = true) {
    this.#montrer(focus);
    if (focus) this.#aller();
    await this.conversation.reprendre();
  }

  cacher() {
    if (!this.#options.inline) this.element.close();
  }

  /** Says `texte` for the visitor. */
  demander(texte) {
    this.conversation.envoyer({ text: texte });
  }

  fermer() {
    this.#ecoutes.abort();
    this.conversation.fermer();
  }

  #composer(quitter) {
    const { heading, inline, privacy } = this.#options;
    this.fil = new Fil({ choisir: (...choix) => this.#choisir(...choix), reessayer: () => this.conversation.reessayer(), dire: (texte) => this.#dire(texte) });
    this.saisie = new Saisie({
      envoyer: (texte) => this.demander(texte), choisir: (...choix) => this.#choisir(...choix), refuser: (texte) => this.#alerter(texte),
      chercher: (debut) => this.conversation.communes(debut), dire: (texte) => this.#dire(texte),
    });
    this.faits = new Faits((...choix) => this.#choisir(...choix));
    this.alerte = el("p", { role: "alert", className: "alerte" });
    this.remarque = el("p", { role: "status", className: "cache" });
    this.confirmation = el("div", { className: "confirmation", role: "group", "aria-label": TEXTES.effacerTout, hidden: true },
      el("p", {}, TEXTES.effacerTout), bouton(TEXTES.oui, () => this.#effacer()), bouton(TEXTES.non, () => this.#confirmer(false)));
    this.effacer = bouton(TEXTES.effacer, () => this.#confirmer(true));
    this.element = el(inline ? "section" : "dialog", { className: "panneau", "aria-labelledby": "titre", onkeydown: (e) => this.#echap(e, quitter) },
      el("header", {}, el("div", {}, el("h2", { id: "titre" }, heading), el("p", {}, TEXTES.nature)),
        !inline && bouton("×", quitter, { "aria-label": TEXTES.fermer, className: "fermer" })),
      this.faits.element, this.fil.element, this.alerte, this.remarque, this.confirmation, this.saisie.element,
      el("footer", {}, bouton(TEXTES.recommencer, () => this.#recommencer()), this.effacer, privacy && lien(privacy, TEXTES.donnees)));
    this.element.addEventListener("cancel", (evenement) => evenement.preventDefault() || quitter());
  }

  #brancher() {
    const { server, storage } = this.#options;
    this.conversation = new Conversation(server, storage);
    const sur = (nom, faire) => this.conversation.addEventListener(nom, ({ detail }) => faire(detail));
    sur("messages", ({ messages, etat, relus }) => this.#recevoir(messages, etat, relus));
    sur("vide", () => this.fil.vider());
    sur("envoi", ({ envoi }) => this.#suivre(envoi));
    sur("etat", ({ etat }) => this.#situer(etat));
    sur("alerte", ({ texte, echec }) => this.#alerter(texte, echec));
    this.#petit.addEventListener("change", () => this.element.open && this.#rouvrir(), { signal: this.#ecoutes.signal });
  }

  /** The first words and choices, the page's own: nothing is asked of the server before the visitor speaks. */
  #accueillir() {
    const { opening, suggestions } = this.#options;
    this.fil.montrer([{ text: opening, buttons: suggestions.map((text) => ({ title: text, text })) }], null, true);
  }

  #recevoir(messages, etat, relus) {
    if (relus && !this.recu) this.fil.vider(); // the conversation itself takes the place of the first words
    this.recu = true;
    this.fil.montrer(messages, etat, relus);
    if (!relus) this.#annonce("message", { messages: messages.length });
  }

  #suivre(envoi) {
    this.fil.suivre(envoi);
    if (envoi.statut === "refuse" && envoi.corps.text) this.saisie.rendre(envoi.corps.text);
  }

  #situer(etat) {
    this.faits.montrer(etat);
    this.saisie.pour(etat?.question ?? null);
    const verdict = JSON.stringify(etat?.verdict ?? null);
    if (etat?.verdict && verdict !== this.verdict) this.#annonce("verdict", { verdict: etat.verdict });
    this.verdict = verdict;
  }

  #choisir(corps, titre) {
    this.conversation.envoyer(corps, titre);
    this.#aller();
  }

  #recommencer() {
    this.#choisir({ text: TEXTES.recommencer }, TEXTES.recommencer);
  }

  #confirmer(oui) {
    this.confirmation.hidden = !oui;
    (oui ? this.confirmation.querySelector("button") : this.effacer).focus();
  }

  async #effacer() {
    this.#confirmer(false);
    try {
      await this.conversation.effacer();
      this.recu = false;
      this.#accueillir();
      this.#dire(TEXTES.efface);
      this.#annonce("erased");
    } catch (echec) {
      this.#alerter(TEXTES.pasEfface, echec);
    }
  }

  #alerter(texte, echec) {
    this.alerte.textContent = texte;
    if (echec) this.#annonce("error", { status: echec.statut, message: texte });
  }

  /** A remark for those who do not see what changed. The same one said twice is heard twice. */
  #dire(texte) {
    this.remarque.textContent = "";
    requestAnimationFrame(() => (this.remarque.textContent = texte));
  }

  /** To the field; on a touch screen to the log, so that the keyboard does not hide what is answered. */
  #aller() {
    (matchMedia("(pointer: coarse)").matches ? this.fil.element : this.saisie.champ).focus();
  }

  #montrer(focus) {
    if (this.#options.inline || this.element.open) return;
    if (this.#petit.matches) this.element.showModal();
    else if (focus) this.element.show();
    else this.element.setAttribute("open", ""); // show() would take the focus
  }

  #rouvrir() {
    const champ = this.element.getRootNode().activeElement;
    this.element.close();
    this.#montrer(true);
    champ?.focus();
  }

  #echap(evenement, quitter) {
    if (evenement.key !== "Escape" || this.#options.inline) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    if (this.confirmation.hidden) quitter();
    else this.#confirmer(false);
  }
}
