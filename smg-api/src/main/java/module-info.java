/**
 * What a plug-in of the smg inference gateway sees: routing policies, worker discovery, names for
 * events of the log, and nothing else.
 *
 * <p>A plug-in is a jar that provides {@link io.smg.api.RoutingPolicyProvider}; put it into the {@code plugins/}
 * directory of the image, or name its directory with {@code --plugin-path}.
 */
@org.jspecify.annotations.NullMarked
module io.smg.api {
    requires static org.jspecify;

    exports io.smg.api;
}
