// The calls of the contract. Whatever goes wrong is an Echec that says what a person may be told.

import { MOTS } from "./textes.js";

const DELAI = 20_000; // ms; a turn takes a few tens

/** `statut`: of HTTP, 0 without answer. `passager`: the same call may succeed later. `attente`: seconds that the server asks for. */
export class Echec extends Error {
  constructor(message, statut = 0, passager = true, attente = undefined) {
    super(message);
    Object.assign(this, { statut, passager, attente });
  }
}

/** (methode, chemin, {jeton, corps}) -> the JSON of the answer, null for 204. Error: Echec. */
export function serveur(racine) {
  return async (methode, chemin, { jeton, corps } = {}) => {
    const headers = {};
    if (jeton) headers.Authorization = `Bearer ${jeton}`;
    // Opening a session needs no preflight, so that a refused page can read why.
    if (corps) headers["Content-Type"] = "application/json";
    const signal = AbortSignal.timeout(DELAI);
    try {
      const reponse = await fetch(racine + chemin, {
        method: methode, headers, body: corps && JSON.stringify(corps), signal, credentials: "omit", cache: "no-store",
      });
      return reponse.ok ? await lire(reponse) : await refuser(reponse);
    } catch (erreur) {
      if (erreur instanceof Echec) throw erreur;
      throw new Echec(signal.aborted ? MOTS.lent : MOTS.horsLigne);
    }
  };
}

const lire = (reponse) => (reponse.status === 204 ? null : reponse.json());

async function refuser(reponse) {
  const { status } = reponse;
  // A proxy in front may answer in HTML.
  const message = await reponse.json().then((lu) => lu.error.message).catch(() => null);
  const attente = Number(reponse.headers.get("Retry-After")) || undefined;
  const passager = status === 429 || status >= 500;
  throw new Echec(message ?? MOTS.indisponible, status, passager, attente);
}
