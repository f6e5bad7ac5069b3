// Asks how far the file is that was just asked for, and says so in the words that the page brings along.
"use strict";
(() => {
  const form = document.getElementById("file");
  const line = document.getElementById("progress");
  const cancel = document.getElementById("cancel");
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  let timer = 0;

  const say = step => {
    const words = line.dataset[step.state.toLowerCase()];
    line.textContent = words.replace("{0}", number.format(step.rows))
      .replace("{1}", step.reached ? day.format(new Date(step.reached)) : "");
  };

  const ask = async watch => {
    try {
      const answer = await fetch("/admin/gifts/file/progress?watch=" + watch, { headers: { "X-Groundswell-By-Itself": "yes" } });
      const step = answer.ok ? await answer.json() : {};
      if (watch === form.elements.watch.value && step.state) {
        say(step);
        cancel.hidden = step.state !== "RUNNING";
      }
      if (!step.state || step.state === "RUNNING") {
        timer = setTimeout(ask, 500, watch);
      }
    } catch {
      timer = setTimeout(ask, 2000, watch);
    }
  };

  cancel.addEventListener("submit", event => {
    event.preventDefault();
    fetch(cancel.action, { method: "POST", body: new URLSearchParams(new FormData(cancel)) });
  });

  form.addEventListener("submit", () => {
    clearTimeout(timer);
    form.elements.watch.value = Array.from(crypto.getRandomValues(new Uint32Array(4)), each => each.toString(16).padStart(8, "0")).join("");
    cancel.elements.watch.value = form.elements.watch.value;
    line.hidden = false;
    line.textContent = line.dataset.begun;
    timer = setTimeout(ask, 300, form.elements.watch.value);
  });
})();
