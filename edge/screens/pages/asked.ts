import { useEffect, useState } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import { languages } from './words.ts';

/** What the office answered once: still asked, there, refused with its status, or out of reach. */
export type Asked<T> =
  | { readonly state: 'asking' | 'lost' }
  | { readonly state: 'refused'; readonly status: number }
  | { readonly state: 'there'; readonly answer: T };

/** Asks the office for `path`, again when it changes; `null` asks nothing. Who has no session is led to the login. */
export function useAsked<T>(path: string | null): Asked<T> | null {
  const [asked, setAsked] = useState<Asked<T> | null>(null);
  useEffect(() => {
    if (path === null) return;
    setAsked({ state: 'asking' });
    let isWanted = true;
    ask<T>(path).then((answer) => {
      if (isWanted) setAsked(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [path]);
  return asked;
}

async function ask<T>(path: string): Promise<Asked<T>> {
  const answer = await fetch(path).catch(() => null);
  if (answer === null) return { state: 'lost' };
  if (answer.status === 401) location.assign('/staff/login');
  return answer.ok ? { state: 'there', answer: (await answer.json()) as T } : { state: 'refused', status: answer.status };
}

/** What the page's own address asks for. */
export const inAddress = (name: string): string | null => new URLSearchParams(location.search).get(name);

/** The language that the address names, or Czech until the office has said its own. */
export const languageInAddress = (): Language | null => languages.find((one) => one === inAddress('lang')) ?? null;

/** This page's address with another value. */
export function addressWith(changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${location.pathname}?${query}`;
}
