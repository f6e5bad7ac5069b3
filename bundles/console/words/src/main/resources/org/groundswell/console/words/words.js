// Keys for whoever reads many: 1, 2, 3 decide on the gift where the focus is and lead to the next one. They do nothing
// anywhere else on the page.
(() => {
  const gifts = [...document.querySelectorAll('[data-gift]')];
  document.querySelectorAll('[data-keys]').forEach(each => { each.hidden = false; });
  gifts.forEach((gift, index) => gift.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = gift.querySelector('[data-key="' + (Number(event.key) || 0) + '"]');
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    const next = gifts[index + 1];
    (next ? next.querySelector('[data-key]') : document.querySelector('form.words button')).focus();
  }));
  if (gifts.length) gifts[0].querySelector('[data-key]').focus({ preventScroll: true });
})();
