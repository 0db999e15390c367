"""What the bot says: pure functions from a question or a tap to Reply objects. Knows no Telegram, no HTTP, no store."""
