package dev.ordinal.dns.view;

/**
 * A port of a service or of an endpoint.
 *
 * @param name empty for an unnamed one
 * @param protocol in lower case
 */
public record PortView(String name, String protocol, int number) {}
