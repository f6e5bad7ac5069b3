"use strict";
{
  const figures = document.querySelectorAll("[data-live]");
  const places = new Map([...figures].map(each => [each.dataset.live, each]));

  // The page was loaded with everything in place; the stream brings what changes.
  const show = (name, text) => {
    const place = places.get(name);
    if (!place) return;
    if (name.startsWith("gateway-") || name.startsWith("node-state-")) {
      place.dataset.standing = text;
      place.textContent = place.getAttribute("data-word-" + text.toLowerCase()) ?? text;
    } else {
      const list = place.closest("ol");
      place.textContent = text !== "" ? text : name.startsWith("from-") ? list.dataset.direct
        : name.startsWith("name-") ? list.dataset.nobody : text;
    }
    if (name.startsWith("amount-") || name.startsWith("page-")) place.closest("li").hidden = false;
    if (name.startsWith("node-name-")) place.closest("li").hidden = text === "";
    if (name === "amount-0") document.getElementById("no-gift")?.remove();
  };
  // After an answer that is an error a browser makes an end: a node that starts has it try again, one that knows nobody any
  // more leads to the page on which one signs in.
  const watch = () => {
    const live = new EventSource("/admin/tonight/events");
    live.onmessage = event => Object.entries(JSON.parse(event.data)).forEach(([name, text]) => show(name, text));
    live.onerror = () => {
      if (live.readyState !== EventSource.CLOSED) return;
      setTimeout(() => fetch(location.href, { redirect: "manual", cache: "no-store" })
        .then(answer => answer.type === "opaqueredirect" ? location.reload() : watch(), watch), 3000);
    };
  };
  watch();

  const section = document.getElementById("charts");
  const words = section.dataset;
  const note = document.getElementById("chart-note");
  const width = id => document.getElementById(id).parentElement.clientWidth - 28;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawn = new Map();

  // Each instant of either time once; where one has no figures there is a gap.
  const joined = (now, then, value) => {
    const at = [...new Set([...now, ...then].map(each => each.at))].sort((one, other) => one - other);
    const of = points => {
      const byTime = new Map(points.map(each => [each.at, value(each)]));
      return at.map(each => byTime.has(each) ? byTime.get(each) : null);
    };
    return [at, of(now), of(then)];
  };

  const chart = (id, title, data, series, answer) => {
    const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const seconds = answer.to - answer.from;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, seconds > 172800
      ? { day: "numeric", month: "short", timeZone: answer.zone }
      : { hour: "2-digit", minute: "2-digit", timeZone: answer.zone });
    const options = {
      title, width: width(id), height: 220, series: [
        { value: (_, at) => at == null ? "" : time.format(at * 1000) },
        ...series.map(each => ({ ...each, width: 2, value: (_, it) => it == null ? "" : number.format(it), spanGaps: false }))],
      scales: { x: { time: true, range: [answer.from, answer.to] }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.1)] } },
      axes: [{ ...axis, values: (_, all) => all.map(each => time.format(each * 1000)) },
        { ...axis, size: 60, values: (_, all) => all.map(each => number.format(each)) }]
    };
    drawn.get(id)?.destroy();
    drawn.set(id, new uPlot(options, data, document.getElementById(id)));
  };

  let asked = "hour";
  // What the page asks by itself keeps nobody signed in.
  const draw = async (byItself) => {
    const time = asked;
    const response = await fetch("/admin/tonight/series?time=" + time,
      { headers: { Accept: "application/json", ...(byItself ? { "X-Groundswell-By-Itself": "yes" } : {}) } });
    // Signed out meanwhile: figures that stand still would be taken for those of now.
    if (response.status === 401) location.reload();
    if (!response.ok || time !== asked) return;
    const answer = await response.json();
    section.hidden = false;
    note.textContent = answer.now.length === 0 ? words.none : answer.tests ? words.tests : "";
    const then = answer.then.length === 0 ? [] : [{ label: words.then, stroke: colour("--edge"), dash: [6, 5] }];
    const pair = (value, main) => [joined(answer.now, answer.then, value).slice(0, 2 + then.length), [main, ...then]];
    const [gifts, giftLines] = pair(each => each.gifts, { label: words.gifts, stroke: colour("--sea"), fill: colour("--wash") });
    chart("chart-gifts", words.gifts, gifts, giftLines, answer);
    const [visitors, visitorLines] = pair(each => each.visitors, { label: words.visitors, stroke: colour("--sea"), fill: colour("--wash") });
    chart("chart-visitors", words.visitors, visitors, visitorLines, answer);
    const [at, slow] = joined(answer.now, [], each => each.slow);
    const errors = joined(answer.now, [], each => each.errors)[1];
    chart("chart-slow", words.slow, [at, slow, errors],
      [{ label: words.slow, stroke: colour("--sea") }, { label: words.errors, stroke: colour("--bad") }], answer);
  };
  section.querySelectorAll("[data-time]").forEach(each => each.addEventListener("click", () => {
    asked = each.dataset.time;
    section.querySelectorAll("[data-time]").forEach(other => other.setAttribute("aria-pressed", String(other === each)));
    draw(false);
  }));
  let resizing;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => drawn.forEach((each, id) => each.setSize({ width: width(id), height: 220 })), 150);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(true));
  draw(true);
  setInterval(draw, 30000, true);
}
