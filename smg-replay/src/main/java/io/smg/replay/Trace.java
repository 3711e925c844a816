package io.smg.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The requests of a trace, in the order of their coming.
 *
 * @param requests the requests
 */
record Trace(List<TracedRequest> requests) {

    private static final Comparator<TracedRequest> BY_ARRIVAL = Comparator.comparingLong(TracedRequest::arrivalNanos);

    /** Copies the list and puts it in order. */
    Trace {
        requests = requests.stream().sorted(BY_ARRIVAL).toList();
    }

    /**
     * Reads a trace, one request a line; empty lines are none.
     *
     * @throws UnusableException if a line is no request, or the file can't be read or has none
     */
    static Trace read(Path file) throws UnusableException {
        List<TracedRequest> requests = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    requests.add(request(file, line, number));
                }
                number++;
            }
        } catch (IOException e) {
            throw unusable(file, reason(e));
        }
        if (requests.isEmpty()) {
            throw unusable(file, "no request in it");
        }
        return new Trace(requests);
    }

    private static TracedRequest request(Path file, String line, int number) throws UnusableException {
        try {
            return TraceLine.read(line);
        } catch (UnusableException e) {
            throw unusable(file, "line " + number + ": " + e.getMessage());
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "not readable";
            case CharacterCodingException _ -> "no text in UTF-8";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static UnusableException unusable(Path file, String reason) {
        return new UnusableException("--trace: " + file + ": " + reason);
    }

    /**
     * The same requests at other times, the first at zero.
     *
     * @param jitter each comes later by a random part of this
     * @param speedup by which all then come faster
     */
    Trace retimed(Duration jitter, double speedup, RandomGenerator random) {
        long first = requests.getFirst().arrivalNanos();
        return new Trace(requests.stream()
                .map(request -> {
                    double later = jitter.toNanos() * random.nextDouble();
                    return request.at(Math.round((request.arrivalNanos() - first + later) / speedup));
                })
                .toList());
    }
}
