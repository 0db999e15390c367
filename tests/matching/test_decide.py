"""The rules: what is shown, suggested or refused, by the probabilities alone."""

import pytest

from bot.matching.decide import Decider, Decision, Outcome

RULES = Decider(answer_at=0.7, offer_at=0.3, urgent={"held", "front"}, sensitive={"front", "flight"})
NOTHING = {"near": 0.0, "far": 0.0, "greeting": 0.0}


def decided(talk: dict[str, float] | None = None, **scores: float) -> Decision:
    return RULES.decide(scores, NOTHING | (talk or {}))


def test_a_clear_entry_is_the_answer_with_others_only_where_they_may_be_meant() -> None:
    assert decided(lawyer=0.9, silence=0.09, held=0.01) == Decision(Outcome.ANSWER, ("lawyer", "silence"), None)
    assert decided(lawyer=0.99, silence=0.005, flight=0.005).entries == ("lawyer",)


def test_unclear_entries_are_suggested_two_at_least() -> None:
    assert decided(lawyer=0.5, silence=0.4, court=0.1) == Decision(
        Outcome.SUGGEST, ("lawyer", "silence", "court"), None
    )
    assert decided({"near": 0.4}, lawyer=0.59, silence=0.01).entries == ("lawyer", "silence")


def test_too_little_is_refused_and_a_greeting_greeted() -> None:
    assert decided({"near": 0.8}, lawyer=0.2).outcome is Outcome.REFUSE
    assert decided({"greeting": 0.95}, lawyer=0.05) == Decision(Outcome.SMALLTALK, ("lawyer",), "greeting")
    assert decided({"greeting": 0.7}, lawyer=0.3, silence=0.0).outcome is Outcome.SUGGEST


def test_an_urgent_entry_wins_a_near_tie_and_may_be_a_little_less_sure_when_far_ahead() -> None:
    assert decided(lawyer=0.5, held=0.45).entries[0] == "held"
    assert decided({"near": 0.35}, held=0.6, lawyer=0.05).outcome is Outcome.ANSWER
    assert decided({"near": 0.2}, held=0.6, lawyer=0.2).outcome is Outcome.SUGGEST
    assert decided({"near": 0.35}, front=0.6, lawyer=0.05).outcome is Outcome.SUGGEST


@pytest.mark.parametrize(("score", "named"), [(0.1, False), (0.24, False), (0.3, True)])
def test_a_discreet_entry_is_suggested_only_where_it_is_likely_meant_and_never_first(
    score: float, *, named: bool
) -> None:
    found = decided(flight=score, lawyer=0.5, silence=0.5 - score)
    assert found.outcome is Outcome.SUGGEST
    assert found.entries[0] == "lawyer"
    assert ("flight" in found.entries) is named
    most = decided(flight=0.6, lawyer=0.4)
    assert most.entries == ("lawyer", "flight")
