import type { HOST, NamespaceRef } from '../value/namespace-ref.js';
import type { Transaction } from './transaction.js';

/** `false` for `string` and for patterns such as `` `v${string}` ``: only names that are known to the letter are tracked. */
type Literal<T extends string> = {} extends Record<T, 1> ? false : true;

/** The names of links in namespace `S`, out of a union of `'namespace/link'`. The host's namespace is `''`. */
export type NamesIn<D extends string, S extends string> = D extends `${S}/${infer N}` ? N : never;

/** What adding link `N` in namespace `S` adds to the tracked names. */
export type Added<S extends string, N extends string> = [N] extends [never]
  ? never
  : Literal<N> extends true
    ? Literal<S> extends true
      ? `${S}/${N}`
      : never
    : never;

/**
 * The type of the name of a new link: the name itself or, where the chain has added it, a sentence. The compiler then
 * says that the name is not assignable to the sentence. Untracked chains (`string extends D`) take any name.
 */
export type FreshName<D extends string, S extends string, N extends string> = string extends D
  ? N
  : Added<S, N> extends infer A
    ? [A] extends [never]
      ? N
      : A extends D
        ? `link "${N}" is already added in this namespace`
        : N
    : never;

/**
 * The name of a veth's peer: `P` where it is given as a text, else `Q`, the name among its options or the default. `P` is
 * inferred as an object where it is given with options, which says only that it is no text.
 */
export type PeerName<P, Q extends string> = [P] extends [never] ? Q : P extends string ? P : Q;

/** The namespace that a reference means, as it stands in tracked names. */
export type ScopeOf<R extends NamespaceRef> = R extends string ? R : R extends typeof HOST ? '' : string;

/** The names that a builder has tracked; none for an untracked one, so that an untracked preset keeps those before it. */
export type DeclaredIn<T> = T extends Transaction<infer D, infer _> ? (string extends D ? never : D) : never;

/** The tracked names after link `N` of namespace `S` was given the name `M`. */
export type Renamed<D extends string, S extends string, N extends string, M extends string> = [M] extends [never]
  ? D
  : Exclude<D, `${S}/${N}`> | Added<S, M>;
