// What each tool says of one page. All of them look at the page as a visitor's browser or a search engine gets it.
import axe from 'axe-core';
import lighthouse from 'lighthouse';
import { LinkChecker } from 'linkinator';

export const FIGURES = ['performance', 'accessibility', 'best-practices', 'seo'];
const TIMEOUT = 60_000;

/** Links, pictures, styles and places on pages that lead nowhere; other sites are not asked. By the page that has them. */
export async function brokenLinks(base, pages) {
  const broken = new Map();
  for (const page of pages) {
    const result = await new LinkChecker().check({
      path: page,
      recurse: false,
      checkCss: true,
      checkFragments: true,
      timeout: TIMEOUT,
      concurrency: 4,
      linksToSkip: async link => !link.startsWith(base + '/'),
    });
    broken.set(page, result.links.filter(link => link.state === 'BROKEN').map(link => `${link.url} (${link.status})`));
  }
  return broken;
}

/** What axe finds on a phone by day and on a desktop by night. */
export async function barriers(browser, page) {
  const found = new Set();
  for (const [width, scheme] of [[412, 'light'], [1350, 'dark']]) {
    const tab = await browser.newPage();
    try {
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.goto(page, { waitUntil: 'load', timeout: TIMEOUT });
      await tab.evaluate(axe.source);
      const result = await tab.evaluate('axe.run(document)');
      result.violations.forEach(each => found.add(`${each.id}: ${each.nodes.map(node => node.html).join(' ')}`));
    } finally {
      await tab.close();
    }
  }
  return [...found];
}

/** Lighthouse's four figures, as on a phone, and which audits took points. */
export async function figures(browser, page) {
  const { lhr } = await lighthouse(page, {
    port: Number(new URL(browser.wsEndpoint()).port),
    logLevel: 'error',
    onlyCategories: FIGURES,
  });
  if (lhr.runtimeError) {
    throw new Error(`${page}: ${lhr.runtimeError.message}`);
  }
  const figures = FIGURES.map(each => Math.round(lhr.categories[each].score * 100));
  const audits = FIGURES.flatMap(each => lhr.categories[each].auditRefs)
    .filter(each => each.weight > 0 && lhr.audits[each.id].score !== null && lhr.audits[each.id].score < 0.9)
    .map(each => `${each.id} (${lhr.audits[each.id].displayValue ?? lhr.audits[each.id].score})`);
  return { figures, audits, version: lhr.lighthouseVersion };
}
