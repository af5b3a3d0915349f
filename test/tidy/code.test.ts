import test from 'ava';
import ts from 'typescript';
import { noFindings } from './no-findings.ts';
import { lineCount, lineOf, linesOf, nodesOf, treeOf, typeScriptIn } from './sources.ts';

const sources = typeScriptIn('edge', 'cloud', 'hardware', 'systemd');
const tests = typeScriptIn('test').filter((file) => !file.startsWith('test/tidy'));

/** A function's own lines, and its lines with the functions it holds: a factory keeps a thing's state in their closure. */
const ownLinesMax = 70;
const wholeLinesMax = 120;

/** The faults of the office are numbered from F1; a test names the one it proves. */
const faultsMax = 32;

/** Hand the environment to config.ts as a whole, or to the processes that are started. */
const environmentIn = [
  'edge/main.ts',
  'edge/cli/main.ts',
  'cloud/main.ts',
  'cloud/backup/main.ts',
  'cloud/link/mosquitto/main.ts',
  'systemd/office.ts',
];

/** Files that may set a timer, each for its reason; everything else gets its time from the room's clock. */
const timersIn: Readonly<Record<string, string>> = {
  'edge/clock/system.ts': 'is the clock',
  'edge/screens/event-stream.ts': 'gathers changes within one frame of a screen, shown time and not queue time',
  'edge/screens/server.ts': 'keeps event streams alive through proxies and sleeping browsers',
  'edge/screens/pages/live.ts': 'runs in a browser',
  'edge/screens/pages/board/turning.ts': 'runs in a browser',
  'cloud/main.ts': 'hands timers to the rooms and bounds its own end',
  'cloud/link/broker.ts': 'bounds the farewell of a process that is ending, and the wait for the word of another one',
  'systemd/office.ts': 'bounds the end of the processes it started',
};

/** Tests whose pause is not a waiting for anything, each for its reason. */
const pausesIn: Readonly<Record<string, string>> = {
  'test/office/edge-killed.test.ts': 'kills the edge at a moment of chance',
  'test/durability/sigkill.test.ts': 'kills the edge at a moment of chance',
};

test('a function has at most 70 lines of its own', (t) => {
  const long = sources.flatMap((file) =>
    nodesOf(file)
      .filter(isWrittenOut)
      .filter((node) => lineCount(node) > wholeLinesMax || ownLineCount(node) > ownLinesMax)
      .map((node) => `${at(node)} ${nameOf(node)} has ${ownLineCount(node)} of its own, ${lineCount(node)} in all`),
  );
  noFindings(
    t,
    `Name the steps and make them functions (at most ${ownLinesMax} own lines, ${wholeLinesMax} with the functions inside).`,
    long,
  );
});

test('an exported function says what it promises', (t) => {
  const silent = sources.flatMap((file) =>
    treeOf(file)
      .statements.filter((node): node is ts.FunctionDeclaration => ts.isFunctionDeclaration(node) && isExported(node))
      .filter((node) => !isDocumented(node) && !returnsDocumentedType(node))
      .map((node) => `${at(node)} ${nameOf(node)}`),
  );
  noFindings(t, 'Write one line above it: units, ranges, errors, the rule it stands for; or above the type it returns.', silent);
});

test("every type of a thing's face says what it promises", (t) => {
  const silent = sources
    .filter((file) => /^edge\/[^/]+\/port\.ts$/.test(file))
    .flatMap((file) => treeOf(file).statements.filter((node) => isExported(node) && isFace(node) && !isDocumented(node)))
    .map(at);
  noFindings(t, 'The comments of port.ts are the promises its implementations are tested against.', silent);
});

test('types are not argued away', (t) => {
  const anys = [...sources, ...tests].flatMap((file) => nodesWhere(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword));
  const silencers = lines([...sources, ...tests], /@ts-(ignore|nocheck)/);
  noFindings(t, 'Say the true type, or read the value with a schema.', [...anys, ...silencers]);
});

test('the environment is read in one place on each side', (t) => {
  const isEnvironment = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env';
  const elsewhere = sources.filter((file) => !environmentIn.includes(file)).flatMap((file) => nodesWhere(file, isEnvironment));
  const mains = sources.filter((file) => file.endsWith('/main.ts') && environmentIn.includes(file));
  const variableTaken = mains.flatMap((file) =>
    nodesWhere(file, (node) => isEnvironment(node) && ts.isPropertyAccessExpression(node.parent)),
  );
  noFindings(t, 'Add the variable to config.ts, which checks it, and take the value as an argument.', [...elsewhere, ...variableTaken]);
});

