import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { until } from '../office/until.ts';
import { backMsMax, type Kiosk } from './kiosk.ts';
import type { Story } from './tell.ts';

/** What the container finds below /debs. */
export type Packages = {
  readonly version: string;
  /** File names: the package, and the same with later numbers. */
  readonly edge: string;
  readonly later: string;
  readonly cloud: string;
  /** Folders with a signed release: one that works, one whose daemon ends at once, one that somebody else signed. */
  readonly sound: string;
  readonly broken: string;
  readonly foreign: string;
};

export const versions = { updated: '0.90.1', broken: '0.90.2', upgraded: '0.91.0' } as const;

const data = '/var/lib/fronta';

/** In this order: each leaves the machine as the next one finds it. */
export const stories = (packages: Packages): readonly Story<Kiosk>[] => [
  ...installation(packages),
  ...updates(packages),
  ...farewell(packages),
  cloud(packages),
];

const installation = ({ version, edge }: Packages): readonly Story<Kiosk>[] => [
  {
    title: 'the package installs on a bare Debian, and the daemon is up',
    async happens({ run, isUp, property }) {
      run('dpkg', '--install', `/debs/${edge}`);
      await isUp(version);
      assert.equal(property('ActiveState'), 'active');
      assert.equal(property('NRestarts'), '0');
    },
  },
  {
    title: 'a press gives the first slip, and the command line tells of it',
    async happens({ press, run }) {
      assert.deepEqual(await press('vozidla'), ['A1']);
      assert.match(run('fronta', 'status'), /^A {2}vozidla +1 /m);
      assert.match(run('fronta', 'journal', 'verify'), /whole/);
    },
  },
  {
    title: 'it runs as nobody in particular, without a right too many, under the filter of its unit',
    async happens({ property, run, shell }) {
      const status = run('cat', `/proc/${property('MainPID')}/status`);
      assert.match(status, /^CapEff:\t0+$/m);
      assert.match(status, /^NoNewPrivs:\t1$/m);
      assert.match(status, /^Seccomp:\t2$/m);
      assert.equal(shell(`stat --format=%U /proc/${property('MainPID')}`).trim(), 'fronta');
      assert.equal(shell(`stat --format='%U %G %a' /run/fronta/console.sock`).trim(), 'fronta fronta 660');
    },
  },
  {
    title: 'nothing is in the process list that belongs into nobody else’s hands',
    async happens({ shell, path }) {
      const secret = 'a-secret-of-this-test';
      writeFileSync(path('/etc/fronta/mqtt-password'), secret, { mode: 0o600 });
      shell('systemctl restart fronta-edge.service');
      const said = shell(
        'for process in /proc/[0-9]*; do tr "\\0" " " <$process/cmdline; tr "\\0" " " <$process/environ; done 2>/dev/null || true',
      );
      assert.match(said, /--config \/etc\/fronta\/edge\.json/);
      assert.ok(!said.includes(secret));
      const bundle = shell('fronta export --redact /tmp/bundle.json >/dev/null && cat /tmp/bundle.json');
      assert.match(bundle, /"findings"/);
      assert.ok(!bundle.includes(secret));
    },
  },
  {
    title: 'a quiet hall keeps it running, and a daemon that hangs is ended by the watchdog and is back (F24)',
    async happens({ property, shell, isUp, press }) {
      // A whole WatchdogSec and half of one: a daemon that is not fed in quiet would be ended by then.
      const hungUsec = Number(property('ExecMainStartTimestampMonotonic'));
      const quietUsec = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1e6 - hungUsec;
      await until('a while has passed', () => quietUsec() > 35e6, backMsMax);
      assert.equal(property('NRestarts'), '0');
      const hanging = property('MainPID');
      shell(`kill -STOP ${hanging}`);
      await until('another process', () => !['0', hanging].includes(property('MainPID')) && property('NRestarts') === '1', backMsMax);
      await isUp(version);
      assert.deepEqual(await press('vozidla'), ['A2']);
    },
  },
  {
    title: 'after a power cut it opens by itself and goes on with the next number (F1)',
    async happens({ cutPower, isUp, press, run }) {
      await cutPower();
      await isUp(version);
      assert.deepEqual(await press('vozidla'), ['A3']);
      assert.match(run('fronta', 'journal', 'verify'), /whole/);
    },
  },
];

