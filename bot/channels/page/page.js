// A plain page for the web channel (CONTRACT, section 5). Texts only ever become text nodes.

const RACINE = "/webhooks/web";
const CLE = "vte-session";
const fil = document.getElementById("fil");
const alerte = document.getElementById("alerte");
const saisie = document.getElementById("saisie");
const champ = document.getElementById("texte");
let occupe = false;
let enAttente = null; // a message whose answer did not come: its id serves again

async function appeler(chemin, methode, corps) {
  const entetes = { "Content-Type": "application/json" };
  const jeton = sessionStorage.getItem(CLE);
  if (jeton) entetes.Authorization = `Bearer ${jeton}`;
  const reponse = await fetch(RACINE + chemin, { method: methode, headers: entetes, body: corps && JSON.stringify(corps) });
  if (reponse.status === 204) return null;
  const lu = await reponse.json();
  if (!reponse.ok) throw Object.assign(new Error(lu.error.message), { statut: reponse.status });
  return lu;
}

async function ouvrir() {
  sessionStorage.removeItem(CLE);
  const { session } = await appeler("/sessions", "POST");
  sessionStorage.setItem(CLE, session);
}

function bulle(texte, qui) {
  const element = document.createElement("div");
  element.className = `message ${qui}`;
  element.textContent = texte;
  fil.append(element);
  element.scrollIntoView({ block: "nearest" });
}

function choix(boutons) {
  const rangee = document.createElement("div");
  rangee.className = "choix";
  for (const { title, payload } of boutons) {
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.textContent = title;
    bouton.addEventListener("click", () => envoyer({ payload }, title));
    rangee.append(bouton);
  }
  fil.append(rangee);
  rangee.scrollIntoView({ block: "nearest" });
}

function montrer(messages) {
  fil.querySelectorAll(".choix").forEach((rangee) => rangee.remove());
  for (const message of messages) {
    if (message.text) bulle(message.text, message.from ?? "bot");
  }
  const dernier = messages.at(-1);
  if (dernier?.buttons?.length) choix(dernier.buttons);
}

function signaler(texte) {
  alerte.textContent = texte;
  alerte.hidden = !texte;
}

async function envoyer(contenu, affiche) {
  if (occupe) return;
  occupe = true;
  signaler("");
  const essai = enAttente && JSON.stringify(enAttente.contenu) === JSON.stringify(contenu);
  const id = essai ? enAttente.id : crypto.randomUUID();
  if (!essai) bulle(affiche, "user");
  enAttente = { id, contenu };
  try {
    if (!sessionStorage.getItem(CLE)) await ouvrir();
    montrer((await poster({ message_id: id, ...contenu })).messages);
    enAttente = null;
    champ.value = "";
  } catch (erreur) {
    signaler(erreur.statut ? erreur.message : "La connexion est coupée. Votre message est gardé : renvoyez-le.");
  } finally {
    occupe = false;
    champ.focus();
  }
}

async function poster(corps) {
  try {
    return await appeler("/messages", "POST", corps);
  } catch (erreur) {
    if (erreur.statut !== 401 || corps.payload) throw erreur;
    await ouvrir(); // the session ended: the message opens a new one
    return appeler("/messages", "POST", corps);
  }
}

saisie.addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  const texte = champ.value.trim();
  if (texte) envoyer({ text: texte }, texte);
});

champ.addEventListener("keydown", (evenement) => {
  if (evenement.key === "Enter" && !evenement.shiftKey && !evenement.isComposing) {
    evenement.preventDefault();
    saisie.requestSubmit();
  }
});

document.getElementById("effacer").addEventListener("click", async () => {
  try {
    if (sessionStorage.getItem(CLE)) await appeler("/sessions/current", "DELETE");
  } catch (erreur) {
    if (erreur.statut !== 401) return signaler("La conversation n'a pas pu être effacée : réessayez.");
  }
  sessionStorage.removeItem(CLE);
  enAttente = null;
  fil.replaceChildren();
  signaler("");
});

if (sessionStorage.getItem(CLE)) {
  appeler("/history", "GET").then(({ messages }) => montrer(messages), () => sessionStorage.removeItem(CLE));
}
