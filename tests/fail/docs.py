def write(*a, **k): return 0
