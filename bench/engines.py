"""Bench of engines: ours beside others over the same folded examples, by grouped cross-validation.

``make bench-matching``. Ranking: examples are asked of an engine that has seen neither them nor their like (the parts
of bot/matching/learn.py). R@1 and R@3 are over the questions some entry answers; "area" is the area under the curve by
which an engine's best score tells those from the questions no entry answers (1: always, 0.5: by chance).
"""

import sqlite3
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import bm25s
import numpy as np
import numpy.typing as npt
import tantivy
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.cli import compose
from bot.knowledge.loader import load_knowledge
from bot.matching.examples import Examples
from bot.matching.fold import fold
from bot.matching.learn import FOLDS, Classifier, fit, parts, vocabulary
from bot.matching.model import Names
from bot.matching.weigh import bags, weigh

ASKED = 2000
"""Examples that each engine is asked, drawn by chance; the same for all of them."""
TAKEN = 50
"""Nearest examples whose entries a search engine is asked for; more change nothing among the first three."""
Scores = npt.NDArray[np.float64]


class Engine(Protocol):
    """Scores every label of ``labels`` for a folded question; higher is likelier."""

    labels: Names

    def scores(self, folded: str) -> Scores:
        """Return a score for each label."""


@dataclass
class Linear:
    """One linear classifier, ours or another."""

    classifier: Classifier

    def __post_init__(self) -> None:
        self.labels = self.classifier.labels

    def scores(self, folded: str) -> Scores:
        """Return the logits."""
        question = weigh(bags([folded]), self.classifier.keys, self.classifier.rarity)  # as the bot does it
        shares = question.counts @ self.classifier.weights[question.places]
        return np.asarray(shares + self.classifier.bias, dtype=np.float64)


class Nearest:
    """The best example of each label, by whatever an engine takes for alike."""

    def __init__(self, folded: Sequence[str], labels: Names) -> None:
        self.labels, self.places = np.unique(labels, return_inverse=True)
        self.folded = list(folded)

    def best(self, rows: Sequence[int], alike: Sequence[float]) -> Scores:
        """Return, for each label, how alike its most alike example among ``rows`` is."""
        scores = np.zeros(len(self.labels))
        np.maximum.at(scores, self.places[np.asarray(rows, dtype=np.int64)], np.asarray(alike, dtype=np.float64))
        return scores


class TfIdf(Nearest):
    """Nearest neighbour by the cosine of our own features."""

    def __init__(self, folded: Sequence[str], labels: Names) -> None:
        super().__init__(folded, labels)
        self.space = space_of(self.folded)
        self.matrix = matrix_of(self.space, self.folded)

    def scores(self, folded: str) -> Scores:
        """Return the likeness of the nearest example of each label."""
        alike = (self.matrix @ matrix_of(self.space, [folded]).T).toarray().ravel()
        return self.best(np.arange(len(alike)).tolist(), alike.tolist())


class Bm25(Nearest):
    """bm25s over words."""

    def __init__(self, folded: Sequence[str], labels: Names) -> None:
        super().__init__(folded, labels)
        self.words = {word for text in self.folded for word in text.split()}
        self.index = bm25s.BM25()
        self.index.index([text.split() for text in self.folded], show_progress=False)

    def scores(self, folded: str) -> Scores:
        """Return the BM25 score of the best example of each label."""
        known = [word for word in folded.split() if word in self.words]
        if not known:
            return np.zeros(len(self.labels))
        alike = self.index.get_scores(known)
        return self.best(np.arange(len(alike)).tolist(), alike.tolist())


class Fts5(Nearest):
    """SQLite's full-text search over runs of three letters."""

    def __init__(self, folded: Sequence[str], labels: Names) -> None:
        super().__init__(folded, labels)
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE examples USING fts5(folded, tokenize='trigram')")
        self.database.executemany("INSERT INTO examples VALUES (?)", [(text,) for text in self.folded])

    def scores(self, folded: str) -> Scores:
        """Return the rank of the best example of each label among the first found."""
        runs = sorted({folded[start : start + 3] for start in range(len(folded) - 2)})
        if not runs:
            return np.zeros(len(self.labels))
        query = " OR ".join(f'"{run}"' for run in runs)
        found = self.database.execute(
            "SELECT rowid - 1, -rank FROM examples WHERE examples MATCH ? ORDER BY rank LIMIT ?", (query, TAKEN)
        ).fetchall()
        return self.best([row for row, _ in found], [score for _, score in found])


class Tantivy(Nearest):
    """Tantivy over runs of three and four letters."""

    def __init__(self, folded: Sequence[str], labels: Names) -> None:
        super().__init__(folded, labels)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("folded", tokenizer_name="runs")
        builder.add_integer_field("row", stored=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 4)).build()
        self.index.register_tokenizer("runs", analyzer)
        writer = self.index.writer()
        for row, text in enumerate(self.folded):
            writer.add_document(tantivy.Document(folded=[text], row=[row]))
        writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def scores(self, folded: str) -> Scores:
        """Return the score of the best example of each label among the first found."""
        runs = {folded[start : start + length] for length in (3, 4) for start in range(len(folded) - length + 1)}
        wanted = [(tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "folded", run)) for run in sorted(runs)]
        hits = self.searcher.search(tantivy.Query.boolean_query(wanted), TAKEN).hits if wanted else []
        rows = [self.searcher.doc(address)["row"][0] for _, address in hits]
        return self.best(rows, [score for score, _ in hits])


