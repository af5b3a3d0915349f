import { statisticsWords } from '../../../contract/statistics/words.ts';
import type { StaffView } from '../../../core/views/screens.ts';
import { dayInWords, timeOfDay } from '../local-time.ts';
import { numberWords } from '../number-words.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';
import { devicesId } from './devices.tsx';
import { isLate } from './issuing.tsx';
import { Keys } from './keys.tsx';
import { troublesOf } from './troubles.ts';
import './top-line.css';

/** Forecasts of a day from which their share of right ones says something. */
const forecastsToTell = 10;

/** How many wait in all and by service, how long the longest, how many were issued today, when they are done, how many forecasts held; the time; the way out; whether something needs somebody. */
export function TopLine({ view, now }: { view: StaffView; now: number }) {
  const said = words[view.language].staff;
  const { forecasts } = view;
  const longest = Math.max(0, ...view.services.map(({ longestSeconds }) => longestSeconds));
  return (
    <header class="top">
      <div class="top-office">
        <h1>{said.title}</h1>
        <p>{view.office}</p>
      </div>
      <dl class="top-figures">
        <div>
          <dt>{said.waiting}</dt>
          <dd class="number">{sum(view.services.map(({ waiting }) => waiting))}</dd>
        </div>
        <div>
          <dt>{said.longest}</dt>
          <dd class="number">{said.minutes(Math.floor(longest / 60))}</dd>
        </div>
        <div>
          <dt>{said.issued}</dt>
          <dd class="number">{sum(view.services.map(({ issued }) => issued))}</dd>
        </div>
        {view.doneAt !== null && (
          <div class={isLate(view) ? 'top-late' : ''}>
            <dt>
              {said.doneAt}
              {view.closing !== null && ` (${said.closesAt(timeOfDay(view.closing, view.language, view.timeZone))})`}
            </dt>
            <dd class="number">
              {timeOfDay(view.doneAt, view.language, view.timeZone)}
              {isLate(view) && <Sign sign="attention" />}
            </dd>
          </div>
        )}
        {forecasts.told >= forecastsToTell && (
          <div>
            <dt>{said.forecastsHeld}</dt>
            <dd class="number">{Math.round((100 * forecasts.held) / forecasts.told)} %</dd>
          </div>
        )}
      </dl>
      <div class="top-now">
        <time class="number">{timeOfDay(now, view.language, view.timeZone)}</time>
        <p>{dayInWords(now, view.language, view.timeZone)}</p>
        <div class="top-doors">
          <a class="plain" href="/staff/statistics">
            {statisticsWords[view.language].title}
          </a>
          <a class="plain" href="/staff/story">
            {numberWords[view.language].story}
          </a>
          <Keys language={view.language} />
          <form method="post" action="/staff/logout">
            <button type="submit" class="plain">
              {said.logOut}
            </button>
          </form>
        </div>
      </div>
      <Services view={view} />
    </header>
  );
}

/** What needs somebody, first of all; then each service. */
function Services({ view }: { view: StaffView }) {
  const said = words[view.language].staff;
  const troubles = troublesOf(view);
  return (
    <ul class="top-services">
      {troubles.length > 0 && (
        <li>
          <a class="top-trouble" href={`#${devicesId}`}>
            <Sign sign="attention" /> {said.troubles(troubles.length)}: {troubles[0]?.text}
          </a>
        </li>
      )}
      {view.services.map((service) => (
        <li key={service.id}>
          <b>{service.letter}</b> {service.name}: <b class="number">{service.waiting}</b>
          {service.waiting > 0 && <span class="number"> · {said.longestOf(Math.floor(service.longestSeconds / 60))}</span>}
        </li>
      ))}
    </ul>
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
