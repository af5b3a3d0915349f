import test from 'ava';
import {
  chipsOf,
  codeOf,
  edgeOf,
  getArguments,
  levelsOf,
  majorOf,
  monitorArguments,
  setArguments,
} from '../../../edge/buttons/gpiod-syntax.ts';

const up = { chip: 'gpiochip0', activeLow: true, lines: [17, 27] };
const down = { chip: 'gpiochip4', activeLow: false, lines: [5] };

test('the version is read as both print it, and another is none', (t) => {
  t.is(majorOf('gpiomon (libgpiod) v1.6.3\nCopyright (C) 2017-2018 Bartosz Golaszewski\n'), 1);
  t.is(majorOf('gpiomon (libgpiod) v2.2.1\nCopyright (C) 2017-2024\n'), 2);
  t.is(majorOf('gpiomon (libgpiod) v3.0\n'), null);
  t.is(majorOf(''), null);
});

test('chips are read from gpiodetect, with labels of any letters', (t) => {
  t.deepEqual(
    chipsOf('gpiochip0 [pinctrl-rp1] (54 lines)\ngpiochip10 [gpio-brcmstb@107d508500] (32 lines)\ngpiochip11 [one line] (1 line)\n'),
    [
      { chip: 'gpiochip0', label: 'pinctrl-rp1', ngpio: 54 },
      { chip: 'gpiochip10', label: 'gpio-brcmstb@107d508500', ngpio: 32 },
      { chip: 'gpiochip11', label: 'one line', ngpio: 1 },
    ],
  );
  t.deepEqual(chipsOf(''), []);
});

test('each version is spoken to in its own way', (t) => {
  t.deepEqual(getArguments(1, up), ['--active-low', '--bias=pull-up', 'gpiochip0', '17', '27']);
  t.deepEqual(getArguments(2, up), ['--active-low', '--bias=pull-up', '--numeric', '--chip=gpiochip0', '17', '27']);
  t.deepEqual(monitorArguments(1, down), ['--bias=pull-down', '--line-buffered', '--format=%e %o %s %n', 'gpiochip4', '5']);
  t.deepEqual(monitorArguments(2, down), ['--bias=pull-down', '--format=%e %o %S', '--consumer=fronta', '--chip=gpiochip4', '5']);
  t.deepEqual(setArguments(1, 'gpiochip0', 12, true), ['--mode=signal', 'gpiochip0', '12=1']);
  t.deepEqual(setArguments(2, 'gpiochip0', 12, false), ['--consumer=fronta', '--chip=gpiochip0', '12=0']);
});

for (const [title, printed, edge] of [
  ['version 1 rising', '1 17 5 20000000', { line: 17, down: true, kernelMs: 5_020 }],
  ['version 1 falling', '0 17 5 7', { line: 17, down: false, kernelMs: 5_000.000007 }],
  ['version 2 rising', '1 17 81234.020000000', { line: 17, down: true, kernelMs: 81_234_020 }],
  ['version 2 falling', '2 4 3.500000000', { line: 4, down: false, kernelMs: 3_500 }],
] as const)
  test(`an edge is read: ${title}`, (t) => {
    t.deepEqual(edgeOf(printed), edge);
  });

test('what is no edge is none', (t) => {
  for (const printed of ['', "Monitoring line '17'...", '3 17 5 1', '1 17', '1 seventeen 5 1', '1 17 5 12345678901'])
    t.is(edgeOf(printed), null, printed);
});

test('levels are as many digits as lines were asked', (t) => {
  t.deepEqual(levelsOf('1 0\n', 2), [true, false]);
  t.is(levelsOf('1 0\n', 3), null);
  t.is(levelsOf('"17"=active "27"=inactive\n', 2), null);
});

test('what a program complains of becomes the code of the kernel, and anything else stays as said', (t) => {
  t.is(codeOf('gpioget: error reading GPIO values: Device or resource busy\n'), 'EBUSY');
  t.is(codeOf("gpioget: unable to open chip '/dev/gpiochip0': Permission denied\n"), 'EACCES');
  t.is(codeOf('gpioget: unable to request lines: Invalid argument\n'), 'EINVAL');
  t.is(codeOf('gpioget: something else\n'), 'gpioget: something else');
  t.is(codeOf(''), 'it says nothing');
});
