"""A Telegram bot that answers migrants' questions from a curated, cited knowledge base.

The rooms, and what each may import (checked by import-linter): cli, web -> telegram -> sharing -> conversation ->
matching, i18n -> knowledge. ``storage`` and ``settings`` are leaves.
"""
