package io.smg.server.routing;

import io.smg.api.RoutingPolicyProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The routing policies that are installed, by the name that {@code --policy} gives them. Immutable. */
public final class Policies {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");

    private final Map<String, Installed> byName = new TreeMap<>();

    private Policies() {}

    /**
     * The policies of the image and of the plug-ins in the given directories.
     *
     * @param pluginPath directories; each jar in them, and each sub-directory, is a plug-in
     * @throws PluginException if a plug-in can't be used, or two provide policies of one name
     */
    public static Policies load(List<Path> pluginPath) {
        return load(ServiceLoader.load(RoutingPolicyProvider.class, Policies.class.getClassLoader()), pluginPath);
    }

    /** The given policies as those of the image, and those of the plug-ins. */
    static Policies load(Iterable<RoutingPolicyProvider> image, List<Path> pluginPath) {
        Policies policies = new Policies();
        image.forEach(provider -> policies.add(provider, "the image"));
        for (Plugin plugin : Plugins.in(pluginPath)) {
            plugin.policies()
                    .forEach(provider -> policies.add(provider, plugin.origin().toString()));
        }
        return policies;
    }

    /** The names of all installed policies, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The policy of that name, if it is installed. */
    public Optional<RoutingPolicyProvider> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Installed::provider);
    }

    /** All installed policies, in the order of their names. */
    public List<RoutingPolicyProvider> providers() {
        return byName.values().stream().map(Installed::provider).toList();
    }

    private void add(RoutingPolicyProvider provider, String origin) {
        String name = nameOf(provider, origin);
        Installed earlier = byName.putIfAbsent(name, new Installed(provider, origin));
        if (earlier != null) {
            throw new PluginException(origin, "a policy named " + name + " is already in " + earlier.origin());
        }
    }

    private static String nameOf(RoutingPolicyProvider provider, String origin) {
        String name =
                ask(provider, origin).orElseThrow(() -> new PluginException(origin, "a policy in it has no name"));
        if (!NAME.matcher(name).matches()) {
            throw new PluginException(
                    origin, "a policy's name is lower-case letters, digits and underscores, not '" + name + "'");
        }
        return name;
    }

    private static Optional<String> ask(RoutingPolicyProvider provider, String origin) {
        try {
            return Optional.ofNullable(provider.name());
        } catch (RuntimeException | LinkageError e) {
            // Foreign code: whatever it throws is the plug-in's failure.
            throw new PluginException(origin, e);
        }
    }

    /**
     * A policy and where it came from.
     *
     * @param provider makes instances of it
     * @param origin the jar, the directory, or the image
     */
    private record Installed(RoutingPolicyProvider provider, String origin) {}
}
