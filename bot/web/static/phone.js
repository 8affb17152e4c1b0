// The phone of the demo: sends what is typed, pressed, recorded, photographed or pointed at.
const talk = document.querySelector(".talk");
const form = document.querySelector(".write");
const words = form.querySelector("textarea");
const hint = document.querySelector("#hint");
const SAMPLE_PLACE = { latitude: "-7.8700", longitude: "111.4900" };

async function send(fields, file) {
  const body = new FormData();
  body.set("id", crypto.getRandomValues(new Uint32Array(4)).join("-"));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set("file", file, file.name || "suara.webm");
  const answer = await fetch("/simulator/messages", { method: "POST", body, credentials: "same-origin" });
  hint.hidden = answer.ok;
}

function down() { talk.scrollTop = talk.scrollHeight; }
document.addEventListener("refreshed", down);
window.addEventListener("load", down);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!words.value.trim()) return;
  send({ text: words.value });
  words.value = "";
});
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
});
talk.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-choice]");
  if (button) send({ choice: button.dataset.choice, text: button.textContent.trim() });
});
form.querySelector("#photo").addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (file) send({ kind: file.type.startsWith("image/") ? "photo" : "document", text: words.value }, file);
  event.target.value = "";
  words.value = "";
});
form.querySelector("#place").addEventListener("click", () => {
  const sample = () => send(SAMPLE_PLACE);
  if (!navigator.geolocation || !window.isSecureContext) return sample();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => send({ latitude: String(coords.latitude), longitude: String(coords.longitude) }), sample, { timeout: 3000 });
});

const microphone = form.querySelector("#voice");
const anySound = form.querySelector("#sound");
let recorder = null;
microphone.addEventListener("click", async () => {
  if (recorder) return recorder.stop();
  let sound;
  try { sound = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { return anySound.click(); }
  const pieces = [];
  recorder = new MediaRecorder(sound);
  recorder.ondataavailable = (event) => pieces.push(event.data);
  recorder.onstop = () => {
    sound.getTracks().forEach((track) => track.stop());
    const type = recorder.mimeType.split(";")[0];
    send({ kind: "voice" }, new File(pieces, "suara", { type }));
    recorder = null;
    microphone.classList.remove("recording");
  };
  recorder.start();
  microphone.classList.add("recording");
  microphone.dataset.seconds = 0;
  const clock = setInterval(() => { microphone.dataset.seconds++; }, 1000);
  recorder.addEventListener("stop", () => { clearInterval(clock); delete microphone.dataset.seconds; });
});
anySound.addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (file) send({ kind: "voice" }, file);
  event.target.value = "";
});
