/*
 * The limit: what raw netlink in C takes, with every link made by one message and all else of a pod by one send more, and
 * nothing looked up. It plans nothing, writes nothing down and can undo nothing.
 *
 *   limit kernel|single   queues of a veth: as many as the kernel makes unasked, or one, said explicitly
 */
#include "netlink.h"

static int single_queue;
static int home; /* the host's namespace */
static int host; /* a socket in it */
static int bridge_index, uplink_index;

/* ---- what the jobs are made of ---- */

static char *path_of(const char *name) {
  static char path[64];
  snprintf(path, sizeof path, "/run/netns/%s", name);
  return path;
}

/* Makes a named namespace, with a socket inside. */
static int add_namespace(const char *name, int *fd, int *inside) {
  char *path = path_of(name);
  int file = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  TRY(file);
  close(file);
  TRY(unshare(CLONE_NEWNET));
  TRY(mount("/proc/self/ns/net", path, "none", MS_BIND, NULL));
  *fd = open(path, O_RDONLY | O_CLOEXEC);
  TRY(*fd);
  *inside = open_socket();
  TRY(*inside);
  TRY(setns(home, CLONE_NEWNET));
  return 0;
}

static int delete_namespace(const char *name) {
  char *path = path_of(name);
  umount2(path, MNT_DETACH);
  TRY(unlink(path));
  return 0;
}

static void link_header(int index, int up) {
  struct ifinfomsg *header = begin(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *header);
  header->ifi_index = index;
  header->ifi_flags = header->ifi_change = up ? IFF_UP : 0;
}

static void queues(void) {
  if (!single_queue) return;
  attribute_u32(IFLA_NUM_TX_QUEUES, 1);
  attribute_u32(IFLA_NUM_RX_QUEUES, 1);
}

static void mac_of(unsigned char *mac, int i) {
  unsigned char value[6] = {2, 0, 0, 1, i >> 8, i & 255};
  memcpy(mac, value, 6);
}

static void write_up(int index) {
  struct ifinfomsg *header = begin(RTM_SETLINK, 0, sizeof *header);
  header->ifi_index = index;
  header->ifi_flags = header->ifi_change = IFF_UP;
  finish();
}

static void write_address(int index, uint32_t address, int prefix) {
  struct ifaddrmsg *header = begin(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, sizeof *header);
  header->ifa_family = AF_INET;
  header->ifa_prefixlen = prefix;
  header->ifa_index = index;
  attribute(IFA_LOCAL, &address, 4);
  attribute(IFA_ADDRESS, &address, 4);
  finish();
}

static void write_default(uint32_t gateway, int index) {
  struct rtmsg *header = begin(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, sizeof *header);
  header->rtm_family = AF_INET;
  header->rtm_table = RT_TABLE_MAIN;
  header->rtm_protocol = RTPROT_BOOT;
  header->rtm_scope = RT_SCOPE_UNIVERSE;
  header->rtm_type = RTN_UNICAST;
  attribute(RTA_GATEWAY, &gateway, 4);
  attribute_u32(RTA_OIF, index);
  finish();
}

/* A veth: its first end on the host, its second in the namespace of `fd`, without MAC and MTU where `i` is negative. */
static void write_veth(const char *name, int index, int master, int fd, const char *peer, int i) {
  link_header(index, 1);
  attribute_text(IFLA_IFNAME, name);
  if (master) attribute_u32(IFLA_MASTER, master);
  queues();
  struct nlattr *info = nest(IFLA_LINKINFO);
  attribute_text(IFLA_INFO_KIND, "veth");
  struct nlattr *data = nest(IFLA_INFO_DATA);
  struct nlattr *other = nest(VETH_INFO_PEER);
  struct ifinfomsg *header = put(sizeof *header);
  header->ifi_index = index + 1;
  attribute_text(IFLA_IFNAME, peer);
  if (fd >= 0) attribute_u32(IFLA_NET_NS_FD, fd);
  if (i >= 0) {
    unsigned char mac[6];
    mac_of(mac, i);
    attribute(IFLA_ADDRESS, mac, 6);
    attribute_u32(IFLA_MTU, 1400);
  }
  queues();
  end_nest(other);
  end_nest(data);
  end_nest(info);
  finish();
}

static uint32_t ip(int a, int b, int c, int d) { return htonl((uint32_t)a << 24 | b << 16 | c << 8 | d); }

/* Brings up what is in a namespace and gives it its address and default route, all with one send. */
static int configure(int inside, int index, uint32_t address, int prefix, uint32_t gateway) {
  write_up(1);
  write_up(index);
  write_address(index, address, prefix);
  write_default(gateway, index);
  return transmit(inside);
}

/* ---- the jobs ---- */

