/** No connection is kept: the server may be killed and started again between two requests. */
const headers = { connection: 'close' };

export async function getJson<Body>(url: string): Promise<Body> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}`);
  return (await answer.json()) as Body;
}

export const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
