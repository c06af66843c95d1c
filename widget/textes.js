// The widget's own words; others by data-lang.

export const MOTS = {
	langue: "fr",
	titre: "Assistant VTE",
	lanceur: "Une question sur le VTE\u00a0?",
	pasOuvert: "La connexion est coupée\u00a0: réessayez",
	lanceurNouveau: "Une réponse vous attend",
	nature: "Assistant automatique, réponses indicatives",
	accueil: "Bonjour\u00a0! Décrivez votre recrutement avec vos mots, ou posez votre question.",
	suggestions: "Je recrute un jeune|Je suis candidat|Qu'est-ce que le VTE\u00a0?",
	fermer: "Fermer l'assistant",
	conversation: "Conversation",
	messages: "Messages",
	vous: "Vous\u00a0: ",
	assistant: "Assistant\u00a0: ",
	ecrit: "L'assistant écrit…",
	tarde: "La réponse tarde un peu, je l'attends toujours.",
	propositions: "Réponses proposées",
	dire: (/** @type {string[]} */ titres) => ` Réponses proposées\u00a0: ${titres.join(", ")}`,

	message: "Votre message",
	invite: "Par exemple\u00a0: nous sommes 45 à Oyonnax…",
	inviteCommune: "Nom de commune ou code postal",
	touches: "Entrée envoie, Maj+Entrée va à la ligne.",
	touchesCommune: "Choisissez avec les flèches et Entrée, ou répondez librement.",
	envoyer: "Envoyer",
	compte: (n = 0, max = 0) => `${n} caractères sur ${max}`,
	tropLong: (n = 0, max = 0) =>
		`${n} caractères, ${max} au plus\u00a0: envoyez votre message en plusieurs fois.`,
	communes: "Communes proposées",
	trouvees: (n = 0) =>
		n ? `${n} commune${n > 1 ? "s" : ""} proposée${n > 1 ? "s" : ""}.` : "Aucune commune trouvée.",

	progression: (/** @type {Progression} */ { answered, total }) =>
		`${answered} réponse${answered > 1 ? "s" : ""} sur ${total}`,
	connu: "Ce que vous m'avez dit",
	modifier: (label = "") => `Modifier ${label}`,

	recommencer: "Recommencer",
	effacer: "Effacer",
	donnees: "Vos données",
	effacerTout:
		"Effacer toute la conversation\u00a0? Elle sera supprimée partout, sans retour possible.",
	oui: "Oui, effacer",
	non: "Non, garder",
	efface: "La conversation est effacée.",
	pasEfface: "La conversation n'a pas pu être effacée. Réessayez dans un moment.",

	nonEnvoye: "Pas encore envoyé.",
	refuse: "Message refusé.",
	reessayer: "Réessayer",
	horsLigne: "La connexion est coupée. Votre message est gardé et partira dès qu'elle revient.",
	lent: "Le serveur est trop lent à répondre. Votre message est gardé.",
	indisponible: "L'assistant est momentanément indisponible. Votre message est gardé.",
	nouvelEssai: (s = 0) => ` Nouvel essai dans ${s}\u00a0s.`,
	abandon: " Choisissez «\u00a0Réessayer\u00a0» quand vous voulez.",
	pasRepris: "Votre conversation n'a pas pu être relue.",
	nouvelleSession: "Votre conversation d'avant n'est plus disponible\u00a0: une nouvelle commence.",

	verdict: "Ce que j'en conclus",
	indicative: "Réponse indicative, à faire confirmer.",
	/** @type {Record<string, string>} */
	statuts: {
		eligible: "Les conditions sont remplies",
		non_eligible: "Les conditions ne sont pas remplies",
		hors_periode: "Hors de la période de l'aide",
		incomplet: "Il manque encore des éléments",
		a_confirmer: "Possible, un point reste à confirmer",
	},
	/** @type {Record<string, string>} */
	etats: {
		rempli: "Remplie",
		non_rempli: "Non remplie",
		inconnu: "À préciser",
		a_confirmer: "À confirmer",
		ouverte: "Ouverte",
		fermee: "Fermée",
		hors_periode: "Hors période",
		incomplet: "À préciser",
	},
	lesAides: "Les aides",
	aCote: "À côté du VTE",
	lesConditions: "Les conditions",
	nonVerifies: "Ce que je n'ai pas vérifié",
	sources: "Sources",
	copier: "Copier",
	copie: "Copié.",
	pasCopie: "La copie n'a pas marché\u00a0: téléchargez plutôt la réponse.",
	imprimer: "Imprimer",
	telecharger: "Télécharger",
	fichier: "assistant-vte.txt",
};

const lang = document.querySelector("script[data-lang]")?.getAttribute("data-lang");
if (lang) Object.assign(MOTS, (await import(`./langues/${lang}.js`).catch(() => ({}))).MOTS);
