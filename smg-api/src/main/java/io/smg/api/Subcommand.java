package io.smg.api;

import java.util.List;

/**
 * Something that {@code smg NAME} does instead of running the gateway, and for which it needs the installed policies,
 * such as the replay of a trace; found by {@link java.util.ServiceLoader} among the modules of the image.
 *
 * <p>An implementation needs a public constructor without parameters. Its methods are called by one thread.
 */
public interface Subcommand {

    /**
     * The word behind {@code smg} that stands for it.
     *
     * @return lower-case letters and hyphens, the same on every call
     */
    String name();

    /**
     * What it does, for the gateway's help text.
     *
     * @return one short sentence
     */
    String summary();

    /**
     * Does it. It may print, which the gateway itself never does.
     *
     * @param arguments what stands behind its name on the command line
     * @param policies the policies that are installed
     * @return the exit status: 0 if all went well, 2 if the arguments are no use, else 1
     */
    int run(List<String> arguments, InstalledPolicies policies);
}
