// The page: wires the chat, the composer and the panel together.

import * as api from "./api.js";
import { alertBox, byId, element, menu, toast } from "./dom.js";
import { bubble } from "./messages.js";
import { clearScroll, followOwn, jumpDown, onScroll, revealNew, revealChanged } from "./scroll.js";
import { settleFolds } from "./text.js";
import { showWhy } from "./why.js";

const TYPING_MILLISECONDS = 5000;
const TAP_MILLISECONDS = 15000;
const ATTACHMENTS = { sticker: "Sticker", voice: "Voice message", photo: "Photo", document: "File", location: "Location", contact: "Contact" };

let bot = { name: "", commands: [] };
let editing = null;
let typingTimer = 0;
let stopFollowing = () => {};
const messages = new Map();
const waitingKeys = new Set();

const actions = {
  command: (text) => say(text),
  remove: (message) => attempt(api.act("delete", { message_id: message.message_id })),
  edit: startEditing,
  tap,
};

// opening

async function open(opening) {
  stopFollowing();
  const chat = await opening;
  byId("language").value = chat.language;
  showBot(chat.bot);
  messages.clear();
  byId("log").replaceChildren();
  clearScroll();
  stopEditing();
  showReplyKeyboard(null);
  for (const message of chat.messages) place(message);
  showStage();
  jumpDown();
  stopFollowing = api.follow(onEvent, reopenSoon);
  await refreshWhy();
}

function reopenSoon() {
  byId("status").textContent = "connecting…";
  setTimeout(async () => {
    try {
      await open(api.open(byId("language").value));
      byId("status").textContent = "bot";
    } catch {
      reopenSoon();
    }
  }, 1500);
}

function showBot(card) {
  bot = card;
  const initial = [...(bot.name || "?")][0];
  for (const id of ["bot-name", "card-name"]) byId(id).textContent = bot.name;
  for (const id of ["avatar", "card-avatar"]) byId(id).textContent = initial;
  byId("card-description").textContent = bot.description || bot.short_description || "";
  document.title = bot.name ? `${bot.name} · playground` : "Playground";
  byId("menu-button").hidden = bot.commands.length === 0;
}

function showStage() {
  const empty = messages.size === 0;
  byId("card").hidden = !empty;
  byId("start").hidden = !empty;
  byId("composer").hidden = empty;
}

// events

const handlers = {
  message: onMessage,
  edit: (message) => {
    place(message);
    revealChanged(message.message_id);
    settleTaps();
  },
  delete: ({ message_ids: ids }) => {
    for (const id of ids) {
      messages.delete(id);
      byId("log").querySelector(`[data-id="${id}"]`)?.remove();
    }
    showStage();
  },
  action: ({ action }) => showTyping(action),
  keyboard: (markup) => showReplyKeyboard(markup),
  callback_answer: ({ text, show_alert: important }) => {
    settleTaps();
    if (text) (important ? alertBox : toast)(text);
  },
  profile: async () => showBot((await api.open(byId("language").value)).bot),
};

function onEvent(kind, body) {
  handlers[kind]?.(body);
}

function onMessage(message) {
  const own = !message.from?.is_bot;
  const wasEmpty = messages.size === 0;
  place(message);
  showStage();
  if (wasEmpty) byId("text").focus({ preventScroll: true });
  if (own) {
    followOwn();
    return;
  }
  showTyping(null);
  revealNew(message.message_id);
  refreshWhy();
}

function place(message) {
  const node = bubble(message, actions);
  const old = byId("log").querySelector(`[data-id="${message.message_id}"]`);
  if (old) old.replaceWith(node);
  else byId("log").append(node);
  messages.set(message.message_id, message);
  settleFolds(node);
}

function showTyping(action) {
  clearTimeout(typingTimer);
  byId("typing").hidden = !action;
  byId("status").textContent = action ? "typing…" : "bot";
  if (action) {
    onScroll();
    typingTimer = setTimeout(() => showTyping(null), TYPING_MILLISECONDS);
  }
}

