"""What is said about answers that helped or did not, about questions for the team, and contacts that did not answer."""

from __future__ import annotations

from bot.conversation.actions import DeleteThis, NoAnswer, PreviewQuestion, SendQuestion, Vote
from bot.conversation.personal import struck_out
from bot.conversation.reply import Button, Line, Reply, Style
from bot.conversation.speech import Speech

MOST_KEPT = 500
"""Characters of a question that are kept for the team: enough to understand it."""


def vote_row(speech: Speech, entry: str) -> tuple[Button, ...]:
    """Return the two buttons under an answer."""
    _ = speech.say
    return (Button(_("👍 It helped"), Vote(True, entry)), Button(_("👎 It did not"), Vote(False, entry)))


def send_row(speech: Speech) -> tuple[Button, ...]:
    """Return the button under "I do not have this"."""
    _ = speech.say
    return (Button(_("✉️ Send my question to the team"), PreviewQuestion()),)


def no_answer_button(speech: Speech, contact: str) -> Button:
    """Return the button beside a contact."""
    _ = speech.say
    return Button(_("📵 No answer"), NoAnswer(contact))


def kept(question: str) -> str:
    """Return what would be kept of a question: the very same text that is shown before."""
    return struck_out(question)[:MOST_KEPT]


def preview(speech: Speech, question: str) -> Reply:
    """Return the screen that shows exactly what would be kept, and asks."""
    _ = speech.say
    blocks = (
        Line(_("This would be kept for the team, for 30 days at most, and nothing else:")),
        Line(kept(question), Style.STRONG),
        Line(_("No name, no number of this chat. Numbers, addresses and links are struck out.")),
    )
    return Reply(blocks, ((Button(_("Send"), SendQuestion()), Button(_("Do not send"), DeleteThis())),))


def sent(speech: Speech) -> Reply:
    """Return the thanks for a question."""
    _ = speech.say
    return Reply((Line(_("✅ Thank you. The question was passed on without your name.")),))


def question_gone(speech: Speech) -> Reply:
    """Return what is said when the question is no longer in the chat, or nothing can be kept now."""
    _ = speech.say
    return Reply((Line(_("I cannot find your question any more. Please write it once more.")),))


def counted(speech: Speech) -> str:
    """Return the short word after a vote."""
    _ = speech.say
    return _("Thank you. Only the count is kept.")


def noted(speech: Speech) -> str:
    """Return the short word after a contact did not answer."""
    _ = speech.say
    return _("Noted. Please try another contact too.")
