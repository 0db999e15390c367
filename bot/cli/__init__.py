"""The command line: one small module per command. Here, and only here, the rooms are put together."""
