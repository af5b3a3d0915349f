/** Moves a simulated device. Answers `null` when it was done, otherwise the server's words why not. */
export async function move(path: string, body: Readonly<Record<string, string | number>> = {}): Promise<string | null> {
  const answer = await fetch(`/bench/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer === null) return '…';
  return answer.ok ? null : ((await answer.json()) as { title: string }).title;
}

export type Move = (path: string, body?: Readonly<Record<string, string | number>>) => void;
