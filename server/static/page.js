// The gallery page: begins its sections.

import { attempt, by } from "./api.js";
import { begin as jobs } from "./jobs.js";
import { begin as programs } from "./programs.js";
import { begin as recipe } from "./recipe.js";

document.addEventListener("click", async ({ target }) => {
  if (!target.dataset?.copy) return;
  const line = by(target.dataset.copy);
  getSelection().selectAllChildren(line);
  // browsers give the clipboard to https and to this machine alone; elsewhere the line is selected, for Ctrl-C
  await navigator.clipboard?.writeText(line.textContent);
  target.textContent = navigator.clipboard ? "Copied" : "Selected";
  setTimeout(() => { target.textContent = "Copy"; }, 1500);
});

for (const section of [recipe, programs, jobs]) attempt(section);