async function refreshWhy() {
  try {
    showWhy(await api.why());
  } catch (error) {
    byId("why").replaceChildren(element("p", { class: "hint" }, `No explanation: ${error.message}`));
  }
}

// what the person does

async function attempt(promise) {
  try {
    await promise;
  } catch (error) {
    toast(error.message);
  }
}

const say = (text) => attempt(api.act("say", { text }));

function tap(message, button, node) {
  if (node.classList.contains("waiting")) return;
  node.classList.add("waiting");
  waitingKeys.add(node);
  setTimeout(() => settleTaps(node), TAP_MILLISECONDS);
  followOwn({ stay: true });
  attempt(api.act("tap", { message_id: message.message_id, data: button.callback_data }));
}

function settleTaps(only) {
  for (const node of only ? [only] : waitingKeys) {
    node.classList.remove("waiting");
    waitingKeys.delete(node);
  }
}

function submit(event) {
  event?.preventDefault();
  const field = byId("text");
  const text = field.value.trim();
  if (!text) return;
  if (editing) attempt(api.act("edit", { message_id: editing.message_id, text }));
  else say(text);
  stopEditing();
  field.value = "";
  fitField();
}

function startEditing(message) {
  editing = message;
  byId("editing").hidden = false;
  byId("text").value = message.text;
  fitField();
  byId("text").focus();
}

function stopEditing() {
  if (editing) byId("text").value = "";
  editing = null;
  byId("editing").hidden = true;
  fitField();
}

function fitField() {
  const field = byId("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  byId("send").disabled = !field.value.trim();
}

function showReplyKeyboard(markup) {
  const box = byId("reply-keyboard");
  const rows = markup?.keyboard ?? [];
  box.hidden = rows.length === 0;
  box.replaceChildren(
    ...rows.map((row) =>
      element(
        "div",
        { class: "row" },
        ...row.map((button) => {
          const text = typeof button === "string" ? button : button.text;
          const press = () => {
            if (markup.one_time_keyboard) box.hidden = true;
            say(text);
          };
          return element("button", { type: "button", class: "key", onclick: press }, element("span", { dir: "auto" }, text));
        }),
      ),
    ),
  );
}

function phoneLanguage() {
  const offered = [...byId("language").options].map((option) => option.value);
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => offered.includes(code)) ?? "uz";
}

// What follows ?start= in the address, as in a link t.me/<bot>?start=<payload>.
function payload() {
  const given = new URLSearchParams(location.search).get("start") ?? "";
  return /^[\w-]{1,64}$/.test(given) ? given : "";
}

// wiring

byId("form").onsubmit = submit;
byId("text").oninput = fitField;
byId("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  if (event.key === "Escape") stopEditing();
};
byId("edit-cancel").onclick = stopEditing;
byId("start").onclick = () => say(`/start ${payload()}`.trim());
byId("jump").onclick = () => jumpDown();
byId("chat").onscroll = onScroll;
byId("restart").onclick = () => attempt(open(api.restart(byId("language").value)));
byId("language").onchange = () => {
  sessionStorage.setItem("language", byId("language").value);
  attempt(api.act("language", { language: byId("language").value }));
};
menu(byId("menu-button"), byId("commands"), () =>
  bot.commands.map(({ command, description }) => ({ label: `/${command}`, hint: description, run: () => say(`/${command}`) })),
);
menu(byId("attach-button"), byId("attachments"), () =>
  Object.entries(ATTACHMENTS).map(([kind, label]) => ({ label, run: () => attempt(api.act("send", { kind })) })),
);
byId("panel").open = matchMedia("(min-width: 900px)").matches;
byId("language").value = sessionStorage.getItem("language") ?? phoneLanguage();
attempt(open(api.open(byId("language").value)));
