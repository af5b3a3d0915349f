import type { BoardTexts } from './cs-board.ts';

/** What the form of the board's notices and the arrows of the counters say, in German. */
export const deBoard: BoardTexts = {
  board: {
    title: 'Anzeigetafel',
    lead: 'Mitteilungen neben den aufgerufenen Nummern: Texte und Bilder, von wann bis wann.',
    intro:
      'Mitteilungen wechseln sich auf der Tafel alle 12 Sekunden ab, in einem Streifen rechts unten. Die aufgerufenen Nummern bleiben so groß, wie sie sind. Ohne Mitteilungen gibt es keinen Streifen.',
    none: 'Auf der Tafel steht keine Mitteilung.',
    add: 'Mitteilung hinzufügen',
    text: 'Text',
    textHint: 'Höchstens 240 Zeichen. Füllen Sie mindestens eine Sprache aus; jede ausgefüllte wird für sich gezeigt.',
    from: 'Zeigen ab',
    until: 'Zeigen bis',
    datesHint: 'Beide Tage eingeschlossen. Leer ist ohne Grenze.',
    picture: 'Bild',
    pictureHint: 'PNG, JPEG oder WebP, höchstens 256 kB und 2400 Bildpunkte breit und hoch. Ein neues ersetzt das bisherige.',
    pictureNow: 'Das bisherige Bild',
    removePicture: 'Bild entfernen',
    remove: 'Mitteilung entfernen',
    shownFrom: (date) => `ab ${date}`,
    shownUntil: (date) => `bis ${date}`,
    over: 'wird nicht mehr gezeigt',
    way: 'Der Weg zum Schalter von der Tafel aus',
    noWay: 'nicht angeben',
    ways: {
      left: 'links',
      'ahead-left': 'halb links',
      ahead: 'geradeaus',
      'ahead-right': 'halb rechts',
      right: 'rechts',
      behind: 'nach hinten',
    },
    paths: { board: 'Tafel', notices: 'Mitteilung', ways: 'Richtung', text: 'Text', from: 'ab', until: 'bis', picture: 'Bild' },
    errors: {
      tooLong: 'Schreiben Sie höchstens 240 Zeichen ohne < und >.',
      noText: 'Schreiben Sie den Text in mindestens einer Sprache; ein Bild ohne Text sagt niemandem etwas, der nicht sieht.',
      ends: 'Das Ende kann nicht vor dem Anfang liegen.',
      tooMany: (count) => `Es kann höchstens ${count} Mitteilungen geben; entfernen Sie einige.`,
      'too-large': 'Das Bild hat über 256 kB. Verkleinern Sie es und versuchen Sie es noch einmal.',
      'no-picture': 'Diese Datei ist kein Bild in PNG, JPEG oder WebP.',
      moving: 'Ein bewegtes Bild gehört nicht auf die Tafel; wählen Sie ein stehendes.',
      'too-wide': 'Das Bild ist über 2400 Bildpunkte breit oder hoch. Verkleinern Sie es und versuchen Sie es noch einmal.',
      formTooLarge: 'Die Dateien sind zu groß. Ein Bild darf höchstens 256 kB haben.',
    },
  },
};
