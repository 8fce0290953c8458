import { Refusal } from '../vocabulary.ts';
import { v1Messages } from './codes.ts';

/** A V1 error: HTTP 200 unless told otherwise, and the document's words unless better ones are known. */
export function refuseV1(
  code: number,
  message = v1Messages[code] ?? 'Simulated error',
  status = 200,
): Refusal {
  return new Refusal(String(code), message, { status });
}