static int pods(int count) {
  for (int i = 0; i < count; i++) {
    char name[32], end[IFNAMSIZ];
    int fd, inside, index = (FIRST_INDEX) + 2 * i;
    snprintf(name, sizeof name, "pod%d", i);
    snprintf(end, sizeof end, "p%d", i);
    TRY(add_namespace(name, &fd, &inside));
    write_veth(end, index, bridge_index, fd, "eth0", i);
    TRY(transmit(host));
    TRY(configure(inside, index + 1, ip(10, 1, 1 + i / 250, 1 + i % 250), 16, ip(10, 1, 0, 1)));
    close(inside);
    close(fd);
  }
  return 0;
}

static int teardown(int count) {
  for (int i = 0; i < count; i++) {
    char name[32];
    snprintf(name, sizeof name, "pod%d", i);
    TRY(delete_namespace(name));
  }
  return 0;
}

static int macvlans(int count) {
  for (int i = 0; i < count; i++) {
    char name[32];
    unsigned char mac[6];
    int fd, inside, index = (FIRST_INDEX) + i;
    snprintf(name, sizeof name, "mac%d", i);
    TRY(add_namespace(name, &fd, &inside));
    link_header(index, 1);
    attribute_text(IFLA_IFNAME, "eth0");
    attribute_u32(IFLA_LINK, uplink_index);
    attribute_u32(IFLA_NET_NS_FD, fd);
    mac_of(mac, i);
    attribute(IFLA_ADDRESS, mac, 6);
    struct nlattr *info = nest(IFLA_LINKINFO);
    attribute_text(IFLA_INFO_KIND, "macvlan");
    struct nlattr *data = nest(IFLA_INFO_DATA);
    attribute_u32(IFLA_MACVLAN_MODE, MACVLAN_MODE_BRIDGE);
    end_nest(data);
    end_nest(info);
    finish();
    TRY(transmit(host));
    TRY(configure(inside, index, ip(10, 2, 1 + i / 250, 1 + i % 250), 16, ip(10, 2, 0, 1)));
    close(inside);
    close(fd);
  }
  return 0;
}

static int small(void) {
  int fd, inside, index = FIRST_INDEX;
  TRY(add_namespace("small", &fd, &inside));
  write_veth("s0", index, 0, fd, "eth0", -1);
  write_address(index, ip(10, 3, 0, 1), 24);
  TRY(transmit(host));
  TRY(configure(inside, index + 1, ip(10, 3, 0, 2), 24, ip(10, 3, 0, 1)));
  close(inside);
  close(fd);
  return 0;
}

/* ---- reading ---- */

struct link_state {
  int index, flags, mtu, group, queue_length, master, peer, namespace_id, tx_queues, rx_queues;
  unsigned char state, mac[32];
  char name[IFNAMSIZ], kind[16], qdisc[16];
};
struct address_state { int index; unsigned char family, prefix, scope; unsigned char local[16]; };
struct route_state { int table, device, metric; unsigned char family, prefix, type, scope, protocol; unsigned char destination[16], gateway[16]; };

static struct link_state *links;
static struct address_state *addresses;
static struct route_state *routes;
static int n_addresses, n_routes, n_others;

static void take(void *to, size_t room, struct rtattr *a) {
  memcpy(to, RTA_DATA(a), RTA_PAYLOAD(a) < room ? RTA_PAYLOAD(a) : room);
}

static void read_link(struct nlmsghdr *message) {
  struct ifinfomsg *header = NLMSG_DATA(message);
  struct link_state *link = &links[links_read++];
  int rest = IFLA_PAYLOAD(message);
  memset(link, 0, sizeof *link);
  link->index = header->ifi_index;
  link->flags = header->ifi_flags;
  for (struct rtattr *a = IFLA_RTA(header); RTA_OK(a, rest); a = RTA_NEXT(a, rest)) switch (a->rta_type & NLA_TYPE_MASK) {
    case IFLA_IFNAME: take(link->name, sizeof link->name, a); break;
    case IFLA_MTU: take(&link->mtu, 4, a); break;
    case IFLA_GROUP: take(&link->group, 4, a); break;
    case IFLA_TXQLEN: take(&link->queue_length, 4, a); break;
    case IFLA_MASTER: take(&link->master, 4, a); break;
    case IFLA_LINK: take(&link->peer, 4, a); break;
    case IFLA_LINK_NETNSID: take(&link->namespace_id, 4, a); break;
    case IFLA_NUM_TX_QUEUES: take(&link->tx_queues, 4, a); break;
    case IFLA_NUM_RX_QUEUES: take(&link->rx_queues, 4, a); break;
    case IFLA_OPERSTATE: take(&link->state, 1, a); break;
    case IFLA_ADDRESS: take(link->mac, sizeof link->mac, a); break;
    case IFLA_QDISC: take(link->qdisc, sizeof link->qdisc, a); break;
    case IFLA_LINKINFO: {
      int inner = RTA_PAYLOAD(a);
      for (struct rtattr *b = RTA_DATA(a); RTA_OK(b, inner); b = RTA_NEXT(b, inner))
        if (b->rta_type == IFLA_INFO_KIND) take(link->kind, sizeof link->kind, b);
    }
  }
}

