package io.smg.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The key of {@code --api-key}, which the image's launcher takes out of the arguments, since a list of processes shows
 * those, and hands on in the environment.
 */
final class WithheldKey {

    private static final String VARIABLE = "SMG_LAUNCHER_API_KEY";

    /** What the launcher leaves in the key's place. */
    private static final String PLACE = "***";

    private WithheldKey() {}

    /** The arguments as the launcher got them. */
    static List<String> putBack(List<String> args, Map<String, String> environment) {
        String key = environment.getOrDefault(VARIABLE, PLACE);
        String flag = ListenerOptions.API_KEY.flag();
        List<String> given = new ArrayList<>(args);
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals(flag + "=" + PLACE)) {
                given.set(i, flag + "=" + key);
            } else if (given.get(i).equals(PLACE) && i > 0 && given.get(i - 1).equals(flag)) {
                given.set(i, key);
            }
        }
        return given;
    }
}
