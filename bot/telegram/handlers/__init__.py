"""One handler a file: each says which updates it takes and what it answers."""

from bot.telegram.handlers.button import button_handler
from bot.telegram.handlers.commands import (
    about_handler,
    help_handler,
    language_handler,
    menu_handler,
    privacy_handler,
    unknown_command_handler,
)
from bot.telegram.handlers.deleting import clear_handler, forget_handler
from bot.telegram.handlers.failure import report_failure
from bot.telegram.handlers.gate import gate_handler, ledger_handler
from bot.telegram.handlers.group import group_handler
from bot.telegram.handlers.question import question_handler
from bot.telegram.handlers.start import start_handler
from bot.telegram.handlers.unreadable import unreadable_handler
from bot.telegram.services import Handler, Services


def all_handlers(services: Services) -> list[Handler]:
    """Return every handler, in the order in which they are tried; the first that takes an update answers it alone."""
    return [
        start_handler(services),
        menu_handler(services),
        language_handler(services),
        help_handler(services),
        privacy_handler(services),
        about_handler(services),
        clear_handler(services),
        forget_handler(services),
        unknown_command_handler(services),
        question_handler(services),
        button_handler(services),
        unreadable_handler(services),
        group_handler(services),
    ]


__all__ = ["all_handlers", "gate_handler", "ledger_handler", "report_failure"]
