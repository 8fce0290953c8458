/**
 * What a node of a Cluster, or a server that became a replica, says when it is not, or not now, the one to ask: its data
 * has moved or is moving, the Cluster is down, it has a master, or it has let go of a call that it held. None of these
 * commands has been carried out.
 */
const elsewhere =
  /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|UNBLOCKED) |^READONLY |-READONLY (?=You can't write)/;

/** Whether Redis refused a command because another node is to be asked, or this one later. */
export const isElsewhere = (error: Error): boolean => elsewhere.test(error.message);
