import type { BoardTexts } from './cs-board.ts';

/** What the form of the board's notices and the arrows of the counters say, in English. */
export const enBoard: BoardTexts = {
  board: {
    title: 'Board',
    lead: 'Notices beside the numbers that are called: texts and pictures, from when until when.',
    intro:
      'Notices take turns on the board every 12 seconds, in a strip at the lower right. The called numbers stay as large as they are. Without notices there is no strip.',
    none: 'There is no notice on the board.',
    add: 'Add a notice',
    text: 'Text',
    textHint: 'At most 240 characters. Fill in at least one language; each that is filled in is shown by itself.',
    from: 'Show from',
    until: 'Show until',
    datesHint: 'Both days included. Empty is without a limit.',
    picture: 'Picture',
    pictureHint: 'PNG, JPEG or WebP, at most 256 kB and 2400 pixels wide and high. A new one replaces the one before.',
    pictureNow: 'The picture as it is',
    removePicture: 'Take the picture away',
    remove: 'Take the notice away',
    shownFrom: (date) => `from ${date}`,
    shownUntil: (date) => `until ${date}`,
    over: 'no longer shown',
    way: 'The way to the counter from the board',
    noWay: 'not told',
    ways: {
      left: 'left',
      'ahead-left': 'ahead on the left',
      ahead: 'straight ahead',
      'ahead-right': 'ahead on the right',
      right: 'right',
      behind: 'behind you',
    },
    paths: { board: 'board', notices: 'notice', ways: 'way', text: 'text', from: 'from', until: 'until', picture: 'picture' },
    errors: {
      tooLong: 'Write at most 240 characters without < and >.',
      noText: 'Write the text in at least one language; a picture without a text says nothing to somebody who cannot see.',
      ends: 'The end cannot be before the beginning.',
      tooMany: (count) => `There can be ${count} notices at most; take some away.`,
      'too-large': 'The picture is over 256 kB. Make it smaller and try again.',
      'no-picture': 'This file is no PNG, JPEG or WebP picture.',
      moving: 'A moving picture has no place on the board; choose one that stands still.',
      'too-wide': 'The picture is over 2400 pixels wide or high. Make it smaller and try again.',
      formTooLarge: 'The files are too large. A picture may have 256 kB at most.',
    },
  },
};
