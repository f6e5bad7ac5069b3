// Every page works without this file. With it the total moves while people watch, and a form is sent once.
(() => {
  const root = document.documentElement;

  // What a mail, a poster or a gift card asks for: ?campaign=school&amount=25&monthly=yes. The node does the same for those
  // without scripts. What the page came with is set, and not what a donor has changed since.
  const plain = amount => amount.trim().replace(/\p{Nd}/gu, each => {
    let zero = each.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return (each.codePointAt(0) - zero) % 10;
  }).replace('\u066b', '.').replace(/^(\d+),(\d{1,2})$/, '$1.$2').replace(/^(\d+)\.(?!\d{3}$)(\d*[1-9])?0+$/, (all, whole, rest) =>
    rest ? whole + '.' + rest : whole);
  const fill = (form, other, tiles) => {
    const asked = new URLSearchParams(location.search + '&' + location.hash.slice(1));
    if (asked.get('campaign')) asked.set('campaign', asked.get('campaign').trim().toLowerCase());
    const elsewhere = [...document.querySelectorAll('a[data-campaign]')]
        .find(each => each.dataset.campaign === asked.get('campaign'));
    if (elsewhere) {
      location.replace(elsewhere.href + '#' + asked);
      return;
    }
    const here = form.querySelector('input[name=campaign]');
    // A campaign that is gone: what it goes to now is said, and its amount was perhaps in another currency.
    const gone = form.querySelector('[data-gone]');
    const isGone = asked.get('campaign') && here && asked.get('campaign') !== here.value;
    if (gone && isGone) gone.hidden = false;
    const often = form.querySelector('input[name=monthly][value=yes]');
    const monthly = often && ['yes', 'true', '1', 'on'].includes((asked.get('monthly') || '').trim().toLowerCase());
    if (monthly) often.defaultChecked = true;
    const amount = plain(!isGone && asked.get('amount') || '');
    const decimals = (amount.split('.')[1] || '').length;
    if (!other || !/^\d{1,12}(\.\d{1,3})?$/.test(amount) || !(amount > 0) || decimals > form.dataset.decimals) return;
    const own = monthly && tiles.some(each => each.name === 'monthlyAmount');
    const tile = tiles.find(each => each.name === (own ? 'monthlyAmount' : 'amount') && +each.dataset.amount === +amount);
    if (tile) {
      tile.defaultChecked = true;
      return;
    }
    tiles.forEach(each => { each.defaultChecked = false; });
    const shown = amount % 1 === 0 ? 0 : form.dataset.decimals;
    other.defaultValue = new Intl.NumberFormat(root.dataset.locale, { useGrouping: false, minimumFractionDigits: shown,
      maximumFractionDigits: shown }).format(amount);
  };

  // A form from a cache or a static host has no key of its own: each visitor needs one.
  const key = document.querySelector('input[name=key]');
  if (key && (key.value === '' || /^0{8}-/.test(key.value)) && crypto.randomUUID) {
    // It tells when it was made, as a node's own keys do (UUIDv7, RFC 9562 section 5.7).
    const now = Date.now().toString(16).padStart(12, '0');
    key.value = now.slice(0, 8) + '-' + now.slice(8) + '-7' + crypto.randomUUID().slice(15);
  }

  const form = document.querySelector('form.donation');
  if (form) {
    const button = form.querySelector('button');
    let sent = false;
    form.addEventListener('submit', event => {
      if (sent) event.preventDefault();
      sent = true;
      button.setAttribute('aria-disabled', 'true');
    });
    // The back button brings the page back as it was left.
    addEventListener('pageshow', () => { sent = false; button.removeAttribute('aria-disabled'); });
    const other = form.querySelector('#other');
    const tiles = [...form.querySelectorAll('input[name=amount], input[name=monthlyAmount]')];
    if (other) other.addEventListener('input', () => {
      tiles.forEach(each => { if (other.value) each.checked = false; });
    });
    tiles.forEach(each => each.addEventListener('change', () => { if (other) other.value = ''; }));
    fill(form, other, tiles);
  }

  // A page from memory has the form that everybody gets; what the address asks for is chosen here. Whoever has scripts needs
  // no page of their own: links that ask for an amount say it behind the hash.
  document.querySelectorAll('a[data-fill]').forEach(each => { each.href = each.href.replace('?', '#'); });

  // Whoever comes back to a form is to hear what has to be put right.
  const problems = document.querySelector('.problems[tabindex]');
  if (problems) problems.focus();

  // A page that waits looks again by itself. What has not changed stays as it is, for those who are listening to it.
  const lookAgain = () => {
    const old = document.querySelector('[data-again]');
    if (!old) return;
    setTimeout(() => fetch(location.href, { cache: 'no-store', redirect: 'manual' }).then(answer => {
      if (answer.type === 'opaqueredirect') location.reload();
      return answer.ok ? answer.text() : '';
    }).then(html => {
      if (!html) return;
      const page = new DOMParser().parseFromString(html, 'text/html');
      const fresh = page.querySelector('main > section');
      if (!fresh || fresh.innerHTML === old.innerHTML) return;
      old.innerHTML = fresh.innerHTML;
      if (!fresh.dataset.again) old.removeAttribute('data-again');
      else old.dataset.again = fresh.dataset.again;
      document.title = page.title;
    }).catch(() => {}).finally(lookAgain), 1000 * old.dataset.again);
  };
  lookAgain();

  // While somebody tries out stolen cards, the form wants a number whose hash begins with zeros. Without the means to
  // look for one, the page says how long to wait.
  const work = document.querySelector('[data-work]');
  if (work) (async () => {
    if (!window.crypto || !crypto.subtle) {
      work.querySelector('[data-wait]').hidden = false;
      return;
    }
    work.querySelector('[data-working]').hidden = false;
    const text = new TextEncoder();
    for (let number = 0; ; number++) {
      const hash = await crypto.subtle.digest('SHA-256', text.encode(work.dataset.work + ':' + number));
      if (new DataView(hash).getUint32(0) >>> (32 - work.dataset.bits) === 0) {
        work.querySelector('[name=work]').value = number;
        work.closest('form').requestSubmit();
        return;
      }
    }
  })();

  // Where the device has a way of its own to pass something on it is offered, also on a page that has looked again.
  if (navigator.share) {
    root.dataset.shares = '';
    document.addEventListener('click', event => {
      const asked = event.target.closest('[data-share]');
      if (asked) navigator.share({ title: document.title, text: asked.dataset.words, url: asked.dataset.share }).catch(() => {});
    });
  }

  if (!window.EventSource) return;
  // After an answer that is an error (of a node that starts, of a proxy without one) a browser makes an end; here it goes on,
  // seldomer each time.
  const watch = (address, told, wait = 2000) => {
    const events = new EventSource(address);
    events.onmessage = event => { wait = 2000; told(event.data); };
    events.onerror = () => {
      if (events.readyState !== EventSource.CLOSED) return;
      setTimeout(() => watch(address, told, Math.min(wait * 2, 60000)), wait * (1 + Math.random()));
    };
  };
  // Parts of the page that change: fetch the page again, not all visitors in the same instant.
  const underWay = new Set();
  const refresh = (id, soonest) => {
    if (underWay.has(id)) return;
    underWay.add(id);
    setTimeout(() => fetch(location.pathname, { cache: 'no-cache' }).then(answer => answer.ok ? answer.text() : '').then(html => {
      const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(id);
      const old = document.getElementById(id);
      if (fresh && old) old.replaceWith(fresh);
    }).catch(() => {}).finally(() => underWay.delete(id)), soonest + Math.random() * 1800);
  };
  document.querySelectorAll('[data-section]').forEach(section => {
    if (!section.dataset.section) return;
    let known = null;
    watch(section.dataset.section, data => {
      if (known !== null && known !== data) refresh(section.id, 600);
      known = data;
    });
  });

  const live = document.querySelector('[data-live]');
  if (!live) return;
  const locale = root.dataset.locale;
  const show = (name, text) => live.querySelectorAll('[data-show=' + name + ']').forEach(each => { each.textContent = text; });
  // How many decimals a currency has the node says: browsers have their own opinion of some.
  const money = (minor, currency, decimals) => {
    const unit = 10 ** decimals;
    const shown = minor % unit === 0 ? 0 : decimals;
    return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: shown, maximumFractionDigits: shown }).format(minor / unit);
  };
  let donations = null;
  watch(live.dataset.live, data => {
    const now = JSON.parse(data);
    const share = Math.min(1, Math.max(0, now.raised / now.goal));
    show('raised', money(now.raised, now.currency, now.decimals));
    show('donations', new Intl.NumberFormat(locale).format(now.donations));
    live.querySelectorAll('[data-test]').forEach(each => { each.hidden = !now.test; });
    show('share', new Intl.NumberFormat(locale, { style: 'percent' }).format(share));
    live.querySelector('progress').value = share;
    const seen = now.donations + (now.test ? ' tests' : '');
    if (donations !== null && donations !== seen) refresh('latest', 200);
    donations = seen;
  });
})();