test('the core knows no clock, no chance and no machine', (t) => {
  const outside = /^(Date|Math\.random|Temporal\.Now|process|performance|crypto|globalThis|fetch|console)$/;
  const found = typeScriptIn('edge/core').flatMap((file) => [
    ...nodesWhere(file, (node) => isValue(node) && outside.test(node.getText())),
    ...nodesWhere(file, (node) => ts.isImportDeclaration(node) && node.moduleSpecifier.getText().includes('node:')),
  ]);
  noFindings(t, 'The same commands must always give the same facts: let the command carry the moment or the chance.', found);
});

test('only clocks set timers', (t) => {
  const isTimer = (node: ts.Node): boolean =>
    ts.isCallExpression(node) && /^(globalThis\.)?set(Timeout|Interval)$/.test(node.expression.getText());
  const found = sources.filter((file) => timersIn[file] === undefined).flatMap((file) => nodesWhere(file, isTimer));
  noFindings(t, 'Take the clock as an argument, so that tests and the simulation own the time.', found);
  const idle = Object.keys(timersIn).filter((file) => !sources.includes(file) || nodesWhere(file, isTimer).length === 0);
  noFindings(t, 'This file sets no timer: take it off the list.', idle);
});

test('no test is left out and none runs alone', (t) => {
  const isModifier = (node: ts.Node): boolean =>
    ts.isPropertyAccessExpression(node) && /^(test|test\.serial)\.(only|skip|todo|failing)$/.test(node.getText());
  const found = tests.filter((file) => file !== 'test/needs.ts').flatMap((file) => nodesWhere(file, isModifier));
  noFindings(t, "Run it, or ask for what it lacks with needs('program'), which tells its name at the end.", found);
});

test('tests wait for events and never for time', (t) => {
  const sleeps = tests
    .filter((file) => file.endsWith('.test.ts') && pausesIn[file] === undefined)
    .flatMap((file) => nodesWhere(file, isSleep));
  noFindings(
    t,
    'Wait for the line, the message or the state itself: a sleep is too short on a slow machine and too long on a fast one.',
    sleeps,
  );
});

test('every fault that a test title names is one of F1 to F32', (t) => {
  const unknown = tests.flatMap((file) =>
    nodesWhere(file, (node) => ts.isStringLiteralLike(node) && faultsIn(node.text).some((fault) => fault < 1 || fault > faultsMax)),
  );
  noFindings(t, 'Name the fault by its number in the list of faults.', unknown);
});

const at = (node: ts.Node): string => `${node.getSourceFile().fileName}:${lineOf(node)}`;

const nodesWhere = (file: string, wanted: (node: ts.Node) => boolean): string[] =>
  nodesOf(file)
    .filter(wanted)
    .map((node) => `${at(node)} ${node.getText().split('\n')[0]?.slice(0, 100)}`);

const lines = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) => linesOf(file).flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])));

const ownLineCount = (node: ts.Node): number => lineCount(node) - linesOfInnerFunctions(node);

function linesOfInnerFunctions(node: ts.Node): number {
  let sum = 0;
  ts.forEachChild(node, (child) => {
    sum += isWrittenOut(child) ? lineCount(child) - 1 : linesOfInnerFunctions(child);
  });
  return sum;
}

const isWrittenOut = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

const nameOf = (node: ts.FunctionLikeDeclaration): string => node.name?.getText() ?? 'an unnamed function';

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false);

const isFace = (node: ts.Statement): boolean => ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);

const isDocumented = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).length > 0;

function returnsDocumentedType(node: ts.FunctionDeclaration): boolean {
  const returned = node.type?.getText();
  return node
    .getSourceFile()
    .statements.some((other) => ts.isTypeAliasDeclaration(other) && other.name.text === returned && isDocumented(other));
}

/** A name used as a value: a type or a property of the same name is another thing. */
const isValue = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) ||
  (ts.isIdentifier(node) &&
    !ts.isTypeReferenceNode(node.parent) &&
    !ts.isPropertySignature(node.parent) &&
    !ts.isPropertyAssignment(node.parent) &&
    !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node));

/** `new Promise((done) => setTimeout(done, ms))` or the `setTimeout` that is a promise already. */
const isSleep = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && /^new Promise.*=> \{?\s*setTimeout\(\w+, /.test(node.getText())) ||
  (ts.isImportDeclaration(node) && /setTimeout.*timers\/promises/.test(node.getText()));

const faultsIn = (title: string): number[] => [...title.matchAll(/\bF(\d+)\b/g)].map(([, digits]) => Number(digits));
