// One line in a page: <script type="module" src="…/widget.js" data-server="…"></script>
// It defines <assistant-vte>, and puts one at the end of the page if the page has none.

import { AssistantVTE } from "./element.js";

const script = [...document.querySelectorAll("script[type=module][src]")].find(({ src }) => src === import.meta.url);

if (!customElements.get("assistant-vte")) {
  AssistantVTE.serveur = script?.dataset.server ?? "";
  customElements.define("assistant-vte", AssistantVTE);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", completer); // a script with `async`
  else completer();
}

/** The element of a page that wrote none; its attributes are the data-… of the script: data-heading="…" is heading="…". */
function completer() {
  if (document.querySelector("assistant-vte")) return;
  const element = document.createElement("assistant-vte");
  for (const [nom, valeur] of Object.entries(script?.dataset ?? {})) element.setAttribute(nom, valeur);
  document.body.append(element);
}
