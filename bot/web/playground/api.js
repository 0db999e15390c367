// Talks to this server's /playground/ and to nothing else.

const session = sessionStorage.getItem("session") ?? newSession();

function newSession() {
  const id = crypto.randomUUID();
  sessionStorage.setItem("session", id);
  return id;
}

async function post(path, body) {
  const response = await fetch(`/playground/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ session, ...body }),
  });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

export const open = (language) => post("open", { language });
export const restart = (language) => post("restart", { language });
export const act = (action, body = {}) => post(`act/${action}`, body);

export async function why() {
  const response = await fetch(`/playground/why?session=${encodeURIComponent(session)}`);
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.json();
}

// Calls `onEvent(kind, body)` for all that happens; `onLost()` when the stream broke and the chat must be read anew.
export function follow(onEvent, onLost) {
  const source = new EventSource(`/playground/events?session=${encodeURIComponent(session)}`);
  source.onmessage = (event) => {
    const { kind, body } = JSON.parse(event.data);
    onEvent(kind, body);
  };
  source.onerror = () => {
    source.close();
    onLost();
  };
  return () => source.close();
}
