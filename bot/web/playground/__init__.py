"""The playground: one page that looks like a chat on a phone, in front of the local Bot API server.

    api = BotApi()
    async with serve(playground_app(api, explain), "127.0.0.1", 8080) as port:
        ...   # the bot runs with TELEGRAM_API_URL=http://127.0.0.1:<port> and api.token

`explain` receives an `Asked` and gives an `Explanation`, at once or later.
"""

from bot.web.playground.app import playground_app
from bot.web.playground.explanation import Asked, Candidate, Explain, Explanation

__all__ = ["Asked", "Candidate", "Explain", "Explanation", "playground_app"]
