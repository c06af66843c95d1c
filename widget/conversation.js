// The conversation, without its looks (docs/decisions/0010).

import { MOTS } from "./base.js";
import { Echec, Memoire, Onglets, serveur } from "./dehors.js";

const DELAIS = [1, 2, 4, 8, 15, 15]; // seconds

export class Conversation extends EventTarget {
	#appeler;
	#memoire;
	#onglets;
	#arret = new AbortController();
	/** @type {Envoi[]} */
	#file = [];
	#enCours = false;
	/** @type {(_?: unknown) => void} */
	#reveil = () => {};
	#lus = 0; // of the history
	#dernier = ""; // of those
	#vu = ""; // the last that the history told
	#tenue = false;
	#veille = false;
	#aRelire = false;

	constructor(racine = "", stockage = true) {
		super();
		this.#appeler = serveur(racine);
		this.#memoire = new Memoire(stockage);
		this.#onglets = new Onglets((quoi) => this.#entendre(quoi));
		globalThis.addEventListener("online", () => this.reessayer(), { signal: this.#arret.signal });
	}

	fermer() {
		this.#arret.abort();
		this.#onglets.fermer();
	}

	async reprendre() {
		if (this.#enCours) return;
		if (!this.#memoire.lire()) {
			this.#emettre("annonce", await this.#appeler("GET", "/notice").catch(() => ({})));
			return;
		}
		try {
			await this.#relire();
			this.#alerter("");
		} catch (erreur) {
			const echec = enEchec(erreur);
			if (echec.statut === 401) this.#memoire.finir();
			else this.#alerter(`${echec.message} ${MOTS.pasRepris}`, echec);
		}
	}

	/** `presse`: the page goes away. @param {Corps} corps */
	envoyer(corps, titre = corps.text, presse = false) {
		/** @type {Envoi} */
		const envoi = { id: identifiant(), corps, titre, presse, statut: "attente" };
		this.#file.push(envoi);
		this.#emettre("envoi", { envoi });
		this.#vider();
	}

	reessayer() {
		this.#reveil();
		this.#vider();
	}

	/** Those that ended too. */
	async effacer() {
		for (const jeton of this.#memoire.tous())
			await this.#appeler("DELETE", "/sessions/current", { jeton }).catch(sauf401);
		this.#oublier();
		this.#onglets.dire("efface");
	}

	/** @param {string} debut @returns {Promise<Commune[]>} */
	communes(debut) {
		return this.#appeler("GET", `/communes?q=${encodeURIComponent(debut)}`);
	}

	/** What is no turn. @param {Avis} [corps] */
	poster(chemin = "", corps) {
		return this.#appeler("POST", chemin, { jeton: this.#memoire.lire(), corps });
	}

	async #vider() {
		if (this.#enCours) return;
		this.#enCours = true;
		while (this.#file.length && (await this.#livrer(this.#file[0])));
		this.#enCours = false;
		if (this.#aRelire) this.#entendre("change");
	}

	/** @param {Envoi} envoi */
	async #livrer(envoi) {
		for (let essai = 0; ; essai += 1) {
			this.#marquer(envoi, "envoi");
			try {
				const reponse = await this.#poster(envoi);
				if (this.#file.includes(envoi)) this.#recevoir(envoi, reponse);
				return true;
			} catch (erreur) {
				const echec = enEchec(erreur);
				if (!this.#file.includes(envoi)) return true;
				if (!echec.passager) return this.#refuser(envoi, echec);
				const attente = echec.attente ?? DELAIS[essai];
				this.#marquer(envoi, "echec");
				this.#alerter(
					echec.message + (essai < DELAIS.length ? MOTS.nouvelEssai(attente) : MOTS.abandon),
					echec,
				);
				if (essai >= DELAIS.length || this.#arret.signal.aborted) return false;
				await this.#attendre(attente);
			}
		}
	}

	/** @param {Envoi} envoi @returns {Promise<Reponse>} */
	async #poster(envoi) {
		const jeton = await this.#session();
		const poster = async (session = "") =>
			entendue(
				await this.#appeler("POST", "/messages", {
					jeton: session,
					corps: { message_id: envoi.id, ...envoi.corps },
					presse: envoi.presse,
				}),
			);
		try {
			return await poster(jeton);
		} catch (echec) {
			sauf401(echec);
			this.#renouveler(envoi, jeton);
			return poster(await this.#session());
		}
	}

	/** @param {Envoi} envoi @param {string} jeton */
	#renouveler(envoi, jeton) {
		if (this.#memoire.lire() === jeton) this.#memoire.finir();
		if (this.#lus)
			this.#emettre("messages", {
				messages: [{ from: "note", langue: MOTS.langue, text: MOTS.nouvelleSession }],
			});
		this.#lus = 0;
		this.#dernier = "";
		this.#tenue = false;
		envoi.corps = { text: envoi.corps.text ?? envoi.titre };
	}

	/** @returns {Promise<string>} */
	async #session() {
		return (
			this.#memoire.lire() ??
			Onglets.unSeul(async () => {
				const jeton = this.#memoire.lire() ?? (await this.#appeler("POST", "/sessions")).session;
				this.#memoire.garder(jeton);
				return jeton;
			})
		);
	}

	/** @param {Envoi} envoi @param {Reponse} reponse */
	#recevoir(envoi, { messages, state }) {
		this.#file.shift();
		this.#alerter("");
		const efface = messages.some((message) => message.custom?.effacer);
		if (efface) this.#oublier(false);
		else {
			this.#lus += 1 + messages.length;
			this.#dernier = messages.at(-1)?.id ?? envoi.id;
		}
		this.#marquer(envoi, "recu");
		this.#emettre("messages", { messages, etat: state });
		this.#emettre("etat", { etat: state });
		this.#veiller(state);
		this.#onglets.dire(efface ? "efface" : "change");
	}

	/** @param {Envoi} envoi @param {Faute} echec */
	#refuser(envoi, echec) {
		this.#file.splice(this.#file.indexOf(envoi), 1);
		this.#marquer(envoi, "refuse");
		this.#alerter(echec.message, echec);
		return true;
	}

	#entendre(quoi = "") {
		if (quoi === "efface") this.#oublier();
		else if (this.#enCours) this.#aRelire = true;
		else this.#relire(this.#aRelire).catch(() => {});
	}

	/** What staff say is in the history; `updates` says when. @param {Etat} etat */
	async #veiller({ handover = false }) {
		this.#tenue = handover;
		if (this.#veille) return;
		this.#veille = true;
		while (this.#tenue && !this.#arret.signal.aborted) {
			const jeton = this.#memoire.lire();
			const apres = encodeURIComponent(this.#vu);
			await this.#appeler("GET", `/updates?after=${apres}`, { jeton, delai: 30_000 })
				.then(({ messages }) => messages.length && this.#relire(false, false))
				.catch(() => {});
			await new Promise((suite) => setTimeout(suite, 1_000));
		}
		this.#veille = false;
	}

	async #relire(tout = false, relus = true) {
		this.#aRelire = false;
		/** @type {Reponse} */
		const { messages, state, feedback } = await this.#appeler("GET", "/history", {
			jeton: this.#memoire.lire(),
		});
		if (this.#enCours) {
			this.#aRelire = true;
			return;
		}
		if (tout || (messages[this.#lus - 1]?.id ?? "") !== this.#dernier) {
			this.#emettre("vide");
			this.#lus = 0;
		}
		const nouveaux = messages.slice(this.#lus);
		if (nouveaux.length)
			this.#emettre("messages", {
				messages: nouveaux,
				etat: state,
				relus: relus || !this.#lus,
				feedback,
			});
		this.#lus = messages.length;
		this.#dernier = this.#vu = messages.at(-1)?.id ?? "";
		for (const envoi of this.#file) this.#emettre("envoi", { envoi });
		this.#emettre("etat", { etat: state, relu: true });
		this.#veiller(state);
	}

	#oublier(jeton = true) {
		if (jeton) this.#memoire.oublier();
		this.#file.length = 0;
		this.#reveil();
		this.#lus = 0;
		this.#dernier = "";
		this.#tenue = false;
		this.#emettre("vide");
		this.#emettre("etat", {});
		this.#alerter("");
	}

	#attendre(secondes = 0) {
		return new Promise((resoudre) => {
			this.#reveil = resoudre;
			setTimeout(resoudre, secondes * 1000);
		});
	}

	/** @param {Envoi} envoi @param {Envoi["statut"]} statut */
	#marquer(envoi, statut) {
		envoi.statut = statut;
		this.#emettre("envoi", { envoi });
	}

	/** @param {string} texte @param {Faute} [echec] */
	#alerter(texte, echec) {
		this.#emettre("alerte", { texte, echec });
	}

	#emettre(nom = "", detail = {}) {
		if (!this.#arret.signal.aborted) this.dispatchEvent(new CustomEvent(nom, { detail }));
	}
}

/** @param {Reponse} reponse */
function entendue(reponse) {
	if (reponse.messages.some((message) => message.custom?.retry))
		throw new Echec(reponse.messages[0].text ?? "", 503);
	return reponse;
}

/** @param {unknown} erreur */
function enEchec(erreur) {
	if (erreur instanceof Echec) return erreur;
	console.warn(erreur);
	return new Echec(MOTS.indisponible);
}

/** @param {unknown} echec */
function sauf401(echec) {
	if (!(echec instanceof Echec) || echec.statut !== 401) throw echec;
}

/** `randomUUID` exists only on https and localhost. */
function identifiant() {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) =>
		octet.toString(16).padStart(2, "0"),
	).join("");
}
