// The keys of a review: each is told by the control that it presses (aria-keyshortcuts).

const REGLAGE = "console-touches"; // « non »: this person wants none (they may get in the way)
const aide = document.querySelector("[data-aide]");
const coche = document.querySelector("[data-touches]");
const ECRIT = "input:not([type=checkbox]):not([type=radio]), textarea, select";

coche.checked = localStorage.getItem(REGLAGE) !== "non";
coche.addEventListener("change", () => {
	localStorage.setItem(REGLAGE, coche.checked ? "oui" : "non");
});

/** To the next turn in doubt from where one is, or the one before. @param {number} pas */
function aller(pas) {
	const tours = [...document.querySelectorAll("article.tour")];
	const ici = tours.findIndex((tour) => tour.matches(":target"));
	const depart = ici < 0 && pas < 0 ? tours.length : ici;
	for (let rang = depart + pas; rang >= 0 && rang < tours.length; rang += pas) {
		if ("douteux" in tours[rang].dataset) {
			location.hash = tours[rang].id;
			tours[rang].focus();
			return;
		}
	}
}

function montrerLesTouches() {
	aide.open = !aide.open;
	if (aide.open) aide.querySelector("summary").focus();
}

const GESTES = {
	n: () => aller(1),
	p: () => aller(-1),
	c: () => document.querySelector("article.tour:target [data-corriger]")?.click(),
};

document.addEventListener("keydown", (frappe) => {
	if (frappe.ctrlKey || frappe.metaKey || frappe.altKey || frappe.isComposing) return;
	if (frappe.target.closest(ECRIT)) return;
	if (frappe.key === "?") montrerLesTouches();
	else if (!coche.checked) return;
	else if (frappe.key in GESTES) GESTES[frappe.key]();
	else document.querySelector(`[aria-keyshortcuts="${CSS.escape(frappe.key)}"]`)?.click();
});