static void read_address(struct nlmsghdr *message) {
  struct ifaddrmsg *header = NLMSG_DATA(message);
  struct address_state *address = &addresses[n_addresses++];
  int rest = IFA_PAYLOAD(message);
  *address = (struct address_state){header->ifa_index, header->ifa_family, header->ifa_prefixlen, header->ifa_scope, {0}};
  for (struct rtattr *a = IFA_RTA(header); RTA_OK(a, rest); a = RTA_NEXT(a, rest))
    if (a->rta_type == IFA_LOCAL || (a->rta_type == IFA_ADDRESS && header->ifa_family == AF_INET6))
      take(address->local, 16, a);
}

static void read_route(struct nlmsghdr *message) {
  struct rtmsg *header = NLMSG_DATA(message);
  struct route_state *route = &routes[n_routes++];
  int rest = RTM_PAYLOAD(message);
  memset(route, 0, sizeof *route);
  route->family = header->rtm_family;
  route->prefix = header->rtm_dst_len;
  route->type = header->rtm_type;
  route->scope = header->rtm_scope;
  route->protocol = header->rtm_protocol;
  for (struct rtattr *a = RTM_RTA(header); RTA_OK(a, rest); a = RTA_NEXT(a, rest)) switch (a->rta_type) {
    case RTA_TABLE: take(&route->table, 4, a); break;
    case RTA_OIF: take(&route->device, 4, a); break;
    case RTA_PRIORITY: take(&route->metric, 4, a); break;
    case RTA_DST: take(route->destination, 16, a); break;
    case RTA_GATEWAY: take(route->gateway, 16, a); break;
  }
}

static void count_other(struct nlmsghdr *message) { (void)message; n_others++; }

static int read_links(void) {
  links_read = 0;
  begin(RTM_GETLINK, 0, sizeof(struct ifinfomsg));
  attribute_u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  finish();
  return dump(host, read_link, &links_read);
}

static int read_routes(int family) {
  struct rtmsg *header = begin(RTM_GETROUTE, 0, sizeof *header);
  header->rtm_family = family;
  finish();
  return dump(host, read_route, &n_routes);
}

/* Links, addresses and routes. */
static int dump_host(void) {
  n_addresses = n_routes = 0;
  TRY(read_links());
  begin(RTM_GETADDR, 0, sizeof(struct ifaddrmsg));
  finish();
  TRY(dump(host, read_address, &n_addresses));
  TRY(read_routes(AF_INET));
  return read_routes(AF_INET6);
}

static int count_rules(int family) {
  struct rtmsg *header = begin(RTM_GETRULE, 0, sizeof *header);
  header->rtm_family = family;
  finish();
  return dump(host, count_other, &n_others);
}

static int count_neighbours(int family, int flags) {
  struct ndmsg *header = begin(RTM_GETNEIGH, 0, sizeof *header);
  header->ndm_family = family;
  header->ndm_flags = flags;
  finish();
  return dump(host, count_other, &n_others);
}

/* The same, and what else is in a namespace; that is only counted. */
static int dump_tables(void) {
  n_others = 0;
  TRY(dump_host());
  TRY(count_rules(AF_INET));
  TRY(count_rules(AF_INET6));
  TRY(count_neighbours(AF_UNSPEC, 0));
  TRY(count_neighbours(AF_UNSPEC, NTF_PROXY));
  return count_neighbours(AF_BRIDGE, 0);
}

static int run(const char *job, int n) {
  bridge_index = if_nametoindex("br0");
  uplink_index = if_nametoindex("uplink");
  if (!strcmp(job, "pods")) return pods(n);
  if (!strcmp(job, "teardown")) return teardown(n);
  if (!strcmp(job, "macvlans")) return macvlans(n);
  if (!strcmp(job, "small")) return small();
  if (!strcmp(job, "dump")) return dump_host();
  if (!strcmp(job, "dump-tables")) return dump_tables();
  return FAIL("what is %s?", job);
}

int main(int argc, char **argv) {
  single_queue = argc > 1 && !strcmp(argv[1], "single");
  links = malloc((1 << 14) * sizeof *links);
  addresses = malloc((1 << 14) * sizeof *addresses);
  routes = malloc((1 << 16) * sizeof *routes);
  home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  host = open_socket();
  /* As `ip netns add` does once; it is shared already where somebody has done it. */
  if (mount("", "/run/netns", "none", MS_SHARED | MS_REC, NULL) && errno == EINVAL) {
    mount("/run/netns", "/run/netns", "none", MS_BIND | MS_REC, NULL);
    mount("", "/run/netns", "none", MS_SHARED | MS_REC, NULL);
  }
  serve(run);
  return 0;
}
