package io.smg.server.observe;

import io.smg.server.meters.Meters;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows the process and its JVM: what they take of the machine. What the system doesn't tell is 0. */
public final class ProcessMeters {

    private static final Path PROC = Path.of("/proc/self");
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    /** Linux counts in pages of this size wherever the JVM runs on x86-64, and in ticks of a hundredth of a second. */
    private static final long PAGE = 4096;

    private final Meters meters;

    private ProcessMeters(Meters meters) {
        this.meters = meters;
    }

    /** Shows them in a registry. */
    public static void show(Meters meters) {
        ProcessMeters shown = new ProcessMeters(meters);
        shown.build();
        shown.process();
        shown.heap();
        ManagementFactory.getGarbageCollectorMXBeans().forEach(shown::collector);
    }

    private void build() {
        Module module = ProcessMeters.class.getModule();
        String version = module.isNamed() ? module.getDescriptor().rawVersion().orElse("unknown") : "unknown";
        meters.getOrCreate(Meters.gauge("smg_build_info", () -> 1)
                .description("The gateway's version.")
                .addTag(Meters.label("version", version)));
    }

    private void process() {
        double start = ProcessHandle.current()
                .info()
                .startInstant()
                .map(instant -> instant.toEpochMilli() / MILLIS)
                .orElse(0.0);
        gauge("process_start_time_seconds", "When the process began.", () -> start);
        gauge("process_resident_memory_bytes", "Memory that is in use.", () -> PAGE * field("statm", 1));
        gauge("process_open_fds", "Descriptors that are open.", Descriptors::open);
        long limit = Descriptors.limit().orElse(0);
        gauge("process_max_fds", "Descriptors that may be open.", () -> limit);
        meters.getOrCreate(Meters.gauge("process_cpu_seconds_total", ProcessMeters::cpuSeconds)
                .description("Time on processors."));
    }

    private void heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        gauge("jvm_memory_heap_used_bytes", "Heap in use.", () -> memory.getHeapMemoryUsage()
                .getUsed());
        gauge("jvm_memory_heap_max_bytes", "What the heap may grow to.", () -> memory.getHeapMemoryUsage()
                .getMax());
    }

    private void collector(GarbageCollectorMXBean collector) {
        meters.getOrCreate(
                Meters.counter("jvm_gc_collections_total", collector, GarbageCollectorMXBean::getCollectionCount)
                        .description("Collections.")
                        .addTag(Meters.label("gc", collector.getName())));
        meters.getOrCreate(Meters.gauge("jvm_gc_pause_seconds_total", () -> collector.getCollectionTime() / MILLIS)
                .description("Time that collections have taken.")
                .addTag(Meters.label("gc", collector.getName())));
    }

    private void gauge(String name, String help, Supplier<? extends Number> reading) {
        Supplier<Number> number = reading::get;
        meters.getOrCreate(Meters.gauge(name, number).description(help));
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / NANOS)
                .orElse(0.0);
    }

    private static long field(String file, int number) {
        try {
            return Long.parseLong(Files.readString(PROC.resolve(file)).split(" ", -1)[number]);
        } catch (IOException e) {
            return 0;
        }
    }
}
