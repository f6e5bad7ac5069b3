// For pages of other sites: a script element with this address and data-campaign (and, if you like, data-language) puts the
// campaign's meter behind itself, as a link to its form, and looks once a minute whether it has moved.
(() => {
  const script = document.currentScript;
  if (!script || !script.dataset.campaign) return;
  const { campaign, language } = script.dataset;
  const page = new URL('/embed/' + [campaign, language].filter(Boolean).map(encodeURIComponent).join('/'), script.src);
  const link = document.createElement('a');
  const meter = document.createElement('img');
  link.target = '_blank';
  link.rel = 'noopener';
  link.append(meter);
  Object.assign(meter.style, { display: 'block', maxWidth: '100%', height: 'auto' });
  const look = () => fetch(page, { credentials: 'omit' }).then(answer => answer.ok ? answer.text() : '').then(html => {
    const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('a.meter');
    const picture = fresh && fresh.querySelector('img');
    if (!picture || picture.alt === meter.alt) return;
    link.href = new URL(fresh.getAttribute('href'), page);
    meter.alt = picture.alt;
    meter.width = picture.width;
    meter.height = picture.height;
    meter.src = new URL(picture.getAttribute('src'), page) + '?' + Math.floor(Date.now() / 60000);
    if (!link.isConnected) script.after(link);
  }).catch(() => {});
  look();
  setInterval(() => { if (!document.hidden) look(); }, 60000);
})();
