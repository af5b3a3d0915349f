import type { SlipView } from '../../../edge/core/views/slip.ts';

export const walkIn: SlipView = {
  ordinal: 12,
  number: 'A12',
  office: 'Městský úřad',
  service: 'Registr vozidel',
  reserved: null,
  waiting: 'před vámi: 3 · asi 15–25 min',
  issued: 'Po 23. 11. 2026  8:42',
  follow: { url: 'https://fronta.example/t/3q2-7wAB4kUvGm0xCcQ1zw', caption: 'sledujte na telefonu' },
  copy: null,
};

export const reserved: SlipView = {
  ...walkIn,
  ordinal: 15,
  number: 'B7',
  service: 'Dovozy – schválení technické způsobilosti',
  reserved: 'objednáno 8:30–9:30',
  waiting: 'před vámi: nikdo · hned na řadě',
};

export const copy: SlipView = { ...walkIn, copy: 'KOPIE' };
