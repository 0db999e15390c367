"""What the bot may say about itself: languages, commands, names, descriptions."""

from __future__ import annotations

import pytest

from tests.web.local import Local


@pytest.mark.parametrize("method", ["setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"])
@pytest.mark.parametrize("code", ["uz_Cyrl", "uzb", "UZ", "xx", "u", " u"])
async def test_languages_are_two_letter_codes(local: Local, method: str, code: str) -> None:
    refusal = await local.refusal(method, language_code=code, commands=[])
    assert refusal == (400, "Bad Request: invalid language code specified")


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a-b", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "/", "description": "x"}], "command must be non-empty"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "too many commands specified"),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_set_my_commands_refuses(local: Local, commands: object, reason: str) -> None:
    assert await local.refusal("setMyCommands", commands=commands) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(("field", "limit"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_names_and_descriptions_have_limits(local: Local, field: str, limit: int) -> None:
    key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[field]
    await local.result(f"setMy{field}", language_code="tg", **{key: "ж" * limit})
    assert (await local.refusal(f"setMy{field}", **{key: "ж" * (limit + 1)}))[0] == 400
    assert await local.result(f"getMy{field}", language_code="tg") == {key: "ж" * limit}
    assert await local.result(f"getMy{field}", language_code="ky") == {key: "Bot" if field == "Name" else ""}
