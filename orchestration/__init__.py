"""When things run: jobs, schedules, sensors, the lock that keeps runs apart, and the command `chancery`.

Not here: what exists (`assets/`), how it is computed (`sql/`), what a text means (`reading/`).
"""
