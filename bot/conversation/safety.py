"""What is said about what is kept, about deleting, and when somebody writes too much at once."""

from __future__ import annotations

from bot.conversation.actions import (
    Clear,
    DeleteQuestion,
    DeleteThis,
    Forget,
    OpenEntry,
    OpenMenu,
    OpenPrivacy,
    ShortNotifications,
    VanishAfter,
)
from bot.conversation.reply import Button, Line, Reply, Style
from bot.conversation.screens import emergency_row
from bot.conversation.speech import Speech
from bot.knowledge.model import Knowledge

VANISH_MINUTES = (5, 15, 60)
"""After how many minutes messages can be made to vanish."""


def privacy(speech: Speech, vanish: int, *, short: bool) -> Reply:
    """Return what is kept of a chat, with the switches as they stand; ``vanish`` is 0 while messages stay."""
    _ = speech.say
    blocks = (
        Line(_("🔒 What is kept of this chat"), Style.STRONG),
        Line(_("Not kept: what you write, your name, your phone number.")),
        Line(
            "\n".join(
                (
                    _("Kept:"),
                    _("• your language and what you switch on here, for 180 days;"),
                    _("• the numbers of the messages in this chat, for 48 hours, so that they can be deleted;"),
                    _("• while messages vanish by themselves: the number of the chat, encrypted, until they are gone;"),
                    _("• how many questions there were in a day, without whose;"),
                    _("• a question that you yourself send to the team, for 30 days, without your name."),
                )
            )
        ),
        Line(_("The chat itself is kept under a scrambled number. Telegram sees the chat, as it sees every chat.")),
    )
    minutes = tuple(_vanish_button(speech, each, now=vanish) for each in (*VANISH_MINUTES, 0))
    notifications = _("Short notifications: on") if short else _("Short notifications: off")
    rows = (
        (Button(_("🗑 Delete all messages here"), Clear()),),
        minutes[:2],
        minutes[2:],
        (Button(notifications, ShortNotifications(not short), in_place=True),),
        (Button(_("Forget this chat"), Forget()), Button(_("Menu"), OpenMenu())),
    )
    return Reply(blocks, rows)


def _vanish_button(speech: Speech, minutes: int, *, now: int) -> Button:
    _ = speech.say
    label = _("⏱ Vanish after {minutes} min").format(minutes=minutes) if minutes else _("⏱ Do not vanish")
    return Button(f"✅ {label}" if minutes == now else label, VanishAfter(minutes), in_place=True)


def cleared(speech: Speech, *, all_gone: bool) -> Reply:
    """Return what is said after deleting; whether Telegram deleted all that it was asked to."""
    _ = speech.say
    done = _("🗑 Done. The messages of the last 48 hours are deleted, yours and mine.")
    partly = _("🗑 Some messages could not be deleted. Please delete them by hand.")
    rest = _(
        "Telegram lets a bot delete no more than that. The rest: hold your finger on this chat in the list, "
        "choose to delete it, and clear the search."
    )
    return Reply((Line(done if all_gone else partly), Line(rest)), ((_this_too(speech),),))


def not_cleared(speech: Speech) -> Reply:
    """Return what is said when it is not known just now which messages there are."""
    _ = speech.say
    return Reply(
        (
            Line(_("I cannot delete just now. Please try once more in a minute.")),
            Line(_("Or by hand: hold your finger on this chat in the list and choose to delete it.")),
        ),
        ((Button(_("🗑 Delete all messages here"), Clear()),),),
    )


def forgotten(speech: Speech) -> Reply:
    """Return what is said when nothing is kept of the chat any more; this reply itself is not remembered either."""
    _ = speech.say
    left = _("The messages are still here, and I no longer know them. Delete the chat by hand in the list of chats.")
    return Reply(
        (Line(_("✅ Done. Nothing is kept of this chat, not even the language.")), Line(left)), ((_this_too(speech),),)
    )


def not_forgotten(speech: Speech) -> Reply:
    """Return what is said when the store does not answer."""
    _ = speech.say
    return Reply(
        (Line(_("I cannot do this just now. Please try once more in a minute.")),),
        ((Button(_("Forget this chat"), Forget()),),),
    )


def _this_too(speech: Speech) -> Button:
    _ = speech.say
    return Button(_("Delete this message too"), DeleteThis())


def too_many(knowledge: Knowledge, speech: Speech) -> Reply:
    """Return the one notice to somebody who writes faster than is answered."""
    _ = speech.say
    return Reply((Line(_("Too many messages at once. Please wait a minute.")),), emergency_row(knowledge, speech))


def with_warning(reply: Reply, speech: Speech, message: int) -> Reply:
    """Return ``reply`` with the advice to delete the question first, it names a person; ``message`` is its number."""
    _ = speech.say
    first, *rest = reply.blocks
    advice = Line(
        _(
            "⚠️ Your message holds a phone or document number or an address. "
            "Delete it now: whoever takes the phone can read it."
        )
    )
    button = Button(_("🗑 Delete my message"), DeleteQuestion(message))
    return Reply((first, advice, *rest), ((button,), *reply.rows))


def behind_a_button(speech: Speech, entry: str) -> Reply:
    """Return the short notification: the answer is one tap away, and nothing of it stands on a locked screen."""
    _ = speech.say
    return Reply((Line(_("ℹ️ I have an answer.")),), ((Button(_("Show"), OpenEntry(entry), in_place=True),),))


def deleted(speech: Speech, *, gone: bool) -> str:
    """Return the short word after a message was deleted, or could not be."""
    _ = speech.say
    return _("Deleted.") if gone else _("I could not delete it. Please delete it by hand.")


def privacy_row(speech: Speech) -> tuple[Button, ...]:
    """Return the button that leads to :func:`privacy`."""
    _ = speech.say
    return (Button(_("🔒 Privacy, deleting"), OpenPrivacy()),)
