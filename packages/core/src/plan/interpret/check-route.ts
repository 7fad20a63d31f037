import type { AddressFamily } from '../../value/address-family.js';
import type { Given } from '../../value/fields.js';
import type { CallContext } from './call-context.js';
import type { RouteSettings } from './route-fields.js';

/** Routes of these types lead nowhere, and can name no way. */
const NOWHERE = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** Options of a route that do not go together; the kernel would refuse each with a bare EINVAL or ENODEV. */
export function checkRoute(context: CallContext, family: AddressFamily, given: Given<RouteSettings>): void {
  const { via, dev, nextHops, source, type = 'unicast' } = given;
  const hops = nextHops ?? [];
  const hasWay = via !== undefined || dev !== undefined;
  if (nextHops !== undefined && hasWay) {
    context.report('route-way', '`nextHops` takes the place of `via` and `dev`', 'put them into one of `nextHops`');
  }
  if (NOWHERE.has(type) && (hasWay || nextHops !== undefined)) {
    context.report('route-way', `a route of type ${type} leads nowhere`, 'leave out `via`, `dev` and `nextHops`');
  }
  if (type === 'unicast' && !hasWay && hops.length === 0) {
    context.report('route-way', 'neither `via` nor `dev` is given', "say the gateway, via: '10.0.0.1', or the link");
  }
  if (hops.some((hop) => !hop.via && hop.dev === undefined)) {
    context.report('route-way', 'one of `nextHops` has neither `via` nor `dev`');
  }
  if (source && source.family !== family) {
    context.report('address-family', `\`source\` ${source.text} is of another family than the route`);
  }
  for (const hop of [{ via, dev }, ...hops]) checkGateway(context, family, hop);
}

function checkGateway(
  context: CallContext,
  family: AddressFamily,
  { via, dev }: { readonly via?: RouteSettings['via'] | undefined; readonly dev?: string | undefined },
): void {
  if (!via) return;
  // The other way round is possible: IPv4 by an IPv6 gateway (RFC 5549).
  if (family === 'inet6' && via.family === 'inet') {
    context.report('address-family', `an IPv6 route cannot go by the IPv4 gateway ${via.text}`);
  }
  if (dev === undefined && /^fe[89ab]/.test(via.text)) {
    context.report('route-way', `${via.text} is on every link`, 'say which with `dev`');
  }
}
