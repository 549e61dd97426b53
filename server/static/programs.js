// The programs: search, thumbnails, and a program's text beside its picture.

import { ask, attempt, by, make, picture, settled, shell } from "./api.js";

const AT_FIRST = 28;
const form = by("search");
const dialog = by("shader");

const address = (id) => `/v1/shaders/${id.split("/").map(encodeURIComponent).join("/")}`;
// the version in the address lets a browser keep the picture for as long as the text is the same
const preview = (shader) => `${address(shader.id)}/preview.png?v=${shader.sha256.slice(0, 12)}`;
const alt = (shader) => `${shader.title}: ${shader.shows}`;

async function open(shader) {
  const { text } = await ask(address(shader.id));
  const facts = [
    shader.shows,
    shader.mode,
    shader.licence,
    shader.ms_per_megapixel === null ? null : `${Math.round(shader.ms_per_megapixel)} ms a megapixel`,
    shader.feedback ? "reads its last frame" : null,
  ];
  by("shader-title").textContent = shader.title;
  by("shader-text").textContent = text;
  by("shader-facts").textContent = facts.filter(Boolean).join(" · ");
  by("shader-picture").src = preview(shader);
  by("shader-picture").alt = alt(shader);
  const weights = `{${JSON.stringify(shader.id)}: 1}`;
  by("shader-command").textContent = `shadergen preview --source twigl --n 4 --size 96 --set twigl.others=0 ` +
    `--set ${shell(`twigl.weights=${weights}`)} --set filter.attempts=1 --out sheet.png`;
  by("shader-python").textContent =
    `shadergen.draw(shadergen.Recipe(source="twigl", size=96, twigl={"weights": ${weights}, "others": 0}, filter={"attempts": 1}), 0)`;
  dialog.showModal();
}

function item(shader) {
  const name = make("span", { textContent: shader.title, title: shader.id });
  const button = make("button", { type: "button" }, picture(preview(shader), "", { width: 204, height: 204 }), name);
  button.addEventListener("click", () => attempt(() => open(shader)));
  return make("li", {}, button);
}

async function list() {
  const { total, modes, shaders } = await ask(`/v1/shaders?${new URLSearchParams(new FormData(form))}`);
  if (form.mode.options.length === 1) form.mode.append(...modes.map((mode) => new Option(mode, mode)));
  by("found").textContent = shaders.length === total ? `${total} programs` : `${shaders.length} of ${total} programs`;
  const rest = shaders.slice(AT_FIRST);
  by("shaders").replaceChildren(...shaders.slice(0, AT_FIRST).map(item));
  by("more").hidden = !rest.length;
  by("more").textContent = `Show all ${shaders.length}`;
  by("more").onclick = () => {
    by("more").hidden = true;
    by("shaders").append(...rest.map(item));
    by("shaders").children[AT_FIRST].firstChild.focus();
  };
}

export async function begin() {
  form.addEventListener("input", settled(() => attempt(list)));
  form.addEventListener("submit", (event) => event.preventDefault());
  await list();
}
