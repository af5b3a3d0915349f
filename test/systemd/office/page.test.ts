import test from 'ava';
import { openBrowser } from '../../browser/browser.ts';
import { linesOf, textOf } from '../../tidy/sources.ts';

const file = 'systemd/office/co-delat-kdyz.html';

test('what the page quotes is what kiosk and staff page say', (t) => {
  const said = [...linesOf('edge/core/views/wording.ts'), ...linesOf('edge/screens/pages/words/cs.ts')].join('\n');
  const quoted = [...textOf(file).matchAll(/„([^“]+)“/g)].map(([, words]) => words!);
  t.true(quoted.length >= 5);
  for (const words of quoted) for (const part of words.split(' … ')) t.true(said.includes(part), part);
});

test('it is one sheet of A4, and nothing of it is cut off on a phone', async (t) => {
  const browser = await openBrowser();
  t.teardown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
  await page.setContent(textOf(file));
  t.true(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g);
  t.is(sheets?.length, 1);
});
