// What widget/*.js speaks of, for `tsc --checkJs` alone: nothing of this is served.

/** What a message of the visitor holds: words, or the payload of a choice that was offered. */
interface Corps {
	text?: string;
	payload?: string;
}

/** A choice; one of the page's own has no payload but the words to send. */
interface Choix extends Corps {
	title: string;
}

/** A message of the visitor on its way; `statut` changes, the identity does not. */
interface Envoi {
	id: string;
	corps: Corps;
	titre: string | undefined;
	statut: "attente" | "envoi" | "recu" | "echec" | "refuse";
}

/** A message to show; `from`: absent for an answer, "note" for a remark of the widget. */
interface Message {
	from?: "user" | "bot" | "note";
	text?: string;
	buttons?: Choix[];
	custom?: { card?: string; effacer?: boolean; retry?: boolean };
	carte?: boolean;
}

interface Fait {
	label: string;
	value: string;
	text: string;
	payload: string;
}

/** A criterion, an aid, another scheme, or one that is named and not judged; `dit`: all of it in words. */
interface Jugement {
	statut?: string;
	explication?: string;
	dit?: string;
	source: string;
	divergence?: string;
	libelle?: string;
	montant?: number;
	concerne?: boolean;
}

interface Verdict {
	statut: string;
	aides: Jugement[];
	criteres: (Jugement & { statut: string })[];
	dispositifs: Jugement[];
	voisines: Jugement[];
	total_dit: string;
	non_verifies: string[];
}

interface Progression {
	answered: number;
	total: number;
}

/** The `state` of the contract, and what the server adds for the widget. */
interface Etat {
	question?: string | null;
	progress: Progression;
	verdict?: Verdict | null;
	facts?: Fait[];
}

interface Reponse {
	messages: Message[];
	state: Etat;
}

interface Commune {
	title: string;
	payload: string;
	codes_postaux: string[];
}

/** One line of the card: the mark only helps the eye. */
interface Ligne {
	texte: string;
	marque?: string;
	etat?: string;
	nom?: string;
	montant?: string | number | false;
}

interface Partie {
	titre: string;
	lignes: Ligne[];
}

/** `statut`: of HTTP, 0 without an answer; `attente`: seconds that the server asks for. */
interface Faute extends Error {
	statut: number;
	passager: boolean;
	attente?: number;
}

/** What the parts of the panel ask of it. */
interface Actions {
	choisir(corps: Corps, titre?: string): void;
	envoyer(texte: string): void;
	reessayer(): void;
	chercher(debut: string): Promise<Commune[]>;
	refuser(texte: string): void;
	dire(texte: string): void;
}

/** The attributes of the element, read. */
interface Options {
	server: string;
	heading: string;
	opening: string;
	suggestions: string[];
	storage: boolean;
	privacy: string;
	inline: boolean;
}

/** Listeners, then properties, then attributes of an element. */
interface Traits {
	onclick?: (evenement: MouseEvent) => unknown;
	onkeydown?: (evenement: KeyboardEvent) => unknown;
	onsubmit?: (evenement: SubmitEvent) => unknown;
	onmousedown?: (evenement: MouseEvent) => unknown;
	[trait: string]: unknown;
}

type Enfant = Node | string | number | false | null | undefined;

/** One call of the contract. */
type Appel = (
	methode: string,
	chemin: string,
	options?: { jeton?: string | null; corps?: object },
	// biome-ignore lint/suspicious/noExplicitAny: what the network brings has the shape of its call
) => Promise<any>;

/** The custom element, as the page that hosts it may use it. */
interface AssistantVTE extends HTMLElement {
	cadre: HTMLElement;
	readonly inline: boolean;
	show(): Promise<void>;
	close(): Promise<void>;
	ask(texte: string): Promise<void>;
}

interface HTMLElementTagNameMap {
	"assistant-vte": AssistantVTE;
}

interface DocumentEventMap {
	[assistant: `assistant:${string}`]: CustomEvent;
}
