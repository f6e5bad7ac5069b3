// Shows what the node says, and goes on showing it whatever happens to the line: a stream that ended begins again, and one
// that is silent is asked beside it.
(() => {
  const RETRY_MILLIS = 3000;
  const LOOK_MILLIS = 15000;
  const KEYS = ['transparent', 'green', 'blue', 'magenta', 'black'];
  const PARTS = ['total', 'names', 'give'];

  const asked = new URLSearchParams(location.search);
  const root = document.documentElement;
  if (KEYS.includes(asked.get('background'))) root.dataset.background = asked.get('background');
  const parts = (asked.get('parts') || '').split(',').filter(each => PARTS.includes(each));
  PARTS.forEach(each => { if (parts.length && !parts.includes(each)) document.querySelector('.' + each).remove(); });

  const set = (selector, text) => {
    const element = document.querySelector(selector);
    if (element && element.textContent !== text) element.textContent = text;
  };
  const appear = (selector, is) => {
    const element = document.querySelector(selector);
    if (element) element.hidden = !is;
  };
  const line = each => {
    const item = document.createElement('li');
    const name = document.createElement('bdi');
    const amount = document.createElement('b');
    name.textContent = each.name;
    amount.textContent = each.amount;
    item.append(name, ' ', amount);
    return item;
  };

  let known = '';
  const show = text => {
    if (text === known) return false;
    const now = JSON.parse(text);
    known = text;
    set('.raised', now.raised);
    set('.of', now.of);
    set('.test', now.test);
    set('.names h2', now.heading);
    const bar = document.querySelector('progress');
    if (bar) bar.value = now.share;
    const list = document.querySelector('.names ol');
    if (list) list.replaceChildren(...now.names.map(line));
    appear('.test', now.test !== '');
    appear('.total', true);
    appear('.names', now.names.length > 0);
    return true;
  };

  const stream = document.body.dataset.live;
  let events = null;
  const listen = () => {
    if (events) events.close();
    events = new EventSource(stream);
    events.onmessage = event => show(event.data);
    events.onerror = () => {
      // Of an answer that is an error a browser makes an end.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MILLIS);
    };
  };
  listen();
  setInterval(() => fetch(stream.replace('/live/', '/api/'), { cache: 'no-cache' })
      .then(answer => answer.ok ? answer.text() : '')
      .then(text => { if (text && show(text)) listen(); })
      .catch(() => {}), LOOK_MILLIS);
})();
