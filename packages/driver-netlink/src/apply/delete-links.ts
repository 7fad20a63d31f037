import { randomInt } from 'node:crypto';
import type { LinkDelete, Outcome } from '@netloom/core';
import { namespaceKey } from '@netloom/core/driver';
import type { Session } from '../engine/session.js';
import { errorOf } from './applier.js';
import { findDoomed, type DoomedLink, type LinkPlace } from './find-doomed.js';
import { DONE, NOT_RUN, outcomeOfError } from './outcome.js';
import { writeGroupDelete, writeLinkDelete } from '../message/link-delete-message.js';
import { writeLinkSet } from '../message/link-set-message.js';

/**
 * Deletes many links. The kernel waits some 20 ms for each that it deletes alone, and as long for a whole group; so those
 * of a namespace are put into a group of their own and go by one message. A veth goes with either end: where its other end
 * is on the host, it is that which goes, so that the pods of a host need one message together.
 *
 * Gives the outcomes of the first so many operations: up to one that cannot be done, or up to one on a link that goes with
 * another of these, which is for the caller to try then.
 */
export function deleteLinks(operations: readonly LinkDelete[], session: Session): readonly Outcome[] {
  const { found, refusal } = findAll(operations, session);
  const outcomes: Outcome[] = found.map(() => NOT_RUN);
  const settle = (indexes: readonly number[], outcome: Outcome): void => {
    for (const index of indexes) outcomes[index] = outcome;
  };
  for (const site of sites(found)) {
    if (site.length > 1 && deleteGroup(site, session)) {
      settle(
        site.map(({ index }) => index),
        DONE,
      );
      continue;
    }
    for (const { index, place } of site) {
      const operation = operations[index];
      const outcome = operation === undefined ? NOT_RUN : deleteOne(place, operation, session);
      settle([index], outcome);
      if (outcome.status !== 'done') return outcomes;
    }
  }
  return refusal === undefined ? outcomes : [...outcomes, refusal];
}

interface Found {
  readonly found: readonly DoomedLink[];
  readonly refusal?: Outcome;
}

function findAll(operations: readonly LinkDelete[], session: Session): Found {
  const found: DoomedLink[] = [];
  const gone = new Set<string>();
  for (const operation of operations) {
    try {
      const link = findDoomed(operation, session);
      if (link.standsOn.some((key) => gone.has(key))) break;
      for (const key of link.takes) gone.add(key);
      found.push(link);
    } catch (error) {
      return { found, refusal: outcomeOfError(error, operation) };
    }
  }
  return { found };
}

/** A link to be deleted, and the operation that it is of. */
interface Target {
  readonly index: number;
  readonly place: LinkPlace;
}

/** The links by the namespace that the kernel is told in. */
function sites(found: readonly DoomedLink[]): readonly (readonly Target[])[] {
  const byNamespace = new Map<string, Target[]>();
  for (const [index, { place }] of found.entries()) {
    const key = namespaceKey(place.namespace);
    const site = byNamespace.get(key);
    if (site === undefined) byNamespace.set(key, [{ index, place }]);
    else site.push({ index, place });
  }
  return [...byNamespace.values()];
}

/** Deletes the links of one namespace together; `false`, and nothing has changed, where the kernel refuses. */
function deleteGroup(site: readonly Target[], session: Session): boolean {
  const [first] = site;
  if (first === undefined) return true;
  const { socket } = session.namespace(first.place.namespace);
  // Nobody else uses the number: groups are small by habit, and these are drawn from 2^30.
  const group = 0x40000000 + randomInt(0x3fffffff);
  const regroup = (target: (place: LinkPlace) => number): boolean => {
    let isDone = true;
    for (let at = 0; at < site.length; at += MESSAGES_AT_ONCE) {
      const writer = session.writer;
      for (const { place } of site.slice(at, at + MESSAGES_AT_ONCE)) {
        writeLinkSet(writer, place.ifindex, { group: target(place) });
      }
      isDone = socket.request(writer).every(({ status }) => status === 'done') && isDone;
    }
    return isDone;
  };
  if (regroup(() => group)) {
    const writer = session.writer;
    writeGroupDelete(writer, group);
    if (socket.ask(writer).status === 'done') {
      session.unlearn(session.namespace(first.place.namespace));
      return true;
    }
  }
  regroup((place) => place.group);
  return false;
}

/** So many answers fit into a receive queue of the default size, 256 of them. */
const MESSAGES_AT_ONCE = 128;

function deleteOne(place: LinkPlace, operation: LinkDelete, session: Session): Outcome {
  try {
    const namespace = session.namespace(place.namespace);
    const writer = session.writer;
    writeLinkDelete(writer, place.ifindex);
    const ack = namespace.socket.ask(writer);
    if (ack.status !== 'done') throw errorOf(ack, writer.message(0));
    session.unlearn(namespace);
    return DONE;
  } catch (error) {
    return outcomeOfError(error, operation);
  }
}