const updates = ({ version, later, sound, broken, foreign }: Packages): readonly Story<Kiosk>[] => [
  {
    title: 'a release that somebody else signed is refused (F30)',
    async happens({ run, isUp }) {
      assert.throws(() => run('fronta-update', '--from', `/debs/${foreign}`), /signed by none of the known keys/);
      await isUp(version);
    },
  },
  {
    title: 'a signed release is put in beside the package and goes on with the next number (F30)',
    async happens({ shell, path, property, run, isUp, press }) {
      writeFileSync(path('/etc/fronta/update.json'), JSON.stringify({ source: `/debs/${sound}` }));
      shell('systemctl start fronta-update.service');
      await isUp(versions.updated);
      assert.equal(run('readlink', '/opt/fronta/current').trim(), '/opt/fronta/a');
      assert.match(run('readlink', `/proc/${property('MainPID')}/exe`), /^\/opt\/fronta\/a\/bin\/node$/m);
      assert.deepEqual(await press('vozidla'), ['A4']);
    },
  },
  {
    title: 'a release that does not open is taken back within its minute, and not tried again (F30)',
    async happens({ run, isUp, press }) {
      assert.throws(() => run('fronta-update', '--from', `/debs/${broken}`), /0\.90\.1 goes on: it ended by itself 5 times/);
      await isUp(versions.updated);
      assert.throws(() => run('fronta-update', '--from', `/debs/${broken}`), /did not work before/);
      assert.deepEqual(await press('vozidla'), ['A5']);
    },
  },
  {
    title: 'a later package takes over, keeps what was given and what was configured',
    async happens({ run, path, isUp, press }) {
      const config = JSON.parse(readFileSync(path('/etc/fronta/edge.json'), 'utf8'));
      writeFileSync(path('/etc/fronta/edge.json'), JSON.stringify({ ...config, edge: 'kiosk-7' }));
      run('dpkg', '--install', `/debs/${later}`);
      await isUp(versions.upgraded);
      assert.equal(run('readlink', '/opt/fronta/current').trim(), '/usr/lib/fronta');
      assert.deepEqual(await press('vozidla'), ['A6']);
      assert.match(run('fronta', 'status'), /krumlov\/kiosk-7/);
    },
  },
];

const farewell = ({ later }: Packages): readonly Story<Kiosk>[] => [
  {
    title: 'a removal ends the daemon and leaves its data',
    async happens({ run, path, shell }) {
      run('dpkg', '--remove', 'fronta-edge');
      assert.ok(existsSync(path(`${data}/journal`)));
      assert.ok(existsSync(path('/etc/fronta/edge.json')));
      assert.ok(!existsSync(path('/opt/fronta')));
      assert.equal(shell('systemctl is-active fronta-edge.service || true').trim(), 'inactive');
    },
  },
  {
    title: 'a purge asks, and without a yes the data stay',
    async happens({ shell, path }) {
      const asked = shell(
        `script --quiet --return --command 'DEBIAN_FRONTEND=readline TERM=dumb dpkg --purge fronta-edge' /dev/null`,
        'n\n',
      );
      assert.match(asked, /Remove the tickets and the journal of this kiosk as well\?/);
      assert.ok(existsSync(path(`${data}/journal`)));
      assert.ok(!existsSync(path('/etc/fronta/edge.json')));
    },
  },
  {
    title: 'installed again it goes on with its data, and purged with a yes it takes them along',
    async happens({ run, shell, isUp, press, path }) {
      run('dpkg', '--install', `/debs/${later}`);
      await isUp(versions.upgraded);
      assert.deepEqual(await press('vozidla'), ['A7']);
      shell('echo fronta-edge fronta-edge/remove-data boolean true | debconf-set-selections');
      run('dpkg', '--purge', 'fronta-edge');
      assert.ok(!existsSync(path(data)));
      assert.ok(!existsSync(path('/etc/fronta')));
    },
  },
];

const cloud = ({ cloud: deb }: Packages): Story<Kiosk> => ({
  title: 'the booking service installs, is ready, books, and is purged with a yes',
  async happens({ run, shell, path }) {
    run('dpkg', '--install', `/debs/${deb}`);
    const ask = (address: string): string =>
      run('/usr/lib/fronta-cloud/bin/node', '--eval', `console.log(await (await fetch('http://127.0.0.1:8080${address}')).text())`);
    await until('it is ready', () => ask('/readyz').length > 0, backMsMax);
    assert.match(ask('/api/v1/offices'), /krumlov/);
    assert.match(ask('/'), /stylesheet/);
    const pid = run('systemctl', 'show', '--property=MainPID', '--value', 'fronta-cloud.service').trim();
    assert.match(run('cat', `/proc/${pid}/status`), /^Seccomp:\t2$/m);
    shell('echo fronta-cloud fronta-cloud/remove-data boolean true | debconf-set-selections');
    run('dpkg', '--purge', 'fronta-cloud');
    assert.ok(!existsSync(path('/var/lib/fronta-cloud')));
    assert.ok(!existsSync(path('/usr/lib/fronta-cloud')));
  },
});
