"""Replies as Telegram messages: within the limits, balanced, nothing lost, nothing rendered that a text contains."""

import gc
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.conversation.reply import Block, Folded, Line, Phrases, Reply, Steps, Style, plain
from bot.telegram.render import messages, utf16_length

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).filter(str.strip)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(Line, TEXT, st.sampled_from(Style)),
    st.builds(Steps, st.lists(TEXT, min_size=1, max_size=4).map(tuple)),
    st.builds(Phrases, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)),
    st.builds(Folded, TEXT, st.lists(TEXT, max_size=3).map(tuple)),
)


class Balanced(HTMLParser):
    """Reads Telegram's HTML: collects the text and fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        assert tag in {"b", "i", "blockquote"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(page: str) -> str:
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return "".join(parser.parts)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.lists(BLOCK, min_size=1, max_size=6), st.integers(40, 400))
def test_every_page_is_balanced_and_fits_and_no_letter_is_lost(blocks: list[Block], limit: int) -> None:
    reply = Reply(tuple(blocks))
    pages = [text_of(page) for page in messages(reply, limit)]
    assert all(0 < utf16_length(page) <= limit for page in pages)
    assert letters("".join(pages)) == letters("".join(plain(block) for block in blocks))


@given(st.text(max_size=50))
def test_length_is_counted_as_telegram_counts(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_a_short_reply_is_one_message() -> None:
    reply = Reply((Line("Stay calm <b>", Style.STRONG), Steps(("one", "two")), Folded("Sources", ("a law",))))
    assert messages(reply) == [
        "<b>Stay calm &lt;b&gt;</b>\n\n1. one\n2. two\n\n<blockquote expandable>Sources\na law</blockquote>"
    ]


def test_a_long_text_is_cut_after_a_sentence() -> None:
    sentence = "This is a sentence of some length. "
    pages = messages(Reply((Line(sentence * 200),)))
    assert len(pages) > 1
    assert all(utf16_length(page) <= MessageLimit.MAX_TEXT_LENGTH for page in pages)
    assert all(page.endswith("length.") for page in pages)


def test_what_a_person_wrote_is_not_remembered_by_the_renderer() -> None:
    secret = "канарейка, которую никто не должен помнить"
    messages(Reply((Line(secret, Style.STRONG), Steps(("шаг",)))))
    gc.collect()
    remembered = [each for each in gc.get_objects() if isinstance(each, Line) and each.text == secret]
    assert remembered == []
