"""Folding: total, idempotent, and one skeleton for every way of typing the same words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.fold import MAX_LENGTH, fold

SPELLED = st.text(alphabet="schkzgdtpjiecouawxq0346 йиеёсшчщкхзъьў'", max_size=60)


@given(st.text(max_size=300) | SPELLED)
@example("ﷺ" * 500)
@example("İi̇ẞŉ")
@example("s'h ts ck c c' 4 a4 a46b")
def test_any_text_folds_to_words_of_skeleton_letters_and_stays_so(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abdefghijklmnoprstvzčš0123456789 ")
    assert len(folded) <= MAX_LENGTH


@given(st.text(max_size=100))
def test_space_around_a_text_changes_nothing(text: str) -> None:
    assert fold(f"  \n{text}\t ") == fold(text)


@given(st.lists(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяўқғҳӣӯҷңөү", min_size=1), min_size=2, max_size=6))
def test_a_word_folds_the_same_wherever_it_stands(words: list[str]) -> None:
    assert fold(" ".join(words)).split() == [folded for word in words if (folded := fold(word))]


def test_what_is_beyond_the_length_is_not_read() -> None:
    assert fold("и о " * MAX_LENGTH) == fold(("и о " * MAX_LENGTH)[:MAX_LENGTH])
    assert fold("ш" * 4096) == "š"


UZBEK = [
    ("o'zbek", "Oʻzbek", "o‘zbek", "o`zbek", "ozbek", "ÖZBEK", "6zbek", "ўзбек", "узбек", "Ӯзбек"),
    ("yo'q", "yoq", "йўқ", "йук", "йуқ", "yo’q"),
    ("yaxshi", "yaxwi", "yahshi", "яхши", "YAXSHI", "яҳши"),
    ("qo'rqyapman", "korkyapman", "қўрқяпман", "куркяпман", "qórqyapman"),
    ("to'g'ri", "togri", "тўғри", "тугри", "tuğri"),
    ("chiqdim", "4iqdim", "чиқдим", "чикдим", "çıqdım"),
    ("yordam", "ёрдам", "йордам"),
    ("yer", "er", "ер", "йер"),
    ("ma'lumot", "malumot", "маълумот", "малумот"),
    ("politsiya", "полиция", "policiya"),
    ("dunyo", "дунё"),
]
TAJIK = [
    ("ҷанг", "љанг", "джанг", "jang", "жанг"),
    ("ҳуҷҷат", "њуљљат", "хуҷҷат", "hujjat", "huҷҷat"),
    ("қонун", "ќонун", "конун", "qonun", "konun"),
    ("рӯз", "рўз", "руз", "ruz", "roʻz"),
    ("мумкинӣ", "мумкинї", "мумкини", "mumkini"),
    ("ғамгин", "ѓамгин", "гамгин", "gamgin", "ghamgin"),
]
KYRGYZ = [
    ("өлкө", "олко", "olko", "ölkö"),
    ("үйүм", "уйум", "uyum", "üyüm"),
    ("жаңы", "жаны", "jany", "zhany", "jañı", "джаны"),
    ("кыргыз", "kyrgyz", "kirgiz", "qyrghyz"),
    ("саат", "сат", "saat"),
]
RUSSIAN = [
    ("чтобы", "4tobi", "chtoby", "čtoby"),
    ("еще", "esche", "eshche", "yeshche"),
    ("Россия", "Rossiya", "rossia", "РОССИИЯ", "росссссия"),
    ("хочу", "xochu", "khochu", "hochu"),
    ("жить", "jit", "zhit'", "žit"),
    ("выдворение", "vydvorenie", "vydvoreniye", "vidvorenie"),
    ("цена", "cena", "tsena"),
    ("паспорт", "пaспopт", "пacпopт", "pasport", "пас\u00adпорт", "па\u200bспорт"),
    ("помогите", "помогииииите", "п0м0гите", "помогите!!!", "помогите 🙏🙏", "ПОМОГИТЕ"),
    ("здравствуйте", "zdravstvuyte", "здраааавствуйте"),
]


@pytest.mark.parametrize("spellings", [*UZBEK, *TAJIK, *KYRGYZ, *RUSSIAN], ids=lambda spellings: spellings[0])
def test_every_spelling_of_a_word_meets(spellings: tuple[str, ...]) -> None:
    assert {spelling: fold(spelling) for spelling in spellings} == dict.fromkeys(spellings, fold(spellings[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [("уруш", "уриш"), ("бор", "бар"), ("чиқди", "шиқди"), ("жон", "зон"), ("28", "228"), ("мен", "менга")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("👍👍👍", ""),
        ("?!…", ""),
        ("مرحبا", ""),
        ("статья 111-я", "statia 111 ia"),
        ("٢٢٨", "228"),
        ("2028", "2028"),
        ("Telegramда", "telegramda"),
    ],
)
def test_what_is_left_of_a_text(text: str, folded: str) -> None:
    assert fold(text) == folded
