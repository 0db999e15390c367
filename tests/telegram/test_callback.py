"""Callback data: what a button says comes back as it was; what this bot never made is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.conversation.actions import (
    Action,
    ChooseLanguage,
    Copy,
    OpenDetails,
    OpenEntry,
    OpenLanguages,
    OpenMenu,
    OpenTopic,
)
from bot.i18n.languages import LOCALES
from bot.telegram.callback import decode, encode

IDS = st.from_regex(r"[a-z]{1,10}(-[a-z]{1,10}){0,2}", fullmatch=True)
ACTIONS: st.SearchStrategy[Action] = st.one_of(
    st.builds(OpenEntry, IDS, st.none() | st.sampled_from(LOCALES)),
    st.builds(OpenDetails, IDS),
    st.builds(OpenTopic, IDS),
    st.builds(OpenMenu),
    st.builds(OpenLanguages),
    st.builds(ChooseLanguage, st.sampled_from(LOCALES), st.none() | IDS),
)


@given(ACTIONS, st.booleans())
def test_a_button_comes_back_as_it_was(action: Action, in_place: bool) -> None:
    data = encode(action, in_place=in_place)
    assert len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert decode(data) == (action, in_place)


@given(st.text(max_size=64))
def test_strange_data_is_refused_or_means_what_it_says(data: str) -> None:
    decoded = decode(data)
    assert decoded is None or encode(decoded[0], in_place=decoded[1]).rstrip(":") == data.rstrip(":")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "e",
        "z:1",
        "e:a:ru:more",
        "m:now",
        "~",
        "v7",
        "v:5",
        "x:-1",
        "x:1:2",
        "x:99999999999",
        "h:+",
        "h:5:a",
        "n",
        "s:",
        "w:all",
    ],
)
def test_what_this_bot_never_made_is_refused(data: str) -> None:
    assert decode(data) is None


def test_a_button_that_telegram_would_refuse_is_told_early() -> None:
    with pytest.raises(ValueError, match="longer than Telegram carries"):
        encode(OpenEntry("a" * 70))
    with pytest.raises(ValueError, match="copying"):
        encode(Copy("1096"))
