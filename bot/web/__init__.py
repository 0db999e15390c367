"""The web room: everything of the bot that speaks HTTP as a server.

`botapi` is the project's local Bot API server, `playground` the chat page in front of it.
"""
