// A message's text and entities as document nodes. Offsets are UTF-16 units, as in JavaScript's strings.

import { element } from "./dom.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?|tg|ton):\/\//i;

// `onCommand(text)` is called when a /command in the text is tapped.
export function textNodes(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodesBetween(text, 0, text.length, sorted, onCommand);
}

function nodesBetween(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < to) next++;
    if (from < to) {
      if (at < from) nodes.push(text.slice(at, from));
      const inner = nodesBetween(text, from, to, entities.slice(i + 1, next), onCommand);
      nodes.push(wrapped(entity, text.slice(from, to), inner, onCommand));
      // A block already ends its line: the line feed after it would draw an empty one.
      at = BLOCKS.has(entity.type) && text[to] === "\n" && to < end ? to + 1 : to;
    }
    i = next;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, raw, inner, onCommand) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, inner);
    case "url":
      return link(raw, inner);
    case "bot_command":
      return element("button", { type: "button", class: "command", onclick: () => onCommand(raw) }, ...inner);
    case "blockquote":
      return element("blockquote", {}, ...inner);
    case "expandable_blockquote":
      return foldedQuote(inner);
    case "spoiler":
      return spoiler(inner);
    default:
      return TAGS[entity.type] ? element(TAGS[entity.type], {}, ...inner) : element("span", {}, ...inner);
  }
}

function link(url, inner) {
  if (!SAFE_LINK.test(url)) return element("span", {}, ...inner);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, ...inner);
}

function spoiler(inner) {
  const node = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text" }, ...inner);
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  };
  node.onclick = show;
  node.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") show(); };
  return node;
}

function foldedQuote(inner) {
  const body = element("div", { class: "fold-body" }, ...inner);
  const button = element("button", { type: "button", class: "fold-button", "aria-expanded": "false" }, "Show all");
  const quote = element("blockquote", { class: "fold" }, body, button);
  button.onclick = () => {
    const opened = quote.classList.toggle("open");
    button.setAttribute("aria-expanded", String(opened));
    button.textContent = opened ? "Show less" : "Show all";
  };
  return quote;
}

// A folded quotation that fits anyway needs no button. To be called once the nodes are in the document.
export function settleFolds(root) {
  for (const quote of root.querySelectorAll("blockquote.fold")) {
    const body = quote.querySelector(".fold-body");
    quote.classList.toggle("short", body.scrollHeight <= body.clientHeight + 1 && !quote.classList.contains("open"));
  }
}
