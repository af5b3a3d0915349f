import test from 'ava';
import { lastOf, lastVoltsMin, supplyTable, watts } from '../../hardware/drawings/supply.ts';
import { readTable } from '../../hardware/drawings/table.ts';

const loads = readTable('loads.csv');

test('one unit at the end of a cable takes what Ohm and the converter allow', (t) => {
  // U = 24 V - R P / U, so U = (24 + sqrt(24² - 4 R P)) / 2.
  const metres = 100;
  const ohms = metres * 0.0732;
  const volts = (24 + Math.sqrt(24 ** 2 - 4 * ohms * 2)) / 2;
  const last = lastOf([2], metres)!;
  t.true(Math.abs(last.volts - volts) < 1e-6);
  t.true(Math.abs(last.amperes - 2 / volts) < 1e-6);
});

test('a longer cable and more units leave less at the last one, and beyond what the line can carry there is nothing', (t) => {
  const volts = (units: number, metres: number) =>
    lastOf(
      Array.from({ length: units }, () => watts(loads, 'unit')),
      metres,
    )?.volts ?? 0;
  t.true(volts(4, 100) < volts(4, 50));
  t.true(volts(8, 100) < volts(4, 100));
  t.is(lastOf([1_000], 300), null);
});

test('the office of the example, and one of eight units on 200 m, are fed well', (t) => {
  const devices = (units: number) => [watts(loads, 'keypad'), ...Array.from({ length: units }, () => watts(loads, 'unit'))];
  t.true(lastOf(devices(3), 300)!.volts >= lastVoltsMin);
  t.true(lastOf(devices(8), 200)!.volts >= lastVoltsMin);
  t.true(lastOf(devices(8), 200)!.amperes < 2.5, 'the fuse holds');
});

test('what does not suffice is struck out or said', (t) => {
  const table = supplyTable(loads);
  t.regex(table, /~~15\.\d V~~/);
  t.regex(table, /\| no \|/);
});
