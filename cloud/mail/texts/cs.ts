import { bringLine, type MailTexts } from '../words.ts';

const bring = bringLine('Vezměte si s sebou');
const atKiosk =
  'Na úřadě stiskněte u kiosku tlačítko „Klienti objednaní přes web“, zadejte PIN a vezměte si lístek s číslem. Zavoláme vás přednostně.';

/** The mails in Czech. */
export const cs: MailTexts = {
  greeting: (name) => (name === '' ? 'Dobrý den,' : `Dobrý den, ${name},`),
  pinIs: 'Váš PIN',
  hold: (f) => ({
    subject: 'Potvrďte prosím rezervaci na úřadě',
    lines: [
      `držíme pro vás termín: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Potvrďte ho prosím do ${f.until}. Otevřete odkaz a stiskněte tlačítko „Potvrdit rezervaci“.`,
    ],
    action: 'Potvrdit rezervaci',
    after: ['Pokud jste si termín neobjednali, nemusíte dělat nic. Bez potvrzení se sám uvolní.'],
  }),
  address: (f) => ({
    subject: 'Dokončete prosím rezervaci na úřadě',
    lines: [
      `chcete se objednat na termín: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Právě se objednává nezvykle mnoho lidí, proto vám termín zatím nedržíme. Otevřete odkaz co nejdřív a stiskněte tlačítko „Potvrdit rezervaci“: bude hned platit a uvidíte svůj PIN.',
    ],
    action: 'Dokončit rezervaci',
    after: [`Odkaz platí do ${f.until}. Pokud jste se neobjednávali, nemusíte dělat nic.`],
  }),
  confirmed: (f) => ({
    subject: `Rezervace potvrzena: ${f.when}`,
    lines: [`vaše rezervace je potvrzena: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Termín pro váš kalendář je v příloze.'],
  }),
  reminder: (f) => ({
    subject: `Připomínáme termín: ${f.when}`,
    lines: [`zítra se na vás těšíme: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Zrušit nebo přesunout rezervaci',
    after: [],
  }),
  moved: (f) => ({
    subject: `Rezervace přesunuta: ${f.when}`,
    lines: [`vaše rezervace je přesunuta na nový termín: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Nový termín pro váš kalendář je v příloze.', `Do ${f.until} se z téhož odkazu můžete vrátit na původní termín ${f.was}.`],
  }),
  restored: (f) => ({
    subject: `Rezervace znovu platí: ${f.when}`,
    lines: [`vaše rezervace znovu platí: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Termín pro váš kalendář je v příloze.'],
  }),
  cancelled: (f) => ({
    subject: `Rezervace zrušena: ${f.when}`,
    lines: [`vaše rezervace je zrušena: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Zrušení můžete vzít zpět do ${f.until}.`],
    action: 'Vzít zrušení zpět',
    after: ['Budete k tomu potřebovat PIN; stojí v e-mailu s potvrzením.'],
  }),
  toMove: (f) => ({
    subject: `Vyberte si prosím jiný termín místo: ${f.when}`,
    lines: [
      `omlouváme se, váš termín ${f.when} nemůžeme dodržet.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Vyberte si prosím jiný termín, nebo rezervaci zrušte. PIN zůstane stejný, pokud vám v nové rezervaci nenapíšeme jiný.',
    ],
    action: 'Vybrat jiný termín',
    after: ['Pokud se vám žádný termín nehodí, zavolejte nám.'],
  }),
  calledOff: (f) => ({
    subject: `Úřad zrušil termín: ${f.when}`,
    lines: [`omlouváme se, váš termín ${f.when} jsme museli zrušit.`, `${f.service}, ${f.office}, ${f.place}.`],
    action: 'Zobrazit rezervaci a objednat se znovu',
    after: [],
  }),
  overruled: (f) => ({
    subject: `Vaše návštěva platí: ${f.when}`,
    lines: [
      `na úřadě byl přijat PIN k rezervaci, kterou jste mezitím přes internet zrušili nebo přesunuli, anebo která už vypršela: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Kdo přijde, má přednost: návštěva proto platí a zrušení ani přesun ne. Nemusíte dělat nic.',
    ],
    action: null,
    after: ['Pokud jste na úřadě nebyli, řekněte to prosím u přepážky: váš PIN zná i někdo jiný.'],
  }),
};
