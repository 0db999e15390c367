"""What is done for the person who taps a button: switches, deletions, votes, and questions for the team."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Bot, CallbackQuery, Message, Update

from bot.conversation import feedback, safety
from bot.conversation.actions import (
    Clear,
    DeleteQuestion,
    DeleteThis,
    Errand,
    Forget,
    NoAnswer,
    OpenPrivacy,
    PreviewQuestion,
    SendQuestion,
    ShortNotifications,
    VanishAfter,
    Vote,
)
from bot.conversation.speech import Speech
from bot.events import report
from bot.storage.protocol import NO_ANSWER, StoreError, Tally
from bot.telegram.handlers.deleting import clear, delete_one, forget
from bot.telegram.services import Services, hint, wanted


async def run(services: Services, update: Update, query: CallbackQuery, errand: Errand, bot: Bot) -> str | None:
    """Do ``errand``; return the short word that the phone shows for a moment, if there is one to say."""
    message = query.message
    if not isinstance(message, Message):  # older than Telegram keeps for a bot, or gone
        return None
    speech = services.dialog.speech(await services.chosen(update) or hint(update))
    match errand:
        case VanishAfter() | ShortNotifications():
            await _switch(services, update, errand, message, bot)
        case Clear():
            await clear(services, update, bot)
        case Forget():
            await forget(services, update, bot)
        case DeleteThis() | DeleteQuestion():
            number = errand.message if isinstance(errand, DeleteQuestion) else message.message_id
            return safety.deleted(speech, gone=await delete_one(services, message.chat.id, number, bot))
        case Vote():
            return await _vote(services, speech, errand, message, bot)
        case PreviewQuestion():
            await _preview(services, speech, message, bot)
        case SendQuestion():
            await _keep(services, speech, message, bot)
        case NoAnswer(contact=contact):
            return await _no_answer(services, speech, contact)
    return None


async def _no_answer(services: Services, speech: Speech, contact: str) -> str:
    if services.dialog.knows_contact(contact):
        await services.count(Tally(NO_ANSWER, "", contact))
    return feedback.noted(speech)


async def _switch(
    services: Services, update: Update, switch: VanishAfter | ShortNotifications, message: Message, bot: Bot
) -> None:
    now = await services.preferences(update)
    now = replace(now, vanish=switch.minutes) if isinstance(switch, VanishAfter) else replace(now, short=switch.on)
    await services.prefer(update, now)
    reply = services.dialog.act(OpenPrivacy(), now.locale, hint(update), wanted(now))
    await services.show(bot, message, reply)


async def _vote(services: Services, speech: Speech, vote: Vote, message: Message, bot: Bot) -> str:
    if services.dialog.knows_entry(vote.entry):
        outcome = "helped" if vote.helped else "not-helped"
        await services.count(Tally(outcome, speech.locale, vote.entry))
    if not vote.helped and _question(message):
        await _preview(services, speech, message, bot)
    return feedback.counted(speech)


async def _preview(services: Services, speech: Speech, message: Message, bot: Bot) -> None:
    """Show what would be kept, as a reply to the question itself: nothing is remembered between the two taps."""
    asked = message.reply_to_message
    if asked is None or not _question(message):
        await services.say(bot, message.chat.id, feedback.question_gone(speech))
        return
    await services.say(bot, message.chat.id, feedback.preview(speech, _question(message)), asked.message_id)


async def _keep(services: Services, speech: Speech, message: Message, bot: Bot) -> None:
    question = _question(message)
    reply = feedback.sent(speech) if question else feedback.question_gone(speech)
    if question:
        try:
            await services.store.keep_question(speech.locale, feedback.kept(question))
        except StoreError:
            report(logging.WARNING, "store_failed")
            reply = feedback.question_gone(speech)
    await services.show(bot, message, reply)


def _question(message: Message) -> str:
    """Return the text that ``message`` is a reply to; empty where it is gone."""
    asked = message.reply_to_message
    return (asked.text or asked.caption or "") if asked else ""
