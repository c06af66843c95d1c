// The widget's own words in Italian; what is not here stays in French.
// `suggestions` are sent as they are read, so they stay in the assistant's language.

export const MOTS = {
	langue: "it",
	titre: "Assistente VTE (in francese)",
	lanceur: "Una domanda sul VTE?",
	nature: "Assistente automatico, risposte indicative. La conversazione è in francese.",
	accueil: "Buongiorno! Descriva la sua assunzione, o faccia la sua domanda, in francese.",
	fermer: "Chiudere l'assistente",
	conversation: "Conversazione",
	messages: "Messaggi",
	vous: "Lei: ",
	assistant: "Assistente: ",
	ecrit: "L'assistente scrive…",
	propositions: "Risposte proposte",
	message: "Il suo messaggio",
	envoyer: "Inviare",
	compte: (n = 0, max = 0) => `${n} caratteri su ${max}`,
	recommencer: "Ricominciare",
	effacer: "Cancellare",
	reessayer: "Riprovare",
};
