"""Uzbek Latin to Cyrillic: the rules of the alphabet, and what must never be touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.uzbek import to_cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Oʻzbekiston gʻisht yoʻl", "Ўзбекистон ғишт йўл"),
        ("YOʻQ, yoʻq, Yoʻq", "ЙЎҚ, йўқ, Йўқ"),
        ("shartnoma choy Shahar", "шартнома чой Шаҳар"),
        ("elchixona, aeroport, poyezd, Yevropa", "элчихона, аэропорт, поезд, Европа"),
        ("maʼno, eʼtiroz, Isʼhoq", "маъно, эътироз, Исҳоқ"),
        ("yanvar, 5-yanvardan, iyulda", "январь, 5-январдан, июлда"),
        ("politsiya, tsivilizatsiya, sirk, sex, protsent", "полиция, цивилизация, цирк, цех, процент"),
        ("Maxsus, maxfiy, Maxda", "Махсус, махфий, Max-да"),
        ("hujjatsiz, aytsa, ketsin", "ҳужжатсиз, айтса, кетсин"),
        ("konvensiya, pensiya, spetspriyomnik", "конвенция, пенсия, спецприёмник"),
        ("10 000 rubl, 500 rubldan", "10 000 рубль, 500 рублдан"),
        ("(ЦВСИГ) va «протокол»", "(ЦВСИГ) ва «протокол»"),
    ],
)
def test_spelling(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Telegramda yozing", "Telegram-да ёзинг"),
        ("OVD-Infoga", "OVD-Info-га"),
        ("Human Rights Watchning hisoboti", "Human Rights Watch-нинг ҳисоботи"),
        ("WhatsApp orqali", "WhatsApp орқали"),
        ("Manzil: legal@ovdinfo.org, sayt migration.tj", "Манзил: legal@ovdinfo.org, сайт migration.tj"),
        ("https://help.unhcr.org/russia oching", "https://help.unhcr.org/russia очинг"),
        ("/menu mavzularni koʻrsatadi", "/menu мавзуларни кўрсатади"),
        ("{day} kuni, {title}", "{day} куни, {title}"),
    ],
)
def test_latin_names_addresses_commands_and_placeholders_stay(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@given(st.text(alphabet="abdefghijklmnopqrstuvxyzʻʼ -", max_size=60))
def test_no_latin_letter_is_left_in_plain_uzbek(text: str) -> None:
    assert not re.search("[a-z]", to_cyrillic(text))


@given(st.text(max_size=80))
def test_any_text_is_converted_and_cyrillic_is_left_alone(text: str) -> None:
    without_latin = re.sub(r"[A-Za-zʻʼ]", "", text)
    assert isinstance(to_cyrillic(text), str)
    assert to_cyrillic(without_latin) == without_latin
