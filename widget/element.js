// <assistant-vte>: the launcher, and the panel that comes with the first opening. docs/integration.md is its public face.

import { bouton, el } from "./dom.js";
import { poser } from "./style.js";
import { TEXTES } from "./textes.js";

const CANAL = "/webhooks/web"; // where Rasa mounts the web channel

export class AssistantVTE extends HTMLElement {
  static serveur = ""; // for the elements without `server`
  #panneau = null;
  #avant = null; // what had the focus before the panel opened

  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" });
    this.cadre = el("div", { className: "cadre", lang: "fr" });
    this.lanceur = bouton(this.getAttribute("launcher") ?? TEXTES.lanceur, () => this.show(), {
      className: "lanceur", "aria-haspopup": "dialog", "aria-expanded": "false", onpointerenter: charger, onfocus: charger,
    });
    if (!this.inline) this.cadre.append(this.lanceur);
    this.shadowRoot.append(this.cadre);
    poser(this);
    if (this.inline || this.#ouvertAuDepart) this.#ouvrir(false);
  }

  disconnectedCallback() {
    this.#panneau?.then((panneau) => panneau.fermer());
  }

  get inline() {
    return this.hasAttribute("inline");
  }

  /** Opens the panel and moves the focus into it. */
  show() {
    return this.#ouvrir(true);
  }

  /** Closes it; the focus goes back to where it was. */
  async close() {
    if (this.inline || !this.#panneau) return;
    (await this.#panneau).cacher();
    this.#signaler(false);
    (this.#avant?.isConnected ? this.#avant : this.lanceur).focus();
    this.#emettre("close");
  }

  /** Opens the panel and says `texte` for the visitor: for a link of the page such as « Ai-je droit à l'aide ? ». */
  async ask(texte) {
    await this.show();
    (await this.#panneau).demander(texte);
  }

  /** A small screen would be taken whole by a panel that nobody asked for. */
  get #ouvertAuDepart() {
    return this.hasAttribute("open") && matchMedia("(min-width: 48em)").matches;
  }

  async #ouvrir(focus) {
    const actif = document.activeElement;
    this.#panneau ??= this.#creer();
    const panneau = await this.#panneau;
    if (!this.inline && focus) this.#avant = actif === this || actif === document.body ? null : actif;
    this.#signaler(true);
    await panneau.ouvrir(focus);
    this.#emettre("open");
  }

  async #creer() {
    const { Panneau } = await charger();
    const panneau = new Panneau(this.#options(), (nom, detail) => this.#emettre(nom, detail), () => this.close());
    this.cadre.append(panneau.element);
    return panneau;
  }

  #options() {
    const lire = (nom, defaut) => this.getAttribute(nom) ?? defaut;
    return {
      server: adresse(lire("server", AssistantVTE.serveur)),
      heading: lire("heading", TEXTES.titre),
      opening: lire("opening", TEXTES.accueil),
      suggestions: lire("suggestions", TEXTES.suggestions).split("|").map((s) => s.trim()).filter(Boolean),
      storage: lire("storage", "") !== "none",
      privacy: lire("privacy", ""),
      inline: this.inline,
    };
  }

  #signaler(ouvert) {
    this.lanceur.hidden = ouvert;
    this.lanceur.setAttribute("aria-expanded", String(ouvert));
  }

  #emettre(nom, detail = {}) {
    this.dispatchEvent(new CustomEvent(`assistant:${nom}`, { detail, bubbles: true, composed: true }));
  }
}

const charger = () => import("./panneau.js");

/** The address of the web channel: the given one, or that of the server from which this file comes. */
function adresse(donnee) {
  const url = new URL(donnee || "..", donnee ? document.baseURI : import.meta.url);
  const chemin = url.pathname.replace(/\/+$/, "");
  return url.origin + (chemin || CANAL);
}
