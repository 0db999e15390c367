"""Start payloads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sharing.links import DeepLink, parse_payload


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("tg__detained-now__ngo-1", DeepLink("tg", "detained-now", "ngo-1")),
        ("uz_Cyrl__lawyer", DeepLink("uz_Cyrl", "lawyer")),
        ("ky", DeepLink("ky")),
        ("__phone-call", DeepLink("", "phone-call")),
        ("____ngo", DeepLink(partner="ngo")),
        ("TG", DeepLink()),
        ("tg__a__b__c", DeepLink()),
        ("tg__a__" + "b" * 21, DeepLink()),
        ("x" * 65, DeepLink()),
        ("ru__../../etc", DeepLink()),
    ],
)
def test_payload(payload: str, link: DeepLink) -> None:
    assert parse_payload(payload) == link


@given(st.text(max_size=80))
def test_any_text_is_a_link_or_a_plain_start(payload: str) -> None:
    link = parse_payload(payload)
    assert link == DeepLink() or payload.startswith(link.locale)
