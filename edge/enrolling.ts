import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolAnswer } from '#contract/enrolment.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Disk } from './disk/port.ts';
import { redeem } from './link/enrol.ts';
import type { EnrolOutcome } from './link/port.ts';
import { keepCredential } from './state/credential.ts';

/** The authority of the broker that the cloud named, where the configuration names no place for it. */
const authorityFile = 'broker-ca.pem';

/** The card that is enrolled, as its configuration tells. */
export type Card = {
  readonly name: EdgeName;
  readonly disk: Disk;
  readonly data: string;
  /** The cloud's public origin, if the configuration knows it. */
  readonly cloud: string | null;
  readonly mqtt: { readonly url: string; readonly username: string; readonly caFile: string | null };
  /** The journal on the card, if there is one. */
  readonly journal: () => string | null;
};

/**
 * Exchanges a code for this card's credential and keeps what came: the first thing that a card does for its office, from the command line
 * or from the kiosk's keypad. `origin` goes before the configuration's. Never rejects.
 */
export async function enrolCard(card: Card, code: string, origin: string | null = null): Promise<EnrolOutcome> {
  const cloud = origin ?? card.cloud;
  if (cloud === null)
    return {
      ok: false,
      word: 'no-origin',
      says: 'nobody has said where the cloud is',
      todo: 'Give its address: "fronta enrol https://fronta.example", or as "cloud" in the configuration.',
    };
  const redeemed = await redeem({ ...card.name, code, origin: cloud, journal: card.journal(), ca: textOf(card.mqtt.caFile) });
  if (!redeemed.ok) return redeemed;
  const { answer } = redeemed;
  try {
    const files = [...keepAuthority(card, answer), ...keepCredential(card.disk, card.data, answer)];
    return { ok: true, cloud, replacement: answer.replacement, files, notes: notesOf(card, answer) };
  } catch (error) {
    const says = `the credential came but cannot be kept: ${(error as Error).message}`;
    return { ok: false, word: 'disk', says, todo: 'Make the data folder writable, then enrol with another code: this one is used up.' };
  }
}

function keepAuthority({ data, mqtt }: Card, { broker }: EnrolAnswer): readonly string[] {
  if (broker === null || broker.ca === null) return [];
  const path = mqtt.caFile ?? join(data, authorityFile);
  if (textOf(path) === broker.ca) return [];
  writeFileSync(path, broker.ca, { mode: 0o644 });
  return [path];
}

/** What the configuration says otherwise than the cloud: the link would not come up, and nobody would know why. */
function notesOf({ data, mqtt }: Card, { broker, username }: EnrolAnswer): readonly string[] {
  const notes: string[] = [];
  if (broker !== null && broker.url !== mqtt.url)
    notes.push(`the cloud's broker is ${broker.url}, but "mqtt.url" says ${mqtt.url}: correct it and restart the edge`);
  if (broker !== null && broker.ca !== null && mqtt.caFile === null)
    notes.push(`set "mqtt.caFile" to ${join(data, authorityFile)}, by which the broker is known, and restart the edge`);
  if (username !== mqtt.username) notes.push(`"mqtt.username" must be ${username}: correct it and restart the edge`);
  return notes;
}

const textOf = (path: string | null): string | null => (path !== null && existsSync(path) ? readFileSync(path, 'utf8') : null);
