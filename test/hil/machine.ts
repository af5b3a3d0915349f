import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What stands on the machine's folders: `usr` with the programs, `repo` with the project, `card` with the kiosk's SD card. */
export type Shares = Readonly<Record<'usr' | 'repo' | 'card', string>>;

/** How it ended: `in-time` when it switched itself off. */
export type MachineEnd = 'in-time' | 'cut-off' | { readonly failed: string };

/**
 * Boots the kernel in QEMU without hardware acceleration, which is the same everywhere, and gives every line of its console until
 * it switches itself off or `limitMs` have passed.
 */
export function runMachine(options: {
  readonly kernel: string;
  readonly firstDisk: string;
  readonly shares: Shares;
  readonly limitMs: number;
  readonly onLine: (line: string) => void;
}): Promise<MachineEnd> {
  const shares = Object.entries(options.shares).flatMap(([tag, path]) => [
    '-virtfs',
    `local,path=${path},mount_tag=${tag},security_model=none,readonly=on,multidevs=remap`,
  ]);
  const machine = ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1024', '-nodefaults', '-no-reboot'];
  const boot = ['-kernel', options.kernel, '-initrd', options.firstDisk, '-append', 'console=ttyS0 quiet panic=-1'];
  const qemu = spawn('qemu-system-x86_64', [...machine, '-display', 'none', '-serial', 'stdio', ...boot, ...shares], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let trouble = '';
  qemu.stderr.setEncoding('utf8').on('data', (text: string) => {
    trouble += text;
  });
  createInterface({ input: qemu.stdout }).on('line', options.onLine);
  return new Promise((resolve) => {
    let cutOff = false;
    const timer = setTimeout(() => {
      cutOff = true;
      qemu.kill('SIGKILL');
    }, options.limitMs);
    const forget = () => qemu.kill('SIGKILL');
    process.once('exit', forget);
    qemu.once('error', (error) => resolve({ failed: error.message }));
    qemu.once('close', (code) => {
      clearTimeout(timer);
      process.off('exit', forget);
      if (cutOff) resolve('cut-off');
      else resolve(code === 0 ? 'in-time' : { failed: `qemu ended with ${code}: ${trouble.trim()}` });
    });
  });
}
