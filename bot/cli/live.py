"""Follows the files while the bot runs: what is saved is served within a second, what is broken is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import typer
from watchfiles import awatch

from bot.cli.compose import MISTAKES, MODELS
from bot.cli.content import Content, reload_content
from bot.events import report
from bot.matching.cache import load_or_train
from bot.matching.model import ModelError

SETTLE = 200
"""Milliseconds that files must stay as they are before they are read: an editor saves in several steps."""


class Live:
    """Serves the newest content that is right.

    Args:
        content: what is served now.
        serve: called with newer content, between two steps of the event loop.
    """

    def __init__(self, content: Content, serve: Callable[[Content], None]) -> None:
        self._content = content
        self._serve = serve
        self._learning: asyncio.Task[None] | None = None

    async def follow(self, stop: asyncio.Event) -> None:
        """Follow the files until ``stop``; a broken file leaves the last good content serving and is told on stderr."""
        try:
            await self._follow(stop)
        except OSError as error:  # this machine watches too many files already
            report(logging.WARNING, "watching_failed")
            typer.echo(f"The content cannot be watched ({error.strerror}); restart the bot after a change.", err=True)
        if self._learning:
            await self._learning

    async def _follow(self, stop: asyncio.Event) -> None:
        settings = self._content.settings
        async for _ in awatch(settings.knowledge_dir, settings.locales_dir, debounce=SETTLE, stop_event=stop):
            try:
                newer = await asyncio.to_thread(reload_content, self._content)
            except MISTAKES as error:
                report(logging.WARNING, "content_refused")
                typer.echo(f"{error}\nThe content from before this change goes on being served.", err=True)
                continue
            await self._show(newer)
            if not newer.is_current and (self._learning is None or self._learning.done()):
                self._learning = asyncio.create_task(self._learn(stop))

    async def _show(self, newer: Content) -> None:
        self._content = newer
        await asyncio.to_thread(newer.make)  # here, so that nobody who asks waits for it
        self._serve(newer)
        report(logging.INFO, "content_reloaded")

    async def _learn(self, stop: asyncio.Event) -> None:
        """Learn until the model is that of the newest examples, which may change while one is being learned."""
        while not self._content.is_current:
            examples = self._content.examples
            try:
                model = await asyncio.to_thread(load_or_train, examples, MODELS, stop.is_set)
            except ModelError as error:
                if not stop.is_set():
                    report(logging.WARNING, "learning_failed")
                    typer.echo(f"{error}\nNew example questions do not count yet.", err=True)
                return
            if self._content.examples.digest == examples.digest:
                await self._show(self._content.learned_anew(model))