class RapidFuzz(Nearest):
    """rapidfuzz, token_set_ratio."""

    def scores(self, folded: str) -> Scores:
        """Return the ratio of the most alike example of each label."""
        found = process.cdist([folded], self.folded, scorer=fuzz.token_set_ratio)[0]
        return self.best(np.arange(len(found)).tolist(), found.tolist())


def space_of(folded: Sequence[str]) -> Classifier:
    """Return our features of these texts and their rarity, without any weights."""
    keys, rarity = vocabulary(bags(folded))
    return Classifier(keys, rarity, np.array([""]), np.zeros((len(keys), 1), np.float32), np.zeros(1, np.float32))


def matrix_of(space: Classifier, folded: Sequence[str]) -> csr_matrix:
    """Return the weighed features of texts as rows."""
    rows = space.weigh(bags(folded))
    return csr_matrix((rows.counts, rows.places, rows.ends), shape=(len(folded), len(space.keys)))


def logistic(folded: Sequence[str], labels: Names) -> Engine:
    """Return multinomial logistic regression over our features."""
    space = space_of(folded)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # further rounds cost minutes and rank no better
        found = LogisticRegression(C=15.0, max_iter=25).fit(matrix_of(space, folded), labels)
    weights = np.ascontiguousarray(found.coef_.T, np.float32)
    return Linear(Classifier(space.keys, space.rarity, found.classes_, weights, found.intercept_.astype(np.float32)))


ENGINES: dict[str, Callable[[Sequence[str], Names], Engine]] = {
    "ours: support vectors": lambda folded, labels: Linear(fit(bags(folded), labels)),
    "logistic regression": logistic,
    "nearest neighbour, TF-IDF": TfIdf,
    "FTS5, trigrams": Fts5,
    "tantivy, 3-4 grams": Tantivy,
    "rapidfuzz, token_set_ratio": RapidFuzz,
    "bm25s, words": Bm25,
}


@dataclass
class Ranked:
    """How an engine did: shares, and milliseconds a question."""

    first: float
    among_three: float
    area: float
    build_s: float
    question_ms: float


def judge(build: Callable[[Sequence[str], Names], Engine], folded: Sequence[str], labels: Names) -> Ranked:
    """Ask examples of an engine that has not seen them or their like."""
    part = parts(bags(folded), labels)
    asked_of = np.zeros(len(labels), dtype=bool)
    asked_of[np.random.default_rng(0).permutation(len(labels))[:ASKED]] = True
    first = three = asked = 0
    inside: list[bool] = []
    best: list[float] = []
    build_s = question_s = 0.0
    for held in range(FOLDS):
        seen = part != held
        began = time.perf_counter()
        engine = build([text for text, used in zip(folded, seen, strict=True) if used], labels[seen])
        build_s += time.perf_counter() - began
        entries = np.array([not label.startswith("_") for label in engine.labels])
        wanted = ~seen & asked_of
        for text, label in zip(np.array(folded, dtype=object)[wanted], labels[wanted], strict=True):
            began = time.perf_counter()
            scores = engine.scores(text)
            question_s += time.perf_counter() - began
            answers = np.where(entries, scores, -np.inf)
            order = np.argsort(-answers, kind="stable")[:3]
            inside.append(not label.startswith("_"))
            none = scores[~entries].max()
            best.append(float(answers[order[0]] - none))
            if inside[-1]:
                asked += 1
                first += engine.labels[order[0]] == label
                three += label in engine.labels[order]
    return Ranked(
        first / asked,
        three / asked,
        float(roc_auc_score(inside, best)),
        build_s / FOLDS,
        1000 * question_s / len(inside),
    )


def examples() -> tuple[list[str], Names]:
    """Return the folded examples that ship, and their labels."""
    shipped = Examples(load_knowledge(compose.settings().knowledge_dir).examples).ordered
    return [fold(each.text) for each in shipped], np.array([each.label for each in shipped])


def main() -> None:
    """Print the table of engines; with a number, over only one example in so many."""
    folded, labels = examples()
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    folded, labels = folded[::step], labels[::step]
    table = Table(
        "engine", "R@1", "R@3", "area", "build s", "ms a question", title=f"{len(folded)} examples, {FOLDS} parts"
    )
    for name, build in ENGINES.items():
        found = judge(build, folded, labels)
        numbers = (found.first, found.among_three, found.area)
        shown = [*(f"{number:.3f}" for number in numbers), f"{found.build_s:.1f}", f"{found.question_ms:.2f}"]
        table.add_row(name, *shown)
        sys.stderr.write(f"{name}: done\n")
    Console().print(table)


if __name__ == "__main__":
    main()
