import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { writeCalendar } from '../../../cloud/mail/calendar.ts';

const sender = { publicOrigin: 'https://fronta.example', mailFrom: 'Úřad <fronta@fronta.example>' };
const nowMs = Date.parse('2026-11-29T18:00:00+01:00');
const long = 'Příliš žluťoučký kůň úpěl ďábelské ódy; '.repeat(8);

function write(start: string, change: { office?: Partial<OfficeSettings>; isCancelled?: boolean; revision?: number } = {}): string {
  const startMs = Date.parse(start);
  const reservation = { id: 'r1', service: 'vozidla', startMs, endMs: startMs + 3_600_000, lang: 'cs', pin: '0732' } as const;
  return writeCalendar(
    {
      office: { ...exampleOffice, ...change.office },
      reservation: { ...reservation, revision: change.revision ?? 1 },
      isCancelled: change.isCancelled ?? false,
      link: 'https://fronta.example/rezervace/x',
      sender,
    },
    nowMs,
  ).content;
}

/** The lines as a calendar reads them: unfolded [RFC-5545 3.1]. */
const read = (content: string): string[] => content.replaceAll('\r\n ', '').split('\r\n');
const of = (lines: readonly string[], name: string): string[] => lines.filter((line) => line.split(/[;:]/)[0] === name);

test('the hour stands in the zone of the office, and what the zone is stands beside it', (t) => {
  for (const [start, local, offset] of [
    ['2026-11-30T08:30:00+01:00', '20261130T083000', '+0100'],
    ['2026-07-13T08:30:00+02:00', '20260713T083000', '+0200'],
    // On the days of the clock changes, after them.
    ['2026-03-29T08:30:00+02:00', '20260329T083000', '+0200'],
    ['2026-10-25T08:30:00+01:00', '20261025T083000', '+0100'],
  ] as const) {
    const lines = read(write(start));
    t.true(lines.includes(`DTSTART;TZID=Europe/Prague:${local}`), start);
    t.deepEqual(of(lines, 'TZID'), ['TZID:Europe/Prague'], start);
    t.is(of(lines, 'DTSTAMP')[0], 'DTSTAMP:20261129T170000Z', 'when it was written stays UTC');
    t.is(offsetAt(lines, local), offset, start);
  }
});

test('a zone without clock changes and an hour that comes twice are told without doubt (F6)', (t) => {
  const utc = read(write('2026-11-30T08:30:00Z', { office: { timeZone: 'Africa/Abidjan' } }));
  t.true(utc.includes('DTSTART;TZID=Africa/Abidjan:20261130T083000'));
  t.is(offsetAt(utc, '20261130T083000'), '+0000');
  for (const [start, written] of [
    ['2026-10-25T02:30:00+02:00', 'DTSTART:20261025T003000Z'],
    ['2026-10-25T02:30:00+01:00', 'DTSTART:20261025T013000Z'],
  ] as const)
    t.true(read(write(start)).includes(written), start);
});

test('every line is at most 75 octets, ends with CRLF and cuts no character in two', (t) => {
  const service = { ...exampleOffice.services[0]!, bring: { cs: long, en: long, de: long } };
  const content = write('2026-11-30T08:30:00+01:00', { office: { services: [service], place: `${long}\nBEGIN:VEVENT` } });
  t.notRegex(content, /[^\r]\n|\r[^\n]/);
  for (const line of content.split('\r\n')) t.true(Buffer.byteLength(line) <= 75, line);
  t.false(content.includes('�'));
  t.is(read(content).filter((line) => line === 'BEGIN:VEVENT').length, 1);
  t.true(content.endsWith('END:VCALENDAR\r\n'));
});

test('a cancel names the same entry with a higher number', (t) => {
  const made = read(write('2026-11-30T08:30:00+01:00'));
  const cancelled = read(write('2026-11-30T08:30:00+01:00', { isCancelled: true, revision: 7 }));
  t.deepEqual(of(made, 'UID'), of(cancelled, 'UID'));
  t.deepEqual([of(made, 'SEQUENCE'), of(cancelled, 'SEQUENCE')], [['SEQUENCE:1'], ['SEQUENCE:7']]);
  t.deepEqual([of(made, 'METHOD'), of(cancelled, 'METHOD')], [['METHOD:PUBLISH'], ['METHOD:CANCEL']]);
  t.false(cancelled.join('\n').includes('0732'), 'a PIN that is good for nothing is not told');
});

/** The offset that the entry's own zone gives a local time: that of the latest change before it. */
function offsetAt(lines: readonly string[], local: string): string | undefined {
  let known: { begins: string; offset: string } | undefined;
  let begins = '';
  let isZone = false;
  for (const line of lines) {
    if (line === 'BEGIN:VTIMEZONE' || line === 'END:VTIMEZONE') isZone = line.startsWith('BEGIN');
    if (!isZone) continue;
    if (line.startsWith('DTSTART:')) begins = line.slice('DTSTART:'.length);
    if (line.startsWith('TZOFFSETTO:') && begins <= local && begins >= (known?.begins ?? ''))
      known = { begins, offset: line.slice('TZOFFSETTO:'.length) };
  }
  return known?.offset;
}
