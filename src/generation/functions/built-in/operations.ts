import { Decimal } from 'decimal.js';
import { FunctionProblem } from '../problem.ts';

/** Exponents are bounded, so that no power takes long and none becomes too long to read. */
export const Exact = Decimal.clone({ precision: 40, maxE: 5000, minE: -5000, toExpPos: 21, toExpNeg: -21 });

/** By name; computed when asked for. */
export const constants: ReadonlyMap<string, () => Decimal> = new Map([
  ['pi', () => Exact.acos(-1)],
  ['π', () => Exact.acos(-1)],
  ['e', () => Exact.exp(1)],
]);

type Operation = (...values: Decimal[]) => Decimal;

/** By name. They throw `FunctionProblem` for values that are missing or too great. */
export const functions: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['abs', x => only(x).abs()],
  ['sqrt', x => only(x).sqrt()],
  ['cbrt', x => only(x).cbrt()],
  ['exp', x => only(x).exp()],
  ['ln', x => only(x).ln()],
  ['log', (x, base) => (base ? Exact.log(only(x), base) : only(x).log(10))],
  ['log10', x => only(x).log(10)],
  ['log2', x => only(x).log(2)],
  ['sin', x => angle(x).sin()],
  ['cos', x => angle(x).cos()],
  ['tan', x => angle(x).tan()],
  ['asin', x => only(x).asin()],
  ['acos', x => only(x).acos()],
  ['atan', x => only(x).atan()],
  ['round', (x, places) => only(x).toDecimalPlaces(placesOf(places), Decimal.ROUND_HALF_UP)],
  ['floor', x => only(x).floor()],
  ['ceil', x => only(x).ceil()],
  ['min', (...values) => Exact.min(...some(values))],
  ['max', (...values) => Exact.max(...some(values))],
  ['sum', (...values) => Exact.sum(...some(values))],
  ['mean', (...values) => Exact.sum(...some(values)).div(values.length)],
  ['pow', (x, y) => only(x).pow(only(y))],
  ['mod', (x, y) => only(x).mod(only(y))],
]);

function only(value: Decimal | undefined): Decimal {
  if (!value) throw new FunctionProblem('函数缺少参数。', 'refused');
  return value;
}

/** Angles beyond this would cost more digits of π than we keep. */
const greatestAngle = 1e15;

function angle(value: Decimal | undefined): Decimal {
  if (only(value).abs().gt(greatestAngle)) throw new FunctionProblem('角度太大。', 'refused');
  return only(value);
}

function some(values: Decimal[]): Decimal[] {
  only(values[0]);
  return values;
}

function placesOf(value: Decimal | undefined): number {
  const places = value?.toNumber() ?? 0;
  if (!Number.isInteger(places) || places < 0 || places > 30)
    throw new FunctionProblem('round 的小数位数应为 0 到 30。', 'refused');
  return places;
}

/** `n!`, of up to 1000: that is a number of 2568 digits. */
export function factorial(value: Decimal): Decimal {
  if (!value.isInteger() || value.isNegative() || value.gt(1000))
    throw new FunctionProblem('阶乘只能用于 0 到 1000 的整数。', 'refused');
  let product = new Exact(1);
  for (let factor = 2; factor <= value.toNumber(); factor++) product = product.mul(factor);
  return product;
}
