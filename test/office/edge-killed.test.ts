import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { BenchHands } from './bench-hands.ts';
import { type Office, runOffice } from './run-office.ts';
import { seededChance } from './seeded-chance.ts';
import { factsNamed, storedEvents } from './stored-facts.ts';
import { createWitness, type Witness } from './witness.ts';

/** FRONTA_KILLS=500 tries harder; FRONTA_SEED tries other moments. */
const kills = Number(process.env.FRONTA_KILLS ?? 12);
const seed = Number(process.env.FRONTA_SEED ?? 2010);
/** A kill falls within so many milliseconds of the last press that was heard, or of the start. */
const afterPressMs = 40;
const afterStartMs = 400;
/** Between two lives, so that a button pressed before may give a ticket again. */
const darkMs = 5_000;

test('an edge killed at any moment loses no number and gives none twice (F1)', async (t) => {
  t.timeout(60_000 + kills * 5_000);
  const office = await runOffice(t, { clock: '2026-11-23T07:00:00+01:00', settings: officeOfManyServices() });
  await office.inTouch();
  const chance = seededChance(seed);
  const witness = createWitness();
  for (let life = 1; life <= kills; life += 1) {
    await liveAndDie(office, witness, life, chance);
    office.skip(darkMs);
    if (life % 5 === 0) await dieWhileStarting(office, chance);
    await office.edge.start();
  }

  const where = `seed ${seed}`;
  const { id, facts } = office.journal();
  const given = factsNamed(facts, 'ticket.issued').map(({ data }) => data.number);
  const called = factsNamed(facts, 'ticket.called').map(({ data }) => `${data.number} ${data.counter}`);
  t.true(witness.slips.length > kills, `the test saw slips: ${witness.slips.length}`);
  t.deepEqual(twice(given), [], `${where}: no number is given twice`);
  t.deepEqual(gaps(given), [], `${where}: the numbers of a service follow one another`);
  t.deepEqual(
    without(
      witness.slips.map(({ number }) => number),
      given,
    ),
    [],
    `${where}: no number seen on paper is lost`,
  );
  const originals = witness.slips.filter(({ copy }) => !copy);
  t.deepEqual(twice(originals.map(({ number }) => number)), [], `${where}: a number comes out again as a copy only`);
  t.deepEqual(stepsBack(originals.map(({ number }) => number)), [], `${where}: after a start the numbers go on upwards`);
  t.true(witness.calls.size > 0);
  t.deepEqual(without([...witness.calls], called), [], `${where}: no call seen on the board is lost`);
  t.deepEqual(twice(called.map((call) => call.split(' ')[0])), [], `${where}: nobody is called twice`);
  const waiting = (await office.bench.queue()).services.reduce((sum, service) => sum + service.waiting, 0);
  t.is(waiting, given.length - called.length, `${where}: who was not called still waits`);
  await office.delivered();
  const after = office.journal().facts;
  t.deepEqual(
    storedEvents(office.database, id),
    after.map(({ seq, name }) => ({ seq, name })),
    `${where}: the cloud has each fact once`,
  );
  t.log(`${kills} kills, ${given.length} numbers given, ${witness.slips.length} slips and ${witness.calls.size} calls seen`);
});

/** People press one button after the other, two at a time, and clerks call, until the power goes. */
async function liveAndDie({ bench, edge }: Office, witness: Witness, life: number, chance: () => number): Promise<void> {
  const buttons = letters.map((letter) => `service:${letter.toLowerCase()}`).toSorted(() => chance() - 0.5);
  const presses = 2 + Math.floor(chance() * (buttons.length - 2));
  const people = [witness.watch(bench, life), call(bench)];
  for (let pressed = 0; pressed < presses; pressed += 2) await Promise.all(buttons.slice(pressed, pressed + 2).map(bench.press));
  await pause(chance() * afterPressMs);
  await edge.end('SIGKILL');
  await Promise.all(people);
}

async function dieWhileStarting({ edge }: Office, chance: () => number): Promise<void> {
  const started = edge.start().catch(() => undefined);
  await pause(chance() * afterStartMs);
  await edge.end('SIGKILL');
  await started;
}

async function call(bench: BenchHands): Promise<void> {
  try {
    for (let counter = 1; ; counter = (counter % 3) + 1) await bench.unit(counter, 'next');
  } catch {
    // The edge was killed.
  }
}

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** As many buttons as an office can have: each gives one ticket in two seconds. */
function officeOfManyServices(): OfficeSettings {
  const [model] = exampleOffice.services;
  const services = letters.map((letter) => ({ ...model!, id: letter.toLowerCase(), letter }));
  const counters = exampleOffice.counters.map((counter) => ({ ...counter, services: services.map(({ id }) => id) }));
  return { ...exampleOffice, revision: 2, services, counters };
}

const twice = (values: readonly (string | undefined)[]): readonly unknown[] =>
  values.filter((value, index) => values.indexOf(value) !== index);
const without = (values: readonly string[], known: readonly string[]): readonly string[] => {
  const all = new Set(known);
  return values.filter((value) => !all.has(value));
};

/** Numbers that do not follow the one before of their letter. */
const gaps = (numbers: readonly string[]): readonly string[] => outOfOrder(numbers, (before, now) => now === before + 1);
/** Numbers lower than one seen before of their letter. */
const stepsBack = (numbers: readonly string[]): readonly string[] => outOfOrder(numbers, (before, now) => now > before);

function outOfOrder(numbers: readonly string[], inOrder: (before: number, now: number) => boolean): readonly string[] {
  const last = new Map<string, number>();
  return numbers.filter((number) => {
    const letter = number.charAt(0);
    const fine = inOrder(last.get(letter) ?? 0, Number(number.slice(1)));
    last.set(letter, Number(number.slice(1)));
    return !fine;
  });
}
