import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import type { Ellipsoid } from './ellipsoids.ts';
import { wrapLongitude } from './longitude.ts';

export interface TransverseMercatorParameters {
  readonly ellipsoid: Ellipsoid;
  /** Degrees. */
  readonly latitudeOfOrigin: number;
  /** Degrees. */
  readonly meridian: number;
  readonly scale: number;
  /** Metres. */
  readonly falseEasting: number;
  /** Metres. */
  readonly falseNorthing: number;
}

/** Beyond this distance from the meridian (of the rectifying sphere's radius) PROJ refuses, and the series diverges. */
const MAX_ETA = 2.623395162778;

/**
 * The ellipsoidal transverse Mercator by Krueger's series to sixth order in the third flattening, as Karney gives it
 * ("Transverse Mercator with an accuracy of a few nanometers", 2011, equations 7 to 12, 35, 36); trigonometric functions of
 * doubled angles come by algebra from those of the single ones, and sums by Clenshaw's recurrence.
 */
export function transverseMercator(parameters: TransverseMercatorParameters): CoordinateOperation {
  const { ellipsoid, meridian, scale, falseEasting } = parameters;
  const f = ellipsoid.inverseFlattening === 0 ? 0 : 1 / ellipsoid.inverseFlattening;
  const e2 = f * (2 - f);
  const n = f / (2 - f);
  const n2 = n * n;
  // Radius of the rectifying sphere, times the scale.
  const radius = ((scale * ellipsoid.a) / (1 + n)) * (1 + n2 * (1 / 4 + n2 * (1 / 64 + n2 / 256)));
  const [a1, a2, a3, a4, a5, a6] = forwardSeries(n);
  const [b1, b2, b3, b4, b5, b6] = inverseSeries(n);
  const [d1, d2, d3, d4, d5, d6] = geodeticSeries(n);
  const origin = meridianArc(parameters.latitudeOfOrigin * DEGREE);
  const y0 = parameters.falseNorthing - radius * origin;

  /** tan of the conformal latitude, from the sine and cosine of the geodetic one; e atanh(e s) and its sinh are short series in e². */
  function conformalTangent(sine: number, cosine: number): number {
    const t = e2 * sine * sine;
    const x = e2 * sine * (1 + t * (1 / 3 + t * (1 / 5 + t * (1 / 7 + t * (1 / 9 + t / 11)))));
    const x2 = x * x;
    const sigma = x * (1 + x2 * (1 / 6 + x2 * (1 / 120)));
    return (sine * Math.sqrt(1 + sigma * sigma) - sigma) / cosine;
  }

  /** Length of the meridian from the equator, of the rectifying radius. */
  function meridianArc(latitude: number): number {
    const xi = Math.atan(conformalTangent(Math.sin(latitude), Math.cos(latitude)));
    const terms = [a1, a2, a3, a4, a5, a6];
    return terms.reduce((sum, term, i) => sum + term * Math.sin(2 * (i + 1) * xi), xi);
  }

  return {
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const latitude = coordinates[i + 1]! * DEGREE;
        const longitude = wrapLongitude(coordinates[i]! - meridian) * DEGREE;
        const tau = conformalTangent(Math.sin(latitude), Math.cos(latitude));
        const cosine = Math.cos(longitude);
        const hypotenuse2 = tau * tau + cosine * cosine;
        const tangent = Math.sin(longitude) / Math.sqrt(hypotenuse2);
        const xi = Math.atan2(tau, cosine);
        const eta = Math.asinh(tangent);
        // sin and cos of 2 xi, sinh and cosh of 2 eta.
        const s = (2 * tau * cosine) / hypotenuse2;
        const c = (cosine * cosine - tau * tau) / hypotenuse2;
        const sh = 2 * tangent * Math.sqrt(1 + tangent * tangent);
        const ch = 1 + 2 * tangent * tangent;
        // Clenshaw: the sum of a_j sin(2 j (xi + i eta)), real and imaginary part.
        const p = 2 * c * ch;
        const q = -2 * s * sh;
        let r1 = a6;
        let i1 = 0;
        let r2 = a5 + p * r1;
        let i2 = q * r1;
        let r = a4 - r1 + p * r2 - q * i2;
        let im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = a3 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = a2 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = a1 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        const real = s * ch;
        const imaginary = c * sh;
        const x = eta + r * imaginary + im * real;
        const y = xi + r * real - im * imaginary;
        const inside = Math.abs(latitude) <= Math.PI / 2 && Math.abs(x) <= MAX_ETA;
        coordinates[i] = inside ? radius * x + falseEasting : Number.NaN;
        coordinates[i + 1] = inside ? radius * y + y0 : Number.NaN;
      }
    },
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const eta = (coordinates[i]! - falseEasting) / radius;
        const xi = (coordinates[i + 1]! - y0) / radius;
        if (!(Math.abs(eta) <= MAX_ETA)) {
          coordinates[i] = Number.NaN;
          coordinates[i + 1] = Number.NaN;
          continue;
        }
        const s1 = Math.sin(xi);
        const c1 = Math.cos(xi);
        const grown = Math.exp(eta);
        const sh1 = (grown - 1 / grown) / 2;
        const ch1 = (grown + 1 / grown) / 2;
        const s = 2 * s1 * c1;
        const c = 1 - 2 * s1 * s1;
        const sh = 2 * sh1 * ch1;
        const ch = 1 + 2 * sh1 * sh1;
        const p = 2 * c * ch;
        const q = -2 * s * sh;
        let r1 = b6;
        let i1 = 0;
        let r2 = b5 + p * r1;
        let i2 = q * r1;
        let r = b4 - r1 + p * r2 - q * i2;
        let im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = b3 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = b2 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        r1 = r2;
        i1 = i2;
        r2 = r;
        i2 = im;
        r = b1 - r1 + p * r2 - q * i2;
        im = -i1 + p * i2 + q * r2;
        const real = s * ch;
        const imaginary = c * sh;
        const etaSphere = eta - (r * imaginary + im * real);
        const xiSphere = xi - (r * real - im * imaginary);
        const sinh = Math.sinh(etaSphere);
        const cosine = Math.cos(xiSphere);
        const sine = Math.sin(xiSphere);
        const hypotenuse2 = sinh * sinh + cosine * cosine;
        const hypotenuse = Math.sqrt(hypotenuse2);
        // Conformal to geodetic latitude: a sine series, its argument the doubled angle.
        const total = hypotenuse2 + sine * sine;
        const s2 = (2 * sine * hypotenuse) / total;
        const c2 = (2 * (hypotenuse2 - sine * sine)) / total;
        const u5 = d5 + c2 * d6;
        const u4 = d4 + c2 * u5 - d6;
        const u3 = d3 + c2 * u4 - u5;
        const u2 = d2 + c2 * u3 - u4;
        const u1 = d1 + c2 * u2 - u3;
        coordinates[i] = wrapLongitude(Math.atan2(sinh, cosine) / DEGREE + meridian);
        coordinates[i + 1] = (Math.atan2(sine, hypotenuse) + s2 * u1) / DEGREE;
      }
    },
  };
}

