// The recipe: sources to choose from, a live contact sheet, and the lines that give the same images elsewhere.

import { ask, by, complain, make, picture, settled, shell } from "./api.js";

const COUNT = 24;
const form = by("recipe-form");

/** The recipe in the form, as a job's body has it. */
export function recipe() {
  const size = form.size.value.trim();
  return { source: form.source.value.trim(), size: /^\d+$/.test(size) ? Number(size) : size, seed: Number(form.seed.value) };
}

const query = ({ source, size, seed }) => new URLSearchParams({ source, size, seed });

function lines(wanted, start) {
  const { source, size, seed } = wanted;
  const python = typeof size === "number" ? size : JSON.stringify(size);
  by("command").textContent = `shadergen render --n ${start + COUNT} --source ${shell(source)} --size ${shell(String(size))} --seed ${seed}`;
  by("python").textContent =
    `shadergen.draw(shadergen.Recipe(source=${JSON.stringify(source)}, size=${python}, seed=${seed}), ${start})`;
  const stream = query(wanted);
  stream.set("start", start);
  stream.set("n", COUNT);
  by("stream").textContent = `webdataset.WebDataset("${location.origin}/v1/stream?${stream}", shardshuffle=False)`;
}

function show() {
  const wanted = recipe();
  const start = Number(form.start.value);
  complain(null);
  lines(wanted, start);
  const images = Array.from({ length: COUNT }, (_, k) => {
    const index = start + k;
    const alt = `image ${index} of ${wanted.source}, seed ${wanted.seed}`;
    return picture(`/v1/images/${index}.png?${query(wanted)}`, alt, {}, complain);
  });
  by("pictures").replaceChildren(...images);
  press();
  const place = query(wanted);
  place.set("start", start);
  history.replaceState(null, "", `?${place}${location.hash}`);
}

function press() {
  for (const button of by("sources").children) {
    button.setAttribute("aria-pressed", String(button.dataset.name === form.source.value.trim()));
  }
}

function turn(by) {
  form.start.value = Math.max(0, Number(form.start.value) + by * COUNT);
  show();
}

function card({ name, about, missing }) {
  const button = make("button", { type: "button", disabled: Boolean(missing), "aria-pressed": "false", "data-name": name });
  if (missing) button.append(make("i"));
  else button.append(picture(`/v1/images/0.png?${query({ source: name, size: 64, seed: 0 })}`, "", { width: 64, height: 64 }));
  const words = (missing ?? about.replace(/^\w+: /, "")).replaceAll("`", "");
  button.append(make("strong", { textContent: name }), make("span", { textContent: words }));
  button.addEventListener("click", () => {
    form.source.value = name;
    form.start.value = 0;
    show();
  });
  return button;
}

export async function begin() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name in form.elements) form.elements[name].value = value;
  }
  form.addEventListener("input", settled(() => form.checkValidity() && show()));
  form.addEventListener("submit", (event) => event.preventDefault());
  by("earlier").addEventListener("click", () => turn(-1));
  by("later").addEventListener("click", () => turn(1));
  show();
  by("sources").replaceChildren(...(await ask("/v1/sources")).map(card));
  press();
}
