"""What the benchmarks share: processes, gateways, workers, load, and tables."""
