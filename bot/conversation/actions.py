"""What a button does, before anything knows how it is carried: screens to open, and things to do for the person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Show an entry. ``locale``, here and below, is spoken for once instead of the chosen language."""

    entry: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class OpenDetails:
    """Show the details of an entry."""

    entry: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Show the entries of a topic."""

    topic: str
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """Show the first screen."""

    locale: str | None = None


@dataclass(frozen=True, slots=True)
class OpenLanguages:
    """Show the choice of languages."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak ``locale`` from now on; then show ``entry``, or the first screen."""

    locale: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Put ``text`` into the phone's clipboard; the bot never learns of it."""

    text: str


@dataclass(frozen=True, slots=True)
class OpenPrivacy:
    """Show what is kept, and what can be switched on and deleted."""


@dataclass(frozen=True, slots=True)
class Share:
    """Open Telegram's own choice of a chat to send ``russian`` and ``own`` to; nothing of it passes through the bot."""

    russian: str
    own: str


Screen = OpenEntry | OpenDetails | OpenTopic | OpenMenu | OpenLanguages | ChooseLanguage | OpenPrivacy
"""Answered with words alone."""


@dataclass(frozen=True, slots=True)
class VanishAfter:
    """Let the messages of both sides vanish after so many minutes from now on; 0: no longer."""

    minutes: int


@dataclass(frozen=True, slots=True)
class ShortNotifications:
    """Send answers behind a button, so that a locked screen shows nothing of them; or no longer."""

    on: bool


@dataclass(frozen=True, slots=True)
class Clear:
    """Delete the messages of both sides."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete what is kept of the chat."""


@dataclass(frozen=True, slots=True)
class DeleteThis:
    """Delete the message that the button hangs on."""


@dataclass(frozen=True, slots=True)
class DeleteQuestion:
    """Delete a message of the person; ``message`` is its number in the chat."""

    message: int


@dataclass(frozen=True, slots=True)
class Vote:
    """Count that an answer helped, or did not."""

    helped: bool
    entry: str


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """Show what would be kept of the question that the message answers, if it were sent to the team."""


@dataclass(frozen=True, slots=True)
class SendQuestion:
    """Keep that question for the team, as it was shown."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Count that a contact did not answer."""

    contact: str


Errand = (
    VanishAfter
    | ShortNotifications
    | Clear
    | Forget
    | DeleteThis
    | DeleteQuestion
    | Vote
    | PreviewQuestion
    | SendQuestion
    | NoAnswer
)
"""Something is done for the person."""

Action = Screen | Errand | Copy | Share
