"""HTML becomes text and entities exactly as strictly as at Telegram."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.botapi.entities import formatted_text
from bot.web.botapi.errors import ApiError
from bot.web.botapi.markup import parse_html
from bot.web.botapi.text import Entity, utf16_length

CHARACTERS = st.characters(codec="utf-8")
TEXT = st.text(CHARACTERS)
TAGS = ["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"]


def spans(entities: list[Entity]) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in entities]


@given(TEXT)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(TEXT, st.text(CHARACTERS, min_size=1), TEXT, st.sampled_from(TAGS))
def test_a_tag_marks_its_text_in_utf16_units(before: str, inside: str, after: str, tag: str) -> None:
    markup = f"{html.escape(before)}<{tag}>{html.escape(inside)}</{tag}>{html.escape(after)}"
    plain, entities = parse_html(markup.replace("&#x27;", "'"))
    assert plain == before + inside + after
    assert [(one["offset"], one["length"]) for one in entities] == [(utf16_length(before), utf16_length(inside))]
    units = plain.encode("utf-16-le")
    start, length = entities[0]["offset"] * 2, entities[0]["length"] * 2
    assert units[start : start + length].decode("utf-16-le") == inside


@given(st.text("<>/&;bi ab=\"'#x12", max_size=40))
def test_any_markup_is_read_or_refused_never_worse(markup: str) -> None:
    try:
        plain, entities = parse_html(markup)
    except ApiError as refusal:
        plain, entities = refusal.description, []
        assert plain.startswith("Bad Request: can't parse entities: ")  # either way is fine
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= utf16_length(plain) for one in entities)


@given(st.text(CHARACTERS, max_size=60))
def test_trimming_never_moves_an_entity_off_its_word(padding: str) -> None:
    body = formatted_text(f"{html.escape(padding)} <b>word</b> ", "HTML")
    bold = next(one for one in body.entities if one["type"] == "bold")
    units = body.text.encode("utf-16-le")
    assert units[bold["offset"] * 2 : (bold["offset"] + bold["length"]) * 2].decode("utf-16-le") == "word"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("ў<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b ", "Unclosed end tag at byte offset 4"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "Blockquote entities can't be nested, at byte offset 13",
        ),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_named_characters_are_only_the_four_of_telegram() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#39;&#x416;&nbsp;&apos;&copy")[0] == "<>&\"'Ж&nbsp;&apos;&copy"


def test_nested_entities_come_outer_first() -> None:
    _, entities = parse_html("<blockquote expandable><b>a<i>b</i></b></blockquote>")
    assert spans(entities) == [("expandable_blockquote", 0, 2), ("bold", 0, 2), ("italic", 1, 1)]


def test_code_holds_nothing_else() -> None:
    assert spans(parse_html("<code>a<b>b</b></code>")[1]) == [("code", 0, 2)]
    _, entities = parse_html('<pre><code class="language-py">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("example.org/x", "http://example.org/x"),
        ("tel:+998", None),
        ("javascript:alert(1)", None),
        ("mailto:a@b.c", None),
    ],
)
def test_only_addresses_telegram_opens_become_links(href: str, url: str | None) -> None:
    _, entities = parse_html(f'<a href="{href}">x</a>')
    assert [one.get("url") for one in entities] == ([] if url is None else [url])


def test_commands_and_addresses_are_found_outside_code() -> None:
    body = formatted_text("/start a/b https://example.org/x. <code>/no</code> 🙂/help@some_bot", "HTML")
    assert spans(body.entities) == [("bot_command", 0, 6), ("url", 11, 21), ("code", 34, 3), ("bot_command", 40, 14)]


def test_further_entities_than_a_hundred_are_ignored() -> None:
    assert len(formatted_text("<b>x</b> " * 120, "HTML").entities) == 100
