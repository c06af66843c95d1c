// The form of a correction: an intent is found by a few letters, words are marked where they stand.

const MOT = /[\p{L}\p{N}_]+/gu;
const BORD = "[\\p{L}\\p{N}_]";
const champ = (/** @type {string} */ nom) => document.querySelector(`[name="${nom}"]`);
const plier = (/** @type {string} */ dit) =>
	dit.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The intents

const filtre = document.querySelector("[data-filtre]");
filtre.hidden = false;
filtre.querySelector("input").addEventListener("input", (frappe) => {
	const cherches = plier(frappe.target.value).split(/\s+/);
	let trouvees = 0;
	for (const ligne of document.querySelectorAll(".intentions li")) {
		const dite = plier(`${ligne.textContent} ${ligne.querySelector("input").value}`);
		ligne.hidden = !cherches.every((mot) => dite.includes(mot));
		trouvees += ligne.hidden ? 0 : 1;
	}
	filtre.querySelector("[data-trouvees]").textContent =
		`${trouvees} intention${trouvees > 1 ? "s" : ""}`;
});

// The words

const texte = champ("texte");
const phrase = document.querySelector("[data-phrase]");
const choisis = document.querySelector("[data-choisis]");
const marquer = [...document.querySelectorAll("[data-marquer]")];
let dit = ""; // the sentence as it will be sent
let ancre = 0; // the word from which the choice goes
let pris = null; // [first, last] of the chosen words
let glisse = false;

const lesMots = () => [...phrase.querySelectorAll("button")];
const bornes = () => {
	const mots = lesMots();
	return [Number(mots[pris[0]].dataset.debut), Number(mots[pris[1]].dataset.fin)];
};

/** Where these words stand in the sentence, as whole words. @param {string} mots */
function occurrences(mots) {
	const motif = mots.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const entiers = new RegExp(`(?<!${BORD})${motif}(?!${BORD})`, "giu");
	return [...dit.matchAll(entiers)].map((trouve) => trouve.index);
}

/** [start, end, key] of each fact that is marked. */
function marques() {
	return marquer.flatMap((bouton) => {
		const cle = bouton.dataset.marquer;
		const mots = champ(`mots_${cle}`).value.trim();
		if (!mots || champ(`absente_${cle}`)?.checked) return [];
		const debut = occurrences(mots)[(Number(champ(`rang_${cle}`).value) || 1) - 1];
		return debut === undefined ? [] : [[debut, debut + mots.length, bouton]];
	});
}

function dessiner() {
	dit = texte.value.trim().split(/\s+/).join(" ");
	phrase.replaceChildren();
	let ici = 0;
	const faits = marques();
	for (const trouve of dit.matchAll(MOT)) {
		phrase.append(dit.slice(ici, trouve.index));
		ici = trouve.index + trouve[0].length;
		const bouton = document.createElement("button");
		bouton.type = "button";
		bouton.textContent = trouve[0];
		bouton.tabIndex = -1;
		bouton.dataset.debut = String(trouve.index);
		bouton.dataset.fin = String(ici);
		const fait = faits.find(([debut, fin]) => debut <= trouve.index && ici <= fin);
		if (fait) {
			bouton.className = "marque";
			bouton.title = fait[2].closest("tr").querySelector("th").firstChild.textContent.trim();
		}
		phrase.append(bouton);
	}
	phrase.append(dit.slice(ici));
	choisir(null);
	const premier = lesMots()[0];
	if (premier) premier.tabIndex = 0;
}

/** @param {[number, number] | null} lesquels */
function choisir(lesquels) {
	pris = lesquels && [Math.min(...lesquels), Math.max(...lesquels)];
	for (const [rang, mot] of lesMots().entries())
		mot.setAttribute("aria-pressed", String(!!pris && pris[0] <= rang && rang <= pris[1]));
	choisis.textContent = pris ? `Choisi\u00a0: «\u00a0${dit.slice(...bornes())}\u00a0»` : "";
	for (const bouton of marquer) bouton.hidden = !pris;
}

/** The cursor of the keyboard, on one word of all. @param {number} rang */
function aller(rang) {
	for (const mot of lesMots()) mot.tabIndex = -1;
	lesMots()[rang].tabIndex = 0;
	lesMots()[rang].focus();
}

/** @param {Event} geste */
const rangDe = (geste) => lesMots().indexOf(geste.target.closest("button"));

phrase.addEventListener("pointerdown", (geste) => {
	const rang = rangDe(geste);
	if (rang < 0) return;
	geste.target.releasePointerCapture(geste.pointerId); // a finger may go over other words
	glisse = true;
	if (!geste.shiftKey) ancre = rang;
	choisir([ancre, rang]);
});
phrase.addEventListener("pointerover", (geste) => {
	const rang = rangDe(geste);
	if (glisse && rang >= 0) choisir([ancre, rang]);
});
for (const fin of ["pointerup", "pointercancel"])
	document.addEventListener(fin, () => {
		glisse = false;
	});
phrase.addEventListener("keydown", (frappe) => {
	const rang = rangDe(frappe);
	const pas = { ArrowRight: 1, ArrowLeft: -1 }[frappe.key];
	if (frappe.key === " " || frappe.key === "Enter") {
		ancre = rang;
		choisir([rang, rang]);
	} else if (pas && lesMots()[rang + pas]) {
		if (frappe.shiftKey && !pris) ancre = rang;
		aller(rang + pas);
		if (frappe.shiftKey) choisir([ancre, rang + pas]);
	} else return;
	frappe.preventDefault();
});

for (const bouton of marquer)
	bouton.addEventListener("click", () => {
		const cle = bouton.dataset.marquer;
		const [debut, fin] = bornes();
		const mots = dit.slice(debut, fin);
		const places = occurrences(mots);
		const options = [...document.querySelectorAll(`#mots-${cle} option`)];
		const connue = options.find((option) => option.value.toLowerCase() === mots.toLowerCase());
		champ(`mots_${cle}`).value = mots;
		champ(`rang_${cle}`).value = places.length > 1 ? String(places.indexOf(debut) + 1) : "";
		champ(`valeur_${cle}`).value = connue?.dataset.valeur || mots;
		const absente = champ(`absente_${cle}`);
		if (absente) absente.checked = false;
		document.getElementById("faits").checked = true;
		dessiner();
		choisis.textContent = `«\u00a0${mots}\u00a0» est marqué.`;
		champ(`valeur_${cle}`).focus();
	});

texte.addEventListener("input", dessiner);
document.querySelector("[data-marquage]").hidden = false;
dessiner();
