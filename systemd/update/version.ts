/** A release is `major.minor.patch`, each a number. */
export const versionPattern = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

/** Whether `one` came after `other`. */
export function isNewer(one: string, other: string): boolean {
  const parts = [one, other].map((version) => version.split('.').map(Number));
  const differing = parts[0]!.findIndex((part, index) => part !== parts[1]![index]);
  return differing >= 0 && parts[0]![differing]! > (parts[1]![differing] ?? -1);
}
