"""The page of a kept result: all that a person needs, and nothing that runs."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.vte.resultats.conftest import carte_de
from vte.resultats.contenu import contenu
from vte.resultats.garde import Resultat
from vte.resultats.page import DISPARU, page, page_sans_resultat, politique

ESPACE = "\u00a0"


@pytest.fixture(autouse=True)
def in_2021(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_AUJOURDHUI", "2021-06-15")


def kept(**changes: Any) -> Resultat:
    garde = contenu(carte_de(**changes.pop("faits", {}))) | changes
    return Resultat("id", "alice", "VTE-7K3F-9QPD", datetime(2021, 6, 15, tzinfo=UTC), garde)


class Read(HTMLParser):
    """The tags that are opened, and the text that is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_it_says_date_reference_facts_status_aids_total_next_steps_and_sources():
    text = Read(page(kept())).text
    for said in (
        "15 juin 2021",
        "VTE-7K3F-9QPD",
        "Réponse indicative",
        "Oyonnax (01)",
        "Éligible",
        f"4{ESPACE}000{ESPACE}€ pour l'entreprise",
        "Pour l'entreprise",
        "Aide VTE à l'entreprise",
        "mon.bpifrance.fr",
        "vte-2019-2022",
    ):
        assert said in text, said


@pytest.mark.parametrize(
    "faits",
    [
        {},
        {"commune": "69123"},
        {"date_debut": "2024-01-15"},
        {"contrat": "apprentissage", "niveau_obtenu": 2, "niveau_prepare": 3, "date_diplome": None},
        {"contrat": "stage"},
        {"duree_mois": 8},
        {"date_conclusion": None},
    ],
)
def test_that_of_a_candidate_speaks_of_the_candidate_and_to_nobody(faits: dict[str, Any]):
    resultat = kept(faits=faits | {"profil": "candidat"})
    assert resultat.contenu["dossier"]["profil"] == "candidat"
    text = Read(page(resultat)).text.partition("Votre résultat")[2]
    assert not re.findall(r"\b(?:vous|votre|vos|montrez)\b", text, re.IGNORECASE)
    company = kept(faits=faits)
    for same in ("statut", "total"):
        assert resultat.contenu[same] == company.contenu[same]


def test_each_scheme_stands_there_and_each_source_with_its_link():
    resultat = kept()
    read = Read(page(resultat))
    assert all(d["libelle"] in read.text for d in resultat.contenu["dispositifs"])
    links = {a["href"] for a in read.named("a")}
    assert links == {s["lien"] for s in resultat.contenu["sources"] if s["lien"]}


def test_no_script_runs_in_it_and_nothing_is_fetched():
    html = page(kept())
    read = Read(html)
    assert not {"script", "img", "iframe", "form", "object", "svg"} & {t for t, _ in read.tags}
    assert not [attrs for _, attrs in read.tags if "style" in attrs or "src" in attrs]
    assert not [nom for _, attrs in read.tags for nom in attrs if nom.startswith("on")]
    assert "url(" not in html and "@import" not in html


def test_its_policy_lets_its_own_style_in_and_nothing_else():
    style = re.findall(r"<style>(.*?)</style>", page(kept()), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in politique()
    assert politique().startswith("default-src 'none'") and "script-src" not in politique()


def test_it_is_built_for_whoever_hears_it_or_prints_it():
    html = page(kept())
    read = Read(html)
    assert [t for t, _ in read.tags].count("h1") == 1 and read.named("html") == [{"lang": "fr"}]
    levels = [int(t[1]) for t, _ in read.tags if re.fullmatch(r"h[1-6]", t)]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = {attrs["id"] for _, attrs in read.tags if "id" in attrs}
    assert {s["aria-labelledby"] for s in read.named("section")} <= ids
    assert all("scope" in th for th in read.named("th"))
    assert "@media print" in html and "prefers-color-scheme: dark" in html


def test_what_came_from_a_file_is_text_whatever_it_holds():
    html = page(kept(suite=["<script>alert(1)</script>"]))
    assert "<script>" not in html and "&lt;script&gt;" in html


BANNER = "Les règles ont changé depuis"


def test_no_banner_while_the_rules_are_those_that_judged():
    assert BANNER not in page(kept())


def test_no_banner_where_the_rules_changed_and_would_answer_the_same():
    assert BANNER not in page(kept(regles="0" * 16))


def test_a_banner_where_they_would_now_answer_otherwise():
    other = kept().contenu["total"] | {"entreprise": 3000}
    assert BANNER in page(kept(regles="0" * 16, total=other))
    assert BANNER in page(kept(regles="0" * 16, statut="a_confirmer"))
    gone = kept().contenu["dossier"] | {"commune": "99999"}
    assert BANNER in page(kept(regles="0" * 16, dossier=gone))


def test_a_refusal_says_what_would_change_it_and_no_amount():
    text = Read(page(kept(faits={"commune": "69123"}))).text
    assert "Non éligible" in text and "Aucune somme n'est certaine" in text
    assert "le poste est à Lyon" in text


def test_a_page_without_a_result_says_why():
    html = page_sans_resultat(*DISPARU)
    assert DISPARU[0] in html and 'lang="fr"' in html
