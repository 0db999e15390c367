"""The matcher: an answer, suggestions, small talk or nothing, in whatever script and spelling it was asked."""

import os
import tracemalloc

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.knowledge.model import Example
from bot.matching.cache import load_or_train
from bot.matching.decide import Decider, Outcome
from bot.matching.examples import Examples
from bot.matching.matcher import Matcher
from bot.matching.model import Model, ModelError

ENTRIES = {"passport", "doctor", "fire"}


@pytest.mark.parametrize(
    ("text", "locale", "entry"),
    [
        ("потерял паспорт что делать", "ru", "passport"),
        ("poteryal pasport chto delat", "ru", "passport"),
        ("пасспорт патерял", "ru", "passport"),
        ("pasportimni yoqotib qoydim", "uz", "passport"),
        ("пaспортимни йукотиб куйдим", "uz_Cyrl", "passport"),
        ("shinosnomaamro gum kardam", "tg", "passport"),
        ("духтур лозим шикамам дард мекунад", "tg", "doctor"),
        ("darygeer kerek icim oorup jatat", "ky", "doctor"),
        ("ort chykty kimge chalam", "ky", "fire"),
        ("ПОЖАР!!! КУДА ЗВОНИТЬ 🔥🔥", "ru", "fire"),
    ],
)
def test_a_question_is_answered_however_it_is_typed(matcher: Matcher, text: str, locale: str, entry: str) -> None:
    match = matcher.match(text, locale)
    assert (match.outcome, match.candidates[0].entry) == (Outcome.ANSWER, entry)
    assert match.talk is None


def test_the_matched_question_is_in_the_askers_language_as_it_was_written(matcher: Matcher, examples: Examples) -> None:
    match = matcher.match("yoqotdim pasportimni", "uz")
    assert match.candidates[0].question == "pasportimni yo'qotib qo'ydim"
    assert (
        matcher.match("паспортимни йукотдим нима килай", "uz_Cyrl").candidates[0].question
        == "паспортимни йўқотдим нима қиламан"
    )
    assert matcher.match("pasport", "en").candidates[0].question in {
        example.text for example in examples if example.label == "passport"
    }


def test_scores_fall_from_candidate_to_candidate_and_are_probabilities(matcher: Matcher) -> None:
    scores = [candidate.score for candidate in matcher.match("паспорт", "ru").candidates]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.0001


@pytest.mark.parametrize(
    "text", ["как приготовить плов", "osh qanday pishiriladi", "имрӯз футбол ҳаст", "12345", "жжжж"]
)
def test_what_no_entry_answers_is_not_answered(matcher: Matcher, text: str) -> None:
    assert matcher.match(text, "ru").outcome is not Outcome.ANSWER


@pytest.mark.parametrize("text", ["", "  \n", "👍👍👍", "?", "مرحبا", "\u200b"])
def test_what_has_no_letters_of_ours_is_refused(matcher: Matcher, text: str) -> None:
    match = matcher.match(text, "uz")
    assert (match.outcome, match.talk, match.folded) == (Outcome.REFUSE, None, "")


@pytest.mark.parametrize("text", ["Здравствуйте!", "Assalomu alaykum", "саламатсызбы"])
def test_a_greeting_is_small_talk(matcher: Matcher, text: str) -> None:
    match = matcher.match(text, "ru")
    assert (match.outcome, match.talk) == (Outcome.SMALLTALK, "greeting")


def test_an_entry_that_is_gone_is_never_returned(model: Model, examples: Examples) -> None:
    left = Matcher(model, examples, entries={"doctor", "fire"})
    match = left.match("потерял паспорт что делать", "ru")
    assert match.outcome is Outcome.REFUSE
    assert {candidate.entry for candidate in match.candidates} <= {"doctor", "fire"}
    assert Matcher(model, examples, entries=()).match("пожар", "ru").candidates == ()


def test_a_model_of_other_examples_is_not_used(model: Model, examples: Examples) -> None:
    with pytest.raises(ModelError, match="other example questions; run `make setup`"):
        Matcher(model, Examples(examples.ordered[1:]), ENTRIES)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, Examples]:
    """Two entries asked for in the same words, so that nothing but the rules can tell them apart."""
    words = ["меня держат в отделе", "сижу в отделе не выпускают", "забрали в отдел держат", "из отдела не выпускают"]
    others = ["как сварить суп", "сколько стоит билет", "какая погода", "где купить хлеб"]
    base = [Example(f"{text} {extra}", "ru", label) for text in words for label, extra in (("a", ""), ("b", ""))]
    base += [Example(text, "ru", "_far") for text in others]
    examples = Examples(base)
    return load_or_train(examples, tmp_path_factory.mktemp("twins")), examples


def test_an_urgent_entry_wins_a_near_tie(twins: tuple[Model, Examples]) -> None:
    for urgent in ("a", "b"):
        rules = Decider(twins[0].answer_at, twins[0].offer_at, urgent={urgent})
        match = Matcher(*twins, {"a", "b"}, rules).match("держат в отделе", "ru")
        assert match.candidates[0].entry == urgent


def test_a_sensitive_entry_is_not_the_first_suggestion(twins: tuple[Model, Examples]) -> None:
    for sensitive, calm in (("a", "b"), ("b", "a")):
        rules = Decider(twins[0].answer_at, twins[0].offer_at, sensitive={sensitive})
        match = Matcher(*twins, {"a", "b"}, rules).match("держат в отделе", "ru")
        assert match.outcome is Outcome.SUGGEST
        assert [candidate.entry for candidate in match.candidates] == [calm, sensitive]


MESSAGES = st.text(max_size=200) | st.text(alphabet="abcшщчжиўқ0346 '\u0301\u202e🔥", max_size=4096)


@settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "2000")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(MESSAGES, st.sampled_from(["uz", "uz_Cyrl", "tg", "ky", "ru", "en"]))
@example("и\u0306\u0301" * 1365, "ru")
@example("ﷺ" * 4096, "uz")
@example("\ud800", "tg")
def test_any_message_gets_a_decision(matcher: Matcher, text: str, locale: str) -> None:
    match = matcher.match(text, locale)
    assert {candidate.entry for candidate in match.candidates} <= ENTRIES
    assert len(match.candidates) <= 3
    assert (match.outcome is Outcome.SMALLTALK) == (match.talk is not None)
    assert match.candidates or match.outcome not in {Outcome.ANSWER, Outcome.SUGGEST}
    assert matcher.guess_language(text) in {None, "uz", "uz_Cyrl", "tg", "ky", "ru", "en"}
    assert matcher.match(text, locale) == match


def test_nothing_is_kept_of_a_message(matcher: Matcher) -> None:
    def ask_strange_things() -> None:
        for code in range(0x4E00, 0x5600):  # letters that no table of the fold knows
            matcher.match(f"паспорт {chr(code)} {code}", "ru")

    ask_strange_things()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        ask_strange_things()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 20_000  # bytes; one remembered number a message would take more


@pytest.mark.parametrize("greeting", ["салом", "здравствуйте", "рахмат"])
def test_a_greeting_does_not_hide_what_follows_it(matcher: Matcher, greeting: str) -> None:
    alone = matcher.match("горит дом помогите", "ru")
    greeted = matcher.match(f"{greeting} горит дом помогите", "ru")
    assert greeted.outcome is alone.outcome
    assert greeted.candidates[0].entry == "fire"
