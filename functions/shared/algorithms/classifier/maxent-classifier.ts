import { unimplemented, wrong } from '../../errors.ts';
import type { FeatureKind } from '../../learning/maxent/features.ts';
import { maxentLearner, type OutputFormat } from '../../learning/maxent/learner.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional } from '../parameter.ts';
import { Classifier } from './classifier.ts';
import { oneOf } from './limits.ts';
import { Method } from './method.ts';

const FORMATS: readonly OutputFormat[] = ['cloglog', 'logistic', 'cumulative', 'raw'];

type Kinds = { readonly [kind in 'linear' | 'quadratic' | 'product' | 'threshold' | 'hinge']: boolean };

interface Thresholds {
  readonly autoFeature: boolean;
  readonly hingeThreshold: number;
  readonly l2lqThreshold: number;
  readonly lq2lqptThreshold: number;
}

/** The kinds of features: as given, or those for which there are presences enough. Thresholds are used only where they are asked for. */
function kindsFor(kinds: Kinds, limits: Thresholds): (presences: number) => ReadonlySet<FeatureKind> {
  return (presences) => {
    const auto = {
      linear: true,
      quadratic: presences >= limits.l2lqThreshold,
      hinge: presences >= limits.hingeThreshold,
      product: presences >= limits.lq2lqptThreshold,
      threshold: kinds.threshold && presences >= limits.lq2lqptThreshold,
    };
    const wanted = limits.autoFeature ? auto : kinds;
    const names = ['linear', 'quadratic', 'product', 'threshold', 'hinge'] as const;
    return new Set(names.filter((name) => wanted[name]));
  };
}

/** Models of where species can live. */
export const MAXENT_CLASSIFIER = [
  algorithm({
    name: 'Classifier.amnhMaxent',
    description:
      'Maxent: estimates how suitable a location is for a species, from locations where it is present (1) and background locations (0).',
    returns: 'Classifier',
    parameters: {
      categoricalNames: optional(t.list(t.string)),
      outputFormat: defaulted(t.string, 'cloglog'),
      autoFeature: defaulted(t.boolean, true),
      linear: defaulted(t.boolean, true),
      quadratic: defaulted(t.boolean, true),
      product: defaulted(t.boolean, true),
      threshold: defaulted(t.boolean, false),
      hinge: defaulted(t.boolean, true),
      hingeThreshold: defaulted(t.integer, 15),
      l2lqThreshold: defaulted(t.integer, 10),
      lq2lqptThreshold: defaulted(t.integer, 80),
      addSamplesToBackground: defaulted(t.boolean, true),
      addAllSamplesToBackground: defaulted(t.boolean, false),
      betaMultiplier: defaulted(t.float, 1),
      betaHinge: defaulted(t.float, -1),
      betaLqp: defaulted(t.float, -1),
      betaCategorical: defaulted(t.float, -1),
      betaThreshold: defaulted(t.float, -1),
      extrapolate: defaulted(t.boolean, true),
      doClamp: defaulted(t.boolean, true),
      writeClampGrid: defaulted(t.boolean, true),
      randomTestPoints: defaulted(t.integer, 0),
      seed: defaulted(t.long, 0),
    },
    examples: [
      {
        args: { betaMultiplier: 2 },
        result: {
          type: 'Classifier.amnhMaxent',
          outputFormat: 'cloglog',
          autoFeature: true,
          linear: true,
          quadratic: true,
          product: true,
          threshold: false,
          hinge: true,
          hingeThreshold: 15,
          l2lqThreshold: 10,
          lq2lqptThreshold: 80,
          addSamplesToBackground: true,
          addAllSamplesToBackground: false,
          betaMultiplier: 2,
          betaHinge: -1,
          betaLqp: -1,
          betaCategorical: -1,
          betaThreshold: -1,
          extrapolate: true,
          doClamp: true,
          writeClampGrid: true,
          randomTestPoints: 0,
          seed: 0,
          mode: 'PROBABILITY',
        },
      },
    ],
    run: (args) => {
      const { categoricalNames, betaMultiplier, randomTestPoints, seed } = args;
      if (!args.extrapolate) throw unimplemented('Terrane has no Maxent without extrapolation.');
      if (!(betaMultiplier >= 0)) throw wrong(`'betaMultiplier' must be at least 0. Got ${betaMultiplier}.`);
      if (!(randomTestPoints >= 0 && randomTestPoints < 100)) {
        throw wrong(`'randomTestPoints' is a percentage below 100. Got ${randomTestPoints}.`);
      }
      const learner = maxentLearner({
        categorical: new Set(categoricalNames),
        format: oneOf('outputFormat', args.outputFormat, FORMATS),
        kinds: kindsFor(args, args),
        addPresences: args.addAllSamplesToBackground ? 'all' : args.addSamplesToBackground ? 'new' : 'none',
        betas: {
          multiplier: betaMultiplier,
          hinge: args.betaHinge,
          lqp: args.betaLqp,
          categorical: args.betaCategorical,
          threshold: args.betaThreshold,
        },
        clamp: args.doClamp,
        clampOutput: args.writeClampGrid,
        testShare: randomTestPoints / 100,
        seed,
      });
      const parameters = { ...args, categoricalNames: categoricalNames && [...categoricalNames] };
      return new Classifier(new Method('amnhMaxent', parameters, learner));
    },
  }),
];
