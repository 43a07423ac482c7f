import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that try very many cases are slow, however short they are. */
const SLOW = /\.property\.|hostile|fuzz/;

/** Begins with the slow files, so that no worker is left with one when the others are done. */
export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { slow = [], quick = [] } = Object.groupBy(await super.sort(files), ({ moduleId }) =>
      SLOW.test(moduleId) ? 'slow' : 'quick',
    );
    return [...slow, ...quick];
  }
}
