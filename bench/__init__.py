"""The benchmarks: ``make bench``. Nothing here is a part of the product."""
