"""A second reader beside axe-core: HTML_CodeSniffer, whose techniques are others (H, F, G, ARIA).

It knows no shadow tree. So the widget's is laid in the light first, with its sheets: the same
elements, drawn the same.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.npm import packages
from tests.widget.conftest import Ouvrir
from tests.widget.etats import ETATS, Etat, dans, lanceur, verdict

AU_JOUR = """() => {
  const hote = document.querySelector('assistant-vte');
  const { shadowRoot: racine } = hote;
  const clair = document.createElement('div');
  clair.className = 'clair';
  for (const { name, value } of hote.attributes) clair.setAttribute(name, value);
  const regles = (feuille) => [...feuille.cssRules].map(({ cssText }) => cssText).join('\\n')
    .replace(/:host\\(((?:[^()]|\\([^()]*\\))*)\\)/g, '.clair$1').replaceAll(':host', '.clair');
  document.adoptedStyleSheets = racine.adoptedStyleSheets.map((feuille) => {
    const copie = new CSSStyleSheet();
    copie.replaceSync(regles(feuille));
    return copie;
  });
  // A copy: taken out, the element closes its panel.
  const cadre = racine.querySelector('.cadre').cloneNode(true);
  // It reads what nobody is given: a field that waits for its turn, with no label yet.
  for (const cache of cadre.querySelectorAll('[hidden]')) cache.remove();
  clair.append(cadre);
  hote.replaceWith(clair);
  return getComputedStyle(cadre).getPropertyValue('--fond').trim();
}"""
LIRE = """() => new Promise((dire, faillir) => HTMLCS.process('WCAG2AA', document, () => dire(
  HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
    .map(({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML?.slice(0, 160)}`)),
  () => faillir(new Error('HTML_CodeSniffer failed'))))"""


def erreurs(page: Page) -> list[str]:
    """What HTML_CodeSniffer calls an error of WCAG 2, level AA, on this page."""
    script = packages() / "html_codesniffer" / "build" / "HTMLCS.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    return page.evaluate(LIRE)


@pytest.mark.parametrize(("theme", "fond"), [("light", "#fff"), ("dark", "#16202b")])
@pytest.mark.parametrize("etat", [etat for etat in ETATS if etat is not lanceur])
def test_a_second_reader_finds_no_error(visiter: Ouvrir, etat: Etat, theme: str, fond: str):
    visite = dans(visiter, etat, theme=theme)
    assert fond in visite.page.evaluate(AU_JOUR)  # the sheets came along
    assert erreurs(visite.page) == []


def test_the_second_reader_sees_what_the_widget_draws(visiter: Ouvrir):
    """Without it, a reader that sees nothing would find nothing."""
    visite = visiter()
    verdict(visite)
    visite.page.evaluate(AU_JOUR)
    visite.page.evaluate("""() => {
      document.querySelector('.montant').style.color = '#eee';
      for (const nom of ['id', 'title'])
        document.querySelector('textarea').removeAttribute(nom);
    }""")
    trouvees = " ".join(erreurs(visite.page))
    assert "1_4_3" in trouvees and "F68" in trouvees
