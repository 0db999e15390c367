"""Evaluation figures as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.table import Table

from bot.matching.evaluate import Figures, Report

_COLUMNS = ("n_in", "n_out", "top1", "top3", "wrong", "refused_in", "refused_out", "suggested_out", "p50_ms", "p99_ms")
