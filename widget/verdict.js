// The verdict as a card to read, and as a text to keep. Met or not is said in words; the mark beside it only helps the eye.

import { avecLiens, bouton, el } from "./dom.js";
import { TEXTES } from "./textes.js";

const MARQUES = { rempli: "✓", ouverte: "✓", non_rempli: "✗", fermee: "✗" };
const ORDRE = ["non_rempli", "rempli", "a_confirmer", "inconnu"];
const SEPARATEUR = /\u00a0; /; // between two sources of one reason

/** 4000 -> « 4 000 € », with the no-break space of all our texts. */
const euros = (montant) => `${montant.toLocaleString("fr-FR").replace(/\s/g, "\u00a0")}\u00a0€`;

/** What both forms say: a title, and parts `{titre, lignes: [{marque, etat, montant, texte}]}`. */
function contenu(verdict, faits) {
  const parties = [
    { titre: TEXTES.lesAides, lignes: verdict.statut === "non_eligible" ? [] : verdict.aides.map(aide) }, // all closed: the conditions say why
    { titre: TEXTES.lesConditions, lignes: parOrdre(verdict.criteres).map(condition) },
    { titre: TEXTES.connu, lignes: faits.map(({ label, value }) => ({ texte: `${majuscule(label)}\u00a0: ${value}` })) },
    { titre: TEXTES.nonVerifies, lignes: verdict.non_verifies.map((texte) => ({ texte })) },
    { titre: TEXTES.sources, lignes: sources(verdict).map((texte) => ({ texte })) },
  ];
  return { titre: TEXTES.statuts[verdict.statut], parties: parties.filter(({ lignes }) => lignes.length) };
}

function aide({ libelle, montant, statut, explication, non_cumulable: exclues, divergence }) {
  const suite = [explication, exclues?.length && TEXTES.exclut(exclues), divergence].filter(Boolean).join(" ");
  return { etat: TEXTES.aides[statut], marque: MARQUES[statut], montant: statut === "ouverte" && montant ? euros(montant) : "", nom: libelle, texte: suite };
}

function condition({ statut, explication, divergence }) {
  return { etat: TEXTES.criteres[statut], marque: MARQUES[statut], texte: [explication, divergence].filter(Boolean).join(" ") };
}

const parOrdre = (criteres) => [...criteres].sort((a, b) => ORDRE.indexOf(a.statut) - ORDRE.indexOf(b.statut));

const majuscule = (texte) => texte[0].toUpperCase() + texte.slice(1);

/** Each source once, of the conditions and of the aids that have an amount. */
function sources({ criteres, aides, statut }) {
  const annoncees = statut === "non_eligible" ? [] : aides.filter(({ montant }) => montant !== null);
  return [...new Set([...criteres, ...annoncees].flatMap(({ source }) => source.split(SEPARATEUR)))];
}

/** `verdict`: of the contract, section 2; `faits`: `state.facts`. */
export function enTexte(verdict, faits) {
  const { titre, parties } = contenu(verdict, faits);
  const ligne = ({ etat, nom, montant, texte }) => `- ${[nom, montant, etat].filter(Boolean).join(", ")}${etat ? "\u00a0: " : ""}${texte}`;
  const partie = (p) => `${p.titre}\n${p.lignes.map(ligne).join("\n")}`;
  return [`${TEXTES.titre}\n${titre}. ${TEXTES.indicative}`, ...parties.map(partie)].join("\n\n") + "\n";
}

/** The card; `dire` tells the visitor, in one sentence, what became of a copy. */
export function carte(verdict, faits, dire) {
  const { titre, parties } = contenu(verdict, faits);
  const texte = enTexte(verdict, faits);
  return el("section", { className: `carte ${verdict.statut}`, "aria-label": TEXTES.verdict },
    el("h3", {}, titre),
    el("p", { className: "indicative" }, TEXTES.indicative),
    ...parties.flatMap(partie),
    el("div", { className: "choix" },
      bouton(TEXTES.copier, () => copier(texte).then(() => dire(TEXTES.copie), () => dire(TEXTES.pasCopie))),
      bouton(TEXTES.telecharger, () => telecharger(texte)),
      bouton(TEXTES.imprimer, () => imprimer(texte))));
}

const partie = ({ titre, lignes }) => [el("h4", {}, titre), el("ul", {}, ...lignes.map(ligne))];

function ligne({ marque = "?", etat, nom, montant, texte }) {
  return el("li", {},
    nom && el("span", { className: "nom" }, nom),
    montant && el("span", { className: "montant" }, montant),
    etat && el("strong", {}, el("span", { "aria-hidden": "true" }, `${marque} `), `${etat}\u00a0: `),
    ...avecLiens(texte));
}

async function copier(texte) {
  await navigator.clipboard.writeText(texte); // absent outside https: the promise is refused, and it is said
}

function telecharger(texte) {
  const adresse = URL.createObjectURL(new Blob([texte], { type: "text/plain;charset=utf-8" }));
  el("a", { href: adresse, download: TEXTES.fichier }).click();
  setTimeout(() => URL.revokeObjectURL(adresse), 1000);
}

/** A page of its own: the host page, which is around the card, is not printed. */
function imprimer(texte) {
  const page = open("", "_blank");
  if (!page) return;
  page.opener = null;
  page.document.documentElement.lang = "fr";
  page.document.title = TEXTES.titre;
  const corps = page.document.createElement("pre");
  corps.textContent = texte;
  corps.style.cssText = "font: 12pt/1.5 sans-serif; white-space: pre-wrap";
  page.document.body.append(corps);
  page.print();
}
