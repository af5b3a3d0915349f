import test from 'ava';
import { faultKinds } from './faults.ts';
import { optionsIn } from './options.ts';

test('a simulation lives fifty days of seed 1 with all faults when nothing is told', (t) => {
  t.deepEqual(optionsIn([]), { seed: '1', days: 50, life: null, store: 'memory', faults: true, but: [], planted: false, seconds: null });
});

test('a replay line is read as it is printed', (t) => {
  const kind = faultKinds[0]!;
  t.like(optionsIn(['--seed', '7.3', '--life', '5', '--store', 'sqlite', '--faults', kind]), {
    seed: '7.3',
    life: 5,
    store: 'sqlite',
    faults: [kind],
  });
  t.like(optionsIn(['--faults', 'none']), { faults: false });
  t.like(optionsIn(['--seed', '3', '--life', '3', '--but', kind]), { faults: true, but: [kind] });
  t.like(optionsIn(['--fresh', '60', '--seed', '3']), { seed: null, seconds: 60, days: Number.POSITIVE_INFINITY });
});

for (const [args, said] of [
  [['--days', '0'], /--days 0: a whole number from 1/],
  [['--days', '1O'], /--days 1O: a whole number/],
  [['--days', '-5'], /--days/],
  [['--life', 'x'], /--life x/],
  [['--fresh', '0'], /--fresh 0/],
  [['--store', 'disk'], /--store disk: memory or sqlite/],
  [['--faults', 'power cut,ghosts'], /--faults ghosts: there are /],
  [['--but', 'ghosts'], /--but ghosts: there are /],
  [['--seed', ''], /--seed/],
  [['--speed', '3'], /--speed/],
] as const)
  test(`a simulation that lives nothing is refused: ${args.join(' ')}`, (t) => {
    const read = optionsIn(args);
    t.regex('wrong' in read ? read.wrong : '', said);
  });
