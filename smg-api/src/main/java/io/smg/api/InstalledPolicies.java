package io.smg.api;

import java.nio.file.Path;
import java.util.List;

/** The routing policies that a command can use. For the command's thread. */
@FunctionalInterface
public interface InstalledPolicies {

    /**
     * Loads the policies of the image and of plug-ins.
     *
     * @param pluginPath directories of plug-ins; if empty, those that the environment or the image has
     * @return a provider for each policy, no two of one name, in the order of their names
     * @throws RuntimeException if a plug-in can't be used; a command lets this pass, and whoever called it says why
     */
    List<RoutingPolicyProvider> load(List<Path> pluginPath);
}
