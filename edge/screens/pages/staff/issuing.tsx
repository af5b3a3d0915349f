import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';
import { send } from './clerk.ts';
import { refusalInWords } from './refusal-in-words.ts';
import './issuing.css';

/** Whether tickets are given, when today's people will be done, and the two steps that stop giving more. */
export function Issuing({ view }: { view: StaffView }) {
  const said = words[view.language].staff.issuing;
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  const tell = async (word: 'stop' | 'resume'): Promise<void> => {
    setAsking(false);
    setRefused(await send(`issuing/${word}`));
  };
  return (
    <section class={`issuing issuing-${view.issuing}`}>
      <h2>{said.title}</h2>
      <p class="issuing-state">{said[view.issuing]}</p>
      <p class="number">{whenDone(view)}</p>
      {view.issuing === 'stopped' ? (
        <button type="button" class="plain" onClick={() => void tell('resume')}>
          {said.resume}
        </button>
      ) : asking ? (
        <fieldset class="issuing-sure">
          <legend>{said.sure}</legend>
          <button type="button" class="plain issuing-yes" onClick={() => void tell('stop')}>
            {said.yes}
          </button>
          <button type="button" class="plain" ref={keep} onClick={() => setAsking(false)}>
            {said.no}
          </button>
        </fieldset>
      ) : (
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {said.stop}
        </button>
      )}
      <p class="issuing-refusal" role="status">
        {refused === null ? '' : refusalInWords(view.language, refused)}
      </p>
    </section>
  );
}

/** The forecast of the end against closing time, in sentences. */
function whenDone({ asOf, doneAt, closing, language, timeZone }: StaffView): string {
  const said = words[language].staff.issuing;
  const time = (instant: string): string => timeOfDay(instant, language, timeZone);
  const closes = closing === null ? [] : [said.closing(time(closing))];
  if (doneAt === null) return [said.unknown, ...closes].join(' ');
  const idle = Date.parse(doneAt) <= Date.parse(asOf);
  const late = closing === null ? 0 : Math.ceil((Date.parse(doneAt) - Date.parse(closing)) / 60_000);
  return [idle ? said.idle : said.done(time(doneAt)), ...closes, ...(late > 0 && !idle ? [said.late(late)] : [])].join(' ');
}

/** The queue will not be done before the office closes. */
export const isLate = ({ doneAt, closing }: StaffView): boolean => doneAt !== null && closing !== null && doneAt > closing;
