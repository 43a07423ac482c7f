import fc from 'fast-check';

/**
 * Property tests try the same examples in each run, so that a change is to blame where one fails. FC_SEED=7 tries others, FC_RUNS=1000 tries
 * more where a test does not say how many.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1), numRuns: Number(process.env['FC_RUNS'] ?? 50) });
