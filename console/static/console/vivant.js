// What is marked data-vivant is looked at again, and so are the numbers of the bar. The mark says
// at which address; empty, at the page's own. Nothing moves under somebody who types, or who has the
// focus there.

const TOUS_LES = 20_000; // ms between two looks
const PATIENCE = 30 * 60_000; // ms without a key or a click, after which nobody is here
const CHAMPS = "input, select, textarea";

const bar = document.querySelector("[data-regard]");
const annonce = document.querySelector("[data-nouveau]");
let actif = Date.now();

for (const geste of ["keydown", "pointerdown"])
	document.addEventListener(geste, () => {
		actif = Date.now();
	});

/** Whether somebody types, or has begun to: what they wrote must not be lost sight of. */
function ecrit() {
	if (document.activeElement?.matches(CHAMPS)) return true;
	return [...document.querySelectorAll("textarea")].some((champ) => champ.value !== champ.defaultValue);
}

/** How much waits, all pages together; « 99+ » counts for a hundred. @param {ParentNode} page */
function attendu(page) {
	const nombres = [...page.querySelectorAll("[data-attend]")].map((un) => un.dataset.attend);
	return nombres.reduce((somme, n) => somme + (n.endsWith("+") ? 100 : Number(n)), 0);
}

/** @param {Document} lue */
function montrer(lue) {
	const avant = attendu(document);
	for (const ici of bar.querySelectorAll("[data-page]")) {
		const neuf = lue.querySelector(`[data-page="${ici.dataset.page}"]`);
		if (neuf) ici.replaceChildren(...neuf.childNodes);
	}
	for (const ici of document.querySelectorAll("[data-vivant]")) {
		const neuf = lue.getElementById(ici.id);
		if (!neuf || neuf.innerHTML === ici.innerHTML) continue;
		if (!ici.contains(document.activeElement)) ici.replaceChildren(...neuf.childNodes);
	}
	const apres = attendu(document);
	if (apres > avant) annonce.textContent = `Du nouveau\u00a0: ${apres} en attente.`;
}

/** The address that shows what is new: a page that is read only to be shown here is no reading. */
function adresse() {
	const vivant = document.querySelector("[data-vivant]");
	return vivant ? vivant.dataset.vivant || location.href : bar.dataset.regard;
}

async function regarder() {
	const reponse = await fetch(adresse(), { headers: { "X-Suit": "1" }, redirect: "manual" });
	if (reponse.type === "opaqueredirect") {
		annonce.textContent = "Vous n'êtes plus connecté\u00a0: actualisez la page.";
		return false;
	}
	if (reponse.ok) montrer(new DOMParser().parseFromString(await reponse.text(), "text/html"));
	return true;
}

async function suivre() {
	const seul = Date.now() - actif > PATIENCE;
	if (seul) annonce.textContent = "La page ne se met plus à jour\u00a0: actualisez-la.";
	else if (document.hidden || ecrit() || (await regarder().catch(() => true)))
		setTimeout(suivre, TOUS_LES);
}

if (bar && annonce) setTimeout(suivre, TOUS_LES);
