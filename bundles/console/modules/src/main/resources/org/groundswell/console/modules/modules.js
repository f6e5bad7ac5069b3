// The pages work without this file. With it they look again by themselves while something is under way, and wait where the
// console's own parts are exchanged and nobody answers for a moment.
(() => {
  const SECOND = 1000;
  const isUnderWay = () => document.querySelector('#now[data-again]') !== null;

  const take = (text) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const fresh = page.getElementById('now');
    const now = document.getElementById('now');
    if (fresh === null || now === null) {
      return;
    }
    now.toggleAttribute('data-again', fresh.hasAttribute('data-again'));
    // The element itself stays: screen readers tell what changes in it.
    if (now.innerHTML !== fresh.innerHTML) {
      now.replaceChildren(...fresh.childNodes);
    }
    // What somebody may be reading stays as it is until all is over.
    if (!isUnderWay()) {
      document.getElementById('all')?.replaceWith(page.getElementById('all'));
    }
  };

  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Groundswell-By-Itself': 'yes' }, cache: 'no-store' });
      if (answer.ok && new URL(answer.url).pathname === location.pathname) {
        take(await answer.text());
      }
    } catch {
      // It is away for a moment.
    }
    later();
  };

  const later = () => {
    if (isUnderWay()) {
      setTimeout(look, SECOND);
    }
  };

  later();
})();
