/**
 * What the programs of libgpiod are told and what they print. Version 2 changed both: chips are given as an option, edges are numbered 1
 * and 2 instead of 1 and 0, and times have a dot. Written from `--help` of 1.6.3 and the sources of 2.2.
 */
export type GpiodMajor = 1 | 2;

/** Lines of one chip that are read alike. `activeLow` lines are pulled up and count as down at low, the others are pulled down. */
export type LineGroup = { readonly chip: string; readonly activeLow: boolean; readonly lines: readonly number[] };

/** The chip as `gpiodetect` lists it; `chip` is its name, e.g. `gpiochip0`. */
export type DetectedChip = { readonly chip: string; readonly label: string; readonly ngpio: number };

/** An edge: the line became pressed or released at a time of the kernel's steady clock, milliseconds. */
export type Edge = { readonly line: number; readonly down: boolean; readonly kernelMs: number };

/** From `gpiomon --version`; `null` for a version that is neither. */
export function majorOf(printed: string): GpiodMajor | null {
  const major = Number(/\(libgpiod\) v(\d+)\./.exec(printed)?.[1]);
  return major === 1 || major === 2 ? major : null;
}

/** From `gpiodetect`: `gpiochip0 [pinctrl-bcm2711] (58 lines)`, the same in both. */
export function chipsOf(printed: string): DetectedChip[] {
  return [...printed.matchAll(/^(\S+) \[(.*)\] \((\d+) lines?\)$/gm)].map(([, chip, label, ngpio]) => ({
    chip: chip!,
    label: label!,
    ngpio: Number(ngpio),
  }));
}

/** For `gpioget`, which reads levels and ends. */
export function getArguments(major: GpiodMajor, { chip, activeLow, lines }: LineGroup): string[] {
  const how = major === 1 ? [...sense(activeLow), chip] : [...sense(activeLow), '--numeric', `--chip=${chip}`];
  return [...how, ...lines.map(String)];
}

/** From `gpioget`: one digit a line, in the order asked; `null` if it is anything else. */
export function levelsOf(printed: string, count: number): readonly boolean[] | null {
  const digits = printed.trim().split(/\s+/);
  return digits.length === count && digits.every((digit) => /^[01]$/.test(digit)) ? digits.map((digit) => digit === '1') : null;
}

/** For `gpiomon`, which prints edges until it is ended. Version 2 must not be told its clock: it mistakes "monotonic" for another. */
export function monitorArguments(major: GpiodMajor, { chip, activeLow, lines }: LineGroup): string[] {
  const how =
    major === 1
      ? [...sense(activeLow), '--line-buffered', '--format=%e %o %s %n', chip]
      : [...sense(activeLow), '--format=%e %o %S', '--consumer=fronta', `--chip=${chip}`];
  return [...how, ...lines.map(String)];
}

/** From a line of `gpiomon`; `null` for anything that is no edge. */
export function edgeOf(printed: string): Edge | null {
  const [, type, line, seconds, nanoseconds] = /^([012]) (\d+) (\d+)[ .](\d{1,9})$/.exec(printed.trim()) ?? [];
  if (nanoseconds === undefined) return null;
  return { line: Number(line), down: type === '1', kernelMs: Number(seconds) * 1_000 + Number(nanoseconds) / 1_000_000 };
}

/** For `gpioset`, which holds one output at a level until it is ended. */
export function setArguments(major: GpiodMajor, chip: string, line: number, high: boolean): string[] {
  const level = `${line}=${Number(high)}`;
  return major === 1 ? ['--mode=signal', chip, level] : ['--consumer=fronta', `--chip=${chip}`, level];
}

/** The kernel's code behind what a program says when it fails, or its words. */
export function codeOf(stderr: string): string {
  if (/resource busy/i.test(stderr)) return 'EBUSY';
  if (/permission denied/i.test(stderr)) return 'EACCES';
  if (/invalid argument/i.test(stderr)) return 'EINVAL';
  return lastLineOf(stderr) || 'it says nothing';
}

/** What a program said last. */
export const lastLineOf = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const sense = (activeLow: boolean): string[] => (activeLow ? ['--active-low', '--bias=pull-up'] : ['--bias=pull-down']);
