import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { type Printer, printMsMax } from '../../../edge/printer/port.ts';
import { tcpPrinter } from '../../../edge/printer/tcp.ts';
import { printerSuite } from '../../ports/printer.ts';
import { becomes } from './becomes.ts';
import { numbersOn } from './numbers-on.ts';
import { type PrinterServer, printerServer } from './printer-server.ts';
import { walkIn } from './slips.ts';

for (const name of ['epson-tm-t20', 'generic-58'] as const)
  printerSuite(
    `${name} on the network`,
    async (use) => {
      const server = await printerServer();
      const printer = tcpPrinter({
        host: '127.0.0.1',
        port: server.port,
        model: printerModels[name],
        clock: systemClock({ startAt: null, resume: null }),
      });
      await becomes(printer, 'ok');
      await use({
        printer,
        numbers: async () => numbersOn(server.sheets(), printerModels[name].columns),
        set: server.set,
        losePowerAfterBytes: server.dieAfterBytes,
      });
      await printer.close();
      await server.close();
    },
    { state: true, dies: printerModels[name] },
  );

const model = printerModels['epson-tm-t20'];
async function withPrinter(use: (printer: Printer, server: PrinterServer) => Promise<void>) {
  const server = await printerServer();
  const printer = tcpPrinter({ host: '127.0.0.1', port: server.port, model, clock: systemClock({ startAt: null, resume: null }) });
  await becomes(printer, 'ok');
  await use(printer, server);
  await printer.close();
  await server.close();
}

test('a roll that ends within a slip leaves it unknown, and the rest never comes out after the refill (F8, F9)', async (t) => {
  await withPrinter(async (printer, server) => {
    server.paperOutAfterBytes(60);
    t.is(await printer.print(walkIn), 'unknown');
    t.is(printer.state(), 'paper-out');
    await server.set('ok');
    t.is(server.paper().length, 60);
    t.is(await printer.print({ ...walkIn, number: 'A13' }), 'printed');
  });
});

test('a printer that goes silent within a slip is given up in time (F9)', async (t) => {
  await withPrinter(async (printer, server) => {
    const before = performance.now();
    const outcome = printer.print(walkIn);
    server.fallSilent();
    t.true(['unknown', 'offline'].includes(await outcome));
    t.true(performance.now() - before < printMsMax);
    t.is(printer.state(), 'offline');
  });
});

test('a printer that is switched off and on again is found without anybody printing', async (t) => {
  await withPrinter(async (printer, server) => {
    await server.set('offline');
    await becomes(printer, 'offline');
    await server.set('ok');
    await becomes(printer, 'ok');
    t.pass();
  });
});

test('nobody there is offline, at once', async (t) => {
  const server = await printerServer();
  await server.close();
  const printer = tcpPrinter({ host: '127.0.0.1', port: server.port, model, clock: systemClock({ startAt: null, resume: null }) });
  t.is(await printer.print(walkIn), 'offline');
  await printer.close();
});

test('more slips than may wait are refused, not kept for later (F8)', async (t) => {
  await withPrinter(async (printer) => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => printer.print({ ...walkIn, number: `A${index + 1}` })));
    t.is(outcomes[0], 'printed');
    t.is(outcomes.at(-1), 'offline');
  });
});
