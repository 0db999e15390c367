"""The words of the playground's panel "why this answer": what ``ask`` tells, for the page."""

from __future__ import annotations

from bot.i18n.languages import from_telegram
from bot.telegram.services import Services
from bot.web.playground import Asked, Candidate, Explain, Explanation


def why(services: Services) -> Explain:
    """Return what explains an answer to the page: the same dialog is asked once more, as the same person."""

    async def explain(asked: Asked) -> Explanation:
        chosen = (await services.store.preferences(asked.chat_id)).locale
        match = services.dialog.answer(asked.text, chosen, from_telegram(asked.phone_language)).match
        candidates = tuple(Candidate(each.entry, each.score, each.question) for each in match.candidates)
        return Explanation(match.outcome, asked.text, match.folded, candidates)

    return explain
