"""What is passed on to others: deep links. Knows the conversation, not Telegram's library."""
