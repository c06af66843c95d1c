// Elements made of properties and text nodes: nothing that comes from the network ever becomes markup.

/** `traits`: `onclick`… are listeners, then properties, then attributes. `enfants`: nodes or strings; what is absent is left out. */
export function el(nom, traits = {}, ...enfants) {
  const element = document.createElement(nom);
  for (const [trait, valeur] of Object.entries(traits)) {
    if (trait.startsWith("on")) element.addEventListener(trait.slice(2), valeur);
    else if (trait in element) element[trait] = valeur;
    else element.setAttribute(trait, valeur);
  }
  element.append(...enfants.filter(Boolean));
  return element;
}

export const cache = (texte) => el("span", { className: "cache" }, texte);

export const bouton = (texte, onclick, traits = {}) => el("button", { type: "button", onclick, ...traits }, texte);

const ADRESSE = /https:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]]/g;

/** The text as nodes, its https addresses as links. */
export function avecLiens(texte) {
  const suite = [];
  let ici = 0;
  for (const trouvee of texte.matchAll(ADRESSE)) {
    suite.push(texte.slice(ici, trouvee.index), lien(trouvee[0]));
    ici = trouvee.index + trouvee[0].length;
  }
  return [...suite, texte.slice(ici)];
}

/** A link to an https address; its text alone for any other. */
export function lien(adresse, texte = adresse) {
  const a = el("a", { href: adresse, target: "_blank", rel: "noopener noreferrer" }, texte);
  return a.protocol === "https:" ? a : texte;
}
