package io.smg.server.cli;

import java.util.List;
import java.util.Optional;

/** All settings in force: of each option what the strongest source says, and the default where none says anything. */
public final class Settings {

    private final List<Layer> layers;

    private Settings(List<Layer> layers) {
        this.layers = layers;
    }

    /** The settings that come of some sources, the strongest first. */
    static Settings of(Layer... strongestFirst) {
        return new Settings(List.of(strongestFirst));
    }

    /**
     * What to tell somebody who asks for a policy that this gateway does not have.
     *
     * @param installed the names of those that it has
     */
    public UsageException policyNotInstalled(List<String> installed) {
        Setting setting = setting(Options.POLICY);
        return UsageException.refused(
                Options.POLICY,
                setting.texts().getFirst(),
                setting.source(),
                "must be an installed policy: " + String.join(", ", installed));
    }

    /**
     * What to tell somebody whose policy can't use its options.
     *
     * @param reason what the policy says
     */
    public UsageException policyRefused(String reason) {
        Setting setting = setting(Options.POLICY_OPTION);
        return UsageException.refused(
                Options.POLICY_OPTION, String.join(",", setting.texts()), setting.source(), "is no use: " + reason);
    }

    /** What to tell somebody who asks for workers in Kubernetes, of an image that can't find them. */
    public UsageException discoveryNotInstalled() {
        Setting setting = setting(WorkerOptions.SERVICE_DISCOVERY);
        return UsageException.refused(
                WorkerOptions.SERVICE_DISCOVERY,
                setting.texts().getFirst(),
                setting.source(),
                "needs module io.smg.k8s, which is not in this image: "
                        + "must be left out, or used with the image that has it");
    }

    /** What holds for an option, as text and with its source. */
    Setting setting(Option<?> option) {
        for (Layer layer : layers) {
            Optional<Setting> setting = layer.setting(option);
            if (setting.isPresent()) {
                return setting.get();
            }
        }
        return new Setting(option.defaults(), new Source.Default());
    }

    /**
     * All values of an option.
     *
     * @throws UsageException if one of them is not allowed
     */
    <T> List<T> all(Option<T> option) {
        Setting setting = setting(option);
        return setting.texts().stream()
                .map(text -> read(option, text, setting.source()))
                .toList();
    }

    /**
     * The value of an option that may have none.
     *
     * @throws UsageException if it is not allowed
     */
    <T> Optional<T> optional(Option<T> option) {
        return all(option).stream().findFirst();
    }

    /**
     * The value of an option that has a default.
     *
     * @throws UsageException if it is not allowed
     */
    <T> T one(Option<T> option) {
        return all(option).getFirst();
    }

    private static <T> T read(Option<T> option, String text, Source source) {
        return option.syntax().reading().apply(text).orElseThrow(() -> UsageException.badValue(option, text, source));
    }
}
