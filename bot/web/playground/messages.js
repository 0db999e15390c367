// One message as a bubble with its buttons.

import { copy, element, icon, menu, sizeText } from "./dom.js";
import { textNodes } from "./text.js";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const STYLES = new Set(["danger", "success", "primary"]);

// `actions`: { command(text), tap(message, button, node), remove(message), edit(message) }
export function bubble(message, actions) {
  const own = !message.from?.is_bot;
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const body = element("div", { class: "body", dir: "auto" }, ...textNodes(text, entities, actions.command));
  const item = element(
    "li",
    { class: own ? "message own" : "message", "data-id": message.message_id },
    element(
      "div",
      { class: "bubble" },
      element("span", { class: "quiet" }, own ? "You:" : "Bot:"),
      quoted(message.reply_to_message),
      attachment(message),
      text ? body : null,
      footline(message, own, text, actions),
    ),
    keyboard(message, actions),
  );
  return item;
}

function quoted(reply) {
  if (!reply) return null;
  return element("p", { class: "quoted", dir: "auto" }, (reply.text ?? reply.caption ?? "…").slice(0, 120));
}

function footline(message, own, text, actions) {
  const more = element("button", {
    type: "button", class: "more", "aria-haspopup": "true", "aria-expanded": "false", "aria-label": "Message actions",
  }, icon("more"));
  const box = element("div", { class: "menu menu-message", hidden: true });
  menu(more, box, () => [
    ...(own && message.text ? [{ label: "Edit", run: () => actions.edit(message) }] : []),
    ...(text ? [{ label: "Copy text", run: () => copy(text) }] : []),
    { label: "Delete for both", run: () => actions.remove(message) },
  ]);
  const time = new Date(message.date * 1000);
  return element(
    "p",
    { class: "meta" },
    more,
    box,
    message.edit_date ? element("span", { class: "edited" }, "edited") : null,
    element("time", { datetime: time.toISOString() }, TIME.format(time)),
  );
}

function attachment(message) {
  if (message.document) {
    return file("📄", message.document.file_name ?? "file", sizeText(message.document.file_size ?? 0));
  }
  if (message.photo) return file("🖼️", "Photo", sizeText(message.photo.at(-1).file_size ?? 0));
  if (message.voice) return file("🎤", "Voice message", `${message.voice.duration} s`);
  if (message.sticker) return element("p", { class: "sticker" }, message.sticker.emoji ?? "▢");
  if (message.location) return file("📍", "Location", `${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return file("👤", message.contact.first_name, message.contact.phone_number);
  if (message.poll) return file("📊", message.poll.question, "Poll");
  return null;
}

function file(sign, name, detail) {
  return element(
    "div",
    { class: "file" },
    element("span", { class: "file-sign", "aria-hidden": "true" }, sign),
    element("span", { class: "file-name", dir: "auto" }, name, element("small", {}, detail)),
  );
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return element(
    "div",
    { class: "keyboard" },
    ...rows.map((row) =>
      element("div", { class: "row" }, ...row.map((button) => inlineButton(message, button, actions))),
    ),
  );
}

function inlineButton(message, button, actions) {
  const style = STYLES.has(button.style) ? ` key-${button.style}` : "";
  const label = element("span", { dir: "auto" }, button.text);
  if (button.url && /^https?:\/\//i.test(button.url)) {
    return element(
      "a",
      { class: `key${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer", title: button.url },
      label,
      icon("out", "corner"),
    );
  }
  const node = element("button", { type: "button", class: `key${style}` }, label);
  if (button.copy_text) {
    node.append(icon("copy", "corner"));
    node.onclick = () => copy(button.copy_text.text);
  } else if (button.callback_data) {
    node.onclick = () => actions.tap(message, button, node);
  } else {
    node.disabled = true;
  }
  return node;
}
