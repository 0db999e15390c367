"""The knowledge base: reads ``knowledge/`` into models and checks it. Knows nothing of Telegram, HTTP or a store."""
