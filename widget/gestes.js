// What is done with an answer: a menu is opened, it is judged, it is kept.

import { bouton, el } from "./dom.js";
import { MOTS } from "./textes.js";

/**
 * A button, and what it opens until it is pressed again, Escape, or the focus goes elsewhere.
 * @param {HTMLElement} bouton @param {HTMLElement} contenu
 */
export function volet(bouton, contenu) {
	/** @param {boolean} [oui] */
	const montrer = (oui = false) => {
		contenu.hidden = !oui;
		bouton.setAttribute("aria-expanded", String(oui));
	};
	montrer();
	bouton.addEventListener("click", () => montrer(!!contenu.hidden));
	const element = el(
		"div",
		{
			className: "volet",
			onkeydown: (e) => {
				if (e.key !== "Escape" || contenu.hidden) return;
				e.stopPropagation(); // the panel stays
				montrer();
				bouton.focus();
			},
		},
		bouton,
		contenu,
	);
	element.addEventListener("focusout", ({ relatedTarget: vers }) => {
		if (vers && !element.contains(/** @type {Node} */ (vers))) montrer();
	});
	return element;
}

/** Was it useful, and why not. @param {string} about @param {Actions["noter"]} noter */
export function avis(about, noter) {
	const boite = el("div", {
		className: "avis",
		lang: MOTS.langue,
		role: "group",
		"aria-label": MOTS.utile,
	});
	/** @param {HTMLElement} element */
	const montrer = (element) => {
		boite.replaceChildren(element);
		/** @type {HTMLElement} */ (boite.querySelector("input, p"))?.focus();
	};
	const remercier = () => montrer(el("p", { tabIndex: -1 }, MOTS.merci));
	/** @param {boolean} useful @param {() => void} suite */
	const repondre = (useful, suite) => () => noter({ about, useful }).then((ok) => ok && suite());
	boite.append(
		el("p", {}, MOTS.utile),
		bouton(MOTS.ouiUtile, repondre(true, remercier)),
		bouton(
			MOTS.nonUtile,
			repondre(false, () => montrer(raisons(about, noter, remercier))),
		),
	);
	return boite;
}

/**
 * @param {string} about @param {Actions["noter"]} noter @param {() => void} remercier
 */
function raisons(about, noter, remercier) {
	const texte = el("textarea", { rows: 1, maxLength: 300, name: "text" });
	return el(
		"form",
		{
			onsubmit: (e) => {
				e.preventDefault();
				const dites = new FormData(/** @type {HTMLFormElement} */ (e.target));
				if (!texte.value.trim()) dites.delete("text");
				noter({ about, useful: false, ...Object.fromEntries(dites) }).then(
					(ok) => ok && remercier(),
				);
			},
		},
		el(
			"fieldset",
			{},
			el("legend", {}, MOTS.pourquoi),
			...Object.entries(MOTS.raisons).map(([value, nom]) =>
				el("label", {}, el("input", { type: "radio", name: "reason", value }), nom),
			),
		),
		el("label", {}, MOTS.precisez, texte),
		el("button", { type: "submit" }, MOTS.envoyerAvis),
	);
}

/** @param {Actions} actions */
export function garder({ garder, dire }) {
	const boite = el("div", { className: "garde" });
	const demander = async () => {
		const resultat = await garder();
		if (!resultat || !/^https?:/.test(resultat.url)) return; // which was said
		boite.replaceChildren(...garde(resultat, dire));
		/** @type {HTMLElement} */ (boite.firstChild).focus();
	};
	boite.append(bouton(MOTS.garder, demander, { lang: MOTS.langue }));
	return boite;
}

/** @param {Resultat} resultat @param {Actions["dire"]} dire */
function garde({ url, reference, expires_at }, dire) {
	const lien = (href = "", texte = "") =>
		el("a", { href, target: "_blank", rel: "noopener noreferrer" }, texte);
	const gestes = [
		bouton(MOTS.copier, () =>
			copier(url).then(
				() => dire(MOTS.copie),
				() => dire(MOTS.pasCopie),
			),
		),
		envoyer(url, `${MOTS.objet} (${reference})`),
		bouton(MOTS.imprimer, () => imprimer(url, dire)),
		lien(`${url}?telecharger`, MOTS.telecharger),
		lien(url, MOTS.ouvrir),
	];
	return [
		el("p", { tabIndex: -1 }, MOTS.garde(expires_at), el("strong", {}, reference)),
		el("ul", { className: "choix" }, ...gestes.map((geste) => el("li", {}, geste))),
	];
}

// Async: without https, no clipboard is a refusal too.
const copier = async (url = "") => navigator.clipboard.writeText(url);

/** The share sheet of a phone, or one's own mail program. */
function envoyer(url = "", title = "") {
	if (matchMedia("(pointer: coarse)").matches && "share" in navigator)
		return bouton(MOTS.partager, () => navigator.share({ title, url }).catch(() => {}));
	const href = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
	return el("a", { href }, MOTS.partager);
}

/** Another origin's page prints when its reader asks for it. @param {Actions["dire"]} dire */
function imprimer(url = "", dire) {
	const page = open(url, "_blank");
	page?.addEventListener("load", () => page.print());
	dire(MOTS.imprimee);
}
