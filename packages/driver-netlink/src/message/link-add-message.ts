import { IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_LINK, IFLA_LINKINFO } from '../wire/constant/ifla.js';
import { ADD } from '../wire/constant/nlm.js';
import { RTM_NEWLINK } from '../wire/constant/rtm.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { writeNewLink, type LinkPlace, type NewLink } from './link-attributes.js';
import { writeLinkHeader, type DeviceFlags } from './link-header.js';

export interface LinkAddOptions extends LinkPlace {
  readonly flags: DeviceFlags;
  /** The link below, in the socket's namespace. */
  readonly parentIndex?: number | undefined;
  /** Writes the options of the kind. */
  writeData?(writer: MessageWriter): void;
}

/** RTM_NEWLINK that makes a link with everything it will have. `ip link add …`. */
export function writeLinkAdd(writer: MessageWriter, link: NewLink, kind: string, options: LinkAddOptions): void {
  writer.begin(RTM_NEWLINK, ADD);
  writeLinkHeader(writer, link.ifindex ?? 0, options.flags);
  writeNewLink(writer, link, options);
  if (options.parentIndex !== undefined) writer.attributeU32(IFLA_LINK, options.parentIndex);
  const info = writer.nest(IFLA_LINKINFO);
  writer.attributeString(IFLA_INFO_KIND, kind);
  if (options.writeData !== undefined) {
    const data = writer.nest(IFLA_INFO_DATA);
    options.writeData(writer);
    writer.endNest(data);
  }
  writer.endNest(info);
  writer.finish();
}
