import { useRef } from 'preact/hooks';
import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';
import { type Act, actOfKey, type Clerk } from './clerk.ts';
import { refusalInWords } from './refusal-in-words.ts';
import { StoryLink } from './story-link.tsx';
import './cards.css';

type CounterView = StaffView['counters'][number];

/** A card for each counter: its ticket and why this one, its buttons, its refusals. */
export function Counters({ view, now, clerk }: { view: StaffView; now: number; clerk: Clerk }) {
  return (
    <ul class="cards">
      {view.counters.map((counter) => (
        <Card key={counter.number} view={view} counter={counter} now={now} clerk={clerk} />
      ))}
    </ul>
  );
}

function Card({ view, counter, now, clerk }: { view: StaffView; counter: CounterView; now: number; clerk: Clerk }) {
  const said = words[view.language].staff;
  const { number, ticket, state } = counter;
  const mine = clerk.mine === number;
  const button = (action: Act, primary = false) => (
    <button type="button" class={primary ? 'primary' : 'plain'} onClick={() => void clerk.act(number, action)}>
      {said.actions[action]}
      {mine && keyOf(action) !== null && <span class="key">{keyOf(action)}</span>}
    </button>
  );
  return (
    <li class={`card card-${state}${mine ? ' card-mine' : ''}`}>
      <header class="card-head">
        <h2>
          {said.counter} <span class="number">{number}</span>
        </h2>
        <label class="card-seat">
          <input type="radio" name="seat" checked={mine} onChange={() => clerk.sitAt(number)} /> {said.mine}
        </label>
      </header>
      <div class="card-ticket">
        {state === 'closed' ? (
          <p class="card-idle">{said.closed}</p>
        ) : ticket === null ? (
          <p class="card-idle">{said.idle}</p>
        ) : (
          <p class="card-number number">
            <StoryLink number={ticket} language={view.language} />
          </p>
        )}
        {ticket !== null && <WhyThisOne view={view} counter={counter} now={now} />}
      </div>
      {!counter.unitPresent && <p class="card-warning">{said.unitLost}</p>}
      <div class="card-acts">
        {state === 'closed' ? (
          button('open', true)
        ) : (
          <>
            {button('next', true)}
            {button('recall')}
            {button('no-show')}
            {button('park')}
            {button('finish')}
            {button('undo')}
            {button('close')}
          </>
        )}
      </div>
      {ticket !== null && <Transfer view={view} counter={number} clerk={clerk} />}
      <p class="card-refusal" role="status">
        {clerk.refused?.counter === number ? refusalInWords(view.language, clerk.refused.word) : ''}
      </p>
    </li>
  );
}

function WhyThisOne({ view, counter, now }: { view: StaffView; counter: CounterView; now: number }) {
  const said = words[view.language].staff;
  const since = counter.since;
  return (
    <div class="card-why">
      {since !== null && (
        <p class="number">
          {said.since(timeOfDay(since, view.language, view.timeZone))} ·{' '}
          {said.minutes(Math.max(0, Math.floor((now - Date.parse(since)) / 60_000)))} · {said.calls(counter.calls)}
        </p>
      )}
      {counter.rule !== null && <p>{[said.rule[counter.rule], said.passedOver(counter.passedOver)].filter(Boolean).join(' · ')}</p>}
    </div>
  );
}

function Transfer({ view, counter, clerk }: { view: StaffView; counter: number; clerk: Clerk }) {
  const said = words[view.language].staff;
  const own = view.counters.find(({ number }) => number === counter)?.service;
  const choice = useRef<HTMLSelectElement>(null);
  return (
    <div class="card-transfer">
      <button type="button" class="plain" onClick={() => void clerk.act(counter, 'transfer', { to: choice.current?.value ?? '' })}>
        {said.actions.transfer}
      </button>
      <select ref={choice} aria-label={said.actions.transfer}>
        {view.services
          .filter(({ id }) => id !== own)
          .map((service) => (
            <option key={service.id} value={service.id}>
              {service.name}
            </option>
          ))}
      </select>
    </div>
  );
}

/** The key that does this, or `null`. */
const keyOf = (action: Act): string | null =>
  Object.keys(actOfKey)
    .find((key) => actOfKey[key] === action)
    ?.toUpperCase() ?? null;
