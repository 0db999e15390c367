// Where the chat stands: a new answer's beginning must be in sight, however long the answer is.

import { byId } from "./dom.js";

const NEAR_END = 60;
const AIR = 10;

let following = true; // the person reads the newest messages, and has not scrolled back
let anchor = null; // the first message the bot sent since the person last did something
let programmed = false;

const box = () => byId("chat");
const lowest = () => box().scrollHeight - box().clientHeight;
const topOf = (node) => node.getBoundingClientRect().top - box().getBoundingClientRect().top + box().scrollTop;
const nodeOf = (id) => byId("log").querySelector(`[data-id="${id}"]`);

function scrollTo(target) {
  programmed = true;
  box().scrollTop = Math.max(0, Math.min(target, lowest()));
  requestAnimationFrame(() => {
    programmed = false;
    showJump();
  });
}

export function clearScroll() {
  following = true;
  anchor = null;
}

export function jumpDown() {
  following = true;
  scrollTo(lowest());
}

// After the person's own message (or, with `stay`, a tap on a button) the next answer starts a new page.
export function followOwn({ stay = false } = {}) {
  anchor = null;
  following = true;
  if (!stay) scrollTo(lowest());
}

export function revealNew(id) {
  anchor ??= nodeOf(id);
  if (following) scrollTo(anchor ? Math.min(lowest(), topOf(anchor) - AIR) : lowest());
  else showJump();
}

// An edited message may have grown or shrunk: bring its beginning into sight if it left it.
export function revealChanged(id) {
  const node = nodeOf(id);
  if (!node || !following) return;
  const top = topOf(node) - AIR;
  if (top < box().scrollTop || node === byId("log").lastElementChild) scrollTo(Math.min(lowest(), top));
}

export function onScroll() {
  if (!programmed) {
    const end = anchor?.isConnected ? Math.min(lowest(), topOf(anchor) - AIR) : lowest();
    following = box().scrollTop >= end - NEAR_END;
  }
  showJump();
}

function showJump() {
  byId("jump").hidden = lowest() - box().scrollTop < NEAR_END;
}
