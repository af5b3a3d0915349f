import type { StaffView } from '../../../core/views/screens.ts';
import { dayInWords, timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';
import './top-line.css';

/** Forecasts of a day from which their share of right ones says something. */
const forecastsToTell = 10;

/** How many wait in all, how long the longest, how many were issued today, how many forecasts held; the time; the way out. */
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
        {forecasts.told >= forecastsToTell && (
          <div>
            <dt>{said.forecastsHeld}</dt>
            <dd class="number">{Math.round((100 * forecasts.held) / forecasts.told)} %</dd>
          </div>
        )}
      </dl>
      <ul class="top-services">
        {view.services.map((service) => (
          <li key={service.id}>
            <b>{service.letter}</b> {service.name}: <span class="number">{service.waiting}</span>
          </li>
        ))}
      </ul>
      <div class="top-now">
        <time class="number">{timeOfDay(now, view.language, view.timeZone)}</time>
        <p>{dayInWords(now, view.language, view.timeZone)}</p>
        <form method="post" action="/staff/logout">
          <button type="submit" class="plain">
            {said.logOut}
          </button>
        </form>
      </div>
    </header>
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
