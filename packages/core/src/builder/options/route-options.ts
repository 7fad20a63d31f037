import type { RouteAttributes } from '../../operation/route-operation.js';
import type { Input } from '../../value/input.js';
import type { KnownName } from '../../value/known-name.js';

/** One way of a route with several. */
export interface NextHopOptions<L extends string = never> {
  readonly via?: string | undefined;
  readonly dev?: KnownName<L> | undefined;
  /** 1 to 256; 1 unless told otherwise. */
  readonly weight?: number | undefined;
  readonly onLink?: boolean | undefined;
}

type SaidAttributes = Omit<RouteAttributes, 'family' | 'destination' | 'dev' | 'devIndex' | 'nextHops'>;

/**
 * See ip-route(8). Without `dev` the kernel finds the link by `via`. The table is 254 (main) unless told otherwise, 255
 * (local) for types `local`, `broadcast` and `anycast`; the protocol is `boot`, as `ip` writes it.
 */
export interface RouteOptions<L extends string = never> extends Input<SaidAttributes> {
  /** The link that it goes out by, in the same namespace. */
  readonly dev?: KnownName<L> | undefined;
  readonly nextHops?: readonly NextHopOptions<L>[] | undefined;
}
