// What a host page can do: write attributes, call the element, hear its events (docs/integration.md).

const EVENEMENTS = ["open", "close", "message", "verdict", "erased", "error"];
const sortie = document.querySelector("output");

for (const nom of EVENEMENTS) {
	document.addEventListener(`assistant:${nom}`, ({ detail }) => {
		const resume = detail.verdict ? { statut: detail.verdict.statut } : detail;
		sortie?.prepend(`assistant:${nom} ${JSON.stringify(resume)}\n`);
	});
}

/** @type {HTMLFormElement | null} */
const essai = document.querySelector("#essai");
essai?.addEventListener("submit", (evenement) => {
	evenement.preventDefault();
	const neuf = document.createElement("assistant-vte");
	for (const [nom, valeur] of new FormData(essai)) neuf.setAttribute(nom, String(valeur));
	document.querySelector("assistant-vte")?.replaceWith(neuf);
});

document.querySelector("#question")?.addEventListener("click", () => {
	document.querySelector("assistant-vte")?.ask("Qu'est-ce que le VTE ?");
});
