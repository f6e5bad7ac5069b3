// The page on which a donor ends, which no sitemap names: a gift is given for it, through the sandbox.
const FORM = 'application/x-www-form-urlencoded';

/** The address of the thanks for a gift that was paid in a language. */
export async function thanksOf(base, language) {
  const form = await (await fetch(`${base}/${language}/donate`)).text();
  const key = /<input[^>]* name="key"[^>]* value="([^"]+)"/.exec(form);
  if (!key) {
    throw new Error(`${base}/${language}/donate has no form with a key`);
  }
  const checkout = await next(base, '/donations', { campaign: 'flood', currency: 'EUR', lang: language, key: key[1],
    provider: 'sandbox', amount: '25', name: 'Noor', email: 'donor@example.org', message: '' });
  const back = await next(base, checkout, { action: 'pay' });
  return new URL(await next(base, back), base).href;
}

/** Where an answer leads; with fields they are posted. */
async function next(base, path, fields) {
  const answer = await fetch(new URL(path, base), { redirect: 'manual', ...(fields && { method: 'POST',
    headers: { 'Content-Type': FORM }, body: new URLSearchParams(fields).toString() }) });
  const location = answer.headers.get('location');
  if (!location) {
    throw new Error(`${path.replace(/\?.*/, '')} answers ${answer.status} and leads nowhere`);
  }
  return location;
}
