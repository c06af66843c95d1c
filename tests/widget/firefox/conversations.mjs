// Plays each visit in Firefox, over WebDriver BiDi, and writes what was read as JSON.
// Arguments: the browser's program, the address of a page with the widget, and a JSON object: what to say in each visit.

import puppeteer from "puppeteer-core";

const [, , executablePath, adresse, donnees] = process.argv;
const dire = JSON.parse(donnees);
const PATIENCE = 15_000; // ms

/** One page: what a visitor does, with a mouse and a keyboard. */
class Visite {
	constructor(page) {
		this.page = page;
	}

	static async ouvrir(navigateur) {
		const page = await (await navigateur.createBrowserContext()).newPage();
		page.setDefaultTimeout(PATIENCE);
		const visite = new Visite(page);
		visite.fautes = [];
		page.on("pageerror", (faute) => visite.fautes.push(String(faute)));
		await page.goto(adresse);
		await page.waitForFunction(() => document.querySelector("assistant-vte")?.shadowRoot);
		return visite;
	}

	/** Where it is drawn, as a mouse would. */
	async cliquer(nom) {
		const trouve = await this.page.waitForFunction(
			(nom) =>
				[...document.querySelector("assistant-vte").shadowRoot.querySelectorAll("button")].find(
					(e) => e.textContent === nom && e.checkVisibility(),
				),
			{ polling: 50 },
			nom,
		);
		await trouve.click();
	}

	async attendre(quoi, ...arguments_) {
		await this.page.waitForFunction(quoi, { polling: 50 }, ...arguments_);
	}

	/** Waits for those words in the log. */
	async lire(mots) {
		await this.attendre(
			(mots) =>
				document
					.querySelector("assistant-vte")
					.shadowRoot.querySelector("[role=log]")
					.textContent.includes(mots),
			mots,
		);
	}

	/** What the focus is on: its role, its name. */
	async actif() {
		return this.page.evaluate(() => {
			let e = document.activeElement;
			while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
			const nom = e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? "";
			return `${e.getAttribute("role") ?? e.localName} ${nom || e.textContent}`.trim();
		});
	}

	/** Presses Tab, or Shift+Tab, until the focus is on what begins so. */
	async aller(vers, { arriere = false } = {}) {
		const { keyboard } = this.page;
		for (let i = 0; i < 60; i++) {
			if ((await this.actif()).startsWith(vers)) return;
			if (arriere) await keyboard.down("Shift");
			await keyboard.press("Tab");
			if (arriere) await keyboard.up("Shift");
		}
		throw new Error(`${vers} is not reached: the focus is on ${await this.actif()}`);
	}

	async jusquAuFocus(vers) {
		for (const fin = Date.now() + PATIENCE; Date.now() < fin; ) {
			if ((await this.actif()).startsWith(vers)) return;
			await new Promise((suite) => setTimeout(suite, 50));
		}
		throw new Error(`${vers} has no focus: it is on ${await this.actif()}`);
	}

	async ecrire(texte) {
		await this.page.keyboard.type(texte);
		await this.page.keyboard.press("Enter");
	}

	/** The card, and whether its title and first amount are drawn inside the window. */
	async carte() {
		const ici = "Ce que j'en conclus";
		await this.attendre(
			(ici) =>
				document.querySelector("assistant-vte").shadowRoot.querySelector(`[aria-label="${ici}"]`),
			ici,
		);
		return this.page.evaluate((ici) => {
			const racine = document.querySelector("assistant-vte").shadowRoot;
			const carte = racine.querySelector(`[aria-label="${ici}"]`);
			const fil = racine.querySelector(".fil").getBoundingClientRect();
			const vu = (e) => {
				const { top, bottom } = e.getBoundingClientRect();
				return top >= fil.top - 1 && bottom <= fil.bottom + 1;
			};
			const [titre, montant] = ["h3", ".montant"].map((s) => carte.querySelector(s));
			return {
				titre: titre.textContent,
				montant: montant?.textContent ?? "",
				vus: [titre, montant].filter(Boolean).every(vu),
				texte: carte.textContent,
			};
		}, ici);
	}
}

const visites = {
	async proprietaire(visite) {
		await visite.cliquer("Une question sur le VTE\u00a0?");
		await visite.jusquAuFocus("textarea");
		await visite.page.keyboard.type(dire.proprietaire);
		await visite.cliquer("Envoyer");
		return visite.carte();
	},

	async candidat(visite) {
		await visite.cliquer("Une question sur le VTE\u00a0?");
		await visite.jusquAuFocus("textarea");
		await visite.ecrire(dire.candidat);
		return visite.carte();
	},

	async refuse(visite) {
		await visite.cliquer("Une question sur le VTE\u00a0?");
		await visite.jusquAuFocus("textarea");
		await visite.ecrire(dire.refuse);
		return visite.carte();
	},

	async question(visite) {
		await visite.cliquer("Une question sur le VTE\u00a0?");
		await visite.cliquer(dire.question);
		await visite.lire("148 Territoires d'industrie");
		return { focus: await visite.actif() };
	},

	/** As a visitor without a mouse: nothing is clicked. */
	async clavier(visite) {
		const { keyboard } = visite.page;
		await visite.page.focus("#apres");
		await visite.aller("button Une question");
		await keyboard.press("Enter");
		await visite.jusquAuFocus("textarea");
		await visite.ecrire("Je recrute un jeune");
		await visite.jusquAuFocus("combobox");
		await keyboard.type("oyonna");
		await visite.attendre(() =>
			document.querySelector("assistant-vte").shadowRoot.querySelector("[role=option]"),
		);
		await keyboard.press("ArrowDown");
		await keyboard.press("Enter");
		await visite.lire("Combien");
		await visite.aller("button Moins de 250", { arriere: true });
		await keyboard.press("Enter");
		await visite.jusquAuFocus("textarea");
		for (const reponse of dire.clavier) await visite.ecrire(reponse);
		const carte = await visite.carte();
		await keyboard.press("Escape");
		return { ...carte, focus: await visite.actif() };
	},
};

const navigateur = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const lus = { navigateur: await navigateur.version() };
for (const [nom, jouer] of Object.entries(visites)) {
	const debut = Date.now();
	try {
		const visite = await Visite.ouvrir(navigateur);
		lus[nom] = { ...(await jouer(visite)), fautes: visite.fautes };
	} catch (faute) {
		lus[nom] = { echec: String(faute?.stack ?? faute) };
	}
	console.error(nom, Date.now() - debut, "ms");
}
await navigateur.close();
console.log(JSON.stringify(lus));
