/**
 * Prints how many conformance cases pass, by family: `npm run conformance [-- --failures [FAMILY]]`.
 * `--failures` lists the failing ones with what was expected and what came. The exit code is 0 all the same: the figures
 * are the result.
 */
import type { Json } from '../../functions/shared/values/value.ts';
import { type Case, familyOf, readCases } from './cases.ts';
import { judge, type Verdict } from './judge.ts';

const LONGEST_SHOWN = 400;

/** Passed and total, with an expected value and without. */
type Tally = Record<'with' | 'without', { passed: number; total: number }>;

function emptyTally(): Tally {
  return { with: { passed: 0, total: 0 }, without: { passed: 0, total: 0 } };
}

function count(tally: Tally, test: Case, passed: boolean): void {
  const column = tally[test.hasExpected ? 'with' : 'without'];
  column.total++;
  if (passed) column.passed++;
}

function percent({ passed, total }: Tally['with']): string {
  return total === 0 ? '' : `${passed}/${total} (${((100 * passed) / total).toFixed(1)} %)`;
}

function line(name: string, tally: Tally): string {
  const all = {
    passed: tally.with.passed + tally.without.passed,
    total: tally.with.total + tally.without.total,
  };
  return [name.padEnd(28), percent(all).padEnd(20), percent(tally.with).padEnd(20), percent(tally.without)]
    .join(' ')
    .trimEnd();
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function printFailure(test: Case, { actual }: Verdict): void {
  const expected = test.hasExpected ? shown(test.expected) : `a value of type ${test.type}`;
  console.log(`${test.id}\n  ${test.rootFunction ?? ''}\n  expected ${expected}\n  actual   ${shown(actual)}`);
}

async function run(args: readonly string[]): Promise<void> {
  const cases = readCases();
  if (!cases) {
    console.log('No conformance cases: ../shared/conformance/cases.json is not there.');
    return;
  }
  const at = args.indexOf('--failures');
  const families = new Map<string, Tally>();
  const total = emptyTally();
  for (const test of cases) {
    const family = familyOf(test);
    const verdict = await judge(test);
    const tally = families.get(family) ?? emptyTally();
    families.set(family, tally);
    count(tally, test, verdict.passed);
    count(total, test, verdict.passed);
    if (!verdict.passed && at >= 0 && (args[at + 1] ?? family) === family) printFailure(test, verdict);
  }
  console.log(`${'family'.padEnd(28)} ${'passed'.padEnd(20)} ${'with expected value'.padEnd(20)} form only`);
  for (const name of [...families.keys()].sort()) console.log(line(name, families.get(name) as Tally));
  console.log(line('all', total));
}

await run(process.argv.slice(2));
