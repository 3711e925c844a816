package io.smg.server.routing;

import io.smg.api.RoutingPolicyProvider;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One plug-in in a module layer of its own over the image: a jar, or a directory of a jar and those that it needs.
 * Named modules and plain jars do. What the image has is taken from there, whatever copy the plug-in brings, so that
 * there is one {@code io.smg.api}.
 *
 * @param origin the jar or directory
 * @param layer its modules
 */
record Plugin(Path origin, ModuleLayer layer) {

    private static final String NO_POLICY =
            "no routing policy in it; a module provides io.smg.api.RoutingPolicyProvider"
                    + " in its module-info, a plain jar in META-INF/services";

    private static final ModuleLayer IMAGE =
            Optional.ofNullable(Plugin.class.getModule().getLayer()).orElseGet(ModuleLayer::boot);

    /**
     * Resolves the modules of a jar or directory.
     *
     * @throws PluginException if they can't be read, named or resolved
     */
    static Plugin open(Path origin) {
        try {
            return new Plugin(origin, layerOf(ownModules(origin)));
        } catch (RuntimeException | LinkageError e) {
            // The module system has six exceptions without a common type for what may be wrong with a jar.
            throw new PluginException(origin.toString(), e);
        }
    }

    /**
     * The policies that the plug-in provides.
     *
     * @throws PluginException if there are none, or one can't be constructed
     */
    List<RoutingPolicyProvider> policies() {
        try {
            List<RoutingPolicyProvider> found = ServiceLoader.load(layer, RoutingPolicyProvider.class).stream()
                    .filter(provider -> layer.equals(provider.type().getModule().getLayer()))
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (found.isEmpty()) {
                throw new PluginException(origin.toString(), NO_POLICY);
            }
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(origin.toString(), e);
        }
    }

    private static ModuleLayer layerOf(Map<String, ModuleReference> modules) {
        ModuleFinder finder = new FixedFinder(modules);
        // All are roots: nothing says that it requires a plain jar.
        Configuration resolved = IMAGE.configuration().resolve(finder, ModuleFinder.of(), modules.keySet());
        return IMAGE.defineModulesWithOneLoader(resolved, Plugin.class.getClassLoader());
    }

    private static Map<String, ModuleReference> ownModules(Path origin) {
        return ModuleFinder.of(origin).findAll().stream()
                .filter(module -> IMAGE.findModule(nameOf(module)).isEmpty())
                .collect(Collectors.toUnmodifiableMap(Plugin::nameOf, Function.identity()));
    }

    private static String nameOf(ModuleReference module) {
        return module.descriptor().name();
    }

    /**
     * Finds the given modules and no others.
     *
     * @param modules by name
     */
    private record FixedFinder(Map<String, ModuleReference> modules) implements ModuleFinder {

        @Override
        public Optional<ModuleReference> find(String name) {
            return Optional.ofNullable(modules.get(Objects.requireNonNull(name)));
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.copyOf(modules.values());
        }
    }
}
