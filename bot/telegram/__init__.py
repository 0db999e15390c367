"""Telegram: updates in, replies out. Everything that depends on Telegram's library or limits stands here."""
