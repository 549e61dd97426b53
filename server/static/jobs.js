// Jobs and datasets: start one, watch it by server-sent events, cancel it, and see what came of it.

import { ask, attempt, by, make } from "./api.js";
import { recipe } from "./recipe.js";

const LIVE = ["queued", "running", "cancelling"];
const number = new Intl.NumberFormat("en");
const rows = new Map();
const jobs = new Map();  // in the order in which they began to wait
let watched;

function draw(job) {
  const { progress, outcome } = job;
  const words = [make("strong", { textContent: job.name }), make("small", { textContent: `${job.kind}, ${job.state}` })];
  const done = progress ? `${number.format(progress.done)} of ${number.format(progress.total)}` : number.format(job.n);
  words.push(make("small", { textContent: `${done} images` }));
  if (job.state === "running") {
    const bar = make("progress", { max: progress?.total ?? job.n, "aria-label": `Images of ${job.name}` });
    if (progress) bar.value = progress.done;
    words.push(bar);
  }
  if (LIVE.includes(job.state)) {
    const cancel = make("button", { type: "button", textContent: "Cancel", disabled: job.state === "cancelling" });
    cancel.setAttribute("aria-label", `Cancel ${job.name}`);
    cancel.addEventListener("click", () => attempt(async () => update(await ask(`/v1/jobs/${job.id}`, "DELETE"))));
    words.push(cancel);
  }
  if (outcome?.message) words.push(make("p", { className: "message", textContent: outcome.message }));
  return words;
}

function update(job) {
  jobs.set(job.id, job);
  if (!rows.has(job.id)) {
    rows.set(job.id, make("li", { id: `job-${job.id}` }));
    by("job-list").prepend(rows.get(job.id));
  }
  const row = rows.get(job.id);
  const focused = row.contains(document.activeElement);
  row.replaceChildren(...draw(job));
  if (focused) row.querySelector("button")?.focus();
  watch();
}

// one job at a time, the oldest that is not over: a browser has six connections to a service, and pictures need them
function watch() {
  const job = [...jobs.values()].find(({ state }) => LIVE.includes(state));
  if (watched?.id === job?.id) return;
  watched?.events.close();
  watched = job && { id: job.id, events: new EventSource(`/v1/jobs/${job.id}/events`) };
  for (const name of job ? ["progress", "state"] : []) watched.events.addEventListener(name, hear);
}

function hear(event) {
  const job = JSON.parse(event.data);
  update(job);
  if (job.state === "done") attempt(datasets);
}

async function datasets() {
  const all = await ask("/v1/datasets");
  const finished = all.filter((dataset) => dataset.finished);
  const items = finished.map((dataset) => {
    const facts = `${number.format(dataset.images)} images, ${number.format(dataset.shards.length)} ${dataset.shards.length === 1 ? "shard" : "shards"}, ` +
      `${(dataset.bytes / 1e6).toFixed(1)} MB`;
    const manifest = make("a", { href: `/v1/datasets/${dataset.name}/manifest.json`, textContent: "manifest" });
    manifest.setAttribute("aria-label", `Manifest of ${dataset.name}`);
    return make("li", {}, make("strong", { textContent: dataset.name }), make("small", { textContent: facts }), manifest);
  });
  by("dataset-list").replaceChildren(...(items.length ? items : [make("li", {}, "None is finished yet.")]));
  by("select-form").elements.dataset.replaceChildren(...finished.map(({ name }) => new Option(name, name)));
}

function start(form, body) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const common = { name: form.elements.name.value, n: Number(form.elements.n.value) };
    attempt(async () => update(await ask("/v1/jobs", "POST", { ...common, ...body(form.elements) })));
  });
}

export async function begin() {
  start(by("render-form"), () => ({ kind: "render", recipe: recipe() }));
  start(by("select-form"), (fields) => ({ kind: "select", dataset: fields.dataset.value, teacher: fields.teacher.value }));
  for (const job of (await ask("/v1/jobs?limit=20")).reverse()) update(job);
  await datasets();
}
