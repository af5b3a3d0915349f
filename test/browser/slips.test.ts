import test, { type ExecutionContext } from 'ava';
import type { SlipView } from '../../edge/core/views/slip.ts';
import { renderSlip } from '../../edge/printer/escpos.ts';
import { printerModelNames, printerModels } from '../../edge/printer/models.ts';
import { dotsPerMm, drawPaper } from '../edge/printer/draw.ts';
import { copy, reserved, walkIn } from '../edge/printer/slips.ts';
import { openBrowser } from './browser.ts';
import { keepPicture } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

const kinds: Readonly<Record<string, SlipView>> = { 'walk-in': walkIn, reserved, copy };

for (const name of printerModelNames)
  for (const [kind, slip] of Object.entries(kinds))
    test.serial(`a ${kind} slip as ${name} prints it: the number is over 15 mm high, everything is on the paper`, async (t) => {
      const model = printerModels[name];
      const { svg, paperDots, marks } = drawPaper(renderSlip(slip, model), model);
      const page = await pictureOf(t, svg, paperDots);
      const ink = await page.evaluate(inkOfRows);
      const number = marks.filter((mark) => mark.kind === 'character' && mark.height === 8 * 24);
      t.is(number.map((mark) => (mark.kind === 'character' ? mark.character : '')).join(''), slip.number);
      const top = number[0]!.y;
      const rows = ink.filter((row) => row >= top && row < top + 8 * 24);
      const heightMm = (Math.max(...rows) - Math.min(...rows) + 1) / dotsPerMm;
      t.true(heightMm >= 15, `the number's ink is ${heightMm} mm high`);
      for (const { x, width, kind: what } of marks)
        if (what !== 'cut') t.true(x >= 0 && x + width <= paperDots.width, `${what} from ${x} to ${x + width} of ${paperDots.width}`);
      const [code] = marks.filter((mark) => mark.kind === 'qr');
      t.true(code !== undefined && code.width / dotsPerMm >= 15, 'a phone reads codes from 15 mm on');
      t.is(marks.at(-1)?.kind === 'cut', model.cutter);
      await keepPicture(t, page, `slip-${kind}-${name}`);
    });

async function pictureOf(t: ExecutionContext, svg: string, { width, height }: { readonly width: number; readonly height: number }) {
  const page = await (await browser).newPage({ viewport: { width, height } });
  t.teardown(() => page.close());
  const style = 'body{margin:0}svg{display:block}text{font-family:"Open Sans",sans-serif;font-size:23px;text-anchor:middle}';
  await page.setContent(`<style>${style}</style>${svg}`);
  await page.evaluate(narrowToCells);
  return page;
}

/** A printer's letters are as wide as their cells; the letters here are made to. */
function narrowToCells(): void {
  for (const letter of document.querySelectorAll('text')) {
    if (letter.getComputedTextLength() <= 11.5) continue;
    letter.setAttribute('textLength', '11.5');
    letter.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
}

/** The rows of dots with any ink in them. */
async function inkOfRows(): Promise<number[]> {
  const svg = document.querySelector('svg')!;
  const picture = new Image();
  const styled = svg.cloneNode(true) as SVGElement;
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = document.querySelector('style')!.textContent;
  styled.prepend(style);
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(styled))}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const brush = canvas.getContext('2d')!;
  brush.drawImage(picture, 0, 0);
  const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: height }, (_, row) => row).filter((row) =>
    data.subarray(row * width * 4, (row + 1) * width * 4).some((value, at) => at % 4 === 0 && value < 128),
  );
}
