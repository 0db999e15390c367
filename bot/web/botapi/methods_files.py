"""Bot API methods that send a file. Only its name and size are kept; its content is thrown away. No I/O."""

from __future__ import annotations

import secrets

from telegram.constants import FileSizeLimit

from bot.web.botapi.entities import read_caption
from bot.web.botapi.errors import bad_request
from bot.web.botapi.methods_messages import finish_sending
from bot.web.botapi.params import JsonObject, Params, Upload
from bot.web.botapi.state import State


def send_document(state: State, params: Params) -> JsonObject:
    """Answer `sendDocument`."""
    return _send(state, params, "document", FileSizeLimit.FILESIZE_UPLOAD)


def send_photo(state: State, params: Params) -> JsonObject:
    """Answer `sendPhoto`. The picture is not looked into: its width and height are given as 1."""
    return _send(state, params, "photo", FileSizeLimit.PHOTOSIZE_UPLOAD)


def send_voice(state: State, params: Params) -> JsonObject:
    """Answer `sendVoice`."""
    return _send(state, params, "voice", FileSizeLimit.FILESIZE_UPLOAD)


def _send(state: State, params: Params, kind: str, limit: int) -> JsonObject:
    chat = state.writable_chat_of(params)
    file = _file(state, params, kind, limit)
    message = state.new_message(chat, state.bot, read_caption(params))
    message.is_caption = True
    message.content[kind] = [file] if kind == "photo" else file
    return finish_sending(state, params, message)


def _file(state: State, params: Params, kind: str, limit: int) -> JsonObject:
    upload = params.upload(kind)
    if upload is None:
        return _known_file(state, params.text(kind), kind)
    if upload.size > limit:
        raise bad_request("file is too big")
    if upload.size == 0:
        raise bad_request("file must be non-empty")
    file = new_file(upload)
    match kind:
        case "photo":
            file |= {"width": 1, "height": 1}
        case "voice":
            file |= {"duration": params.integer("duration"), "mime_type": upload.mime_type}
        case _:
            file |= {"file_name": upload.name, "mime_type": upload.mime_type}
    state.remember_file(file)
    return file


def _known_file(state: State, file_id: str, kind: str) -> JsonObject:
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    file = state.files.get(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def new_file(upload: Upload) -> JsonObject:
    """The fields every file of the Bot API has, with fresh ids."""
    return {
        "file_id": secrets.token_urlsafe(24),
        "file_unique_id": secrets.token_urlsafe(8),
        "file_size": upload.size,
    }
