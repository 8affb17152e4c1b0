// Swaps the live parts of a page when the server says that something changed; without it a reload does the same.
const parts = document.querySelectorAll("[data-live]");
const address = document.querySelector("link[rel=canonical]")?.href || location.pathname + location.search; // a page may answer a form
let stream = null;
const door = document.body.dataset.stream || "/desk/stream";

async function refresh() {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.redirected || answer.status === 403 || answer.status === 404) return leave();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!next || busy(part) || next.innerHTML === part.innerHTML) continue;
    const held = part.contains(document.activeElement) ? target(document.activeElement) : null;
    part.innerHTML = next.innerHTML;
    part.classList.remove("fresh");
    requestAnimationFrame(() => part.classList.add("fresh"));
    if (held) [...part.querySelectorAll("a, button")].find((each) => target(each) === held)?.focus();
    document.dispatchEvent(new CustomEvent("refreshed", { detail: part }));
  }
}

// Who has been logged out or may not see this any more is shown so, and does not go on asking for it.
function leave() {
  stream.close();
  location.assign(address);
}

function target(element) {
  return element.getAttribute("formaction") || element.getAttribute("href");
}

function busy(part) {
  const typing = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  return typing || part.querySelector("details[open]") || playing(part);
}

function playing(part) {
  return [...part.querySelectorAll("audio, video")].some((player) => !player.paused);
}

if (parts.length) {
  stream = new EventSource(door);
  stream.onmessage = refresh;
  stream.onopen = refresh;
}
