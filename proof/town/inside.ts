/**
 * Loaded into a bot's process before the bot, which knows nothing of it: tells its parent from which port it calls which, so that
 * a call that a simulator sees has a name, and lets the clock jump when its parent says so.
 */
import diagnostics from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

let aheadMs = 0;
const machineNow = Date.now;
Date.now = () => machineNow() + aheadMs;

diagnostics.subscribe('net.client.socket', message => {
  const { socket } = message as { socket: Socket };
  socket.once('connect', () => {
    const { localPort: port, remotePort: door } = socket;
    if (port !== undefined && door !== undefined) process.send?.({ port, door });
  });
});

process.on('message', ({ jumpMs }: { jumpMs: number }) => {
  aheadMs += jumpMs;
});
process.on('disconnect', () => process.exit(1));
// Whoever has nothing more to do ends, although it could still be spoken to.
process.channel?.unref();
