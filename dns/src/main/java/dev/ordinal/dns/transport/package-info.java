/** Sockets: queries over UDP and TCP, on epoll where the machine has it. */
@NullMarked
package dev.ordinal.dns.transport;

import org.jspecify.annotations.NullMarked;
