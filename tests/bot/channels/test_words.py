"""Typed text reaches Rasa as words: whatever it is, it is no command."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.data import TrainingType
from rasa.shared.utils.io import read_config_file

from bot.channels.shared import words
from bot.channels.shared.message import clean
from bot.environment import ROOT

TRICKS = st.sampled_from(["/", " ", "\u00a0", "\u2003", "\t", "\u200b", "\x1f", "informer", "{}"])
HOSTILE = st.lists(TRICKS | st.text(max_size=3), max_size=12).map("".join)


@given(HOSTILE)
def test_what_rasa_is_given_never_begins_with_a_slash(typed: str):
    """Rasa takes the white space away once more, then looks at the first character."""
    for text in (typed, clean(typed)):
        said = UserMessage(words.as_words(text)).text or ""
        assert not said.strip().startswith("/")


@given(HOSTILE)
def test_only_the_first_slash_is_written_another_way(typed: str):
    said = words.as_words(typed)
    assert said.replace(words.DIVISION_SLASH, "/") == typed.strip().replace(
        words.DIVISION_SLASH, "/"
    )
    assert said == typed.strip() or said[1:] == typed.strip()[1:]


@pytest.mark.parametrize("typed", ["/restart", "/ /informer", "//x", " /voici jean@exemple.fr"])
def test_words_that_begin_with_a_slash_are_kept(typed: str):
    assert clean(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["/", " / / ", "//\n/", "\x00/"])
def test_slashes_alone_say_nothing(typed: str):
    assert clean(typed) == ""


@pytest.mark.lent
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of matplotlib, which Rasa loads here
def test_rasa_s_pipeline_still_ends_with_what_reads_commands():
    config = read_config_file(ROOT / "config.yml")
    graph = DefaultV1Recipe().graph_config_for_recipe(config, {}, TrainingType.BOTH)
    metadata = SimpleNamespace(nlu_target=graph.nlu_target, predict_schema=graph.predict_schema)
    end = words._pipeline_end(metadata)
    assert "FaitsDabord" in end and end in graph.predict_schema.nodes


def test_a_pipeline_that_ends_otherwise_is_an_error_and_no_guess():
    changed: Any = SimpleNamespace(nlu_target="run_something_else", predict_schema=None)
    with pytest.raises(words.RasaChanged):
        words._pipeline_end(changed)
