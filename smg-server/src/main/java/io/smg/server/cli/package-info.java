/**
 * The command line, the environment and the configuration file, and the one
 * {@link io.smg.server.config.GatewayConfig} that comes of them.
 *
 * <p>Start with {@link io.smg.server.cli.Options}, the table of all options: a new one is a row there, and everything
 * else (grammar, help, environment, file, {@code --check}) follows from the row. {@link io.smg.server.cli.SmgCommand}
 * is the way in; nothing here prints or exits.
 */
package io.smg.server.cli;
