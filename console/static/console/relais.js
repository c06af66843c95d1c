// What the person writes appears in the open page; nothing else is touched.

const TOUS_LES = 3_000; // ms between two looks
const PATIENCE = 30 * 60_000; // ms without a key or a click, after which nobody is here

const fil = document.querySelector("[data-fil]");
const nouvelles = document.querySelector("[data-nouvelles]");
let actif = Date.now();

for (const geste of ["keydown", "pointerdown"])
	document.addEventListener(geste, () => {
		actif = Date.now();
	});

/** Adds what is new, and says what became of what was written. @param {Element} lu */
function montrer(lu) {
	for (const dit of lu.querySelectorAll("article")) {
		const ici = document.getElementById(dit.id);
		if (ici) ici.querySelector(".sort").textContent = dit.querySelector(".sort").textContent;
		else fil.append(dit);
	}
	if (lu.dataset.tenu !== fil.dataset.tenu)
		nouvelles.textContent = "La conversation a changé de main\u00a0: actualisez la page.";
}

async function regarder() {
	const reponse = await fetch(fil.dataset.fil, { redirect: "manual" });
	if (reponse.type === "opaqueredirect") {
		nouvelles.textContent = "Vous n'êtes plus connecté\u00a0: actualisez la page.";
		return false;
	}
	if (reponse.ok) {
		const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
		montrer(page.querySelector("[data-fil]"));
	}
	return true;
}

async function suivre() {
	const seul = Date.now() - actif > PATIENCE;
	if (seul) nouvelles.textContent = "La page ne se met plus à jour\u00a0: actualisez-la.";
	else if (document.hidden || (await regarder().catch(() => true))) setTimeout(suivre, TOUS_LES);
}

setTimeout(suivre, TOUS_LES);
