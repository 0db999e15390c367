"""What the tests of the conversation ask, and how they look at a reply."""

from bot.conversation import screens
from bot.conversation.reply import Button, Reply

EMERGENCY = screens.EMERGENCY_ENTRY
NONSENSE = "ывапролд щшзх 42"
PHONE = "+998 90 123-45-67"
ASKED = {
    "uz": "meni ushlab olib ketishdi nima qilay",
    "uz_Cyrl": "мени ушлаб олиб кетишди нима қилай",
    "tg": "маро дошта бурданд чӣ кор кунам",
    "ky": "мени кармап алып кетишти эмне кылайын",
    "ru": "меня увезли в полицию что мне делать",
    "en": "I am detained right now",
}
"""A question that each language's reader gets the emergency entry for."""


def buttons(reply: Reply) -> list[Button]:
    """Return all buttons of a reply."""
    return [button for row in reply.rows for button in row]
