import type { FdbAttributes } from '../../operation/fdb-operation.js';
import type { Input } from '../../value/input.js';

/**
 * See bridge(8). The entry goes into the bridge's table (`master`, state `static`) unless `owner` is `self` or a
 * `destination` is given (then state `permanent`).
 */
export interface FdbOptions extends Input<Omit<FdbAttributes, 'mac'>> {}
