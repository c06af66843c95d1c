// The panel: it composes the parts and links them to the conversation.

import { Conversation } from "./conversation.js";
import { bouton, el, lien } from "./dom.js";
import { Faits } from "./faits.js";
import { Fil } from "./fil.js";
import { Saisie } from "./saisie.js";
import { MOTS } from "./textes.js";

const PETIT = "(max-width: 30em), (max-height: 30em)"; // there the panel is modal

export class Panneau {
  #options;
  #annonce;
  #petit = matchMedia(PETIT);
  #ecoutes = new AbortController();

  /** `options`: those of widget.js. `annoncer(nom, detail)` tells the host page; `quitter()`: the visitor closes. */
  constructor(options, annoncer, quitter) {
    this.#options = options;
    this.#annonce = annoncer;
    this.#composer(quitter);
    this.#brancher();
    this.#accueillir();
  }

  /** `focus`: false where the page opened it: the visitor's focus stays. */
  async ouvrir(focus = true) {
    this.#montrer(focus);
    if (focus) this.#aller();
    await this.conversation.reprendre();
  }

  cacher() {
    if (!this.#options.inline) this.element.close();
  }

  demander(texte) {
    this.conversation.envoyer({ text: texte });
  }

  fermer() {
    this.#ecoutes.abort();
    this.conversation.fermer();
    this.element.remove();
  }

  #composer(quitter) {
    const { heading, inline, privacy } = this.#options;
    const actions = {
      choisir: (corps, titre) => this.#choisir(corps, titre), envoyer: (texte) => this.demander(texte), reessayer: () => this.conversation.reessayer(),
      chercher: (debut) => this.conversation.communes(debut), refuser: (texte) => this.#alerter(texte), dire: (texte) => this.#dire(texte),
    };
    this.fil = new Fil(actions);
    this.saisie = new Saisie(actions);
    this.faits = new Faits(actions);
    this.alerte = el("p", { role: "alert", className: "alerte" });
    this.remarque = el("p", { role: "status", className: "cache" });
    this.confirmation = el("div", { className: "confirmation", role: "group", "aria-label": MOTS.effacerTout, hidden: true },
      el("p", {}, MOTS.effacerTout), bouton(MOTS.oui, () => this.#effacer()), bouton(MOTS.non, () => this.#confirmer(false)));
    this.effacer = bouton(MOTS.effacer, () => this.#confirmer(true));
    this.element = el(inline ? "section" : "dialog", { className: "panneau", "aria-labelledby": "titre", onkeydown: (e) => this.#echap(e, quitter) },
      el("header", {}, el("div", {}, el("h2", { id: "titre" }, heading), el("p", {}, MOTS.nature)),
        !inline && bouton("×", quitter, { "aria-label": MOTS.fermer, className: "fermer" })),
      this.faits.element, this.fil.element, this.alerte, this.remarque, this.confirmation, this.saisie.element,
      el("footer", {}, bouton(MOTS.recommencer, () => this.#choisir({ text: MOTS.recommencer })), this.effacer, privacy && lien(privacy, MOTS.donnees)));
    this.element.addEventListener("cancel", (evenement) => evenement.preventDefault() || quitter());
  }

  #brancher() {
    const { server, storage } = this.#options;
    this.conversation = new Conversation(server, storage);
    const sur = (nom, faire) => this.conversation.addEventListener(nom, ({ detail }) => faire(detail));
    sur("messages", (recus) => this.#recevoir(recus));
    sur("vide", () => this.fil.vider());
    sur("envoi", ({ envoi }) => this.#suivre(envoi));
    sur("etat", ({ etat }) => this.#situer(etat));
    sur("alerte", ({ texte, echec }) => this.#alerter(texte, echec));
    this.#petit.addEventListener("change", () => this.element.open && this.#rouvrir(), { signal: this.#ecoutes.signal });
  }

  /** The first words, the page's own: the server is asked nothing before the visitor speaks. */
  #accueillir() {
    const { opening, suggestions } = this.#options;
    this.fil.montrer([{ text: opening, buttons: suggestions.map((text) => ({ title: text, text })) }], null);
  }

  #recevoir({ messages, etat, relus }) {
    if (relus && !this.recu) this.fil.vider();
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
    this.saisie.pour(etat?.question);
    const verdict = JSON.stringify(etat?.verdict ?? null);
    if (etat?.verdict && verdict !== this.verdict) this.#annonce("verdict", { verdict: etat.verdict });
    this.verdict = verdict;
  }

  #choisir(corps, titre) {
    this.conversation.envoyer(corps, titre);
    this.#aller();
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
      this.#dire(MOTS.efface);
      this.#annonce("erased");
    } catch (echec) {
      this.#alerter(MOTS.pasEfface, echec);
    }
  }

  #alerter(texte, echec) {
    this.alerte.textContent = texte;
    if (echec) this.#annonce("error", { status: echec.statut, message: texte });
  }

  /** For a screen reader; the same remark said twice is heard twice. */
  #dire(texte) {
    this.remarque.textContent = "";
    requestAnimationFrame(() => (this.remarque.textContent = texte));
  }

  /** To the field; on a touch screen to the log, which its keyboard would hide. */
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
