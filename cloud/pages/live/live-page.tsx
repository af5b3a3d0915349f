import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { LiveQueue } from '../../views/port.ts';
import { writeTime } from '../../when.ts';
import { Layout } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { liveSeconds, refreshSeconds, writeForecast } from './freshness.ts';

type Props = { readonly reader: Reader; readonly office: OfficeSettings; readonly queue: LiveQueue };

/** How many wait for which service and whom the counters attend to: for everybody, with nobody's name. */
export function LivePage({ reader, office, queue }: Props): JSX.Element {
  const { live, common } = reader.texts;
  const asOf = queue.asOf === null ? live.never : live.offline(writeTime(reader.lang, office.timeZone, Date.parse(queue.asOf)));
  return (
    <Layout reader={reader} title={live.title} office={office} refreshSeconds={refreshSeconds} liveSeconds={liveSeconds}>
      <h1>{live.title}</h1>
      <div id="fronta" data-live>
        <p>
          <span class={`state ${queue.link}`}>{queue.link === 'online' ? live.online : asOf}</span>
        </p>
        <table class="queue">
          <thead>
            <tr>
              <th scope="col">{common.service}</th>
              <th scope="col">{live.waiting}</th>
              <th scope="col">{live.forecast}</th>
            </tr>
          </thead>
          <tbody>
            {queue.services.map((service) => (
              <tr key={service.id}>
                <th scope="row">{office.services.find(({ id }) => id === service.id)?.name[reader.lang] ?? service.id}</th>
                <td class="figure">{service.waiting}</td>
                <td>{writeForecast(reader, service.forecast)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>{live.counters}</h2>
        <ul class="counters">
          {queue.counters.map((counter) => (
            <li key={counter.number} class={counter.ticket ? 'busy' : ''}>
              <span>{live.counter(counter.number)}</span>
              <strong class={counter.ticket ? 'figure' : 'quiet'}>{counter.ticket ?? live.free}</strong>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  );
}
