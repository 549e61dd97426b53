// Requests to the service, and the few helpers that every section needs.

export class Problem extends Error {
  constructor(status, detail, retry) {
    super(detail);
    this.status = status;
    this.retry = retry;
  }
}

/** Parsed JSON of a request; a refusal is thrown as a Problem with the service's own words. */
export async function ask(path, method = "GET", body = undefined) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (answer.ok) {
    const type = answer.headers.get("Content-Type") || "";
    return type.includes("json") ? answer.json() : null;
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) location.assign("/login");
  const detail = typeof said.detail === "string" ? said.detail : said.title || answer.statusText;
  throw new Problem(answer.status, detail, Number(answer.headers.get("Retry-After")) || 1);
}

/** An element with properties and children; text is text, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

export const by = (id) => document.getElementById(id);

/** Show a problem above the sections, or take it away. */
export function complain(error) {
  const place = by("problem");
  place.hidden = !error;
  place.textContent = error ? error.message : "";
}

/** Run what a person asked for, and show what is wrong with it. */
export async function attempt(work) {
  complain(null);
  try {
    return await work();
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** An image that is tried again while the service is busy; `refused` is called with another problem. */
export function picture(src, alt, properties = {}, refused = () => {}) {
  const image = make("img", { alt, loading: "lazy", decoding: "async", ...properties });
  image.addEventListener("error", async () => {
    const error = await ask(src).catch((problem) => problem);
    if (!image.isConnected) return;
    if (error?.status !== 429) refused(error);
    else setTimeout(() => { image.src = src; }, 1000 * error.retry * (1 + Math.random()));
  });
  image.src = src;
  return image;
}

/** A word for a POSIX shell. */
export const shell = (text) => (/^[\w:,.=/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Call at most once in a while: after the last of many calls. */
export function settled(work, milliseconds = 300) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
