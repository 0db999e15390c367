// Small helpers around the document. Text enters it as text only: nothing here or elsewhere parses HTML.

export const byId = (id) => document.getElementById(id);

// element("p", { class: "x", hidden: true, onclick: f }, "text", childNode, …)
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node[name] = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

// One of the drawings in index.html.
export function icon(name, extra = "") {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", `icon ${extra}`.trim());
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  drawing.append(use);
  return drawing;
}

export function toast(text) {
  const node = element("p", { class: "toast", dir: "auto" }, text);
  byId("toasts").replaceChildren(node);
  setTimeout(() => node.remove(), 3500);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("This browser does not let the page copy");
  }
}

export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

// A button that opens a menu below or above it; one menu is open at a time, Escape and a tap elsewhere close it.
let closeOpenMenu = null;

export function menu(button, box, items) {
  const close = (event) => {
    if (event?.type === "keydown" && event.key !== "Escape") return;
    if (event?.type === "click" && (box.contains(event.target) || button.contains(event.target))) return;
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("keydown", close);
    document.removeEventListener("click", close, true);
    closeOpenMenu = null;
    if (event?.type === "keydown") button.focus();
  };
  const open = () => {
    closeOpenMenu?.();
    box.replaceChildren(
      ...items().map(({ label, hint, run }) =>
        element(
          "button",
          { type: "button", class: "menu-item", onclick: () => { close(); run(); } },
          element("span", { class: "menu-label", dir: "auto" }, label),
          hint ? element("span", { class: "menu-hint", dir: "auto" }, hint) : null,
        ),
      ),
    );
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("keydown", close);
    document.addEventListener("click", close, true);
    closeOpenMenu = close;
    box.querySelector("button")?.focus();
  };
  button.onclick = () => (box.hidden ? open() : close());
}
