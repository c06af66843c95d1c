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
	presse: boolean;
	statut: "attente" | "envoi" | "recu" | "echec" | "refuse";
}

/**
 * A message to show; `from`: absent for an answer, "note" for a remark of the widget. `at`: ISO 8601.
 * `langue`: of its text, where it is not French.
 */
interface Message {
	id?: string;
	from?: "user" | "bot" | "staff" | "note";
	at?: string;
	text?: string;
	langue?: string;
	buttons?: Choix[];
	custom?: { card?: string; remplacee?: boolean; effacer?: boolean; retry?: boolean };
}

/** Messages that are shown as one: a bubble, or the verdict that several make. */
interface Groupe {
	message: Message;
	textes?: string[];
}

interface Fait {
	label: string;
	value: string;
	text: string;
	payload: string;
}

/** A criterion, an aid, or one that is named and not judged; `dit`: all of it in words. */
interface Jugement {
	statut?: string;
	statut_dit?: string;
	explication?: string;
	dit?: string;
	libelle?: string;
}

/** The schemes of who receives, or pays. */
interface Beneficiaire {
	titre: string;
	aides: Jugement[];
}

interface Source {
	dit: string;
}

interface Verdict {
	statut: string;
	titre: string;
	date_dite?: string;
	total_dit?: string;
	conditions: Jugement[];
	beneficiaires?: Beneficiaire[];
	voisines?: Jugement[];
	suite?: string[];
	non_verifies?: string[];
	sources?: Source[];
	boutons?: Choix[];
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
	handover?: boolean;
	/** What staff tell everybody. */
	notice?: string;
}

/** `feedback`: of the history alone, what was judged. */
interface Reponse {
	messages: Message[];
	state: Etat;
	feedback?: string[];
}

interface Commune {
	title: string;
	pourquoi?: string | null;
	payload: string;
	codes_postaux: string[];
}

/** One line of the card: the mark only helps the eye. */
interface Ligne {
	texte: string;
	marque?: string;
	nom?: string;
}

/** One part of the card; `plie`: it opens when its reader asks. */
interface Partie {
	titre: string;
	lignes: Ligne[];
	plie?: boolean;
}

/** A kept verdict: its page, how to name it on the telephone, until when it is there. */
interface Resultat {
	url: string;
	reference: string;
	expires_at: string;
}

/** What a visitor thinks of an answer; `about`: "verdict" or the id of a message. */
interface Avis {
	about: string;
	useful: boolean;
	reason?: string;
	text?: string;
}

type Noter = (avis: Avis) => Promise<unknown>;

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
	/** What came, true where nothing does, undefined where it failed. */
	// biome-ignore lint/suspicious/noExplicitAny: what the network brings has the shape of its call
	poster(chemin: string, corps?: Avis): Promise<any>;
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
	lire(nom: string): string;
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
	options?: { jeton?: string | null; corps?: object; presse?: boolean; delai?: number },
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

/** What a page asks for, before or after the widget is there: a function, or a name and its arguments. */
type Demande = ((assistant: AssistantVTE) => void) | [string, ...unknown[]];

interface Window {
	assistantVTE?: { push(...demandes: Demande[]): unknown };
}

interface HTMLElementTagNameMap {
	"assistant-vte": AssistantVTE;
}

interface DocumentEventMap {
	[assistant: `assistant:${string}`]: CustomEvent;
}