type Six = readonly [number, number, number, number, number, number];

/** Karney's equation 35: from the sphere of conformal latitude to the rectifying plane. */
function forwardSeries(n: number): Six {
  return [
    n * (1 / 2 + n * (-2 / 3 + n * (5 / 16 + n * (41 / 180 + n * (-127 / 288 + n * (7891 / 37800)))))),
    n ** 2 * (13 / 48 + n * (-3 / 5 + n * (557 / 1440 + n * (281 / 630 + n * (-1983433 / 1935360))))),
    n ** 3 * (61 / 240 + n * (-103 / 140 + n * (15061 / 26880 + n * (167603 / 181440)))),
    n ** 4 * (49561 / 161280 + n * (-179 / 168 + n * (6601661 / 7257600))),
    n ** 5 * (34729 / 80640 + n * (-3418889 / 1995840)),
    n ** 6 * (212378941 / 319334400),
  ];
}

/** Karney's equation 36, to be subtracted: from the rectifying plane to the sphere of conformal latitude. */
function inverseSeries(n: number): Six {
  return [
    n * (1 / 2 + n * (-2 / 3 + n * (37 / 96 + n * (-1 / 360 + n * (-81 / 512 + n * (96199 / 604800)))))),
    n ** 2 * (1 / 48 + n * (1 / 15 + n * (-437 / 1440 + n * (46 / 105 + n * (-1118711 / 3870720))))),
    n ** 3 * (17 / 480 + n * (-37 / 840 + n * (-209 / 4480 + n * (5569 / 90720)))),
    n ** 4 * (4397 / 161280 + n * (-11 / 504 + n * (-830251 / 7257600))),
    n ** 5 * (4583 / 161280 + n * (-108847 / 3991680)),
    n ** 6 * (20648693 / 638668800),
  ];
}

/** Geodetic minus conformal latitude as sines of 2χ, 4χ, … (Engsager and Poder 2007). */
function geodeticSeries(n: number): Six {
  return [
    n * (2 + n * (-2 / 3 + n * (-2 + n * (116 / 45 + n * (26 / 45 + n * (-2854 / 675)))))),
    n ** 2 * (7 / 3 + n * (-8 / 5 + n * (-227 / 45 + n * (2704 / 315 + n * (2323 / 945))))),
    n ** 3 * (56 / 15 + n * (-136 / 35 + n * (-1262 / 105 + n * (73814 / 2835)))),
    n ** 4 * (4279 / 630 + n * (-332 / 35 + n * (-399572 / 14175))),
    n ** 5 * (4174 / 315 + n * (-144838 / 6237)),
    n ** 6 * (601676 / 22275),
  ];
}
