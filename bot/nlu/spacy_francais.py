"""Tokens, lemmas and a dense vector from spaCy's French model (docs/decisions/0002).

Rasa's own `SpacyNLP` refuses this model's version, and loads every pipe; here only those that serve.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

MODELE = "fr_core_news_sm"
# What the intent classifier reads: part of speech drives the rule lemmatiser.
SANS = ["parser", "ner", "attribute_ruler", "senter"]


@lru_cache(maxsize=1)
def charger() -> Language:
    """The French model, loaded once a process."""
    return spacy.load(MODELE, exclude=SANS)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TokeniseurSpacy(Tokenizer):
    """Sets the tokens of each message, each with its lemma."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        texte = message.get(attribute) or ""
        if attribute != TEXT:
            return [Token(mot, texte.find(mot)) for mot in texte.split()]
        return [
            Token(t.text, t.idx, lemma=t.lemma_ or t.text)
            for t in charger()(texte)
            if not t.is_space
        ]
