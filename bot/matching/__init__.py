"""The room that turns a typed question into the entries that answer it; knows no Telegram, no store and no YAML."""
