import { commands } from './commands.ts';
import { columns } from './terminal.ts';

/** What `fronta --help` prints: made from the commands, so that none is left out. */
export const usage = `The technicians' command line of a Fronta edge.

${columns(Object.entries(commands).map(([name, { how, does }]) => [`  fronta ${[name, how].join(' ').trim()}`, does]))}

  --config FILE   the edge's configuration (/etc/fronta/edge.json where that is, else edge.json in the data folder)
  --json          one JSON object a line
  --version       which release this is
  --help          this text

The data folder is FRONTA_DATA (/var/lib/fronta where the edge is installed, else var).
Exit code: 0 all is well, 1 trouble found (of check-config: in the file), 2 wrong usage, or a configuration that a command needs and that is wrong.
`;
