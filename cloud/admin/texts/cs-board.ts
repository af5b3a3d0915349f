/** What the form of the board's notices and the arrows of the counters say, in Czech. */
export const csBoard = {
  board: {
    title: 'Tabule',
    lead: 'Oznámení vedle volaných čísel: texty a obrázky, od kdy do kdy.',
    intro:
      'Oznámení se na tabuli střídají po 12 sekundách v pruhu vpravo dole. Volaná čísla kvůli nim zůstanou stejně velká. Bez oznámení pruh na tabuli není.',
    none: 'Na tabuli není žádné oznámení.',
    add: 'Přidat oznámení',
    text: 'Text',
    textHint: 'Nejvýše 240 znaků. Vyplňte aspoň jeden jazyk; každý vyplněný se ukáže zvlášť.',
    from: 'Ukazovat od',
    until: 'Ukazovat do',
    datesHint: 'Včetně obou dnů. Prázdné je bez omezení.',
    picture: 'Obrázek',
    pictureHint: 'PNG, JPEG nebo WebP, nejvýše 256 kB a 2400 bodů na šířku i výšku. Nový nahradí dosavadní.',
    pictureNow: 'Dosavadní obrázek',
    removePicture: 'Obrázek odebrat',
    remove: 'Oznámení odebrat',
    shownFrom: (date: string) => `od ${date}`,
    shownUntil: (date: string) => `do ${date}`,
    over: 'už se neukazuje',
    way: 'Kudy k přepážce od tabule',
    noWay: 'neuvádět',
    ways: {
      left: 'vlevo',
      'ahead-left': 'šikmo vlevo',
      ahead: 'rovně',
      'ahead-right': 'šikmo vpravo',
      right: 'vpravo',
      behind: 'dozadu',
    },
    paths: { board: 'tabule', notices: 'oznámení', ways: 'směr', text: 'text', from: 'od', until: 'do', picture: 'obrázek' },
    errors: {
      tooLong: 'Napište nejvýše 240 znaků bez znaků < a >.',
      noText: 'Napište text aspoň v jednom jazyce; obrázek bez textu nic neřekne tomu, kdo nevidí.',
      ends: 'Konec nemůže být před začátkem.',
      tooMany: (count: number) => `Oznámení může být nejvýše ${count}; některé odeberte.`,
      'too-large': 'Obrázek má přes 256 kB. Zmenšete ho a zkuste to znovu.',
      'no-picture': 'Tento soubor není obrázek PNG, JPEG ani WebP.',
      moving: 'Pohyblivý obrázek na tabuli nepatří; vyberte nehybný.',
      'too-wide': 'Obrázek má přes 2400 bodů na šířku nebo na výšku. Zmenšete ho a zkuste to znovu.',
      formTooLarge: 'Soubory jsou příliš velké. Obrázek smí mít nejvýše 256 kB.',
    },
  },
};

export type BoardTexts = typeof csBoard;
