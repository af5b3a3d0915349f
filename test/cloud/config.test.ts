import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { systemClock } from '../../cloud/clock.ts';
import { ConfigError, readConfig } from '../../cloud/config.ts';

test('without any variable the demonstration runs', (t) => {
  t.like(readConfig({}), {
    port: 8080,
    publicOrigin: 'http://localhost:8080',
    databaseUrl: 'sqlite:var/cloud.sqlite',
    mqttUrl: 'embedded://127.0.0.1:1883',
    smtpUrl: 'inbox:',
    trustProxy: false,
  });
});

test('every wrong variable is one line that names it', (t) => {
  const wrong: Record<string, string>[] = [
    { FRONTA_CLOUD_PORT: 'eighty' },
    { FRONTA_CLOUD_PORT: '70000' },
    { FRONTA_PUBLIC_ORIGIN: 'fronta.example' },
    { FRONTA_PUBLIC_ORIGIN: 'https://fronta.example/path' },
    { FRONTA_DATABASE_URL: 'mysql://x' },
    { FRONTA_MQTT_URL: 'http://x' },
    { FRONTA_SMTP_URL: 'mail.example' },
    { FRONTA_MAIL_FROM: 'nobody' },
    { FRONTA_MAIL_FROM: 'a@b.cz\r\nBcc: c@d.cz' },
    { FRONTA_TRUST_PROXY: 'yes' },
    { FRONTA_EDGES_MQTT_URL: 'mqtts://user@broker.example' },
    { FRONTA_EDGES_MQTT_CA_FILE: import.meta.filename },
    { FRONTA_MQTT_CERT_FILE: import.meta.filename },
    { FRONTA_MQTT_KEY_FILE: '/nowhere/key.pem' },
    { FRONTA_LOG: 'loud' },
    { FRONTA_CLOCK: 'Monday' },
    { FRONTA_CLOCK: '2026-11-30T08:10:00+01:00', NODE_ENV: 'production' },
    { FRONTA_SMTP_URL_FILE: '/nowhere/at/all' },
  ];
  for (const env of wrong) {
    const [name] = Object.keys(env);
    const error = t.throws(() => readConfig(env), { instanceOf: ConfigError }, name);
    t.true(error?.message.startsWith(String(name)), error?.message);
    t.is(error?.message.split('\n').length, 1, error?.message);
  }
});

test('a password is never told in an error', (t) => {
  const error = t.throws(() => readConfig({ FRONTA_SMTP_URL: 'imap://user:tajne@mail.example' }), { instanceOf: ConfigError });
  t.false(error?.message.includes('tajne'));
});

test('a secret may stand in a file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-config-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'smtp');
  writeFileSync(file, 'smtps://user:tajne@mail.example\n');
  t.is(readConfig({ FRONTA_SMTP_URL_FILE: file }).smtpUrl, 'smtps://user:tajne@mail.example');
  t.throws(() => readConfig({ FRONTA_SMTP_URL_FILE: file, FRONTA_SMTP_URL: 'inbox:' }), { message: /not both/ });
});

test('a moved clock starts at its instant and runs on', (t) => {
  const clock = systemClock('2026-11-30T08:10:00+01:00');
  const ahead = clock.now() - Date.parse('2026-11-30T08:10:00+01:00');
  t.true(ahead >= 0 && ahead < 5000);
});
