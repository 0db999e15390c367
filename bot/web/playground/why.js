// The maintainers' panel: how the last question was understood.

import { byId, element } from "./dom.js";

const OUTCOMES = { answer: "answered", suggest: "suggested", refuse: "no answer", smalltalk: "small talk" };

export function showWhy(explanation) {
  const badge = byId("why-badge");
  const known = explanation && (OUTCOMES[explanation.outcome] ?? explanation.outcome);
  badge.hidden = !explanation;
  badge.textContent = known ?? "";
  badge.className = `badge badge-${explanation?.outcome in OUTCOMES ? explanation.outcome : "none"}`;
  byId("why").replaceChildren(...(explanation ? details(explanation) : [hint()]));
}

function hint() {
  return element("p", { class: "hint" }, "Ask the bot something, and this panel says how it understood the question.");
}

function details({ question, folded, outcome, candidates }) {
  const [best, ...others] = candidates;
  const facts = element(
    "dl",
    { class: "facts" },
    ...fact("Question", question),
    ...fact("As the bot reads it", folded),
    ...(best && outcome !== "refuse" ? fact("Nearest example", best.example) : []),
  );
  if (!best) return [facts, element("p", { class: "hint" }, "No entry came near.")];
  const most = Math.max(1, ...candidates.map((candidate) => candidate.score));
  return [
    facts,
    element("h3", {}, outcome === "answer" ? "Answer and runners-up" : "What came nearest"),
    element("ol", { class: "scores" }, ...[best, ...others].map((candidate) => scoreRow(candidate, most))),
  ];
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", { dir: "auto" }, value || "—")];
}

function scoreRow({ entry, score, example }, most) {
  const bar = element("span", { class: "score-bar", "aria-hidden": "true" });
  bar.style.width = `${Math.max(0, Math.min(100, (100 * score) / most))}%`;
  return element(
    "li",
    {},
    element("div", { class: "score-head" }, element("b", {}, entry), element("span", {}, score.toFixed(3))),
    element("div", { class: "score-track" }, bar),
    element("p", { class: "score-example", dir: "auto" }, example),
  );
}
