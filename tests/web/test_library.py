"""python-telegram-bot's own Bot and Application talk to the server and understand it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.web.botapi import Chat, EventKind
from tests.web.local import TOKEN, Local

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Tap", callback_data="tap"), InlineKeyboardButton("Site", url="https://example.org")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("112"))],
    ]
)


@pytest.fixture
async def bot(local: Local) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{local.url}/bot") as bot:
        yield bot


async def test_messages_are_sent_changed_and_deleted(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(
        chat.id,
        "<b>Oʻzbekcha</b> 🙂 <i>x</i>",
        parse_mode="HTML",
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
    )
    assert sent.text == "Oʻzbekcha 🙂 x"
    assert sent.text_html == "<b>Oʻzbekcha</b> 🙂 <i>x</i>"
    assert sent.reply_markup == BUTTONS
    assert sent.has_protected_content
    assert sent.link_preview_options == LinkPreviewOptions(is_disabled=True)
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    reply = await bot.send_message(chat.id, "y", reply_parameters=ReplyParameters(sent.message_id))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == sent.message_id
    edited = await sent.edit_text("new")
    assert not isinstance(edited, bool)
    assert edited.text == "new"
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    await sent.edit_reply_markup(BUTTONS)
    assert chat.messages[sent.message_id].callback_data("Tap") == "tap"
    assert await reply.delete()
    assert await bot.delete_messages(chat.id, [sent.message_id])
    assert not chat.messages


async def test_reply_keyboards_come_and_go(local: Local, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "x", reply_markup=ReplyKeyboardMarkup([["a", "b"]], resize_keyboard=True))
    shown = await local.api.next_event(chat, EventKind.KEYBOARD)
    assert shown.body["keyboard"] == [[{"text": "a"}, {"text": "b"}]]
    await bot.send_message(chat.id, "y", reply_markup=ReplyKeyboardRemove())
    assert (await local.api.next_event(chat, EventKind.KEYBOARD)).body == {"remove_keyboard": True}


async def test_files_keep_name_and_size_and_can_be_sent_again(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_document(
        chat.id, io.BytesIO(b"x" * 2_000), filename="huquq-ʻ.html", caption="<b>c</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("huquq-ʻ.html", 2_000)
    assert sent.caption_html == "<b>c</b>"
    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document == sent.document
    photo = await bot.send_photo(chat.id, b"png")
    assert photo.photo[-1].file_size == 3
    voice = await bot.send_voice(chat.id, b"ogg!", duration=2)
    assert voice.voice is not None
    assert voice.voice.file_size == 4
    assert voice.voice.to_dict()["duration"] == 2


async def test_the_profile_is_kept_per_language(bot: Bot, local: Local) -> None:
    commands = [BotCommand("start", "Бошлаш"), BotCommand("help", "Ёрдам")]
    await bot.set_my_commands(commands, language_code="uz")
    await bot.set_my_commands(commands[:1], scope=BotCommandScopeAllPrivateChats())
    assert await bot.get_my_commands(language_code="uz") == tuple(commands)
    assert await bot.get_my_commands() == ()
    assert await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats()) == tuple(commands[:1])
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert [one["command"] for one in local.api.state.profile.commands_shown("uz")] == ["start", "help"]
    assert local.api.state.profile.commands_shown("tg") == []
    await bot.set_my_name("Ном", language_code="tg")
    await bot.set_my_description("Default")
    await bot.set_my_short_description("Кутоҳ", language_code="tg")
    assert (await bot.get_my_name("tg")).name == "Ном"
    assert (await bot.get_my_description("tg")).description == "Default"
    assert (await bot.get_my_short_description()).short_description == ""
    await bot.set_my_description("")
    assert (await bot.get_my_description()).description == ""
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert await bot.get_chat_menu_button() == MenuButtonCommands()


async def test_the_library_raises_its_own_errors(
    local: Local, bot: Bot, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    local.api.block(chat)
    with pytest.raises(Forbidden):
        await bot.send_message(chat.id, "x")
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library is changing the type, and warns without this
    local.api.fail("getMe", status=429, retry_after=7)
    with pytest.raises(RetryAfter) as flood:
        await bot.get_me()
    assert flood.value.retry_after == timedelta(seconds=7)
    await bot.set_webhook("http://localhost:9/", secret_token="abc")
    with pytest.raises(Conflict):
        await bot.get_updates()
    with pytest.raises(InvalidToken):
        async with Bot("7:wrong", base_url=f"{local.url}/bot"):
            pass


async def test_every_kind_of_update_can_be_parsed(local: Local, bot: Bot, chat: Chat) -> None:
    api = local.api
    api.start(chat, "uz__entry__partner")
    asked = api.say(chat, "salom /help 🙂")
    api.edit(chat, asked.id, "assalom")
    for send in (api.send_sticker, api.send_voice, api.send_photo, api.send_document):
        send(chat)
    for send_more in (api.send_location, api.send_contact, api.send_poll):
        send_more(chat)
    api.say(chat, "reply", reply_to=asked)
    group, channel = api.group(), api.channel()
    api.say(group, "hello", sender=api.person("ky"))
    post = api.say(channel, "post")
    api.edit(channel, post.id, "post 2")
    api.inline_query(chat, "words")
    api.block(chat)
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == (
        ["message"] * 2 + ["edited_message"] + ["message"] * 8 + ["my_chat_member", "message"]
        + ["channel_post", "edited_channel_post", "inline_query", "my_chat_member"]
    )  # fmt: skip
    assert not any(update.api_kwargs for update in updates)
    first = updates[0].message
    assert first is not None
    assert first.from_user is not None
    assert first.from_user.language_code == "uz"
    assert first.parse_entities() == {first.entities[0]: "/start"}


async def test_inline_queries_are_answered(local: Local, bot: Bot, chat: Chat) -> None:
    query_id = local.api.inline_query(chat, "words")
    article = InlineQueryResultArticle("1", "t", InputTextMessageContent("<b>x</b>", parse_mode="HTML"))
    await bot.answer_inline_query(query_id, [article], cache_time=0, is_personal=True)
    answer = await local.api.next_event(chat, EventKind.INLINE_ANSWER)
    assert answer.body["inline_query_id"] == query_id


async def test_an_application_answers_by_long_polling(local: Local, chat: Chat) -> None:
    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.chat.send_action("typing")
        await update.effective_message.reply_text(update.effective_message.text or "", reply_markup=BUTTONS)

    async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("thanks", show_alert=True)
        await update.callback_query.edit_message_text("tapped")

    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(TOKEN).base_url(f"{local.url}/bot").job_queue(None).build()
    )
    app.add_handlers([MessageHandler(filters.TEXT, echo), CallbackQueryHandler(tapped)])
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=5)
        local.api.say(chat, "hello")
        answer = await local.api.next_bot_message(chat)
        assert answer.text == "hello"
        assert (await local.api.next_event(chat, EventKind.ACTION)).body == {"action": "typing"}
        local.api.tap(chat, answer.id, answer.callback_data("Tap"))
        told = await local.api.next_event(chat, EventKind.CALLBACK_ANSWER)
        assert (told.body["text"], told.body["show_alert"]) == ("thanks", True)
        assert (await local.api.next_event(chat, EventKind.EDIT)).body["text"] == "tapped"
        local.api.say(chat, "last")
        await local.api.next_bot_message(chat)
        await app.updater.stop()
        await app.stop()
    assert len(local.api.state.updates) == 0
