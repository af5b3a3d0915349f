import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import { words } from '../words.ts';
import { type Act, actOfKey, isTyping } from './clerk.ts';
import './keys.css';

/** The keys of this page, one truth with what they do; the button or `?` opens the list. */
export function Keys({ language }: { language: Language }) {
  const said = words[language].staff;
  const list = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '?' || isTyping(event.target) || list.current?.open === true) return;
      event.preventDefault();
      list.current?.showModal();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const rows: readonly (readonly [string, string])[] = [
    ['1–9', said.help.seat],
    ...(Object.entries(actOfKey) as [string, Act][]).map(([key, act]) => [key.toUpperCase(), said.actions[act]] as const),
    ['?', said.help.help],
  ];
  return (
    <>
      <button type="button" class="plain" onClick={() => list.current?.showModal()}>
        {said.help.open} <span class="key">?</span>
      </button>
      <dialog class="keys" ref={list} aria-labelledby="keys-title">
        <h2 id="keys-title">{said.help.title}</h2>
        <dl>
          {rows.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd class="key">{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button type="submit" class="plain">
            {said.help.close} <span class="key">Esc</span>
          </button>
        </form>
      </dialog>
    </>
  );
}
