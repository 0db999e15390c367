"""A small base of example questions, and the model trained from it once."""

from pathlib import Path

import pytest

from bot.knowledge.model import Example
from bot.matching.cache import load_or_train
from bot.matching.decide import Decider
from bot.matching.examples import Examples
from bot.matching.matcher import Matcher
from bot.matching.model import Model

QUESTIONS = {
    "passport": {
        "uz": ["pasportimni yo'qotib qo'ydim", "pasport yo'qoldi qayerga boraman", "паспортимни йўқотдим нима қиламан"],
        "tg": ["шиносномаамро гум кардам", "паспортам гум шуд акнун чӣ кор кунам", "шиноснома нест шуд ба куҷо равам"],
        "ky": ["паспортумду жоготуп алдым", "паспорт жоголду кайда барам", "паспортум жок болуп калды эмне кылам"],
        "ru": ["потерял паспорт что делать", "у меня пропал паспорт", "где восстановить утерянный паспорт"],
    },
    "doctor": {
        "uz": ["shifokor kerak qornim og'riyapti", "kasal bo'lib qoldim doktor qayerda", "касалхонага қандай бораман"],
        "tg": ["духтур лозим аст шикамам дард мекунад", "касал шудам беморхона дар куҷост", "ба ман табиб даркор"],
        "ky": ["дарыгер керек ичим ооруп жатат", "ооруп калдым оорукана кайда", "мага доктур чакырып бергиле"],
        "ru": ["нужен врач болит живот", "заболел где больница", "вызовите мне скорую помощь"],
    },
    "fire": {
        "uz": [
            "uyimiz yonyapti yordam beringlar",
            "yong'in chiqdi kimga qo'ng'iroq qilay",
            "ёнғин бўляпти тезроқ келинглар",
        ],
        "tg": ["хонаамон сӯхта истодааст ёрӣ диҳед", "оташ гирифт ба кӣ занг занам", "сӯхтор шуд тезтар биёед"],
        "ky": ["үйүбүз күйүп жатат жардам бергиле", "өрт чыкты кимге чалам", "өрт болуп жатат тез келгиле"],
        "ru": ["горит дом помогите", "пожар куда звонить", "у соседей огонь и дым приезжайте"],
    },
    "_far": {
        "uz": ["osh qanday pishiriladi", "bugun futbol bormi", "об-ҳаво қандай бўлади"],
        "tg": ["оши палавро чӣ тавр мепазанд", "имрӯз футбол ҳаст", "ҳаво фардо чӣ хел мешавад"],
        "ky": ["палоо кантип жасалат", "бүгүн футбол барбы", "эртең аба ырайы кандай болот"],
        "ru": ["как приготовить плов", "кто выиграл матч", "какая завтра погода"],
    },
    "_greeting": {
        "uz": ["assalomu alaykum", "salom yaxshimisiz", "ассалому алайкум"],
        "tg": ["ассалому алейкум", "салом шумо нағз мешинед", "рӯз ба хайр"],
        "ky": ["саламатсызбы", "салам кандайсыз", "арыбаңыз"],
        "ru": ["здравствуйте", "привет как дела", "здравствуйте добрый день"],
    },
}


@pytest.fixture(scope="session")
def examples() -> Examples:
    return Examples(
        Example(text, locale, label)
        for label, locales in QUESTIONS.items()
        for locale, texts in locales.items()
        for text in texts
    )


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def model(examples: Examples, models: Path) -> Model:
    return load_or_train(examples, models)


@pytest.fixture(scope="session")
def matcher(model: Model, examples: Examples) -> Matcher:
    decider = Decider(model.answer_at, model.offer_at, urgent={"fire"})
    return Matcher(model, examples, {"passport", "doctor", "fire"}, decider)
