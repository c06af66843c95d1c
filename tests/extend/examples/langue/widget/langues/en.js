// The widget's own words in English; what is not here stays in French.
// `suggestions` are sent as they are read, so they stay in the assistant's language.

export const MOTS = {
	langue: "en",
	titre: "VTE assistant (in French)",
	lanceur: "A question about the VTE?",
	nature: "An automatic assistant, which answers in French",
	accueil: "Hello! Describe your recruitment, or ask your question, in French.",
	fermer: "Close the assistant",
	conversation: "Conversation",
	messages: "Messages",
	vous: "You: ",
	assistant: "Assistant: ",
	ecrit: "The assistant is writing…",
	propositions: "Suggested answers",
	message: "Your message",
	envoyer: "Send",
	compte: (n = 0, max = 0) => `${n} characters of ${max}`,
	recommencer: "Start again",
	effacer: "Erase",
	reessayer: "Try again",
};
