import fc from 'fast-check';

/** Property tests try the same examples in each run, so that a change is to blame where one fails. FC_SEED=7 tries others. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });
